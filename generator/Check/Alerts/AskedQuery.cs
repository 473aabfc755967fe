using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>An expression that somebody asks a Prometheus for an answer to, and that is no rule of it.</summary>
/// <param name="Title">Who asks.</param>
/// <param name="Text">With something that PromQL can be read with in place of variables.</param>
public sealed partial record AskedQuery(Position At, string Title, string Text)
{
    /// <summary>
    /// What panels and variables of dashboards, the analyses of Argo Rollouts and the scalers of KEDA ask. Where a variable stands for more
    /// than a text or a range, nobody can tell what is asked.
    /// </summary>
    public static IEnumerable<AskedQuery> Of(ClusterContents contents) =>
        contents
            .OfKind("ConfigMap")
            .SelectMany(Dashboard.Of)
            .SelectMany(OfBoard)
            .Concat(OfAnalyses(contents))
            .Concat(OfScalers(contents))
            .Where(query => !query.Text.Contains(GrafanaVariables.Unknown, StringComparison.Ordinal));

    private static IEnumerable<AskedQuery> OfBoard(Dashboard board) =>
        board
            .Queries.Select(query => (Title: board.Title(query), query.Expression, query.IsPromql))
            .Concat(
                board.Variables.Select(query =>
                    (Title: $"{Naming.Of(board.Owner)} data[{board.File}], variable \"{query.Panel}\"", query.Expression, query.IsPromql)
                )
            )
            .Where(query => query.IsPromql)
            .Select(query => new AskedQuery(board.At, query.Title, GrafanaVariables.Fill(query.Expression)));

    private static IEnumerable<AskedQuery> OfAnalyses(ClusterContents contents) =>
        new[] { "argoproj.io/AnalysisTemplate", "argoproj.io/ClusterAnalysisTemplate" }
            .SelectMany(contents.OfKind)
            .SelectMany(template =>
                (template.Spec?.List("metrics") ?? [])
                    .OfType<YamlMap>()
                    .Select(metric => Of(template, $"metric \"{metric.Text("name")}\"", metric.Map("provider")?.Map("prometheus")))
            )
            .OfType<AskedQuery>();

    private static IEnumerable<AskedQuery> OfScalers(ClusterContents contents) =>
        new[] { "keda.sh/ScaledObject", "keda.sh/ScaledJob" }
            .SelectMany(contents.OfKind)
            .SelectMany(scaled =>
                (scaled.Spec?.List("triggers") ?? [])
                    .OfType<YamlMap>()
                    .Where(trigger => trigger.Text("type") == "prometheus")
                    .Select(trigger => Of(scaled, "a trigger", trigger.Map("metadata")))
            )
            .OfType<AskedQuery>();

    private static AskedQuery? Of(Manifest manifest, string part, YamlMap? asked) =>
        asked?.Scalar("query") is { } query ? new AskedQuery(query.At, $"{Naming.Of(manifest)}, {part}", FillArguments(query.Text)) : null;

    // {{args.name}}: within a text it is one, and elsewhere nobody knows what it becomes.
    private static string FillArguments(string query) =>
        Argument()
            .Replace(
                query,
                match =>
                    match.Groups["text"].Success
                        ? match.Value.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal)
                        : GrafanaVariables.Unknown
            );

    [GeneratedRegex(@"(?<text>""(?:\\.|[^""\\])*""|'(?:\\.|[^'\\])*'|`[^`]*`)|\{\{[^{}]*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Argument();
}
