using System.Collections.Immutable;
using System.IO.Enumeration;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Relocate;

/// <summary>An object that a manifest declares.</summary>
/// <param name="Id">As written: holes of a template are <c>*</c>, and the kind is empty where a template makes it.</param>
/// <param name="Line">Of its name.</param>
public sealed record DeclaredObject(ObjectId Id, string Path, int Line);

/// <summary>The objects that move, and those known to stay.</summary>
public sealed class Inventory(RelocationRequest request, ImmutableHashSet<string> outside, IReadOnlyList<DeclaredObject> declared)
{
    // What every cluster runs in kube-system, by the beginnings of the names; none of it is ever part of a move.
    private static readonly string[] System =
    [
        "coredns",
        "kube-dns",
        "kube-proxy",
        "kube-apiserver",
        "kube-controller-manager",
        "kube-scheduler",
        "etcd",
        "metrics-server",
        "konnectivity",
        "azure-cns",
        "azure-npm",
        "azure-ip-masq",
        "cilium",
        "hubble",
        "csi-azure",
        "cloud-node-manager",
        "cluster-autoscaler",
        "node-local-dns",
        "extension-apiserver-authentication",
        "aws-node",
        "kubelet",
        "retina",
        "ama-logs",
        "omsagent",
        "azure-policy",
        "azure-wi-webhook",
        "aks-secrets-store",
        "secrets-store-csi",
        "calico",
        "kube-flannel",
        "csi-secrets-store",
    ];

    public IReadOnlyList<DeclaredObject> Declared => declared;

    /// <summary>
    /// Whether everything in the namespace moves, so that a command or a value that only names the namespace moves too. Never of a
    /// namespace of the system, where others live on, or where somebody said what stays.
    /// </summary>
    public bool TakesAll { get; } =
        request.Objects.Any(IsAnything) && !IsSystemNamespace(request.From) && outside.IsSubsetOf(RelocationRules.Default.Outside);

    private bool IsOfSystem { get; } = IsSystemNamespace(request.From);

    /// <summary>
    /// Whether a word that may be the name of an object, or only a word, is that of one that moves. <c>*</c> fits every word and says
    /// nothing of any; <c>kube*</c> means <c>kube-x</c>, not <c>kubectl</c>. The name of a declared object is no mere word.
    /// </summary>
    public RelocationStatus OfWord(string word)
    {
        if (Of(word) is var known && known != RelocationStatus.Moves)
            return known;
        return
            declared.Any(other => other.Id.Name == word && other.Id.Namespace == request.From)
            || request.Objects.Any(pattern => Fits(pattern, word) && IsMeant(pattern, word))
            ? known
            : RelocationStatus.Unknown;
    }

    /// <summary>
    /// Whether an object of this name moves. <paramref name="name"/> may be a pattern itself (<c>ama-metrics-.*</c>, <c>coredns*</c>): its
    /// literal beginning is judged.
    /// </summary>
    public RelocationStatus Of(string name)
    {
        if (name.Length == 0)
            return RelocationStatus.Unknown;
        if (outside.Contains(name))
            return RelocationStatus.Stays;
        var isSystem = System.Any(known => name.StartsWith(known, StringComparison.Ordinal));
        if (request.Objects.Any(pattern => Fits(pattern, name) && !(isSystem && IsOfSystem && IsAnything(pattern))))
            return RelocationStatus.Moves;
        if (isSystem)
            return RelocationStatus.Stays;
        return
            !name.Contains('*', StringComparison.Ordinal)
            && declared.Any(other => other.Id.Name == name && other.Id.Namespace == request.From)
            ? RelocationStatus.Stays
            : RelocationStatus.Unknown;
    }

    private static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static bool IsAnything(string pattern) => pattern.All(one => one is '*' or '?');

    private static bool IsSystemNamespace(string name) => name == "default" || name.StartsWith("kube-", StringComparison.Ordinal);

    private static bool IsMeant(string pattern, string word)
    {
        var literal = pattern.Count(one => one is not ('*' or '?'));
        return literal >= 3 && (literal == word.Length || word.AsSpan().IndexOfAny("-0123456789") >= 0);
    }
}
