using System.Globalization;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// What the form of a dashboard's description cannot say: variables that there are, each once, and axes that have a length.
/// </summary>
internal static partial class DashboardChecks
{
    // What Grafana has of itself; names that begin with two underscores are its own, too.
    private static readonly string[] Made = ["cluster", "datasource"];

    /// <param name="spec">As <see cref="DashboardShape"/> checked it.</param>
    public static void Check(YamlMap spec, DiagnosticBag diagnostics)
    {
        var variables = spec.List("variables").OfType<YamlMap>().ToList();
        var known = new HashSet<string>(Made, StringComparer.Ordinal);
        foreach (var name in variables.Select(variable => variable.Scalar("name")).OfType<YamlScalar>())
            if (name.Text.StartsWith("__", StringComparison.Ordinal) || !known.Add(name.Text))
                diagnostics.Add(
                    Messages.DashboardUnfit(
                        name.At,
                        $"the variable '{name.Text}' is there already, of itself or further up. Give this one another name"
                    )
                );
        var panels = spec.List("rows").OfType<YamlMap>().SelectMany(row => row.List("panels").OfType<YamlMap>()).ToList();
        foreach (var panel in panels)
            CheckAxis(panel, diagnostics);
        var queries = panels.SelectMany(panel => panel.List("queries").OfType<YamlMap>()).Select(query => query.Scalar("expr"));
        foreach (var asked in queries.Concat(variables.Select(variable => variable.Scalar("series"))).OfType<YamlScalar>())
            CheckNames(asked, known, diagnostics);
    }

    private static void CheckAxis(YamlMap panel, DiagnosticBag diagnostics)
    {
        if (
            panel.Scalar("min") is { } low
            && panel.Scalar("max") is { } high
            && Number(low) is { } from
            && Number(high) is { } to
            && from >= to
        )
            diagnostics.Add(
                Messages.DashboardUnfit(
                    high.At,
                    $"the axis ends at max {high.Text}, but begins at min {low.Text}. Exchange or correct them"
                )
            );
    }

    // Grafana leaves a name that it does not know as it stands, which no PromQL is, but in a text: there it may be a group of a pattern.
    private static void CheckNames(YamlScalar asked, HashSet<string> known, DiagnosticBag diagnostics)
    {
        foreach (var name in Variable().Matches(asked.Text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal))
            if (name.Length > 0 && !name.StartsWith("__", StringComparison.Ordinal) && !known.Contains(name))
                diagnostics.Add(
                    Messages.DashboardUnfit(
                        asked.At,
                        $"there is no variable '{name}', and Grafana asks for '${name}' as it stands. Known: "
                            + $"{string.Join(", ", known.Order(StringComparer.Ordinal))}. Declare it under variables, or correct it"
                    )
                );
    }

    private static decimal? Number(YamlScalar text) =>
        decimal.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_]\w*)(?::[^}]*)?\}|\$(?<name>[A-Za-z_]\w*)", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
