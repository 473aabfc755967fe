using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Processes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// What is told of a chart that cannot be templated: in Helm's words, at the line of the template where the chart lies in the repository,
/// and without any value that is called like a credential.
/// </summary>
public static partial class ChartFailure
{
    // What a chart says when a value is missing or wrong is often made of the value.
    private const string ValuesFile = "values.yaml";

    /// <param name="values">The file that Helm was given.</param>
    public static Diagnostic Of(CommandResult result, ChartRelease release, ChartAtHand chart, string values)
    {
        var words = EngineWords.Of(result, Secrets(release, chart), (values, release.ValuesFile), (chart.Path, release.Chart));
        return Messages.HelmFailed(Place(words, release, chart) ?? release.At, release.Unit, words);
    }

    /// <param name="problem">What is wrong with <paramref name="output"/>.</param>
    public static Diagnostic OfOutput(Diagnostic problem, string output, ChartRelease release, ChartAtHand chart)
    {
        var above = output.Split('\n').Take(problem.At?.Line ?? 0).LastOrDefault(line => line.StartsWith(Source, StringComparison.Ordinal));
        var template = above?[Source.Length..].Trim() ?? "";
        return Messages.HelmFailed(
            InRepository(template, release, chart) is { } file ? Position.Start(file) : release.At,
            release.Unit,
            $"what the chart makes is not proper YAML: {problem.At} {(template.Length > 0 ? $"(of {template}) " : "")}{problem.Message}"
        );
    }

    private const string Source = "# Source: ";

    private static SecretValues Secrets(ChartRelease release, ChartAtHand chart)
    {
        var secrets = new SecretValues();
        secrets.AddCredentials(release.Values);
        var defaults = Path.Join(chart.Path, ValuesFile);
        if (File.Exists(defaults) && YamlReader.ReadMap(ValuesFile, File.ReadAllText(defaults), new DiagnosticBag()) is { } map)
            secrets.AddCredentials(map);
        return secrets;
    }

    // Of templates that include others the last is the one that fails.
    private static Position? Place(string words, ChartRelease release, ChartAtHand chart)
    {
        if (
            Template().Matches(words).LastOrDefault() is not { } match
            || InRepository(match.Groups["file"].Value, release, chart) is not { } file
        )
            return null;
        return int.TryParse(match.Groups["line"].Value, out var line) && int.TryParse(match.Groups["column"].Value, out var column)
            ? new Position(file, line, column + 1)
            : Position.Start(file);
    }

    // Helm writes the chart's name before the path in it.
    private static string? InRepository(string template, ChartRelease release, ChartAtHand chart)
    {
        var inside = template[(template.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var isThere = release.Folder is not null && inside.Length > 0 && File.Exists(Path.Join(chart.Path, inside));
        return isThere ? $"{release.Folder}/{inside}" : null;
    }

    [GeneratedRegex(
        @"(?<file>[\w.-]+/(?:[\w./-]+/)?templates/[\w./-]+?\.(?:ya?ml|tpl|txt|json))(?::(?<line>\d+)(?::(?<column>\d+))?)?",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Template();
}
