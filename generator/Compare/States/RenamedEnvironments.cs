namespace GitOpsGen.Compare.States;

/// <summary>
/// Environments that have another name now: one that is gone and one that is new, with the same clusters. What runs there is the same.
/// </summary>
public static class RenamedEnvironments
{
    /// <returns>The new name of each that was renamed.</returns>
    public static IReadOnlyDictionary<string, string> Find(
        IReadOnlySet<string> before,
        IReadOnlySet<string> after,
        FleetSide old,
        FleetSide @new
    )
    {
        var gone = before.Where(name => !after.Contains(name));
        var came = after.Where(name => !before.Contains(name)).ToLookup(name => Clusters(@new, name), StringComparer.Ordinal);
        return gone.Select(name => (Old: name, Clusters: Clusters(old, name)))
            .Where(one => one.Clusters.Length > 0 && came[one.Clusters].Any())
            .DistinctBy(one => one.Clusters, StringComparer.Ordinal)
            .ToDictionary(one => one.Old, one => came[one.Clusters].First(), StringComparer.Ordinal);
    }

    private static string Clusters(FleetSide side, string environment) =>
        string.Join(
            ' ',
            (side.Descriptions.Environment(environment)?.Clusters ?? []).Select(cluster => cluster.Server).Order(StringComparer.Ordinal)
        );
}
