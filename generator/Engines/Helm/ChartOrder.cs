using System.Text.RegularExpressions;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// Where a chart's templates go through a map in the order of chance: Sprig's <c>keys</c> and <c>values</c> give another one each time, and
/// <c>shuffle</c> and small random numbers may well come out equal twice. Of two keys, four of five templatings give the same order.
/// </summary>
public static partial class ChartOrder
{
    private const int Usual = 1;

    // Measured with Helm 3 and 4: two keys change places in 19 to 25 of 100 templatings. All of these come out equal less than once in a
    // thousand.
    private const int WithChance = 32;

    /// <summary>How often to template after the first time.</summary>
    /// <param name="chart">Absolute path of a .tgz or a folder.</param>
    public static int Templatings(string chart) => Unsorted(chart).Count > 0 ? WithChance : Usual;

    /// <summary>The templates that do so, with the function; <c>range</c> over a map itself is sorted.</summary>
    public static IReadOnlyList<string> Unsorted(string chart) =>
        [
            .. ChartTemplates
                .Of(chart)
                .SelectMany(template =>
                    Action()
                        .Matches(template.Text)
                        .Where(action => !Ordered().IsMatch(action.Value))
                        .Select(action => Chance().Match(action.Value))
                        .Where(use => use.Success)
                        .Select(use => $"`{use.Groups["function"].Value}` in {template.Path}")
                )
                .Distinct(StringComparer.Ordinal),
        ];

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Action();

    // How many there are, and whether one is there, is the same in any order.
    [GeneratedRegex(@"\b(?:sortAlpha|len|has)\b|\{\{-?\s*/\*", RegexOptions.NonBacktracking)]
    private static partial Regex Ordered();

    [GeneratedRegex(@"(?:^|[\s(|])(?<function>keys|values|shuffle|randInt)(?:\s|\)|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Chance();
}
