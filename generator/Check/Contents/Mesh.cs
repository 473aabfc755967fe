using System.Collections.Frozen;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>
/// How the pods of a cluster take part in Istio, as far as its objects say: by a sidecar, by ambient, or not; and what mTLS they ask for.
/// (Istio documentation, "Installing the Sidecar", "Add workloads to the mesh", "PeerAuthentication".)
/// </summary>
internal sealed class Mesh
{
    public const string Injection = "istio-injection";
    public const string Revision = "istio.io/rev";
    public const string Dataplane = "istio.io/dataplane-mode";
    public const string Inject = "sidecar.istio.io/inject";
    public const string Merge = "prometheus.istio.io/merge-metrics";

    /// <summary>Policies there hold for the whole mesh; the second is that of the AKS add-on.</summary>
    public static readonly FrozenSet<string> RootNamespaces = FrozenSet.Create(StringComparer.Ordinal, "istio-system", "aks-istio-system");

    private static readonly FrozenSet<string> NeverInjected = FrozenSet.Create(
        StringComparer.Ordinal,
        "kube-system",
        "kube-public",
        "kube-node-lease",
        "local-path-storage"
    );

    private readonly Dictionary<string, Manifest> namespaces = new(StringComparer.Ordinal);
    private readonly ILookup<string, Manifest> policies;

    public Mesh(ClusterContents contents)
    {
        foreach (var space in contents.OfKind("Namespace"))
            namespaces.TryAdd(space.Name, space);
        policies = contents.OfKind("security.istio.io/PeerAuthentication").ToLookup(policy => policy.Namespace, StringComparer.Ordinal);
        IsStrictAnywhere = policies.SelectMany(group => group).Any(policy => Modes(policy).Contains("STRICT", StringComparer.Ordinal));
        MergesByDefault = !contents
            .OfKind("ConfigMap")
            .Where(map => RootNamespaces.Contains(map.Namespace) && map.Name.StartsWith("istio", StringComparison.Ordinal))
            .Any(map => map.Document.TextAt("data", "mesh")?.Contains("enablePrometheusMerge: false", StringComparison.Ordinal) == true);
    }

    /// <summary>Without that no scrape can be refused, and nobody needs to look closer.</summary>
    public bool IsStrictAnywhere { get; }

    /// <summary>meshConfig.enablePrometheusMerge, which is true unless it is said to be false.</summary>
    public bool MergesByDefault { get; }

    public bool IsSeen(string space) => namespaces.ContainsKey(space);

    /// <summary>Null where the Namespace is not at hand, and the pods do not say it themselves.</summary>
    public bool? HasSidecar(Manifest workload)
    {
        if (workload.Pods is not { } pods || NeverInjected.Contains(workload.Namespace) || pods.Spec?.Flag("hostNetwork") == true)
            return false;
        var own = pods.Labels.GetValueOrDefault(Inject) ?? pods.Annotation(Inject);
        var space = namespaces.GetValueOrDefault(workload.Namespace);
        if (own == "false" || space?.Label(Injection) == "disabled")
            return false;
        if (own == "true" || pods.Labels.GetValueOrDefault(Revision) is { Length: > 0 })
            return true;
        return space is null ? null : space.Label(Injection) == "enabled" || space.Label(Revision) is { Length: > 0 };
    }

    /// <summary>Null as above.</summary>
    public bool? IsAmbient(Manifest workload) =>
        workload.Pods is not { } pods || pods.Spec?.Flag("hostNetwork") == true ? false
        : pods.Labels.GetValueOrDefault(Dataplane) is { } own ? own == "ambient"
        : namespaces.TryGetValue(workload.Namespace, out var space) ? space.Label(Dataplane) == "ambient"
        : null;

    /// <summary>The policy by which nothing plain is taken at a port of the pods: the nearest that says a mode decides.</summary>
    public Manifest? Strict(Manifest workload, int port)
    {
        var labels = workload.Pods?.Labels ?? FrozenDictionary<string, string>.Empty;
        var own = policies[workload.Namespace]
            .Where(HasSelector)
            .Where(policy => LabelSelector.Selects(policy.Spec?.Map("selector"), labels));
        var wide = policies[workload.Namespace].Where(policy => !HasSelector(policy));
        var root = RootNamespaces.SelectMany(space => policies[space]).Where(policy => !HasSelector(policy));
        var decided = own.Select(policy => (Policy: policy, Mode: PortMode(policy, port) ?? Mode(policy)))
            .Concat(wide.Concat(root).Select(policy => (Policy: policy, Mode: Mode(policy))))
            .FirstOrDefault(one => one.Mode is not null);
        return decided.Mode == "STRICT" ? decided.Policy : null;
    }

    /// <summary>Istio's agent reads the application's metrics and gives them out with its own at port 15020.</summary>
    public bool Merges(PodTemplate pods) =>
        pods.Annotation("prometheus.io/scrape") == "true" && (pods.Annotation(Merge) is { } own ? own == "true" : MergesByDefault);

    /// <summary>
    /// The ways in which a Namespace asks for the mesh. Two labels that switch nothing on, or the same thing off, contradict nothing.
    /// </summary>
    public static IEnumerable<string> WaysIn(Manifest space)
    {
        if (space.Label(Injection) is { } injection and not "disabled")
            yield return $"{Injection}={injection}";
        if (space.Label(Revision) is { Length: > 0 } revision)
            yield return $"{Revision}={revision}";
        if (space.Label(Dataplane) is { } mode and not "none")
            yield return $"{Dataplane}={mode}";
    }

    public static bool HasSelector(Manifest policy) => policy.Spec.MapAt("selector", "matchLabels") is { Entries.Count: > 0 };

    private static string? Mode(Manifest policy) => Said(policy.Spec.TextAt("mtls", "mode"));

    private static string? PortMode(Manifest policy, int port) => Said(policy.Spec.TextAt("portLevelMtls", $"{port}", "mode"));

    private static string? Said(string? mode) => mode is null or "UNSET" ? null : mode;

    private static IEnumerable<string?> Modes(Manifest policy) =>
        (policy.Spec.MapAt("portLevelMtls")?.Entries ?? [])
            .Select(entry => (entry.Value as YamlMap)?.Text("mode"))
            .Append(policy.Spec.TextAt("mtls", "mode"));
}
