using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Relocate.Apply;

namespace GitOpsGen.Cli.Migrate;

/// <summary><c>gitopsgen migrate undo</c>: takes everything back that was applied.</summary>
public static class MigrateUndoCommand
{
    public static Command Create(Streams streams)
    {
        var path = RelocationOptions.Folder();
        var output = CommonOptions.Output();
        var dryRun = CommonOptions.DryRun();
        var keepGoing = new Option<bool>("--keep-going")
        {
            Description = "Take back what can be, where a file that was edited since cannot.",
        };
        var command = new Command(
            "undo",
            """
            Take back everything that was applied. Other edits made since are kept; a file where they cannot be told apart stops it.

            Examples:
              gitopsgen migrate undo --path . --dry-run
              gitopsgen migrate undo --path .
            """
        )
        {
            path,
            output,
            dryRun,
            keepGoing,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (RelocationOptions.Root(parsed.GetValue(path)!, streams) is not { } root)
                    return ExitCodes.Failed;
                var undone = await new UndoRun(
                    root,
                    parsed.GetValue(keepGoing),
                    parsed.GetValue(dryRun),
                    line => streams.Error.WriteLine($"gitopsgen: {line}")
                ).RunAsync(cancellation);
                return Report(undone, parsed.GetValue(dryRun), parsed.GetValue(output), streams);
            }
        );
        return command;
    }

    private static int Report(UndoResult undone, bool dryRun, OutputFormat format, Streams streams)
    {
        var exit = undone.Diagnostics.Any(item => item.Severity == Severity.Error) ? ExitCodes.Failed : ExitCodes.Done;
        streams.Diagnostics(undone.Diagnostics, undone.Written ? "; everything else was taken back" : "; nothing was written");
        if (format == OutputFormat.Json)
            streams.Write("migrate undo", Json(undone, dryRun, exit));
        else if (exit == ExitCodes.Done || undone.Written)
            Text(undone, dryRun, streams.Output);
        return exit;
    }

    private static void Text(UndoResult undone, bool dryRun, TextWriter output)
    {
        if (undone.UndoPlan is not { } undoing)
        {
            output.WriteLine("No move is recorded here: there is nothing to take back.");
            return;
        }

        foreach (var one in undoing.Restored)
            output.WriteLine($"restored  {one}");
        foreach (var one in undoing.Kept)
            output.WriteLine($"moved back, other edits kept  {one}");
        foreach (var one in undoing.Removed)
            output.WriteLine($"removed   {one}");
        output.WriteLine($"{undoing.Files.Length} files {(dryRun ? "would be" : "were")} taken back, {undoing.Left.Length} left.");
    }

    private static JsonObject Json(UndoResult undone, bool dryRun, int exit) =>
        new()
        {
            ["from"] = undone.Record?.From,
            ["to"] = undone.Record?.To,
            ["dryRun"] = dryRun,
            ["written"] = undone.Written && !dryRun,
            ["restored"] = Streams.ToJson(undone.UndoPlan?.Restored ?? []),
            ["kept"] = Streams.ToJson(undone.UndoPlan?.Kept ?? []),
            ["removed"] = Streams.ToJson(undone.UndoPlan?.Removed ?? []),
            ["left"] = Streams.ToJson(undone.UndoPlan?.Left ?? []),
            ["diagnostics"] = DiagnosticJson.Of(undone.Diagnostics),
            ["exitCode"] = exit,
        };
}
