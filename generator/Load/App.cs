using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>An app at its head or as one of its releases: what it says and every text that the pure stages need.</summary>
/// <param name="Directory">Of the head or of the release, relative to the repository.</param>
/// <param name="Release">Null for the head.</param>
/// <param name="Values">The values files, read, by path in the app.</param>
/// <param name="Texts">Patches and templates, by path in the app.</param>
/// <param name="Dashboards">Their descriptions, checked by their shape, by path in the app.</param>
/// <param name="Reach">The folders that a build of the base or of a component reads, by its path in the app.</param>
public sealed record AppSource(
    App App,
    string Directory,
    string? Release,
    ImmutableDictionary<string, YamlMap> Values,
    ImmutableDictionary<string, string> Texts,
    ImmutableDictionary<string, YamlMap> Dashboards,
    ImmutableDictionary<string, ImmutableArray<string>> Reach
)
{
    public SourceFolder Folder => new(Directory);
}

/// <summary>app.yaml.</summary>
public sealed record App(Position At, string Name)
{
    /// <summary>What Argo CD's documents are called by: its objects there stay the same when all else is renamed.</summary>
    public string ArgoName { get; init; } = Name;

    /// <summary>Names it had before, which its releases may still say, and those of other apps that require it.</summary>
    public ImmutableArray<YamlScalar> FormerNames { get; init; } = [];

    public required string Version { get; init; }

    public required string Namespace { get; init; }

    public required Delivery Delivery { get; init; }

    public required int? SyncWave { get; init; }

    public required ImmutableArray<YamlScalar> Requires { get; init; }

    public required string Ownership { get; init; }

    public required Chart? Chart { get; init; }

    public required ImmutableArray<ValuesFile> Values { get; init; }

    public required YamlScalar? Base { get; init; }

    public required ImmutableArray<Component> Components { get; init; }

    public required ImmutableArray<Patch> Patches { get; init; }

    public required ImmutableArray<Template> Templates { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    public required ImmutableArray<string> SyncOptions { get; init; }

    public required ImmutableArray<YamlNode> IgnoreDifferences { get; init; }

    public required Shape Parameters { get; init; }

    public required YamlMap ParameterDefaults { get; init; }

    /// <summary>How it moves to another namespace; null when it does not.</summary>
    public Migration? Migration { get; init; }

    /// <summary>How its metrics are scraped, as it says; null when it says nothing.</summary>
    public YamlMap? Monitoring { get; init; }

    /// <summary>How the bounds of its autoscaler are worked out; null when it does not say.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>What calls for a rollback of a release.</summary>
    public ImmutableArray<MetricQuery> Triggers { get; init; } = [];

    /// <summary>Features that an environment may not have together where it runs the app.</summary>
    public ImmutableArray<Conflict> Conflicts { get; init; } = [];

    public ImmutableArray<Dashboard> Dashboards { get; init; } = [];

    /// <summary>What it puts out for people, once for each environment.</summary>
    public ImmutableArray<Output> Outputs { get; init; } = [];

    /// <summary>What its pods, and others, may trust.</summary>
    public ImmutableArray<TrustBundle> TrustBundles { get; init; } = [];

    /// <summary>What it needs of a cluster's version.</summary>
    public ImmutableArray<KubernetesNeed> Kubernetes { get; init; } = [];

    /// <summary>Keys of its spec that were said, but not readably.</summary>
    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

/// <summary>Features that do not go together for an app.</summary>
/// <param name="Why">A sentence.</param>
public sealed record Conflict(Condition Features, string Why);

/// <summary>The versions of Kubernetes that an app runs on where a condition holds.</summary>
/// <param name="Why">A sentence.</param>
/// <param name="Instead">What there is for the other versions, a sentence; null: nothing.</param>
public sealed record KubernetesNeed(YamlScalar Versions, Condition When, string Why, string? Instead)
{
    /// <summary>Features of which any excuses it.</summary>
    public ImmutableArray<YamlScalar> Unless { get; init; } = [];

    public bool IsExcused(IEnumerable<string> features) => Unless.Any(feature => features.Contains(feature.Text, StringComparer.Ordinal));
}

/// <summary>Who inflates the app: we (committed manifests), Argo CD with Kustomize, or Argo CD with Helm.</summary>
public enum Delivery
{
    Rendered,
    Kustomize,
    Helm,
}

/// <summary>One of the two copies of an app that moves: in the namespace that it leaves, and in the one that it goes to.</summary>
public enum Side
{
    Old,
    New,
}

/// <summary>
/// Features that must all be on for something to apply, the versions of Kubernetes, and the phases of a migration in which it does.
/// </summary>
public sealed record Condition(ImmutableArray<YamlScalar> Features)
{
    /// <summary>Null: every version.</summary>
    public VersionRange? Kubernetes { get; init; }

    /// <summary>Empty: in every phase.</summary>
    public ImmutableArray<Phase> Phases { get; init; } = [];

    /// <summary>The copy of a migration's two that it is for; null: both.</summary>
    public Side? Side { get; init; }

    /// <param name="kubernetesVersion">Such as <c>1.36</c> or <c>1.36.1</c>.</param>
    public bool Holds(IReadOnlySet<string> features, string kubernetesVersion, Phase phase = Phase.Adopted) =>
        AppliesIn(features, kubernetesVersion) && (Phases.IsEmpty || Phases.Contains(phase));

    /// <summary>Whether it applies in some phase.</summary>
    public bool AppliesIn(IReadOnlySet<string> features, string kubernetesVersion) =>
        Features.All(feature => features.Contains(feature.Text)) && Kubernetes?.Contains(kubernetesVersion) != false;
}

public sealed record ValuesFile(YamlScalar File, Condition When);

/// <summary>A description of a dashboard.</summary>
public sealed record Dashboard(YamlScalar File, Condition When);

/// <summary>A template of JSON that no cluster gets: a trust policy, say.</summary>
/// <param name="To">Below the environment's folder.</param>
public sealed record Output(YamlScalar File, YamlScalar To, Condition When);

/// <summary>PEM files with certificates of authorities, as one ClusterTrustBundle.</summary>
/// <param name="Signer">Whose certificates they verify; null: nobody's in particular.</param>
/// <param name="Expiry">The recording rule that says when they expire; null: none.</param>
public sealed record TrustBundle(
    YamlScalar Name,
    YamlScalar? Signer,
    ImmutableArray<YamlScalar> Files,
    ImmutableSortedDictionary<string, string> Labels,
    ExpiryRule? Expiry,
    Condition When
)
{
    /// <summary>What the API calls it: the name of one with a signer begins with the signer.</summary>
    public string ObjectName => Signer is null ? Name.Text : $"{Signer.Text.Replace('/', ':')}:{Name.Text}";
}

/// <summary>A recording rule beside a bundle, and the labels by which a Prometheus takes it.</summary>
public sealed record ExpiryRule(ImmutableSortedDictionary<string, string> Labels, Condition When);

public sealed record Component(YamlScalar Path, Condition When);

/// <summary>A Kustomize patch; its file is copied into the overlay.</summary>
public sealed record Patch(YamlScalar File, YamlMap? Target, Condition When);

/// <summary>A template of YAML that becomes a patch or a resource of the overlay.</summary>
public sealed record Template(YamlScalar File, bool IsPatch, YamlMap? Target, Condition When);
