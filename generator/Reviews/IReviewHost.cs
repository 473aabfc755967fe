using System.Collections.Immutable;
using GitOpsGen.Publish;

namespace GitOpsGen.Reviews;

public enum AnnotationLevel
{
    Notice,
    Warning,
    Failure,
}

/// <summary>A finding at its line.</summary>
/// <param name="Path">From the top of the repository.</param>
public sealed record Annotation(string Path, int Line, AnnotationLevel Level, string Title, string Message);

/// <summary>A check as it is asked for.</summary>
/// <param name="Key">Equal checks have equal ones: what is there already is not made again.</param>
/// <param name="Summary">Markdown.</param>
public sealed record ReviewCheck(string Commit, string Name, string Key, Conclusion Conclusion, string Title, string Summary)
{
    public string? DetailsUrl { get; init; }
}

/// <summary>A check as the host has it.</summary>
/// <param name="Annotations">How many it has got.</param>
public sealed record HostCheck(long Id, bool IsCompleted, int Annotations);

public sealed record ReviewStatus(string Commit, string Context, bool IsFailure, string Description, string? Url);

/// <summary>The host refuses because the token lacks a right. It is no reason to stop.</summary>
public sealed class RefusedException(string reason) : Exception(reason);

/// <summary>Where pull requests are reviewed.</summary>
public interface IReviewHost
{
    Task<PullRequest> GetAsync(int number, CancellationToken cancellation);

    /// <summary>The open one of a branch of the repository; null where there is none.</summary>
    Task<PullRequest?> FindAsync(string branch, string into, CancellationToken cancellation);

    /// <exception cref="RefusedException" />
    Task<IReadOnlyList<Comment>> CommentsAsync(PullRequest request, CancellationToken cancellation);

    /// <exception cref="RefusedException" />
    Task CommentAsync(PullRequest request, string body, CancellationToken cancellation);

    /// <exception cref="RefusedException" />
    Task EditCommentAsync(Comment comment, string body, CancellationToken cancellation);

    /// <exception cref="RefusedException" />
    Task DeleteCommentAsync(Comment comment, CancellationToken cancellation);

    /// <summary>What the host calls the one whose token it is; comments are by the same.</summary>
    /// <exception cref="RefusedException" />
    Task<string> LoginAsync(CancellationToken cancellation);

    /// <summary>Null where there is none with this key.</summary>
    /// <exception cref="RefusedException" />
    Task<HostCheck?> CheckAsync(ReviewCheck check, CancellationToken cancellation);

    /// <summary>Makes a check; it is not completed while <paramref name="isLast"/> is false.</summary>
    /// <exception cref="RefusedException" />
    Task<HostCheck> MakeCheckAsync(ReviewCheck check, ImmutableArray<Annotation> annotations, bool isLast, CancellationToken cancellation);

    /// <summary>Adds further annotations.</summary>
    Task AnnotateAsync(ReviewCheck check, long id, ImmutableArray<Annotation> annotations, bool isLast, CancellationToken cancellation);

    /// <summary>Whether the commit has that status already.</summary>
    /// <exception cref="RefusedException" />
    Task<bool> HasStatusAsync(ReviewStatus status, CancellationToken cancellation);

    /// <exception cref="RefusedException" />
    Task SetStatusAsync(ReviewStatus status, CancellationToken cancellation);
}
