using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// What the clusters of one environment are to hold, as far as it is at hand, or what was found at a path. Where each object stands is the
/// position of its document.
/// </summary>
/// <param name="Name">Of the environment, or the path as it was given.</param>
/// <param name="Parts">Of each app, or all as one.</param>
public sealed record ClusterContents(string Name, ImmutableArray<ContentsPart> Parts)
{
    private readonly Lazy<Manifests> objects = new(() => new Manifests([.. Parts.SelectMany(part => part.Objects.Objects)]));

    private readonly Lazy<ILookup<string, Manifest>> kinds = new(() =>
        Parts.SelectMany(part => part.Objects.Objects).ToLookup(manifest => manifest.GroupKind, StringComparer.Ordinal)
    );

    /// <summary>Such as <c>1.33</c>; null where nobody says it.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>What the environment is said to have, such as <c>cloud</c> or <c>istio</c>; empty for a path.</summary>
    public ImmutableHashSet<string> Features { get; init; } = [];

    /// <summary>What may be there as well, though nobody sees it here: the reason why a rule cannot tell.</summary>
    public ImmutableArray<UnseenPart> Unseen { get; init; } = [];

    /// <summary>The day by which certificates must still be valid; null where nobody asks. No rule looks at a clock.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Everything together, in the order of the parts.</summary>
    public Manifests Objects => objects.Value;

    /// <param name="groupKind">As <see cref="ObjectId.GroupKind"/>.</param>
    public IEnumerable<Manifest> OfKind(string groupKind) => kinds.Value[groupKind];

    /// <summary>Who may bring such an object; null when it is not there for certain.</summary>
    /// <param name="groupKind">Such as <c>apps/Deployment</c>, or <c>Secret</c>.</param>
    /// <param name="space">Empty for what belongs to no namespace.</param>
    public UnseenPart? MayHave(string groupKind, string space) =>
        Unseen.FirstOrDefault(part =>
            (part.Kinds.IsEmpty || part.Kinds.Contains(groupKind))
            && (space.Length == 0 || part.Namespaces.IsEmpty || part.Namespaces.Contains(space))
        );
}

/// <summary>What one app brings.</summary>
/// <param name="App">Empty for what belongs to none.</param>
public sealed record ContentsPart(string App, Manifests Objects)
{
    /// <summary>The chart that the app is made of, with its values; null where it has none.</summary>
    public ChartUse? Chart { get; init; }
}

/// <summary>A chart with the values that an environment gives it.</summary>
/// <param name="At">Where the chart is named; each value says itself where it stands.</param>
/// <param name="Name">Such as <c>kube-prometheus-stack</c>.</param>
/// <param name="IsSeen">What it makes is among the part's objects.</param>
public sealed record ChartUse(Position At, string Name, string Version, string ReleaseName, string Namespace, YamlMap Values, bool IsSeen);

/// <summary>Something that brings objects which are not at hand.</summary>
/// <param name="What">Such as <c>the chart of prometheus-stack</c>.</param>
/// <param name="Why">It is not seen, as the end of a sentence: <c>Argo CD inflates it, and it is not at hand</c>.</param>
/// <param name="Kinds">As <see cref="ObjectId.GroupKind"/>; empty where it may bring any.</param>
/// <param name="Namespaces">Empty where it may bring them anywhere.</param>
public sealed record UnseenPart(string What, string Why, ImmutableHashSet<string> Kinds, ImmutableHashSet<string> Namespaces)
{
    /// <summary>
    /// The chart that it is, whose values (<see cref="ContentsPart.Chart"/>) may say what it makes; null for what is none.
    /// </summary>
    public string? Chart { get; init; }
}
