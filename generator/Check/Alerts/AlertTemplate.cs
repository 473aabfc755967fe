using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// What a label or annotation of an alert reads, a Go template (prometheus.io/docs/prometheus/latest/configuration/template_reference).
/// </summary>
/// <param name="Labels">Of the alert's series.</param>
/// <param name="ReadsValue">Of the expression.</param>
public sealed partial record AlertTemplate(ImmutableHashSet<string> Labels, bool ReadsValue)
{
    private static readonly AlertTemplate Plain = new([], ReadsValue: false);

    public static AlertTemplate Of(YamlNode node) =>
        node is YamlScalar scalar && scalar.Text.Contains("{{", StringComparison.Ordinal) ? Read(scalar.Text) : Plain;

    private static AlertTemplate Read(string text)
    {
        var actions = Action().Matches(text).Select(match => match.Value).ToList();
        // Within these the dot is something else than the alert.
        var isMoved = actions.Exists(action => Moving().IsMatch(action));
        var labels = actions
            .SelectMany(action => Label().Matches(action))
            .Where(match => !isMoved || match.Groups["root"].Value == "$labels")
            .Select(match => match.Groups["name"] is { Success: true } name ? name.Value : match.Groups["index"].Value);
        return new AlertTemplate(
            [.. labels],
            actions.Exists(action => Value().IsMatch(action) && (!isMoved || Variable().IsMatch(action)))
        );
    }

    [GeneratedRegex(@"\{\{(?:""(?:\\.|[^""\\])*""|`[^`]*`|[^""`}]|\}[^}])*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Action();

    [GeneratedRegex(@"\b(?:range|with|define|template|block)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Moving();

    [GeneratedRegex(@"(?<root>\$labels|(?<![\w$)])\.Labels)(?:\.(?<name>[A-Za-z_]\w*)|\s+""(?<index>[^""]+)"")")]
    private static partial Regex Label();

    [GeneratedRegex(@"\$value\b|(?<![\w$)])\.Value\b")]
    private static partial Regex Value();

    [GeneratedRegex(@"\$value\b", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
