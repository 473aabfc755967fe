using System.Collections.Immutable;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Steps;

/// <param name="Violations">Each with the branches after which it would come, as few as do.</param>
/// <param name="IsComplete">Every order of all branches was looked at; else every order of any three.</param>
public sealed record MergeOrderReport(ImmutableArray<Violation> Violations, bool IsComplete);

/// <summary>
/// Merges the open branches of the tool in memory: all of them and every part of them, in every order that git would merge without a
/// conflict. Whoever merges what, the invariants hold at each commit.
/// </summary>
public static class MergeOrders
{
    /// <summary>With more branches their number is beyond reach: of n there are 2 to the power of n parts.</summary>
    public const int MostBranches = 10;
    private const int MostTogether = 3;

    // Beyond those nothing is looked at by threes either.
    private const int MostOpen = 64;

    /// <param name="open">Those of the base and those that are to be opened, each as it would be.</param>
    public static MergeOrderReport Check(PromotionState state, ImmutableArray<OpenChange> open, EvidenceLog evidence, DateTimeOffset now)
    {
        var isComplete = open.Length <= MostBranches;
        var walk = new Walk(state, open, new PromotionInvariants(state, evidence, now));
        for (var size = 0; size < (isComplete ? open.Length : MostTogether); size++)
            walk.MergeOneMore();
        return new MergeOrderReport([.. PromotionInvariants.OfOpen(state with { Open = open }), .. walk.Found], isComplete);
    }

    /// <summary>All that may be merged by now, one branch more with each round.</summary>
    private sealed class Walk(PromotionState state, ImmutableArray<OpenChange> open, PromotionInvariants invariants)
    {
        private readonly PinnedUnits start = PinnedUnits.Of(state);
        private readonly ImmutableArray<(OpenChange Change, int Index)> numbered =
        [
            .. open.Take(MostOpen).Select((change, index) => (change, index)),
        ];

        private readonly HashSet<string> told = new(StringComparer.Ordinal);

        // The sets of branches that are merged, each branch a bit, and what runs then, in whatever order they were.
        private Dictionary<UInt128, PinnedUnits> round = new() { [0] = PinnedUnits.Of(state) };

        public List<Violation> Found { get; } = [];

        public void MergeOneMore()
        {
            var next = new Dictionary<UInt128, PinnedUnits>();
            foreach (var (merged, units) in round)
            foreach (var (change, index) in numbered.Where(one => !Has(merged, one.Index)))
                if (Merge(merged, units, change) is { } after)
                    next.TryAdd(merged | Bit(index), after);
            round = next;
        }

        // Null where git would not merge it, or nobody could go on from there.
        private PinnedUnits? Merge(UInt128 merged, PinnedUnits units, OpenChange change)
        {
            if (units.Merge(change, start) is not { } after)
                return null;
            var broken = invariants.OfStep(units, after);
            // What rollbacks break by themselves no promotion can help: that is said where they are proposed.
            var isHelpless = change.IsRollback && !numbered.Any(one => !one.Change.IsRollback && Has(merged, one.Index));
            foreach (var violation in broken.Where(violation => told.Add($"{change.Branch} {violation.Text}") && !isHelpless))
                Found.Add(violation with { Text = $"{Before(merged)}{change.Branch}: {violation.Text}" });
            return broken.IsEmpty || change.IsRollback ? after : null;
        }

        private string Before(UInt128 merged) =>
            string.Concat(numbered.Where(one => Has(merged, one.Index)).Select(one => $"{one.Change.Branch}, then "));

        private static bool Has(UInt128 merged, int index) => (merged & Bit(index)) != 0;

        private static UInt128 Bit(int index) => UInt128.One << index;
    }
}
