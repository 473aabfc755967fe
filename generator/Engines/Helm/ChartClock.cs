using System.Text.RegularExpressions;

namespace GitOpsGen.Engines.Helm;

/// <summary>Whether a chart's templates ask what time it is: two templatings in the same second would hide that.</summary>
public static partial class ChartClock
{
    /// <param name="chart">Absolute path of a .tgz or a folder.</param>
    public static bool IsAsked(string chart) => ChartTemplates.Of(chart).Any(template => Now().IsMatch(template.Text));

    [GeneratedRegex(@"\{\{[^}]*\bnow\b", RegexOptions.NonBacktracking)]
    private static partial Regex Now();
}
