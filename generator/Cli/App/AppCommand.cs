using System.CommandLine;
using GitOpsGen.Cli.Terminal;

namespace GitOpsGen.Cli.App;

/// <summary><c>gitopsgen app list|add|remove|size</c>: what there is to run, and what a fleet has of it.</summary>
public static class AppCommand
{
    public static Command Create(Streams streams) =>
        new(
            "app",
            """
            List the apps of the catalogue, take one into a fleet, take one out, and tell how large one should be.

            Examples:
              gitopsgen app list
              gitopsgen app add prometheus-stack --env dev
              gitopsgen app remove prometheus-stack --env dev
              gitopsgen app size ama-metrics --samples samples.json
            """
        )
        {
            AppListCommand.Create(streams),
            AppAddCommand.Create(streams),
            AppRemoveCommand.Create(streams),
            AppSizeCommand.Create(streams),
        };
}
