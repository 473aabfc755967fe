using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Releases;

namespace GitOpsGen.Cli.Release;

/// <summary><c>gitopsgen release list</c>: which environment runs what.</summary>
public static class ReleaseListCommand
{
    public static Command Create(Streams streams)
    {
        var app = new Argument<string?>("app") { Description = "The app; all unless said.", Arity = ArgumentArity.ZeroOrOne }.Offering(
            Completions.Apps
        );
        var (root, output) = (CommonOptions.Root(), CommonOptions.Output());
        var command = new Command(
            "list",
            """
            List releases and the environments that run them or would roll back to them.

            Examples:
              gitopsgen release list
              gitopsgen release list ama-metrics
            """
        )
        {
            app,
            root,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
                FleetWork.RunAsync(
                    parsed.GetValue(root),
                    writes: false,
                    streams,
                    work => Task.FromResult(List(work, parsed.GetValue(app), parsed.GetValue(output), streams)),
                    cancellation
                )
        );
        return command;
    }

    private static int List(FleetWork work, string? name, OutputFormat format, Streams streams)
    {
        if (name is not null)
            new NameChecks(work.Fleet, work.Diagnostics).App("<app>", name);
        if (work.Diagnostics.HasErrors)
            return ExitCodes.Failed;
        var uses = ReleaseStore.Uses(work.Fleet).Where(use => name is null || use.App == name).ToList();
        if (format == OutputFormat.Json)
        {
            streams.Write(
                "release list",
                new JsonObject
                {
                    ["releases"] = new JsonArray([
                        .. uses.Select(use => new JsonObject
                        {
                            ["app"] = use.App,
                            ["release"] = use.Release,
                            ["runBy"] = Streams.ToJson(use.RunBy),
                            ["previousOf"] = Streams.ToJson(use.PreviousOf),
                        }),
                    ]),
                }
            );
            return ExitCodes.Done;
        }

        foreach (var use in uses)
            streams.Output.WriteLine(
                $"{use.App, -20} {use.Release, -28} {(use.IsReferenced ? "" : "unused")}"
                    + $"{string.Join(", ", use.RunBy)}"
                    + $"{(use.PreviousOf.IsEmpty ? "" : $"  (previous of {string.Join(", ", use.PreviousOf)})")}"
            );
        return ExitCodes.Done;
    }
}
