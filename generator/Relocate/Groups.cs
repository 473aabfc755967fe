using System.Collections.Immutable;

namespace GitOpsGen.Relocate;

/// <summary>Mentions of one group are moved all or none.</summary>
internal static class Groups
{
    public static ImmutableArray<Occurrence> Settle(ImmutableArray<Occurrence> occurrences)
    {
        // Comments and the like name the group's object too, but bind nobody.
        var open = occurrences
            .Where(one => one.Judgement is { Group: not null, Verdict: not Verdict.Move })
            .GroupBy(one => one.Judgement.Group!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return
        [
            .. occurrences.Select(one =>
                one.Judgement is { Verdict: Verdict.Move, Group: { } group } && open.TryGetValue(group, out var other)
                    ? Held(one, other)
                    : one
            ),
        ];
    }

    private static Occurrence Held(Occurrence one, Occurrence other) =>
        one with
        {
            Judgement = one.Judgement with
            {
                Verdict = Verdict.Review,
                Evidence =
                    $"{one.Judgement.Evidence} But {other.Path}:{other.Line} goes with it and does not move, and the group "
                    + $"{one.Judgement.Group} moves as a whole or not at all.",
            },
        };
}
