using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>gitopsgen.yaml: what holds for all environments.</summary>
public sealed record FleetSettings(Position At, string Name)
{
    public required string RepositoryUrl { get; init; }

    public required string Branch { get; init; }

    public required string ArgoCdNamespace { get; init; }

    /// <summary>Where Argo CD answers; null when the fleet does not say.</summary>
    public YamlScalar? ArgoCdUrl { get; init; }

    /// <summary>The cluster that Argo CD runs in; null when the fleet does not say, or it is none of its clusters.</summary>
    public YamlScalar? ArgoCdCluster { get; init; }

    /// <summary>Whether Argo CD has a health check for Applications; null when the fleet does not say.</summary>
    public bool? HasApplicationHealth { get; init; }

    /// <summary>Whether Applications say which paths they are generated from.</summary>
    public bool SaysGeneratePaths { get; init; } = true;

    public required ToolSettings Kustomize { get; init; }

    public required ToolSettings Helm { get; init; }

    /// <summary>Per cent of the owned files that one render may delete without being told.</summary>
    public required int DeletionLimit { get; init; }

    public required ImmutableArray<Wave> Waves { get; init; }

    public required ImmutableArray<Prerequisite> Prerequisites { get; init; }

    /// <summary>Cluster-scoped kinds (group/Kind) that the tool does not know by itself.</summary>
    public required ImmutableArray<string> ClusterKinds { get; init; }

    public required ImmutableSortedDictionary<string, AppSettings> Apps { get; init; }

    /// <summary>What the monitoring of every app says unless the app does.</summary>
    public YamlMap? Monitoring { get; init; }

    public required PromotionSettings Promotion { get; init; }

    public ValidationSettings Validation { get; init; } = ValidationSettings.None;

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

    /// <summary>What must hold before it takes a release.</summary>
    public EnterGate Enter { get; init; } = EnterGate.Open;

    /// <summary>What must hold before the next wave takes one.</summary>
    public LeaveGate Leave { get; init; } = LeaveGate.Open;

    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

/// <summary>Something the apps need that somebody else runs.</summary>
/// <param name="Provides">What it brings: names of CustomResourceDefinitions, and other words.</param>
/// <param name="Namespaces">Those that somebody else makes.</param>
public sealed record Prerequisite(
    Position At,
    string Name,
    string Description,
    ImmutableArray<string> Provides,
    ImmutableArray<string> Namespaces
)
{
    /// <summary>Where it is had, or what switches it on; for people.</summary>
    public string From { get; init; } = "";
}
