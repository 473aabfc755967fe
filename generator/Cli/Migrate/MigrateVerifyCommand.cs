using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Relocate.Reports;

namespace GitOpsGen.Cli.Migrate;

/// <summary><c>gitopsgen migrate verify</c>: proves what was applied.</summary>
public static class MigrateVerifyCommand
{
    public static Command Create(Streams streams)
    {
        var path = RelocationOptions.Folder();
        var output = CommonOptions.Output();
        var offline = CommonOptions.Offline();
        var tools = CommonOptions.AllowRepositoryTools();
        var values = new Option<string[]>("--values")
        {
            Description = "Values file for the charts, relative to --path; may be repeated.",
            HelpName = "file",
        };
        var command = new Command(
            "verify",
            """
            Prove what was applied: swapped back, every file is what it was; nothing is left to move;
            charts make the same but for moved names.

            Examples:
              gitopsgen migrate verify --path .
              gitopsgen migrate verify --path . --values values-test.yaml -o json
            """
        )
        {
            path,
            output,
            offline,
            tools,
            values,
        };
        values.Validators.Add(result =>
        {
            foreach (var file in result.GetValue(values) ?? [])
                if (RepositoryPath.Resolve("", file) is not { Length: > 0 })
                    result.AddError($"--values '{file}' is no file inside --path.");
        });
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (RelocationOptions.Root(parsed.GetValue(path)!, streams) is not { } root)
                    return ExitCodes.Failed;
                string[] files = [.. (parsed.GetValue(values) ?? []).Select(file => RepositoryPath.Resolve("", file)!)];
                var verified = await new VerifyRun(
                    root,
                    record => RelocationJudging.With(root, record, Rules(root, record, streams)),
                    record => Rules(root, record, streams),
                    files,
                    parsed.GetValue(offline),
                    new ToolTrust(parsed.GetValue(tools)),
                    line => streams.Error.WriteLine($"gitopsgen: {line}")
                ).RunAsync(cancellation);
                return Report(verified, parsed.GetValue(output), streams);
            }
        );
        return command;
    }

    private static RelocationRules Rules(string root, RelocationRecord record, Streams streams) =>
        RelocationOptions.Rules(root, record.Config is { } config ? Path.Join(root, config) : null, new DiagnosticBag(), streams)
        ?? throw new StoppedException("what was decided cannot be read, so it cannot be judged again.");

    private static int Report(VerifyResult verified, OutputFormat format, Streams streams)
    {
        var exit = verified.Diagnostics.Any(item => item.Severity == Severity.Error) ? ExitCodes.Failed : ExitCodes.Done;
        streams.Diagnostics(verified.Diagnostics, "");
        if (format == OutputFormat.Json)
            streams.Write("migrate verify", Json(verified, exit));
        else if (verified.Record is { } record)
            Text(verified, record, exit, streams.Output);
        return exit;
    }

    private static void Text(VerifyResult verified, RelocationRecord record, int exit, TextWriter output)
    {
        output.WriteLine(
            $"{verified.Holding} of {record.Files.Count} files are, swapped back, what they were; "
                + $"{record.Files.Values.Sum(file => file.Anchors.Length)} names moved."
        );
        foreach (var chart in verified.Charts ?? [])
            output.WriteLine($"chart {(chart.Path.Length == 0 ? "." : chart.Path)}: {Word(chart)}");
        output.WriteLine(exit == ExitCodes.Done ? "The move holds." : "The move does not hold: mend each error above.");
    }

    private static string Word(ProvedChart chart) =>
        chart.Outcome switch
        {
            ChartOutcome.Untouched => "nothing of it moved",
            ChartOutcome.Moved => $"makes the same but for {chart.Moves} moved names",
            ChartOutcome.NeverRendered => "renders neither before nor after",
            ChartOutcome.Random => "makes something else each time",
            ChartOutcome.Different => "makes something else than before",
            _ => "renders only before or only after",
        };

    private static JsonObject Json(VerifyResult verified, int exit) =>
        new()
        {
            ["from"] = verified.Record?.From,
            ["to"] = verified.Record?.To,
            ["files"] = verified.Record?.Files.Count ?? 0,
            ["holding"] = verified.Holding,
            ["moves"] = verified.Record?.Files.Values.Sum(file => file.Anchors.Length) ?? 0,
            ["charts"] = verified.Charts is null
                ? null
                : new JsonArray([
                    .. verified.Charts.Select(chart => new JsonObject
                    {
                        ["path"] = chart.Path,
                        ["outcome"] = KebabCase.Of(chart.Outcome),
                        ["moves"] = chart.Moves,
                        ["detail"] = chart.Detail.Length == 0 ? null : chart.Detail,
                    }),
                ]),
            ["diagnostics"] = DiagnosticJson.Of(verified.Diagnostics),
            ["exitCode"] = exit,
        };
}
