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
    /// Whether an object of this name moves. <paramref name="name"/> may be a pattern itself (<c>ama-metrics-.*</c>, <c>coredns*</c>): its
    /// literal beginning is judged.
    /// </summary>
    public RelocationStatus Of(string name)
    {
        if (name.Length == 0)
            return RelocationStatus.Unknown;
        if (outside.Contains(name))
            return RelocationStatus.Stays;
        if (request.Objects.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)))
            return RelocationStatus.Moves;
        if (System.Any(known => name.StartsWith(known, StringComparison.Ordinal)))
            return RelocationStatus.Stays;
        return
            !name.Contains('*', StringComparison.Ordinal)
            && declared.Any(other => other.Id.Name == name && other.Id.Namespace == request.From)
            ? RelocationStatus.Stays
            : RelocationStatus.Unknown;
    }
}
