using System.Collections.Immutable;

namespace GitOpsGen.Publish;

/// <summary>A pull request as its host has it.</summary>
/// <param name="Head">The commit that its branch had when the host was asked.</param>
/// <param name="Author">Who opened it; our comments are by the same.</param>
public sealed record PullRequest(int Number, string Url, bool IsOpen, bool IsMerged, string Head, string Title, string Body, string Author)
{
    /// <summary>What the host calls it beside its number.</summary>
    public string Id { get; init; } = "";
}

/// <summary>How a pull request that merges by itself does so.</summary>
public enum MergeMethod { Merge, Squash, Rebase }

/// <summary>What a new pull request is made of.</summary>
public sealed record NewPullRequest(string Branch, string Base, string Title, string Body, bool IsDraft);

/// <summary>What is put on a new pull request beside its text.</summary>
/// <param name="Reviewers">Users; a team is written <c>organisation/team</c>.</param>
public sealed record Decoration(ImmutableArray<string> Labels, ImmutableArray<string> Reviewers, ImmutableArray<string> Assignees, int? Milestone, MergeMethod? AutoMerge = null)
{
    public bool IsEmpty => Labels.IsEmpty && Reviewers.IsEmpty && Assignees.IsEmpty && Milestone is null && AutoMerge is null;
}

public sealed record Comment(long Id, string Author, string Body);

/// <summary>Where pull requests are. Another host is another of these.</summary>
public interface IPullRequestHost
{
    /// <summary>The open one of the branch, else its latest; null when there never was any.</summary>
    Task<PullRequest?> FindAsync(string branch, CancellationToken cancellation);

    /// <summary>Opens one; where somebody was faster, that one.</summary>
    Task<PullRequest> OpenAsync(NewPullRequest wanted, CancellationToken cancellation);

    Task EditAsync(PullRequest request, string title, string body, CancellationToken cancellation);

    Task CloseAsync(PullRequest request, CancellationToken cancellation);

    Task<IReadOnlyList<Comment>> CommentsAsync(PullRequest request, CancellationToken cancellation);

    Task CommentAsync(PullRequest request, string body, CancellationToken cancellation);

    Task EditCommentAsync(Comment comment, string body, CancellationToken cancellation);

    Task DeleteCommentAsync(Comment comment, CancellationToken cancellation);

    /// <returns>What was refused, and why: none of it is worth failing for.</returns>
    Task<IReadOnlyList<(string What, string Reason)>> DecorateAsync(PullRequest request, Decoration decoration, CancellationToken cancellation);
}
