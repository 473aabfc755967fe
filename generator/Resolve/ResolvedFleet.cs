using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// The fleet with nothing left to look up: each concrete environment with what it inherits, each app in it with its release, values and
/// parameters.
/// </summary>
public sealed record ResolvedFleet(Fleet Fleet, ImmutableArray<ResolvedEnvironment> Environments, ImmutableArray<Deployment> Deployments);

/// <summary>A concrete environment and what the abstract ones give it.</summary>
/// <param name="Lineage">The environments that speak for it, farthest first, itself last.</param>
public sealed record ResolvedEnvironment(EnvironmentSettings Settings, ImmutableArray<EnvironmentSettings> Lineage)
{
    public required string Class { get; init; }

    public required string KubernetesVersion { get; init; }

    public required bool FollowsHead { get; init; }

    public required ImmutableSortedSet<string> Features { get; init; }

    public string Name => Settings.Name;

    public bool Holds(Condition condition, Phase phase = Phase.Adopted) => condition.Holds(Features, KubernetesVersion, phase);

    /// <summary>Where its version of Kubernetes is said; null: nowhere.</summary>
    public YamlScalar? SaidVersion => Lineage.LastOrDefault(member => member.KubernetesVersion is not null)?.KubernetesVersion;

    /// <summary>Where its Argo CD answers; null: where the fleet's does.</summary>
    public YamlScalar? ArgoCdUrl => Lineage.LastOrDefault(member => member.ArgoCdUrl is not null)?.ArgoCdUrl;

    /// <summary>How many clusters Argo CD syncs in one step; null: all at once.</summary>
    public int? RollingClusters => Lineage.LastOrDefault(member => member.RollingClusters is not null)?.RollingClusters;

    /// <summary>Where its Prometheus answers; null: where the fleet's does.</summary>
    public YamlScalar? Prometheus => Lineage.LastOrDefault(member => member.Prometheus is not null)?.Prometheus;

    /// <summary>The root Application that takes it in; null: the fleet's own.</summary>
    public string? Root => Lineage.LastOrDefault(member => member.Root is not null)?.Root!.Text;
}

public sealed record EnvironmentPatch(string Path, Patch Patch);

/// <summary>What one cluster gets.</summary>
/// <param name="Values">With every fact that they name filled in.</param>
public sealed record ClusterInputs(Cluster Cluster, YamlMap Values, YamlMap Parameters)
{
    /// <summary>The values before the cluster's own facts are filled in.</summary>
    public required YamlMap Common { get; init; }
}

/// <summary>One voice in the choice of a value; later layers win.</summary>
public sealed record Layer(string Name, YamlMap Map);
