using System.Collections.Immutable;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare;

/// <summary>What differs between two states of a fleet: what the writers print, and pull-request bodies are made of.</summary>
/// <param name="Groups">Equal changes are one group. The riskiest come first, then by kind and name.</param>
/// <param name="Units">Every unit that is on either side, changed or not, by environment and app.</param>
/// <param name="Notes">What the comparison could not look into, for the reader to know.</param>
public sealed record FleetDiff(
    SideName Base,
    SideName Head,
    ImmutableArray<ChangeGroup> Groups,
    ImmutableArray<UnitState> Units,
    ImmutableArray<string> Notes
)
{
    /// <summary>The order in which environments are listed.</summary>
    public RolloutOrder Order { get; init; } = RolloutOrder.ByName;

    /// <summary>The steps that apps take on their way to another namespace: <c>canary/web goes from prepared to cutover</c>.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>How much more or less is scraped.</summary>
    public ImmutableArray<CostChange> Costs { get; init; } = [];

    public bool IsEmpty => Groups.IsEmpty;

    public RiskLevel? Highest => Groups.IsEmpty ? null : Groups.Max(group => group.Level);

    public int Count(RiskLevel level) => Groups.Count(group => group.Level == level);
}

/// <summary>A side of the comparison as people call it, and its commit; null for the work tree.</summary>
public sealed record SideName(string Text, string? Commit);

/// <summary>One app in one environment, or in one cluster of it where clusters differ.</summary>
/// <param name="Cluster">Empty for all clusters of the environment.</param>
public sealed record UnitState(string Environment, string App, string Cluster, bool InBase, bool InHead);
