using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Publish;

namespace GitOpsGen.Reviews;

/// <summary>Finds the two commits of a review, and brings them here where they are not.</summary>
/// <param name="remote">Where the pull request's repository is.</param>
public sealed class CommitsFinder(GitRepository git, GitRemote remote)
{
    /// <exception cref="DiagnosedException">They have no commit in common.</exception>
    /// <exception cref="RemoteException">They cannot be fetched.</exception>
    public async Task<ReviewedCommits> OfAsync(PullRequest request, CancellationToken cancellation)
    {
        if (await CommonAsync(request, cancellation) is { } here)
            return here;
        await remote.FetchRefsAsync(
            [$"refs/heads/{request.Base}", $"refs/pull/{request.Number}/head"],
            $"pull request {request.Number}",
            cancellation
        );
        if (await CommonAsync(request, cancellation) is { } fetched)
            return fetched;
        if (await git.IsShallowAsync(cancellation))
            await remote.DeepenAsync(request.Base, cancellation);
        if (!await HasAsync(request.Head, cancellation))
            throw new RemoteException($"pull request {request.Number} went on while it was fetched, or its commits are gone. Run again.");
        return await CommonAsync(request, cancellation)
            ?? throw new DiagnosedException(Messages.NoMergeBase(request.Base, request.Head, await git.IsShallowAsync(cancellation)));
    }

    /// <summary>Without a pull request.</summary>
    /// <param name="base">Null: the fleet's branch, origin's if it is there.</param>
    /// <param name="head">Null: what is checked out.</param>
    /// <exception cref="DiagnosedException">There is no such commit, or they have none in common.</exception>
    public async Task<ReviewedCommits> OfAsync(string? @base, string? head, CancellationToken cancellation)
    {
        var (tip, name) = await TipAsync(@base, cancellation);
        var reviewed = await NamedAsync(head ?? "HEAD", cancellation);
        return await MergeBaseAsync(tip, reviewed, cancellation) is { } fork
            ? new ReviewedCommits(fork, reviewed)
            : throw new DiagnosedException(Messages.NoMergeBase(name, head ?? "HEAD", await git.IsShallowAsync(cancellation)));
    }

    private async Task<(string Commit, string Name)> TipAsync(string? said, CancellationToken cancellation)
    {
        if (said is not null)
            return (await NamedAsync(said, cancellation), said);
        var branch = new Descriptions(new FileTree(git.Folder), new DiagnosticBag()).Settings()?.Branch ?? "main";
        return await git.CommitOfAsync($"refs/remotes/origin/{branch}", cancellation) is { } tip
            ? (tip, $"origin/{branch}")
            : (await NamedAsync(branch, cancellation), branch);
    }

    private async Task<string> NamedAsync(string name, CancellationToken cancellation)
    {
        if (await git.CommitOfAsync(name, cancellation) is { } commit)
            return commit;
        var isEmpty = await git.CommitOfAsync("HEAD", cancellation) is null;
        throw new DiagnosedException(Messages.NoCommit(name, isEmpty, await git.IsShallowAsync(cancellation)));
    }

    // The base's commit is what the host held the head against last, so that it has all that the head took of it.
    private async Task<ReviewedCommits?> CommonAsync(PullRequest request, CancellationToken cancellation) =>
        request.BaseCommit.Length > 0
        && await HasAsync(request.Head, cancellation)
        && await HasAsync(request.BaseCommit, cancellation)
        && await MergeBaseAsync(request.BaseCommit, request.Head, cancellation) is { } fork
            ? new ReviewedCommits(fork, request.Head)
            : null;

    private Task<string?> MergeBaseAsync(string one, string other, CancellationToken cancellation) =>
        git.AnswerAsync(new GitCall("merge-base", one, other), cancellation);

    private async Task<bool> HasAsync(string commit, CancellationToken cancellation) =>
        await git.CommitOfAsync(commit, cancellation) is not null;
}
