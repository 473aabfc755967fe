using System.CommandLine;
using GitOpsGen.Cli.Terminal;

namespace GitOpsGen.Cli.Release;

/// <summary><c>gitopsgen release cut|list|diff|prune</c>: frozen snapshots of an app's head.</summary>
public static class ReleaseCommand
{
    public static Command Create(Streams streams) =>
        new(
            "release",
            """
            Cut, list, compare and prune the frozen releases of apps.

            Examples:
              gitopsgen release cut prometheus-stack
              gitopsgen release list
            """
        )
        {
            ReleaseCutCommand.Create(streams),
            ReleaseListCommand.Create(streams),
            ReleaseDiffCommand.Create(streams),
            ReleasePruneCommand.Create(streams),
        };
}
