using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Gates;

/// <summary>What was seen of what git says now.</summary>
public static class CurrentEvidence
{
    /// <summary>
    /// First to last, since anything else was last seen there: what was seen of the same before does not count, as it has been away.
    /// </summary>
    public static IEnumerable<Sighting> Current(this EvidenceLog evidence, PromotedUnit unit, string cluster)
    {
        var all = evidence.Of(unit.Environment, unit.App, cluster);
        var first = all.Count;
        while (first > 0 && IsOf(all[first - 1].Observation, unit))
            first--;
        return all.Skip(first);
    }

    private static bool IsOf(Observation observation, PromotedUnit unit) =>
        observation.Release == unit.Release && observation.Content == unit.Content && observation.Phase == unit.Phase;
}
