using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Pipeline.Migrations;

namespace GitOpsGen.Cli.Migrate;

/// <summary><c>gitopsgen migrate status</c>: how far the fleet's clusters have moved, and what is in the way of the next step.</summary>
public static class MigrateStatusCommand
{
    public static Command Create(Streams streams)
    {
        var root = CommonOptions.Root();
        var output = CommonOptions.Output();
        var offline = CommonOptions.Offline();
        var tools = CommonOptions.AllowRepositoryTools();
        var command = new Command(
            "status",
            """
            Tell for every cluster of the fleet the phase of its migration, the next step, what blocks it,
            and how long it is estimated to take. Writes nothing.

            Examples:
              gitopsgen migrate status
              gitopsgen migrate status -o json
            """
        )
        {
            root,
            offline,
            tools,
            output,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } found)
                    return ExitCodes.Failed;
                var diagnostics = new DiagnosticBag();
                using var progress = ConsoleProgress.On(streams.Error);
                var clusters = await new MigrationStatus(
                    found,
                    parsed.GetValue(offline),
                    new ToolTrust(parsed.GetValue(tools)),
                    progress
                ).RunAsync(diagnostics, cancellation);
                streams.Diagnostics([.. diagnostics.Sorted().Where(item => item.Severity == Severity.Error)], "");
                if (clusters is null)
                    return ExitCodes.Failed;
                if (parsed.GetValue(output) == OutputFormat.Json)
                    streams.Write("migrate status", Json(clusters));
                else
                    Text(clusters, streams.Output);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static void Text(IReadOnlyList<ClusterMigration> clusters, TextWriter output)
    {
        if (clusters.Count == 0)
            output.WriteLine("No app of this fleet migrates: none has a section 'migration' in its app.yaml.");
        else
            output.WriteLine(
                $"{"ENVIRONMENT", -14}  {"CLUSTER", -22}  {"PHASE", -9}  {"NEXT", -9}  {"GAP", -6}  {"ROLLBACK", -8}  BLOCKED BY"
            );
        foreach (var one in clusters)
        {
            var blocking = string.Join(' ', one.Blocking.Select(blocker => blocker.Rule).Distinct(StringComparer.Ordinal));
            output.WriteLine(
                $"{one.Environment, -14}  {one.Cluster, -22}  {Word(one.Phase), -9}  "
                    + $"{(one.Next is { } next ? Word(next) : "-"), -9}  {Time(one.Gap), -6}  {Time(one.Rollback), -8}  "
                    + $"{(blocking.Length == 0 ? "-" : blocking)}"
            );
        }

        // Clusters of one environment are blocked alike: the first speaks for all.
        foreach (var first in clusters.Where(one => one.Blocking.Count > 0).DistinctBy(one => one.Environment, StringComparer.Ordinal))
        {
            output.WriteLine();
            output.WriteLine($"{first.Environment} cannot go on to {(first.Next is { } next ? Word(next) : "-")}:");
            foreach (var blocker in first.Blocking)
                output.WriteLine($"  {blocker.Rule}: {blocker.Message}");
        }

        if (clusters.Count > 0)
            output.WriteLine();
        if (clusters.Count > 0)
            output.WriteLine(
                $"Times are estimates; the limits are {Time(Estimate.GapLimit)} without scraping and "
                    + $"{Time(Estimate.RollbackLimit)} for the way back."
            );
    }

    private static JsonObject Json(IReadOnlyList<ClusterMigration> clusters) =>
        new()
        {
            ["limits"] = new JsonObject
            {
                ["gapSeconds"] = Estimate.GapLimit.TotalSeconds,
                ["rollbackSeconds"] = Estimate.RollbackLimit.TotalSeconds,
            },
            ["clusters"] = new JsonArray([
                .. clusters.Select(one => new JsonObject
                {
                    ["environment"] = one.Environment,
                    ["app"] = one.App,
                    ["cluster"] = one.Cluster,
                    ["phase"] = Word(one.Phase),
                    ["next"] = one.Next is { } next ? Word(next) : null,
                    ["blocking"] = new JsonArray([
                        .. one.Blocking.Select(blocker => new JsonObject { ["rule"] = blocker.Rule, ["message"] = blocker.Message }),
                    ]),
                    ["gapSeconds"] = Seconds(one.Gap),
                    ["rollbackSeconds"] = Seconds(one.Rollback),
                }),
            ]),
        };

    private static double? Seconds(TimeSpan? time) => time is { } known && known < TimeSpan.MaxValue ? known.TotalSeconds : null;

    private static string Time(TimeSpan? time) =>
        time switch
        {
            null => "-",
            { } never when never == TimeSpan.MaxValue => "never",
            { } known => $"{(int)known.TotalMinutes}m{known.Seconds:00}s",
        };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
