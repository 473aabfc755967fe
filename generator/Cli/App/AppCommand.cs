using System.CommandLine;
using GitOpsGen.Cli.Terminal;

namespace GitOpsGen.Cli.App;

/// <summary><c>gitopsgen app size</c>: what is done with one app of the fleet.</summary>
public static class AppCommand
{
    public static Command Create(Streams streams) =>
        new(
            "app",
            """
            Work on an app of the fleet.

            Examples:
              gitopsgen app size ama-metrics
              gitopsgen app size ama-metrics --samples samples.json
            """
        )
        {
            AppSizeCommand.Create(streams),
        };
}
