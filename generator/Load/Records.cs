using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What stands in the repository, read and checked, not yet resolved.</summary>
/// <param name="Settings">gitopsgen.yaml.</param>
/// <param name="Apps">The heads, by app name.</param>
/// <param name="Releases">The frozen snapshots, by app name and release name.</param>
/// <param name="Environments">All environments, abstract ones too, by name.</param>
/// <param name="Pins">By environment and app name.</param>
/// <param name="EnvironmentTexts">The patches of environments, by path.</param>
public sealed record Fleet(
    FleetSettings Settings,
    ImmutableSortedDictionary<string, AppSource> Apps,
    ImmutableSortedDictionary<(string App, string Release), AppSource> Releases,
    ImmutableSortedDictionary<string, EnvironmentSettings> Environments,
    ImmutableSortedDictionary<(string Environment, string App), Pin> Pins,
    ImmutableDictionary<string, string> EnvironmentTexts
)
{
    /// <summary>The texts of a migration's documents, by path below templates/migration.</summary>
    public ImmutableSortedDictionary<string, DocumentTemplate> Documents { get; init; } =
        ImmutableSortedDictionary<string, DocumentTemplate>.Empty;

    /// <summary>What is there, but could not be read.</summary>
    public Unread Unread { get; init; } = Unread.Nothing;

    /// <summary>Every app that is there, readable or not.</summary>
    public IEnumerable<string> AppNames => Apps.Keys.Concat(Unread.Apps);

    public bool HasApp(string name) => Apps.ContainsKey(name) || Unread.Apps.Contains(name);

    public bool HasEnvironment(string name) => Environments.ContainsKey(name) || Unread.Environments.Contains(name);

    /// <summary>An unknown name in <paramref name="apps"/>, which is reported by itself, probably means <paramref name="app"/>.</summary>
    public bool MayMean(ImmutableSortedDictionary<string, AppSettings> apps, string app) =>
        apps.Keys.Any(name => !HasApp(name) && Nearest.To(name, AppNames) == app);
}

/// <summary>Names of what has a mistake of its own, which is reported: nothing that follows only from its absence is.</summary>
public sealed record Unread(
    ImmutableHashSet<string> Apps,
    ImmutableHashSet<(string App, string Release)> Releases,
    ImmutableHashSet<string> Environments,
    ImmutableHashSet<(string Environment, string App)> Pins
)
{
    public static Unread Nothing { get; } = new([], [], [], []);
}

/// <summary>gitopsgen.yaml: what holds for all environments.</summary>
public sealed record FleetSettings(Position At, string Name)
{
    public required string RepositoryUrl { get; init; }

    public required string Branch { get; init; }

    public required string ArgoCdNamespace { get; init; }

    public required ToolSettings Kustomize { get; init; }

    public required ToolSettings Helm { get; init; }

    /// <summary>Per cent of the owned files that one render may delete without being told.</summary>
    public required int DeletionLimit { get; init; }

    public required ImmutableArray<Wave> Waves { get; init; }

    public required ImmutableArray<Prerequisite> Prerequisites { get; init; }

    /// <summary>Cluster-scoped kinds (group/Kind) that the tool does not know by itself.</summary>
    public required ImmutableArray<string> ClusterKinds { get; init; }

    public required ImmutableSortedDictionary<string, AppSettings> Apps { get; init; }

    /// <summary>Keys of its spec that were said, but not readably.</summary>
    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

/// <summary>An engine: the versions that may be used, and a path that comes before every search.</summary>
public sealed record ToolSettings(Position At, string? Version, string? Path)
{
    /// <summary>Of each run of it.</summary>
    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    /// <summary>Kustomize merges with nothing but its own description of Kubernetes.</summary>
    public bool IsPlain { get; init; }
}

/// <summary>
/// A step of the progressive rollout. <paramref name="Percent"/> is cumulative over the clusters of all percent waves, rounded up.
/// </summary>
public sealed record Wave(Position At, string Name, bool FollowsHead, int? Percent)
{
    public required Position PercentAt { get; init; }

    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

/// <summary>Something the apps need that somebody else runs.</summary>
public sealed record Prerequisite(Position At, string Name, string Description);

/// <summary>An app at its head or as one of its releases: what it says and every text that the pure stages need.</summary>
/// <param name="Directory">Relative to the repository: <c>apps/x</c> or <c>apps/x/releases/r</c>.</param>
/// <param name="Release">Null for the head.</param>
/// <param name="Values">The values files, read, by path in the app.</param>
/// <param name="Texts">Patches and templates, by path in the app.</param>
/// <param name="Reach">The folders that a build of the base or of a component reads, by its path in the app.</param>
public sealed record AppSource(
    App App,
    string Directory,
    string? Release,
    ImmutableDictionary<string, YamlMap> Values,
    ImmutableDictionary<string, string> Texts,
    ImmutableDictionary<string, ImmutableArray<string>> Reach
);

/// <summary>app.yaml.</summary>
public sealed record App(Position At, string Name)
{
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

    /// <summary>Keys of its spec that were said, but not readably.</summary>
    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

/// <summary>Who inflates the app: we (committed manifests), Argo CD with Kustomize, or Argo CD with Helm.</summary>
public enum Delivery
{
    Rendered,
    Kustomize,
    Helm,
}

/// <summary>
/// A Helm chart. Either <paramref name="Repository"/> with <paramref name="Name"/>, or <paramref name="Path"/> in the app (a folder or a
/// .tgz).
/// </summary>
/// <param name="Digest">SHA-256 of the .tgz in lower-case hex without prefix; null where nobody could read it yet.</param>
public sealed record Chart(Position At, string? Repository, string Name, string? Path, string Version, string? Digest, string ReleaseName)
{
    public required bool PlainHttp { get; init; }

    public required string? CaFile { get; init; }

    public required Produces Produces { get; init; }

    public bool IsOci => Repository?.StartsWith("oci://", StringComparison.Ordinal) == true;
}

/// <summary>
/// What a chart makes with our values, declared, so that an AppProject can be written while the chart is not at hand. Kinds are
/// <c>group/Kind</c>, or <c>Kind</c> for the core group.
/// </summary>
public sealed record Produces(
    Position At,
    ImmutableArray<string> Namespaces,
    ImmutableArray<string> ClusterKinds,
    ImmutableArray<string> Kinds
);

/// <summary>Features that must all be on for something to apply, and the phases of a migration in which it does.</summary>
public sealed record Condition(ImmutableArray<YamlScalar> Features)
{
    /// <summary>Empty: in every phase.</summary>
    public ImmutableArray<Phase> Phases { get; init; } = [];

    public bool Holds(IReadOnlySet<string> features, Phase phase = Phase.Adopted) =>
        Features.All(feature => features.Contains(feature.Text)) && (Phases.IsEmpty || Phases.Contains(phase));
}

public sealed record ValuesFile(YamlScalar File, Condition When);

public sealed record Component(YamlScalar Path, Condition When);

/// <summary>A Kustomize patch; its file is copied into the overlay.</summary>
public sealed record Patch(YamlScalar File, YamlMap? Target, Condition When);

/// <summary>A template of YAML that becomes a patch or a resource of the overlay.</summary>
public sealed record Template(YamlScalar File, bool IsPatch, YamlMap? Target, Condition When);

/// <summary>environment.yaml.</summary>
public sealed record EnvironmentSettings(Position At, string Name)
{
    public required bool IsAbstract { get; init; }

    public required ImmutableArray<YamlScalar> Extends { get; init; }

    public required YamlScalar? Class { get; init; }

    public required YamlScalar? Wave { get; init; }

    /// <summary><c>head</c>: runs what is in apps/ now.</summary>
    public required YamlScalar? Follows { get; init; }

    public bool FollowsHead => Follows?.Text == "head";

    public required YamlScalar? KubernetesVersion { get; init; }

    public required ImmutableArray<YamlScalar> Features { get; init; }

    public required ImmutableArray<Cluster> Clusters { get; init; }

    /// <summary>How many clusters are listed, those with a mistake included.</summary>
    public required int ClusterCount { get; init; }

    public required ImmutableSortedDictionary<string, AppSettings> Apps { get; init; }

    /// <summary>Keys of its spec that were said, but not readably.</summary>
    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

/// <summary>A cluster, named as Argo CD's Applications will be, with its API server as Argo CD knows it.</summary>
public sealed record Cluster(Position At, string Name, string Server, ImmutableSortedDictionary<string, AppSettings> Apps)
{
    public required Position ServerAt { get; init; }
}

/// <summary>What one layer (fleet, environment, cluster) says of an app.</summary>
public sealed record AppSettings(Position At)
{
    public YamlMap? Values { get; init; }

    public YamlMap? Parameters { get; init; }

    /// <summary><c>automated</c> or <c>manual</c>.</summary>
    public string? Sync { get; init; }

    /// <summary>First step of taking the app out: its objects are kept or deleted; then the entry goes.</summary>
    public Removal Removal { get; init; }

    public ImmutableArray<Patch> Patches { get; init; } = [];

    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

public enum Removal
{
    None,
    Keep,
    Delete,
}

/// <summary>Which release an environment runs. <paramref name="Release"/> may be <c>head</c>.</summary>
public sealed record Pin(Position At, YamlScalar Release, YamlScalar? Previous)
{
    /// <summary>How far the app has moved here; null when the pin does not say.</summary>
    public PinnedPhase? Phase { get; init; }
}

/// <summary>The phase a pin names, and the one the environment comes from when that is not the one before.</summary>
public sealed record PinnedPhase(Position At, Phase Phase, Phase? Previous);
