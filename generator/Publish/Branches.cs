using GitOpsGen.Diagnostics;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>Puts the branches of scopes where the plan wants them, if they still are where the plan saw them.</summary>
/// <param name="staged">Null: the commits are git's.</param>
/// <param name="deepen">Fetches the history that a shallow clone lacks.</param>
internal sealed class Branches(GitRemote remote, StagedCommits? staged, Func<CancellationToken, Task> deepen)
{
    /// <returns>The host's commit; null where it is the plan's own.</returns>
    /// <exception cref="PushRaceException">Somebody was faster.</exception>
    public async Task<HostCommit?> PutAsync(Publication publication, CancellationToken cancellation)
    {
        if (staged is not null)
            return await staged.PutAsync(publication, cancellation);
        await PushAsync(publication.Commit, publication, cancellation);
        return null;
    }

    /// <exception cref="PushRaceException">Somebody was faster.</exception>
    public Task DeleteAsync(Publication publication, CancellationToken cancellation) => PushAsync(null, publication, cancellation);

    /// <summary>What is thrown where the remote refuses a ref for a reason.</summary>
    public static Exception Refused(string name, string reason) =>
        PushRejection.IsRace(reason.Split('\n')[0])
            ? new PushRaceException(name, reason.Split('\n')[0])
            : new RemoteException(Messages.PushRefused(name, reason.Replace("\n", "; ", StringComparison.Ordinal)).ToString());

    private async Task PushAsync(string? commit, Publication publication, CancellationToken cancellation)
    {
        var push = new Push(publication.Scope.Branch, commit, publication.BranchState?.Commit);
        var reason = await remote.PushAsync(push, cancellation);
        // A fork may not know what this clone is cut off from.
        if (reason is not null && PushRejection.IsShallow(reason))
        {
            await deepen(cancellation);
            reason = await remote.PushAsync(push, cancellation);
        }

        if (reason is not null)
            throw Refused(push.Branch, reason);
    }
}
