using GitOpsGen.Diagnostics;

namespace GitOpsGen.Git;

/// <summary>Where the work tree stands towards the branch that Argo CD follows. Ids of commits; null: there is none.</summary>
/// <param name="Head">What is checked out.</param>
/// <param name="Remote">The branch as origin had it when it was fetched last.</param>
/// <param name="Local">The branch as it is here.</param>
public sealed record BranchPoint(string? Head, string? Remote, string? Local)
{
    /// <summary>There is no repository, or no commit in it.</summary>
    public static BranchPoint None { get; } = new(null, null, null);

    /// <param name="branch">Its short name.</param>
    /// <exception cref="DiagnosedException">There is a repository, and git cannot tell.</exception>
    public static async Task<BranchPoint> ReadAsync(GitRepository git, string branch, CancellationToken cancellation)
    {
        var (remote, local) = ($"refs/remotes/origin/{branch}", $"refs/heads/{branch}");
        try
        {
            // id SP name, a line for each that there is.
            var said = await git.AnswerAsync(new GitCall("show-ref", "--head", "--", "HEAD", remote, local), cancellation);
            var ids = (said ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .ToLookup(line => line[^1], line => line[0], StringComparer.Ordinal);
            return new(ids["HEAD"].FirstOrDefault(), ids[remote].FirstOrDefault(), ids[local].FirstOrDefault());
        }
        catch (FileNotFoundException)
        {
            // Without git nothing is committed.
            return None;
        }
    }

    /// <summary>
    /// The commit that the branch and the work tree have in common: what is committed since is not synced yet. The work tree's own where
    /// the branch is not known, or they have none in common; null when nothing is committed.
    /// </summary>
    /// <param name="isPreview">The work tree's own will do where the history is cut off before it.</param>
    /// <exception cref="DiagnosedException">The history is cut off before it, or git cannot tell.</exception>
    public async Task<string?> CommonAsync(GitRepository git, bool isPreview, CancellationToken cancellation)
    {
        if (Head is null || (Remote ?? Local ?? Head) == Head)
            return Head;
        var common = await git.AnswerAsync(new GitCall("merge-base", Head, Remote ?? Local!), cancellation);
        if (common is null && !isPreview && await git.IsShallowAsync(cancellation))
            throw new DiagnosedException(Messages.HistoryCutOff());
        return common ?? Head;
    }
}
