using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Printing;
using GitOpsGen.Resolve;
using GitOpsGen.Sizing;
using GitOpsGen.Yaml;

namespace GitOpsGen.Cli.App;

/// <summary>Says what was measured, what follows, and what to write into which environment.yaml; docs/formats.md has the fields.</summary>
/// <param name="samples">What the sample file is called; null where there is none.</param>
public sealed class AppSizeReport(Load.App app, string? samples, ImmutableArray<SizeProposal> proposals)
{
    private static readonly string[] Heads = ["cluster", "samples", "days", "low", "peak", "of each", "needs", "now", "proposed"];

    private Scaling Scaling => app.Scaling!;

    /// <summary>The query over a week, in the form that gives a matrix without a beginning and an end.</summary>
    private string Question => $"({Scaling.Query})[7d:5m]";

    public string Text() => samples is null ? Ask() : string.Concat(proposals.Select(Text));

    private string Ask() =>
        $"""
            Ask a Prometheus that has a week of all clusters, or that of each (--cluster says which):

            curl --silent --fail --get "$PROMETHEUS/api/v1/query" \
              --data-urlencode 'query={Question.Replace("'", @"'\''", StringComparison.Ordinal)}' \
              > samples.json
            gitopsgen app size {app.Name} --samples samples.json

            """;

    private string Text(SizeProposal proposal)
    {
        var text = new StringBuilder($"{proposal.Environment.Name}\n");
        Table(text, [Heads, .. proposal.Clusters.Select(Row)]);
        if (!proposal.Unmeasured.IsEmpty)
            text.Append($"  not measured: {string.Join(", ", proposal.Unmeasured)}\n");
        text.Append(proposal.IsSaid ? $"  {File(proposal)} says so already\n\n" : $"\n{Indented(proposal)}\n");
        return PlainText.Lines(text.ToString());
    }

    private static string[] Row(ClusterSize size) =>
        [
            size.Cluster,
            $"{size.Usage.Amounts.Length}",
            Days(size),
            Amount(size.Low),
            Amount(size.High),
            Amount(size.Target),
            $"{size.Needed}",
            Of(size.Now),
            Of(size.Proposed),
        ];

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        var widths = Heads.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            text.Append("  ").Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
    }

    private static string Of(Bounds bounds) => $"{bounds.Least} to {bounds.Most}";

    private static string Days(ClusterSize size) => size.Usage.Span.TotalDays.ToString("0.#", CultureInfo.InvariantCulture);

    // Of a use without a unit that is as it stands; of bytes it is in the words of Kubernetes.
    private static string Amount(decimal amount)
    {
        string[] units = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];
        var unit = 0;
        for (; amount >= 1024 && unit < units.Length - 1; unit++)
            amount /= 1024;
        return amount.ToString("0.##", CultureInfo.InvariantCulture) + units[unit];
    }

    private static string File(SizeProposal proposal) => FleetLayout.Environment(proposal.Environment.Name).Description;

    private string Indented(SizeProposal proposal) =>
        string.Concat(YamlWriter.Write(Lines(proposal), File(proposal)).Split('\n').Select(line => line.Length == 0 ? "" : $"  {line}\n"));

    private YamlMap Lines(SizeProposal proposal) =>
        Y.Map(("spec", Y.Map(("apps", Y.Map((app.Name, Y.Map(("parameters", Parameters(proposal.Bounds)))))))));

    private YamlMap Parameters(Bounds bounds) =>
        Merge.Over(Nested(Scaling.Least.Parameter.Text, bounds.Least), Nested(Scaling.Most.Parameter.Text, bounds.Most));

    private static YamlMap Nested(string name, int number) =>
        (YamlMap)name.Split('.').Reverse().Aggregate(Y.Number(number), (value, key) => Y.Map((key, value)));

    public JsonObject Json(IReadOnlyList<Diagnostic> diagnostics) =>
        new()
        {
            ["app"] = app.Name,
            ["query"] = Question,
            ["samples"] = samples,
            ["environments"] = new JsonArray([.. proposals.Select(Json)]),
            ["diagnostics"] = DiagnosticJson.Of(diagnostics),
            ["exitCode"] = diagnostics.Any(one => one.Severity == Severity.Error) ? ExitCodes.Failed : ExitCodes.Done,
        };

    private JsonObject Json(SizeProposal proposal) =>
        new()
        {
            ["name"] = proposal.Environment.Name,
            ["path"] = File(proposal),
            ["parameters"] = new JsonObject
            {
                [Scaling.Least.Parameter.Text] = proposal.Bounds.Least,
                [Scaling.Most.Parameter.Text] = proposal.Bounds.Most,
            },
            ["isSaid"] = proposal.IsSaid,
            ["yaml"] = YamlWriter.Write(Lines(proposal)),
            ["clusters"] = new JsonArray([.. proposal.Clusters.Select(Json)]),
            ["notMeasured"] = Streams.ToJson(proposal.Unmeasured),
        };

    private static JsonObject Json(ClusterSize size) =>
        new()
        {
            ["name"] = size.Cluster,
            ["samples"] = size.Usage.Amounts.Length,
            ["seconds"] = Math.Round(size.Usage.Span.TotalSeconds),
            ["low"] = Math.Round(size.Low, 3),
            ["peak"] = Math.Round(size.High, 3),
            ["target"] = size.Target,
            ["needed"] = size.Needed,
            ["cap"] = size.Cap,
            ["now"] = Json(size.Now),
            ["proposed"] = Json(size.Proposed),
        };

    private static JsonObject Json(Bounds bounds) => new() { ["least"] = bounds.Least, ["most"] = bounds.Most };
}
