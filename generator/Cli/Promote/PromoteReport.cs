using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Cli.Promote;

/// <summary>What <c>promote</c> answers: line by line what goes on and what waits, then what was published.</summary>
internal sealed class PromoteReport(ProposingRun run, bool isDry)
{
    public bool IsDry => isDry;

    /// <summary>Null after errors.</summary>
    public PromotionPlan? Plan { get; set; }

    public int Answer(Streams streams, OutputFormat format, bool isRefused) =>
        new ProposingAnswer(streams, "promote", format, run, isDry).Give(Json, Write, isRefused);

    private void Write(TextWriter output)
    {
        string? app = null;
        foreach (var line in Plan?.Lines ?? [])
        {
            if (line.App != app)
                output.WriteLine(app = line.App);
            var next = line is { State: LineState.Ready, Next: { } release } ? $" for {release}" : "";
            output.WriteLine($"  {line.Text}{next}");
        }

        if (Plan is { Lines.IsEmpty: true })
            output.WriteLine("no app of this fleet runs in a wave.");
    }

    private JsonObject Json() =>
        new()
        {
            ["base"] = run.Done.Sight?.Branch,
            ["baseCommit"] = run.Done.Sight?.Fleet.Commit,
            ["plan"] = new JsonArray([.. (Plan?.Lines ?? []).Select(PlanJson.Of)]),
        };
}

/// <summary>A line of the plan as JSON has it.</summary>
internal static class PlanJson
{
    public static JsonObject Of(PlanLine line) =>
        new()
        {
            ["app"] = line.App,
            ["wave"] = line.Wave,
            ["state"] = line.State.ToString().ToLowerInvariant(),
            ["releases"] = new JsonObject(
                line.Units.Select(unit => KeyValuePair.Create(unit.Environment, (JsonNode?)JsonValue.Create(unit.Release)))
            ),
            ["next"] = line.Next,
            ["reason"] = line.Reason.Length == 0 ? null : line.Reason,
            ["until"] = line.Until is { } until ? Time(until) : null,
        };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
