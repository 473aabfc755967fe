using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>environment.yaml.</summary>
public sealed record EnvironmentSettings(Position At, string Name)
{
    /// <summary>What its ApplicationSets are called by: they stay the same when all else is renamed.</summary>
    public string ArgoName { get; init; } = Name;

    /// <summary>Names it had before, under which it may be committed.</summary>
    public ImmutableArray<YamlScalar> FormerNames { get; init; } = [];

    public required bool IsAbstract { get; init; }

    public required ImmutableArray<YamlScalar> Extends { get; init; }

    public required YamlScalar? Class { get; init; }

    public required YamlScalar? Wave { get; init; }

    /// <summary><c>head</c>: runs what is in apps/ now.</summary>
    public required YamlScalar? Follows { get; init; }

    public bool FollowsHead => Follows?.Text == "head";

    /// <summary>The root Application, of an Argo CD of its own, that takes it in; null: the fleet's.</summary>
    public YamlScalar? Root { get; init; }

    /// <summary>Where its Argo CD answers, if that is not the fleet's.</summary>
    public YamlScalar? ArgoCdUrl { get; init; }

    /// <summary>How many clusters Argo CD syncs in one step; null: all at once.</summary>
    public int? RollingClusters { get; init; }

    /// <summary>Where the queries of gates and triggers go, if not to the fleet's.</summary>
    public YamlScalar? Prometheus { get; init; }

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

    /// <summary>What an environment says of how the app's metrics are scraped.</summary>
    public YamlMap? Monitoring { get; init; }

    public ImmutableHashSet<string> Unreadable { get; init; } = [];
}

public enum Removal
{
    None,
    Keep,
    Delete,
}
