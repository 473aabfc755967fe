using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Git.Carriage;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.State;

namespace GitOpsGen.Cli;

/// <summary>What <c>release</c> and <c>app</c> work on: a fleet that could be read, where it writes under the repository's lock.</summary>
public sealed record FleetWork(Workspace Workspace, Fleet Fleet, DiagnosticBag Diagnostics)
{
    /// <summary>A fleet whose pins are not there yet may still be worked on.</summary>
    /// <param name="root">As it was asked for; null: found from the current folder.</param>
    /// <param name="writes">Else it takes no lock, finishes nobody's work and leaves nothing behind.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string? root,
        bool writes,
        Streams streams,
        Func<FleetWork, Task<int>> act,
        CancellationToken cancellation
    )
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

        var exit = writes ? await WriteAsync(found, streams, diagnostics, act, cancellation) : await ReadAsync(found, diagnostics, act);
        streams.Diagnostics(diagnostics.Sorted());
        return diagnostics.HasErrors ? ExitCodes.Failed : exit;
    }

    private static async Task<int> WriteAsync(
        string root,
        Streams streams,
        DiagnosticBag diagnostics,
        Func<FleetWork, Task<int>> act,
        CancellationToken cancellation
    )
    {
        using var state = StateFolder.Open(root);
        using var taken = await RepositoryLock.TakeAsync(state, line => streams.Error.WriteLine($"gitopsgen: {line}"), cancellation);
        var workspace = new Workspace(root, state, writes: true);
        new Journal(workspace.Index, state, workspace.Stage, JournalKind.Release).Recover(diagnostics);
        workspace.Stage.Open();
        var exit = await InAsync(workspace, diagnostics, act);
        workspace.Stage.Close();
        return exit;
    }

    private static async Task<int> ReadAsync(string root, DiagnosticBag diagnostics, Func<FleetWork, Task<int>> act)
    {
        using var scratch = StateFolder.Temporary();
        if (UnfinishedWrite.Of(StateFolder.ToRead(root), isJudged: false) is { } unfinished)
            diagnostics.Add(unfinished);
        return await InAsync(Workspace.ToRead(root, scratch), diagnostics, act);
    }

    private static async Task<int> InAsync(Workspace workspace, DiagnosticBag diagnostics, Func<FleetWork, Task<int>> act)
    {
        var fleet = workspace.Load(diagnostics);
        return diagnostics.HasErrors ? ExitCodes.Failed : await act(new FleetWork(workspace, fleet, diagnostics));
    }
}
