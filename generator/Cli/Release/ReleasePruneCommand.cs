using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Releases;

namespace GitOpsGen.Cli.Release;

/// <summary><c>gitopsgen release prune</c>: deletes releases that no pin names.</summary>
public static class ReleasePruneCommand
{
    public static Command Create(Streams streams)
    {
        var (root, output, dryRun) = (CommonOptions.Root(), CommonOptions.Output(), CommonOptions.DryRun());
        var command = new Command(
            "prune",
            """
            Delete the releases that no pin names, neither as release nor as previous.

            Example:
              gitopsgen release prune --dry-run       names them, and deletes none
            """
        )
        {
            root,
            output,
            dryRun,
        };
        command.SetAction(
            (parsed, cancellation) =>
                FleetWork.RunAsync(
                    parsed.GetValue(root),
                    !parsed.GetValue(dryRun),
                    streams,
                    work => Task.FromResult(Prune(work, parsed.GetValue(dryRun), parsed.GetValue(output), streams)),
                    cancellation
                )
        );
        return command;
    }

    private static int Prune(FleetWork work, bool isDryRun, OutputFormat format, Streams streams)
    {
        var unused = ReleaseStore.Uses(work.Fleet).Where(use => !use.IsReferenced).ToList();
        var store = new ReleaseStore(work.Workspace, work.Diagnostics);
        if (!isDryRun)
            unused.ForEach(store.Delete);
        if (format == OutputFormat.Json)
            streams.Write(
                "release prune",
                new JsonObject
                {
                    ["dryRun"] = isDryRun,
                    ["deleted"] = new JsonArray([.. unused.Select(use => new JsonObject { ["app"] = use.App, ["release"] = use.Release })]),
                }
            );
        else
            foreach (var use in unused)
                streams.Output.WriteLine($"{(isDryRun ? "would delete" : "deleted")} {use.App} {use.Release}");
        return ExitCodes.Done;
    }
}
