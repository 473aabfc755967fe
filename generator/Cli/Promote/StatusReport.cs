using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Cli.Promote;

/// <summary>What <c>status</c> answers, for people and programs.</summary>
/// <param name="requests">The pull requests of what is open, as far as they could be looked at.</param>
internal sealed class StatusReport(FleetStatus status, PromotionSight sight, ImmutableArray<JudgedRequest> requests)
{
    private static readonly string[] Heads = ["APP", "WAVE", "ENVIRONMENT", "RELEASE", "HEALTH", "SINCE", "SOAK LEFT"];

    public void Write(TextWriter output)
    {
        var rows = status.Cells.SelectMany(cell => cell.Units.Select(unit => Row(cell.Line.App, cell.Line.Wave, unit))).ToList();
        rows.AddRange(status.OutsideOfWaves.Select(unit => Row(unit.Unit.App, "-", unit)));
        var widths = Heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(Heads))
            output.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        Next(output);
        Open(output);
    }

    public string Html() => StatusPage.Write(status, sight, requests);

    public JsonObject Json() =>
        new()
        {
            ["base"] = sight.Branch,
            ["baseCommit"] = sight.Fleet.Commit,
            ["at"] = PlanJson.Time(sight.Now),
            ["waves"] = Streams.ToJson(status.Waves),
            ["cells"] = new JsonArray([.. status.Cells.Select(Cell)]),
            ["outsideOfWaves"] = new JsonArray([.. status.OutsideOfWaves.Select(Unit)]),
            ["open"] = new JsonArray([.. sight.State.Open.Select(Open)]),
        };

    private void Next(TextWriter output)
    {
        var lines = status.Cells.Select(cell => cell.Line).Where(line => line.State is not (LineState.Current or LineState.Head)).ToList();
        if (lines.Count > 0)
            output.WriteLine();
        foreach (var line in lines)
            output.WriteLine($"{line.App}: {line.Text}{(line is { State: LineState.Ready, Next: { } next } ? $" for {next}" : "")}");
    }

    private void Open(TextWriter output)
    {
        if (!sight.State.Open.IsEmpty)
            output.WriteLine();
        foreach (var change in sight.State.Open)
        {
            var pins = string.Join(", ", change.Pins.Select(pin => $"{pin.Environment}/{pin.App} → {pin.Release}"));
            output.WriteLine($"open: {change.Url ?? change.Branch} ({pins})");
            if (Request(change) is { } request)
                output.WriteLine($"  {request.Text}");
        }
    }

    private static string[] Row(string app, string wave, StatusUnit unit) =>
        [
            app,
            wave,
            unit.Unit.Environment,
            Release(unit.Unit),
            unit.Standing.Health.ToString().ToLowerInvariant(),
            unit.FirstSeen is { } first ? Times.Text(first) : "-",
            unit.Standing.Health == Health.Healthy && unit.SoakLeft > TimeSpan.Zero ? Times.Text(unit.SoakLeft) : "-",
        ];

    /// <summary>With what else the pin says: that it follows head, or how far a move has come.</summary>
    public static string Release(PromotedUnit unit) =>
        $"{unit.Release}{(unit.FollowsHead ? " (head)" : "")}{(unit.Phase == Phase.Adopted ? "" : $", {unit.Phase.Word()}")}";

    private JsonObject Cell(StatusCell cell)
    {
        var json = PlanJson.Of(cell.Line);
        json.Remove("releases");
        json["environments"] = new JsonArray([.. cell.Units.Select(Unit)]);
        json["open"] = Streams.ToJson(cell.Open.Select(change => change.Branch));
        return json;
    }

    private JsonObject Unit(StatusUnit one) =>
        new()
        {
            ["environment"] = one.Unit.Environment,
            ["app"] = one.Unit.App,
            ["release"] = one.Unit.Release,
            ["followsHead"] = one.Unit.FollowsHead,
            ["previous"] = one.Unit.Previous,
            ["phase"] = one.Unit.Phase.Word(),
            ["clusters"] = Streams.ToJson(one.Unit.Clusters),
            ["health"] = one.Standing.Health.ToString().ToLowerInvariant(),
            ["reason"] = one.Standing.Reason.Length == 0 ? null : one.Standing.Reason,
            ["firstSeen"] = Time(one.FirstSeen),
            ["lastSeen"] = Time(one.Standing.Seen),
            ["healthySince"] = Time(one.Standing.Since),
            ["soakLeftSeconds"] = one.SoakLeft.TotalSeconds,
            ["hold"] = one.Unit.Hold is { } hold ? Hold(hold) : null,
        };

    private JsonObject Hold(Hold hold) =>
        new()
        {
            ["reason"] = hold.Reason,
            ["actor"] = hold.Actor,
            ["until"] = Time(hold.Until),
            ["release"] = hold.Release,
            ["inForce"] = hold.IsInForce(sight.Now),
        };

    private JudgedRequest? Request(OpenChange change) => requests.FirstOrDefault(one => one.Change.Branch == change.Branch);

    private JsonObject Open(OpenChange change) =>
        new()
        {
            ["branch"] = change.Branch,
            ["rollback"] = change.IsRollback,
            ["pullRequest"] = change.Url,
            ["enter"] = Request(change)?.Json(),
            ["pins"] = new JsonArray([
                .. change.Pins.Select(pin => new JsonObject
                {
                    ["environment"] = pin.Environment,
                    ["app"] = pin.App,
                    ["release"] = pin.Release,
                    ["phase"] = pin.Phase.Word(),
                }),
            ]),
        };

    private static string? Time(DateTimeOffset? time) => time is { } said ? PlanJson.Time(said) : null;
}
