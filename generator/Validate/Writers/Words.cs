using System.Collections.Immutable;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Validate.Writers;

/// <summary>Words that all forms of the answer share.</summary>
internal static class Words
{
    private const int Shown = 3;

    public static string Of(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Of(RuleOutcome outcome) =>
        outcome switch
        {
            RuleOutcome.Pass => "pass",
            RuleOutcome.Fail => "fail",
            _ => "cannot tell",
        };

    /// <summary><c>dev, canary and 3 more</c>; empty for none.</summary>
    public static string Places(ImmutableArray<string> places) =>
        places.Length <= Shown
            ? string.Join(", ", places)
            : $"{string.Join(", ", places[..(Shown - 1)])} and {places.Length - Shown + 1} more";

    /// <summary>Where a rule's page is, from the root of this repository; null for a rule of a fleet's own.</summary>
    public static string? Page(string rule) => RuleSets.Owners.ContainsKey(rule) ? $"docs/rules/{rule}.md" : null;

    public static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    /// <summary><c>3 errors, 2 warnings, 5 notes; 4 waived</c>.</summary>
    public static string Summary(ValidationReport report)
    {
        var waived = report.Waived == 0 ? "" : $"; {report.Waived} waived";
        return string.Join(
                ", ",
                Count(report.Count(Severity.Error), "error"),
                Count(report.Count(Severity.Warning), "warning"),
                Count(report.Count(Severity.Note), "note")
            ) + waived;
    }
}
