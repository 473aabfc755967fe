using System.Collections.Immutable;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.States;

/// <summary>What the clusters of an environment hold on one side, told from its files: what the wiring is read from.</summary>
/// <param name="charts">What was inflated for this comparison; of other charts only the values are known.</param>
internal sealed class SideContents(FleetSide side, HelmCharts charts)
{
    private readonly ILookup<string, ComparedFile> files = side
        .Paths.Select(ComparedFile.Of)
        .OfType<ComparedFile>()
        .Where(file => file.IsOfUnit)
        .ToLookup(file => file.Scope, StringComparer.Ordinal);

    /// <summary>Clusters that hold the same are one; null when a file of the environment cannot be read.</summary>
    /// <param name="documents">What is read already, by its bytes: most is the same on the other side.</param>
    public async Task<IReadOnlyList<ClusterContents>?> OfAsync(
        string environment,
        Dictionary<ReadOnlyMemory<byte>, Manifests> documents,
        CancellationToken cancellation
    )
    {
        var parts = new Dictionary<(string App, string Cluster), SidePart>();
        foreach (var unit in files[environment].GroupBy(file => (file.App, file.Cluster)))
        {
            if (await new SidePartReader(side, charts, documents).ReadAsync([.. unit], cancellation) is not { } part)
                return null;
            parts[unit.Key] = part;
        }

        return [.. Clusters(environment, parts)];
    }

    private IEnumerable<ClusterContents> Clusters(string environment, Dictionary<(string App, string Cluster), SidePart> parts)
    {
        var named = side.Descriptions.Environment(environment)?.Clusters.Select(cluster => cluster.Name).ToList() ?? [];
        var clusters = named.Count > 0 ? named : [.. parts.Keys.Select(unit => unit.Cluster).Distinct(StringComparer.Ordinal)];
        return clusters
            .Select(cluster => parts.Where(part => part.Key.Cluster.Length == 0 || part.Key.Cluster == cluster).Select(part => part.Value))
            .GroupBy(all => string.Join('\n', all.Select(part => part.Id)), StringComparer.Ordinal)
            .Select(same => Contents(environment, same.Count(), [.. same.First().OrderBy(part => part.Id, StringComparer.Ordinal)]));
    }

    private ClusterContents Contents(string environment, int clusters, ImmutableArray<SidePart> parts) =>
        new(environment, [.. parts.Select(part => part.Part)])
        {
            Clusters = clusters,
            Unseen = [.. UnseenPart.OfEveryCluster, .. Prerequisites(), .. parts.Select(part => part.Unseen).OfType<UnseenPart>()],
        };

    private IEnumerable<UnseenPart> Prerequisites() =>
        (side.Descriptions.Settings()?.Prerequisites ?? [])
            .Where(one => !one.Provides.IsEmpty)
            .Select(one => new UnseenPart($"the prerequisite {one.Name}", "somebody else runs it", [.. one.Provides], []));
}

/// <summary>What one unit brings.</summary>
/// <param name="Id">Of the unit, for equal clusters to be found.</param>
/// <param name="Unseen">Its chart, where that is not inflated here.</param>
internal sealed record SidePart(string Id, ContentsPart Part, UnseenPart? Unseen);
