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
        var invariants = new PromotionInvariants(state, evidence, now);
        var isComplete = open.Length <= MostBranches;
        var found = ImmutableArray.CreateBuilder<Violation>();
        found.AddRange(PromotionInvariants.OfOpen(state with { Open = open }));
        var start = PinnedUnits.Of(state);
        var round = new Dictionary<UInt128, PinnedUnits> { [0] = start };
        var told = new HashSet<string>(StringComparer.Ordinal);
        var promotions = Set(open, change => !change.IsRollback);
        for (var size = 0; size < (isComplete ? open.Length : MostTogether) && round.Count > 0; size++)
        {
            var next = new Dictionary<UInt128, PinnedUnits>();
            foreach (var (merged, units) in round)
            foreach (
                var (change, index) in open.Take(MostOpen).Select((change, index) => (change, index)).Where(one => !Has(merged, one.index))
            )
            {
                if (units.Merge(change, start) is not { } after)
                    continue;
                var broken = invariants.OfStep(units, after);
                // What rollbacks break by themselves no promotion can help: that is said where they are proposed.
                var isHelpless = change.IsRollback && (merged & promotions) == 0;
                foreach (var violation in broken.Where(violation => told.Add($"{change.Branch} {violation.Text}") && !isHelpless))
                    found.Add(violation with { Text = $"{Merged(open, merged)}{change.Branch}: {violation.Text}" });
                if (broken.IsEmpty || change.IsRollback)
                    next.TryAdd(merged | (UInt128.One << index), after);
            }

            round = next;
        }

        return new MergeOrderReport(found.ToImmutable(), isComplete);
    }

    private static string Merged(ImmutableArray<OpenChange> open, UInt128 merged) =>
        string.Concat(open.Where((_, index) => Has(merged, index)).Select(change => $"{change.Branch}, then "));

    private static UInt128 Set(ImmutableArray<OpenChange> open, Func<OpenChange, bool> has) =>
        open.Take(MostOpen)
            .Select((change, index) => has(change) ? UInt128.One << index : 0)
            .Aggregate(UInt128.Zero, (set, one) => set | one);

    private static bool Has(UInt128 merged, int index) => ((merged >> index) & 1) == 1;
}
