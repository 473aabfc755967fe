using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>The history that a shallow clone lacks, fetched only where an answer depends on it.</summary>
/// <param name="remote">Where the base is.</param>
/// <param name="fork">Where the branches are.</param>
public sealed class ShallowHistory(GitRepository git, GitRemote remote, GitRemote fork)
{
    /// <returns>False when nothing was lacking, so that asking again gives the same answer.</returns>
    public async Task<bool> CompleteAsync(string baseBranch, string? branch, CancellationToken cancellation)
    {
        if (!await git.IsShallowAsync(cancellation))
            return false;
        await remote.DeepenAsync(baseBranch, cancellation);
        // The clone may have cut off a branch that only the fork knows.
        if (branch is not null && await git.IsShallowAsync(cancellation))
            await fork.DeepenAsync(branch, cancellation);
        return true;
    }
}
