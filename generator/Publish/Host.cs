using System.Collections.Immutable;

namespace GitOpsGen.Publish;

/// <summary>A pull request as its host has it.</summary>
/// <param name="Head">The commit that its branch had when the host was asked.</param>
/// <param name="Author">Who opened it; our comments are by the same.</param>
public sealed record PullRequest(int Number, string Url, bool IsOpen, bool IsMerged, string Head, string Title, string Body, string Author)
{
    /// <summary>What the host calls it beside its number.</summary>
    public string Id { get; init; } = "";

    /// <summary>The branch that it is to be merged into.</summary>
    public string Base { get; init; } = "";

    /// <summary>Its commit when somebody last pushed to the head; empty where it is not told.</summary>
    public string BaseCommit { get; init; } = "";
}

/// <summary>How a pull request that merges by itself does so.</summary>
public enum MergeMethod
{
    Squash,
    Merge,
    Rebase,
}

/// <summary>A pull request that was asked for.</summary>
/// <param name="IsNew">Else somebody was faster, and it is theirs.</param>
public sealed record OpenedPullRequest(PullRequest Request, bool IsNew);

/// <summary>What a new pull request is made of.</summary>
public sealed record NewPullRequest(string Branch, string Base, string Title, string Body, bool IsDraft);

/// <summary>What is put on a new pull request beside its text.</summary>
/// <param name="Reviewers">Users; a team is written <c>organisation/team</c>.</param>
public sealed record Decoration(
    ImmutableArray<string> Labels,
    ImmutableArray<string> Reviewers,
    ImmutableArray<string> Assignees,
    int? Milestone,
    MergeMethod? AutoMerge = null
)
{
    public bool IsEmpty => Labels.IsEmpty && Reviewers.IsEmpty && Assignees.IsEmpty && Milestone is null && AutoMerge is null;
}

public sealed record Comment(long Id, string Author, string Body);

/// <summary>Who makes the commits: git here, or the host, which signs what an App of its has made.</summary>
public enum CommitVia
{
    Git,
    Api,
}

/// <summary>A commit that a host made.</summary>
/// <param name="Unverified">Why the host does not vouch for it; null when it does.</param>
public sealed record HostCommit(string Id, string? Unverified);

/// <summary>What a host can do that makes commits itself. Not every host can.</summary>
public interface ICommitHost
{
    /// <summary>Makes a commit of a tree that was brought to the host before, in the name of whom the token belongs to.</summary>
    Task<HostCommit> CommitAsync(string tree, string parent, string message, CancellationToken cancellation);

    /// <summary>Moves a branch, if it is where it is expected; null: if it is not there.</summary>
    /// <returns>Null when it was done; else what the host says, which may be that nobody knows.</returns>
    Task<string?> MoveAsync(string branch, string commit, string? expected, CancellationToken cancellation);

    /// <summary>The refs whose full names begin so, with their commits.</summary>
    Task<IReadOnlyDictionary<string, string>> RefsAsync(string prefix, CancellationToken cancellation);

    /// <summary>Gives the host time to see what it was just given.</summary>
    Task PauseAsync(int attempt, CancellationToken cancellation);
}

/// <summary>Where pull requests are. Another host is another of these.</summary>
public interface IPullRequestHost
{
    /// <summary>
    /// The open one of the branch, be it for another base by now, but sooner the one for this; else its latest for this base; null when
    /// there never was any.
    /// </summary>
    Task<PullRequest?> FindAsync(string branch, string into, CancellationToken cancellation);

    /// <summary>Whether it was the host that closed it, because the base was deleted.</summary>
    Task<bool> IsClosedByBaseAsync(PullRequest request, CancellationToken cancellation);

    /// <summary>Opens one; where somebody was faster, that one.</summary>
    Task<OpenedPullRequest> OpenAsync(NewPullRequest wanted, CancellationToken cancellation);

    Task EditAsync(PullRequest request, string title, string body, CancellationToken cancellation);

    Task CloseAsync(PullRequest request, CancellationToken cancellation);

    Task<IReadOnlyList<Comment>> CommentsAsync(PullRequest request, CancellationToken cancellation);

    Task CommentAsync(PullRequest request, string body, CancellationToken cancellation);

    Task EditCommentAsync(Comment comment, string body, CancellationToken cancellation);

    Task DeleteCommentAsync(Comment comment, CancellationToken cancellation);

    /// <returns>What was refused, and why: none of it is worth failing for.</returns>
    Task<IReadOnlyList<(string What, string Reason)>> DecorateAsync(
        PullRequest request,
        Decoration decoration,
        CancellationToken cancellation
    );
}
