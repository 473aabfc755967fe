using GitOpsGen.Diagnostics;

namespace GitOpsGen.Git;

/// <summary>Where a repository is, and where it comes from.</summary>
public static class RepositoryLocation
{
    /// <summary>The root of the work tree that holds the folder; null outside of any.</summary>
    public static async Task<string?> RootAsync(this GitRepository git, CancellationToken cancellation) =>
        await git.AskAsync(cancellation, "rev-parse", "--show-toplevel") is { Length: > 0 } root ? Path.GetFullPath(root) : null;

    /// <summary>Where origin is, without a name or password that may be part of the address; null when there is no origin.</summary>
    public static async Task<string?> OriginAsync(this GitRepository git, CancellationToken cancellation) =>
        await git.AskAsync(cancellation, "remote", "get-url", "origin") is { Length: > 0 } url ? Secrets.Drop(url) : null;

    /// <summary>Makes the folder a repository with the branch main.</summary>
    public static async Task<bool> InitialiseAsync(this GitRepository git, CancellationToken cancellation) =>
        // Before 2.28 git could not be told the branch.
        await git.AskAsync(cancellation, "init", "--quiet", "--initial-branch=main") is not null
        || await git.AskAsync(cancellation, "init", "--quiet") is not null;

    /// <summary>
    /// Asks origin for its HEAD over the network, without asking a person for anything; the message of git when that fails.
    /// </summary>
    public static async Task<string?> ReachOriginAsync(this GitRepository git, CancellationToken cancellation)
    {
        var result = await git.TryAsync(new GitCall("ls-remote", "origin", "HEAD") { Need = GitAccess.Remote }, cancellation);
        return result.Succeeded ? null : Secrets.Drop(result.Message);
    }
}
