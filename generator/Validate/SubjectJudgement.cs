using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate;

/// <summary>How the rules of a subject came out that there is once in a run.</summary>
/// <param name="Found">What they found.</param>
public sealed record SubjectJudgement(IReadOnlyList<Diagnostic> Found, IReadOnlyList<RuleTally> Tallies)
{
    public static SubjectJudgement Of<TSubject>(RuleSet<TSubject> set, TSubject subject, RuleChoice choice)
    {
        var judged = set.Rules.Where(rule => choice.Contains(rule.Id)).Select(rule => (Rule: rule, Findings: rule.Judge(subject))).ToList();
        return new SubjectJudgement(
            [.. judged.SelectMany(one => one.Findings.All)],
            [.. judged.Select(one => Tally(one.Rule, set.Title, one.Findings.Outcome))]
        );
    }

    /// <summary>Of a subject whose files were named relative to the folder.</summary>
    public SubjectJudgement Below(string folder)
    {
        var name = folder.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/');
        return this with
        {
            Found = [.. Found.Select(one => one with { At = one.At is { } at ? at with { File = $"{name}/{at.File}" } : null })],
        };
    }

    /// <summary>Without what cannot be told, where something else tells it.</summary>
    public SubjectJudgement WithoutDoubts() =>
        new(
            [.. Found.Where(one => one.Severity != Severity.Note)],
            [.. Tallies.Select(tally => tally with { Passed = tally.Passed + tally.CannotTell, CannotTell = 0 })]
        );

    public SubjectJudgement With(SubjectJudgement other) => new([.. Found, .. other.Found], [.. Tallies, .. other.Tallies]);

    private static RuleTally Tally(Rule rule, string set, RuleOutcome outcome) =>
        new(rule, set, outcome == RuleOutcome.Pass ? 1 : 0, outcome == RuleOutcome.Fail ? 1 : 0, outcome == RuleOutcome.CannotTell ? 1 : 0);
}
