using System.Collections.Immutable;
using GitOpsGen.Load;

namespace GitOpsGen.Promote.Evidence;

/// <summary>How an app does in a cluster. What could not be seen is never taken for the worst, nor for the best.</summary>
public enum Health
{
    /// <summary>Nobody could tell: Argo CD was not reached, say.</summary>
    Unknown,

    /// <summary>Synced as git says, and everything that Argo CD lists is well.</summary>
    Healthy,

    /// <summary>On its way: a sync runs, or the revision that Argo CD has is behind ours.</summary>
    Progressing,

    /// <summary>Definitely not well: degraded, missing, or a sync that failed.</summary>
    Unhealthy,
}

/// <summary>What one run of <c>observe</c> saw.</summary>
/// <param name="At">UTC, whole seconds.</param>
/// <param name="Base">The commit of the base branch that it went by.</param>
public sealed record ObservationRun(DateTimeOffset At, string Base, ImmutableArray<Observation> Observations);

/// <summary>What was seen of an app in one cluster.</summary>
public sealed record Observation(string Environment, string App, string Cluster)
{
    /// <summary>The release that git says runs there; of an environment that follows head the name that head would be cut as.</summary>
    public required string Release { get; init; }

    public Phase Phase { get; init; }

    /// <summary>Digest of all that git says of it: the id of the overlay's tree.</summary>
    public required string Content { get; init; }

    public required Health Health { get; init; }

    /// <summary>Why it is not healthy, in one line; empty where it is.</summary>
    public string Reason { get; init; } = "";

    public ImmutableArray<Reading> Readings { get; init; } = [];
}

/// <summary>What Prometheus answered to a query of a gate or trigger.</summary>
/// <param name="Value">The worst of all series; null where there was no answer.</param>
/// <param name="IsGood">Whether it is within its bounds; null where nobody can tell.</param>
public sealed record Reading(string Query, double? Value, bool? IsGood);
