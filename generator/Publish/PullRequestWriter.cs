using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Publish;

/// <summary>Keeps a pull request as it should be: its text, its comments, its labels. What is right already is not sent again.</summary>
public sealed class PullRequestWriter(PublishOptions options, IPullRequestHost host, DiagnosticBag diagnostics)
{
    /// <param name="request">The open one; null opens one.</param>
    public async Task<PullRequest> PutAsync(
        PullRequest? request,
        Publication publication,
        string into,
        ImmutableArray<string>.Builder steps,
        CancellationToken cancellation
    )
    {
        var decoration = Decoration(publication.Scope);
        var isNew = false;
        if (request is null)
        {
            var body = ManagedRegion.Wrap(ManagedRegion.WithTitle(publication.Body.Text, publication.Title));
            (request, isNew) = await host.OpenAsync(
                new NewPullRequest(
                    publication.Scope.Branch,
                    into,
                    publication.Title,
                    decoration.IsEmpty ? body : $"{body}\n\n{ManagedRegion.Unfinished}",
                    options.IsDraft
                ),
                cancellation
            );
            steps.Add($"{(isNew ? "opened" : "found")} pull request {request.Number}");
        }

        if (request.Body.Contains(ManagedRegion.Unfinished, StringComparison.Ordinal))
        {
            foreach (var (what, reason) in await host.DecorateAsync(request, decoration, cancellation))
                diagnostics.Add(Messages.NotDecorated(request.Number, what, reason));
        }

        var text = ManagedRegion.Put(
            request
                .Body.Replace($"\n\n{ManagedRegion.Unfinished}", "", StringComparison.Ordinal)
                .Replace(ManagedRegion.Unfinished, "", StringComparison.Ordinal),
            ManagedRegion.WithTitle(publication.Body.Text, publication.Title)
        );
        var title = ManagedRegion.IsPersonsTitle(request.Body, request.Title) ? request.Title : publication.Title;
        var isChanged = text != request.Body || request.Title != title;
        if (!publication.Body.Pages.IsEmpty || (isChanged && !isNew))
            await PagesAsync(request, publication.Body.Pages, steps, cancellation);
        if (!isChanged)
            return request;
        await host.EditAsync(request, title, text, cancellation);
        if (!isNew)
            steps.Add($"edited pull request {request.Number}");
        return request with { Title = title, Body = text };
    }

    /// <summary>Comments once.</summary>
    /// <param name="what">Tells this comment from others of ours.</param>
    public async Task CommentOnceAsync(
        PullRequest request,
        string what,
        string text,
        ImmutableArray<string>.Builder steps,
        CancellationToken cancellation
    )
    {
        var mark = $"<!-- gitopsgen:{what} -->";
        // Whoever's name it was said in: a pipeline may have got another token since.
        if ((await host.CommentsAsync(request, cancellation)).Any(comment => comment.Body.StartsWith(mark, StringComparison.Ordinal)))
            return;
        await host.CommentAsync(request, $"{mark}\n{text}", cancellation);
        steps.Add($"commented on pull request {request.Number}");
    }

    private Decoration Decoration(Scope scope) =>
        options.AutoMerges || scope.Kind == "wave" && options.AutoMergeWaves.Contains(scope.Name, StringComparer.Ordinal)
            ? options.Decoration with
            {
                AutoMerge = options.MergeMethod,
            }
            : options.Decoration;

    // Each page has a comment of its own that is written over; pages that are too many go.
    private async Task PagesAsync(
        PullRequest request,
        ImmutableArray<string> pages,
        ImmutableArray<string>.Builder steps,
        CancellationToken cancellation
    )
    {
        var said = await host.CommentsAsync(request, cancellation);
        var there = said.Where(comment => comment.Author == request.Author)
            .Where(comment => comment.Body.StartsWith("<!-- gitopsgen:page ", StringComparison.Ordinal))
            .OrderBy(comment => comment.Id)
            .ToList();
        for (var i = 0; i < pages.Length; i++)
        {
            var body = $"<!-- gitopsgen:page {i + 1} -->\n**The difference, {i + 1} of {pages.Length}**\n\n{pages[i]}";
            if (said.Any(comment => comment.Body.ReplaceLineEndings("\n") == body))
                continue;
            if (i >= there.Count)
                await host.CommentAsync(request, body, cancellation);
            else
                await host.EditCommentAsync(there[i], body, cancellation);
            steps.Add($"wrote comment {i + 1} of {pages.Length}");
        }

        foreach (var comment in there.Skip(pages.Length))
        {
            await host.DeleteCommentAsync(comment, cancellation);
            steps.Add("deleted a comment");
        }
    }
}
