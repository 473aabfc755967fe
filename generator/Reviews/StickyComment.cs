using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Publish;

namespace GitOpsGen.Reviews;

/// <summary>
/// One comment that stays and is written over, with pages where it is long. It is known by its mark and by its author: what somebody else
/// wrote with the same mark is left alone.
/// </summary>
/// <param name="fleet">Each fleet of a repository has a comment of its own.</param>
public sealed class StickyComment(IReviewHost host, string author, string fleet)
{
    // Once to write, once to see whether somebody else did so at the same time.
    private const int Rounds = 3;

    private readonly string mark = $"<!-- gitopsgen:review {Digest.OfText(fleet)[..12]} ";

    /// <returns>Whether anything was sent.</returns>
    public async Task<bool> PutAsync(PullRequest request, Body body, CancellationToken cancellation)
    {
        ImmutableArray<string> pages = [body.Text, .. body.Pages];
        var isSent = false;
        for (var round = 1; round <= Rounds; round++)
        {
            var (isWritten, isNew) = await RoundAsync(request, pages, cancellation);
            isSent |= isWritten;
            // Only of what is new there may be two.
            if (!isNew)
                break;
        }

        return isSent;
    }

    private async Task<(bool IsWritten, bool IsNew)> RoundAsync(
        PullRequest request,
        ImmutableArray<string> pages,
        CancellationToken cancellation
    )
    {
        var there = (await host.CommentsAsync(request, cancellation))
            .Where(comment => string.Equals(comment.Author, author, StringComparison.OrdinalIgnoreCase))
            .Where(comment => comment.Body.StartsWith(mark, StringComparison.Ordinal))
            .OrderBy(comment => comment.Id)
            .ToList();
        var (isWritten, isNew) = (false, false);
        for (var page = 0; page < pages.Length; page++)
        {
            var (begin, text) = (Mark(page), $"{Mark(page)}\n{pages[page]}");
            var same = there.Find(comment => comment.Body.StartsWith(begin, StringComparison.Ordinal));
            if (same is null)
                await host.CommentAsync(request, text, cancellation);
            else if (same.Body.ReplaceLineEndings("\n") != text)
                await host.EditCommentAsync(same, text, cancellation);
            else
                continue;
            isWritten = true;
            isNew |= same is null;
        }

        foreach (var comment in there.Where(comment => IsTooMany(comment, there, pages.Length)))
        {
            await host.DeleteCommentAsync(comment, cancellation);
            isWritten = true;
        }

        return (isWritten, isNew);
    }

    // A page that is no more, or one that is there before.
    private bool IsTooMany(Comment comment, List<Comment> there, int pages) =>
        Enumerable.Range(0, pages).Select(Mark).FirstOrDefault(begin => comment.Body.StartsWith(begin, StringComparison.Ordinal))
            is not { } mine
        || there.Find(other => other.Body.StartsWith(mine, StringComparison.Ordinal)) != comment;

    private string Mark(int page) => $"{mark}{page + 1} -->";
}
