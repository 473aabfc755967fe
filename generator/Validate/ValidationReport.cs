using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;

namespace GitOpsGen.Validate;

/// <summary>What was judged, and how it came out.</summary>
/// <param name="Findings">The gravest first, then by place.</param>
/// <param name="Diagnostics">What kept something from being judged, and what is wrong with waivers and rules.</param>
public sealed record ValidationReport(
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<RuleTally> Rules,
    IReadOnlyList<Diagnostic> Diagnostics
)
{
    /// <summary>Objects, each counted once for each environment that has it.</summary>
    public int Objects { get; init; }

    /// <summary>What a render would change of a fleet's files; null where there was none, or it stopped.</summary>
    public ChangeSet? Changes { get; init; }

    /// <summary>The environments, or the paths, that were judged.</summary>
    public IReadOnlyList<string> Judged { get; init; } = [];

    /// <summary>The steps of the rollout, in their order, with what was judged of each; those outside come last, without a name.</summary>
    public IReadOnlyList<(string? Wave, IReadOnlyList<string> Judged)> Waves { get; init; } = [];

    public IEnumerable<Finding> Open => Findings.Where(finding => finding.Waiver is null);

    public int Waived => Findings.Count(finding => finding.Waiver is not null);

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    public int Count(Severity severity) =>
        Open.Count(finding => finding.Severity == severity) + Diagnostics.Count(diagnostic => diagnostic.Severity == severity);

    public int Rulings(RuleOutcome outcome) => Rules.Count(rule => rule.Outcome == outcome);

    public int CountIn(IReadOnlyList<string> judged, Severity severity) =>
        Open.Count(finding => finding.Severity == severity && finding.In.Any(judged.Contains));

    /// <summary>Something is as grave as that, or graver.</summary>
    public bool Reaches(Severity severity) =>
        Open.Any(finding => finding.Severity <= severity) || Diagnostics.Any(diagnostic => diagnostic.Severity <= severity);

    public static ValidationReport Failed(DiagnosticBag diagnostics) => new([], [], diagnostics.Sorted());

    public static IReadOnlyList<Finding> Sorted(IEnumerable<Finding> findings) =>
        [
            .. findings
                .OrderBy(finding => finding.Severity)
                .ThenBy(finding => finding.Diagnostic.At?.File ?? "", StringComparer.Ordinal)
                .ThenBy(finding => finding.Diagnostic.At?.Line ?? 0)
                .ThenBy(finding => finding.Diagnostic.At?.Column ?? 0)
                .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
                .ThenBy(finding => finding.Diagnostic.Message, StringComparer.Ordinal),
        ];
}
