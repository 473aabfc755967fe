using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Git.Carriage;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.State;

namespace GitOpsGen.Cli.Release;

/// <summary>What every <c>release</c> command works on: a fleet that could be read, under the repository's lock.</summary>
public sealed record ReleaseWork(Workspace Workspace, Fleet Fleet, DiagnosticBag Diagnostics)
{
    /// <summary>A fleet whose pins are not there yet may still be worked on.</summary>
    /// <param name="root">As it was asked for; null: found from the current folder.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string? root, Streams streams, Func<ReleaseWork, Task<int>> act, CancellationToken cancellation)
    {
        if (CommonOptions.FindRoot(root, streams) is not { } found)
            return ExitCodes.Failed;
        var diagnostics = new DiagnosticBag();
        await CommittedState.CheckAsync(found, diagnostics, cancellation);
        if (await GitCarriage.LeftOutAsync(new GitRepository(found), FleetLayout.Roots, cancellation) is { } leftOut)
            diagnostics.Add(leftOut);
        if (diagnostics.HasErrors)
        {
            streams.Diagnostics(diagnostics.Sorted());
            return ExitCodes.Failed;
        }

        using var state = StateFolder.Open(found, writes: true);
        using var taken = await RepositoryLock.TakeAsync(state, line => streams.Error.WriteLine($"gitopsgen: {line}"), cancellation);
        var workspace = new Workspace(found, state, writes: true);
        new Journal(workspace.Index, state, workspace.Stage, JournalKind.Release).Recover(diagnostics);
        workspace.Stage.Open();
        var fleet = workspace.Load(diagnostics);
        var exit = diagnostics.HasErrors ? ExitCodes.Failed : await act(new ReleaseWork(workspace, fleet, diagnostics));
        streams.Diagnostics(diagnostics.Sorted());
        workspace.Stage.Close();
        return diagnostics.HasErrors ? ExitCodes.Failed : exit;
    }
}
