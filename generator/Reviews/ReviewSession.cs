using GitOpsGen.Diagnostics;
using GitOpsGen.Publish;

namespace GitOpsGen.Reviews;

/// <summary>What became of the comment.</summary>
public enum CommentFate
{
    /// <summary>There is no pull request, or nothing was to be sent.</summary>
    None,
    Written,

    /// <summary>It was there already, word for word.</summary>
    Unchanged,

    /// <summary>The token may not write one.</summary>
    Refused,

    /// <summary>Somebody pushed meanwhile; that has a review of its own.</summary>
    Left,
}

/// <summary>What the pull request has got of a review.</summary>
/// <param name="Report">Check, status or none.</param>
public sealed record Delivered(CommentFate Comment, ReportKind Report)
{
    public static Delivered Nothing { get; } = new(CommentFate.None, ReportKind.None);
}

/// <summary>
/// Brings a review to its pull request: the comment, then the check. Each is as it should be after any run that comes to its end.
/// </summary>
public sealed class ReviewSession(IReviewHost reviews, PullRequest request, ReviewOptions options, DiagnosticBag diagnostics)
{
    private string? login;

    /// <summary>Whether the pull request is by whom the token belongs to; who cannot be asked is nobody.</summary>
    public async Task<bool> IsOwnAsync(CancellationToken cancellation)
    {
        try
        {
            login = await reviews.LoginAsync(cancellation);
        }
        catch (RefusedException)
        {
            return false;
        }

        return string.Equals(login, request.Author, StringComparison.OrdinalIgnoreCase);
    }

    public async Task<Delivered> DeliverAsync(FleetReview review, Verdict verdict, CancellationToken cancellation)
    {
        var document = new ReviewDocument(review, verdict);
        var comment = await CommentAsync(review, document.Write(), cancellation);
        var reporter = new CheckReporter(reviews, options, diagnostics);
        var report = await reporter.ReportAsync(review, verdict, document.Summary(), cancellation);
        if (review.EntersFreely && options.Report != ReportKind.None)
            await reporter.EnterFreelyAsync(review.Commits.Head, cancellation);
        return new Delivered(comment, report);
    }

    private async Task<CommentFate> CommentAsync(FleetReview review, Body body, CancellationToken cancellation)
    {
        try
        {
            var now = await reviews.GetAsync(request.Number, cancellation);
            if (now.Head != review.Commits.Head)
            {
                diagnostics.Add(
                    Messages.HeadMoved(request.Number, ReviewedCommits.Short(review.Commits.Head), ReviewedCommits.Short(now.Head))
                );
                return CommentFate.Left;
            }

            login ??= await reviews.LoginAsync(cancellation);
            var comment = new StickyComment(reviews, login, Trailers.FleetOf(review.Prefix));
            return await comment.PutAsync(now, body, cancellation) ? CommentFate.Written : CommentFate.Unchanged;
        }
        catch (RefusedException refused)
        {
            diagnostics.Add(Messages.CommentRefused(request.Number, refused.Message));
            return CommentFate.Refused;
        }
    }
}
