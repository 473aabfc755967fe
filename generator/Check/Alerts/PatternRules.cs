using System.Buffers;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-008: patterns of matchers say something (as pint's promql/regexp).</summary>
internal static class PatternRules
{
    public static Rule<ClusterContents> SaySomething { get; } =
        new(
            "PRR-008",
            "A matcher with a pattern (`=~`, `!~`) in a rule has a pattern, without `^` and `$`, and not one that takes all.",
            Check
        )
        {
            Why =
                "Patterns are anchored at both ends: one without a special character is an equality, and who writes `^` or `.*` may "
                + "have meant another thing.",
            Mend = "Write `=`, leave the anchors out, or leave the matcher out.",
            Severities = [Severity.Note],
        };

    private static readonly SearchValues<char> Special = SearchValues.Create(@".*+?()[]{}|^$\");

    private static void Check(ClusterContents cluster, Findings findings)
    {
        foreach (var rule in MonitoringContents.Of(cluster).Rules.Where(rule => rule.Parsed is not null))
        foreach (var matcher in rule.Parsed!.Selectors.SelectMany(selector => selector.Matchers).Where(IsPattern).Distinct())
            if (Mend(matcher) is { } mend)
                findings.Fail(Messages.PatternSaysNothing(rule.Expression!.At, rule.Title, Text(matcher), mend));
    }

    private static bool IsPattern(LabelMatcher matcher) =>
        matcher.Type is MatcherType.Matches or MatcherType.MatchesNot && matcher.Value.Length > 0;

    private static string Text(LabelMatcher matcher) =>
        $"{matcher.Label}{(matcher.Type == MatcherType.Matches ? "=~" : "!~")}\"{matcher.Value}\"";

    private static string? Mend(LabelMatcher matcher) =>
        matcher switch
        {
            { Value: ".*", Type: MatcherType.Matches } => "It takes every series, without the label too: leave it out, or write \".+\"",
            { Value: ".*" } => "It takes no series at all: leave it out, or write \".+\"",
            _ when !matcher.Value.AsSpan().ContainsAny(Special) =>
                $"It has no pattern: write {matcher.Label}{(matcher.Type == MatcherType.Matches ? "=" : "!=")}\"{matcher.Value}\"",
            _ when matcher.Value[0] == '^' || (matcher.Value[^1] == '$' && !matcher.Value.EndsWith(@"\$", StringComparison.Ordinal)) =>
                "Patterns are anchored: leave out ^ and $",
            _ => null,
        };
}
