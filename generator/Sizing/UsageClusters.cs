using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Sizing;

/// <summary>Finds out of which cluster each series is.</summary>
/// <param name="known">The clusters in which the app runs.</param>
/// <param name="unnamed">The one that the caller says; null for none.</param>
public sealed class UsageClusters(ImmutableArray<string> known, string? unnamed, DiagnosticBag diagnostics)
{
    public ImmutableDictionary<string, Usage> Match(ImmutableArray<Usage> usage)
    {
        var named = usage.Select(one => (Cluster: one.Cluster ?? unnamed, Usage: one)).ToList();
        var found = named.Where(one => one.Cluster is not null && known.Contains(one.Cluster)).DistinctBy(one => one.Cluster).ToList();
        foreach (var (cluster, one) in named.Except(found))
            diagnostics.Add(Messages.UsageOfNobody(one.At, Why(cluster), isError: found.Count == 0));
        return found.ToImmutableDictionary(one => one.Cluster!, one => one.Usage, StringComparer.Ordinal);
    }

    private string Why(string? cluster) =>
        cluster is null ? "nobody says of which cluster this is: ask with sum by (cluster), or say --cluster."
        : known.Contains(cluster) ? $"two series are of cluster {cluster}; this one is left out."
        : $"the app runs in no cluster {cluster}; what was measured there is left out. It runs in {string.Join(", ", known)}.";
}
