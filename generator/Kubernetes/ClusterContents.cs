using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// What the clusters of one environment are to hold, as far as it is at hand, or what was found at a path. Where each object stands is the
/// position of its document.
/// </summary>
/// <param name="Name">Of the environment, or the path as it was given.</param>
public sealed record ClusterContents(string Name, ImmutableArray<ContentsPart> Parts)
{
    private Manifests? objects;
    private ILookup<string, Manifest>? kinds;

    /// <summary>Of each app, or all as one.</summary>
    public ImmutableArray<ContentsPart> Parts
    {
        get;
        init => (field, objects, kinds) = (value, null, null);
    } = Parts;

    /// <summary>How many clusters hold the same.</summary>
    public int Clusters { get; init; } = 1;

    /// <summary>Such as <c>1.33</c>; null where nobody says it.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>The day for which certificates are judged; null: none is.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What the environment is said to have, such as <c>cloud</c> or <c>istio</c>; empty for a path.</summary>
    public ImmutableHashSet<string> Features { get; init; } = [];

    /// <summary>What may be there as well, though nobody sees it here: the reason why a rule cannot tell.</summary>
    public ImmutableArray<UnseenPart> Unseen { get; init; } = [];

    /// <summary>Apps that say they do not run on its version.</summary>
    public ImmutableArray<VersionRefusal> Refusals { get; init; } = [];

    /// <summary>Documents for people that are generated beside the objects: text by name, such as <c>web-trust.json</c>.</summary>
    public ImmutableSortedDictionary<string, string> Outputs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Everything together, in the order of the parts.</summary>
    public Manifests Objects => objects ??= new Manifests([.. Parts.SelectMany(part => part.Objects.Objects)]);

    /// <param name="groupKind">As <see cref="ObjectId.GroupKind"/>.</param>
    public IEnumerable<Manifest> OfKind(string groupKind) =>
        (kinds ??= Objects.Objects.ToLookup(manifest => manifest.GroupKind, StringComparer.Ordinal))[groupKind];

    /// <summary>Who may bring such an object; null when it is not there for certain.</summary>
    /// <param name="groupKind">Such as <c>apps/Deployment</c>, or <c>Secret</c>.</param>
    /// <param name="space">Empty for what belongs to no namespace.</param>
    public UnseenPart? MayHave(string groupKind, string space) => Unseen.FirstOrDefault(part => part.MayBring(groupKind, space));
}

/// <summary>An app that does not run on the version of Kubernetes of an environment.</summary>
/// <param name="At">Where the app says which it needs.</param>
/// <param name="Versions">Such as <c>&gt;=1.32 &lt;1.37</c>.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Instead">What there is for the other versions, a sentence; null: nothing.</param>
public sealed record VersionRefusal(Position At, string App, string Versions, string Why, string? Instead);

/// <summary>What one app brings.</summary>
/// <param name="App">Empty for what belongs to none.</param>
public sealed record ContentsPart(string App, Manifests Objects)
{
    /// <summary>Stands for all that the objects were read from; null where nobody knows.</summary>
    public string? Digest { get; init; }

    /// <summary>The chart that the app is made of, with its values; null where it has none.</summary>
    public ChartUse? Chart { get; init; }

    /// <summary>How Argo CD applies it, such as <c>ServerSideApply=true</c>; null where nobody knows.</summary>
    public ImmutableArray<string>? SyncOptions { get; init; }
}

/// <summary>A chart with the values that an environment gives it.</summary>
/// <param name="At">Where the chart is named; each value says itself where it stands.</param>
/// <param name="Name">Such as <c>kube-prometheus-stack</c>.</param>
/// <param name="IsSeen">What it makes is among the part's objects.</param>
public sealed record ChartUse(Position At, string Name, string Version, string ReleaseName, string Namespace, YamlMap Values, bool IsSeen);

/// <summary>Something that brings objects which are not at hand.</summary>
/// <param name="What">Such as <c>the chart of prometheus-stack</c>.</param>
/// <param name="Why">It is not seen, as the end of a sentence: <c>Argo CD inflates it, and it is not at hand</c>.</param>
/// <param name="Kinds">
/// As <see cref="ObjectId.GroupKind"/>, or as definitions are named (<c>secretstores.external-secrets.io</c>); empty where it may bring
/// any.
/// </param>
/// <param name="Namespaces">Empty where it may bring them anywhere.</param>
public sealed record UnseenPart(string What, string Why, ImmutableHashSet<string> Kinds, ImmutableHashSet<string> Namespaces)
{
    /// <summary>The chart that it is, whose values may say what it makes; null for what is none.</summary>
    public ChartUse? Chart { get; init; }

    /// <summary>The definitions that it is said to bring, as they are named; null where nobody says which.</summary>
    public ImmutableHashSet<string>? Definitions { get; init; }

    /// <summary>What there is in any cluster before its first app.</summary>
    public static ImmutableArray<UnseenPart> OfEveryCluster { get; } =
    [
        new(
            "the platform",
            "whoever sets up the cluster brings it",
            [
                "Node",
                "PersistentVolume",
                "apiextensions.k8s.io/CustomResourceDefinition",
                "gateway.networking.k8s.io/GatewayClass",
                "networking.k8s.io/IngressClass",
                "node.k8s.io/RuntimeClass",
                "resource.k8s.io/DeviceClass",
                "scheduling.k8s.io/PriorityClass",
                "storage.k8s.io/CSIDriver",
                "storage.k8s.io/StorageClass",
            ],
            []
        ),
        new("the cluster", "a cluster brings objects of its own there", [], ["kube-system", "kube-public", "kube-node-lease"]),
    ];

    /// <param name="groupKind">As <see cref="ObjectId.GroupKind"/>.</param>
    /// <param name="space">Empty for what belongs to no namespace, or where it is not known to which.</param>
    public bool MayBring(string groupKind, string space) =>
        (Kinds.IsEmpty || Kinds.Contains(groupKind) || Kinds.Contains(Definition(groupKind)))
        && (Namespaces.IsEmpty || (space.Length == 0 ? !Kinds.IsEmpty : Namespaces.Contains(space)));

    /// <summary>Whether it may have brought the definition of the kind, as far as it says which it brings.</summary>
    /// <param name="groupKind">Of a kind that no Kubernetes has of itself.</param>
    public bool MayDefine(string groupKind) => Definitions is null || Definitions.Contains(Definition(groupKind));

    // As the names of definitions are made: plural and group.
    private static string Definition(string groupKind)
    {
        var slash = groupKind.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return "";
        var kind = groupKind[(slash + 1)..].ToLowerInvariant();
        var plural =
            kind.EndsWith('y') && kind.Length > 1 && !"aeiou".Contains(kind[^2], StringComparison.Ordinal) ? $"{kind[..^1]}ies"
            : kind.EndsWith('s') || kind.EndsWith('x') || kind.EndsWith("ch", StringComparison.Ordinal) ? $"{kind}es"
            : $"{kind}s";
        return $"{plural}.{groupKind[..slash]}";
    }
}
