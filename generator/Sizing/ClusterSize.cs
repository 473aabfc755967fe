using GitOpsGen.Resolve;

namespace GitOpsGen.Sizing;

/// <summary>The bounds of an autoscaler.</summary>
public sealed record Bounds(int Least, int Most)
{
    /// <summary>Room for both.</summary>
    public Bounds With(Bounds other) => new(Math.Max(Least, other.Least), Math.Max(Most, other.Most));
}

/// <summary>What was measured in a cluster, and the bounds that follow.</summary>
/// <param name="Low">The use that the lower bound must carry, headroom included, in the unit of the query.</param>
/// <param name="High">The same of the upper bound.</param>
/// <param name="Target">What one replica may use.</param>
/// <param name="Needed">How many replicas carry the high use, whatever the cap.</param>
/// <param name="Now">What the fleet says.</param>
public sealed record ClusterSize(
    Deployment Deployment,
    string Cluster,
    Usage Usage,
    decimal Low,
    decimal High,
    decimal Target,
    int Needed,
    int Cap,
    Bounds Proposed,
    Bounds Now
);
