using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Cli.Promote;

/// <summary>What <c>promote</c> answers: line by line what goes on and what waits, then what was published.</summary>
internal sealed class PromoteReport(ProposingRun run, bool isDry)
{
    public bool IsDry => isDry;

    /// <summary>Null after errors.</summary>
    public PromotionPlan? Plan { get; set; }

    public int Answer(Streams streams, OutputFormat format, bool isRefused)
    {
        var found = run.Diagnostics.Sorted();
        var published = new ProposedReport(run, isDry);
        streams.Diagnostics(found, published.HasActed ? "; the rest was done" : "; nothing was proposed");
        published.TellFailures(streams);
        var exit =
            published.HasFailed ? ExitCodes.Remote
            : run.Diagnostics.HasErrors || isRefused ? ExitCodes.Failed
            : ExitCodes.Done;
        if (format == OutputFormat.Json)
            streams.Write("promote", Json(published, found, exit));
        else
            Write(streams, published);
        return exit;
    }

    private void Write(Streams streams, ProposedReport published)
    {
        string? app = null;
        foreach (var line in Plan?.Lines ?? [])
        {
            if (line.App != app)
                streams.Output.WriteLine(app = line.App);
            var next = line is { State: LineState.Ready, Next: { } release } ? $" for {release}" : "";
            streams.Output.WriteLine($"  {line.Text}{next}");
        }

        if (Plan is { Lines.IsEmpty: true })
            streams.Output.WriteLine("no app of this fleet runs in a wave.");
        published.Write(streams.Output);
    }

    private JsonObject Json(ProposedReport published, IReadOnlyList<Diagnostic> found, int exit)
    {
        var json = new JsonObject
        {
            ["dryRun"] = isDry,
            ["base"] = run.Done.Sight?.Branch,
            ["baseCommit"] = run.Done.Sight?.Fleet.Commit,
            ["plan"] = new JsonArray([.. (Plan?.Lines ?? []).Select(PlanJson.Of)]),
        };
        published.AddTo(json);
        json["diagnostics"] = DiagnosticJson.Of(found);
        json["exitCode"] = exit;
        return json;
    }
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
