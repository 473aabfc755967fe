using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Sizing;

/// <summary>What the replicas of one cluster used together, over some time.</summary>
/// <param name="Cluster">Null where the series says none.</param>
/// <param name="Amounts">In the unit of the query; at least one.</param>
/// <param name="Span">Between the first and the last of them.</param>
public sealed record Usage(Position At, string? Cluster, ImmutableArray<double> Amounts, TimeSpan Span)
{
    /// <summary>As quantile_over_time of Prometheus has it: between two samples on the straight line.</summary>
    public double Quantile(decimal share)
    {
        var sorted = Amounts.Sort();
        var rank = (double)share * (sorted.Length - 1);
        var (below, part) = ((int)Math.Floor(rank), rank - Math.Floor(rank));
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * part;
    }
}
