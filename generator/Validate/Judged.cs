using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate;

/// <summary>How the rules came out over what some clusters hold.</summary>
/// <param name="Objects">How many were judged.</param>
/// <param name="Outcomes">By the rule's id.</param>
public sealed record Judged(int Objects, ImmutableArray<Diagnostic> Found, ImmutableSortedDictionary<string, RuleOutcome> Outcomes)
{
    /// <summary>Of a whole that was judged in pieces: the gravest outcome of each rule.</summary>
    public static Judged Of(int objects, IEnumerable<Judged> pieces)
    {
        var all = pieces.ToList();
        return new Judged(
            objects,
            [.. all.SelectMany(piece => piece.Found)],
            all.SelectMany(piece => piece.Outcomes)
                .GroupBy(outcome => outcome.Key, outcome => outcome.Value, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(rule => rule.Key, Gravest, StringComparer.Ordinal)
        );
    }

    private static RuleOutcome Gravest(IEnumerable<RuleOutcome> outcomes)
    {
        var all = outcomes.ToHashSet();
        return all.Contains(RuleOutcome.Fail) ? RuleOutcome.Fail
            : all.Contains(RuleOutcome.CannotTell) ? RuleOutcome.CannotTell
            : RuleOutcome.Pass;
    }
}
