using System.CommandLine;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;

namespace GitOpsGen.Cli.App;

/// <summary><c>gitopsgen app remove</c>: takes an app out, step by step.</summary>
public static class AppRemoveCommand
{
    public static Command Create(Streams streams)
    {
        var app = new Argument<string>("app") { Description = "The app." }.Offering(Completions.Apps);
        var environments = AppAddCommand.Environments("An environment that it leaves; all that have it unless said. May be repeated.");
        var keep = new Option<bool>("--keep")
        {
            Description = "Leave its objects in the clusters, unmanaged; they are deleted unless said.",
        };
        var gone = new Option<bool>("--gone") { Description = "Argo CD is done with the first step: take the entries and pins out." };
        var files = new Option<bool>("--files") { Description = "Delete apps/<app> once no environment has it." };
        var (root, output, dryRun) = (CommonOptions.Root(), CommonOptions.Output(), CommonOptions.DryRun());
        var command = new Command(
            "remove",
            """
            Take an app out of environments, so that nothing is left behind. Each run does the step that is next, and says what follows:
              1. the environment says `remove: delete` (or `keep`); render, merge, and let Argo CD do it
              2. with --gone: entry and pin go; render and merge
              3. with --files: the folder of an app that no environment has

            Examples:
              gitopsgen app remove sample-app --env dev
              gitopsgen app remove sample-app --env dev --gone
              gitopsgen app remove sample-app --files
            """
        )
        {
            app,
            environments,
            keep,
            gone,
            files,
            root,
            output,
            dryRun,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var request = new RemovalRequest(
                    parsed.GetValue(app)!,
                    [.. parsed.GetValue(environments) ?? []],
                    parsed.GetValue(keep),
                    parsed.GetValue(gone),
                    parsed.GetValue(files)
                );
                var (isDryRun, format) = (parsed.GetValue(dryRun), parsed.GetValue(output));
                return FleetWork.RunAsync(
                    parsed.GetValue(root),
                    !isDryRun,
                    streams,
                    work => new AppRemove(work, request, isDryRun, format, streams).RunAsync(cancellation),
                    cancellation
                );
            }
        );
        return command;
    }
}
