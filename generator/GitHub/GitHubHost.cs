using System.Net;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>Pull requests of GitHub, and of GitHub Enterprise Server.</summary>
/// <param name="repository">owner/name, where the pull requests are.</param>
/// <param name="headOwner">Whose the branches are: another in a fork.</param>
public sealed class GitHubHost(GitHubClient client, string repository, string headOwner, string into) : IPullRequestHost
{
    private static readonly Octokit.ApiOptions Largest = new() { PageSize = 100 };

    private readonly string owner = repository.Split('/')[0];
    private readonly string name = repository.Split('/')[1];

    public async Task<PullRequest?> FindAsync(string branch, CancellationToken cancellation)
    {
        var wanted = new Octokit.PullRequestRequest
        {
            State = Octokit.ItemStateFilter.All,
            // Without its owner GitHub ignores the head, and answers with every pull request.
            Head = $"{headOwner}:{branch}",
            Base = into,
            SortProperty = Octokit.PullRequestSort.Created,
            SortDirection = Octokit.SortDirection.Descending,
        };
        var found = await client.Api(GitHubAnswer.PullRequests, cancellation).PullRequest.GetAllForRepository(owner, name, wanted, Largest);
        return found
            .Where(item => item.Head.Ref == branch)
            .Select(Read)
            .OrderByDescending(request => request.IsOpen)
            .ThenByDescending(request => request.Number)
            .FirstOrDefault();
    }

    public async Task<OpenedPullRequest> OpenAsync(NewPullRequest wanted, CancellationToken cancellation)
    {
        var body = new Octokit.NewPullRequest(wanted.Title, $"{headOwner}:{wanted.Branch}", wanted.Base)
        {
            Body = wanted.Body,
            Draft = wanted.IsDraft,
        };
        var mayBeOurs = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new OpenedPullRequest(
                    Read(await client.Api(GitHubAnswer.PullRequest, cancellation).PullRequest.Create(owner, name, body)),
                    IsNew: true
                );
            }
            catch (GitHubException error) when (error.IsUncertain || error.Status == HttpStatusCode.UnprocessableEntity)
            {
                mayBeOurs |= error.IsUncertain;
                // Somebody was faster, or it was done although the answer says otherwise: then it has our text.
                if (await FindAsync(wanted.Branch, cancellation) is { IsOpen: true } there)
                    return new OpenedPullRequest(there, mayBeOurs && there.Body.ReplaceLineEndings("\n") == wanted.Body);
                // The branch that was just pushed may not be seen yet.
                if (attempt == GitHubLag.Tries || !(error.IsUncertain || IsLag(error)))
                    throw;
                await client.PauseAsync(attempt, cancellation);
            }
        }
    }

    public Task EditAsync(PullRequest request, string title, string body, CancellationToken cancellation) =>
        UpdateAsync(request, new Octokit.PullRequestUpdate { Title = title, Body = body }, cancellation);

    public Task CloseAsync(PullRequest request, CancellationToken cancellation) =>
        UpdateAsync(
            request,
            new Octokit.PullRequestUpdate { State = Octokit.ItemState.Closed, Body = ManagedRegion.Closed(request.Body) },
            cancellation
        );

    public async Task<IReadOnlyList<Comment>> CommentsAsync(PullRequest request, CancellationToken cancellation)
    {
        // Octokit's own method asks for an order, which comments of one issue have none of.
        var address = new Uri($"repos/{repository}/issues/{request.Number}/comments", UriKind.Relative);
        var connection = new Octokit.ApiConnection(client.Api(GitHubAnswer.Comments, cancellation).Connection);
        var found = await connection.GetAll<Octokit.IssueComment>(address, Largest);
        return [.. found.Select(item => new Comment(item.Id, item.User?.Login ?? "", item.Body ?? ""))];
    }

    public async Task CommentAsync(PullRequest request, string body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.Api(GitHubAnswer.Comment, cancellation).Issue.Comment.Create(owner, name, request.Number, body);
                return;
            }
            catch (GitHubException error) when (error.IsUncertain)
            {
                if ((await CommentsAsync(request, cancellation)).Any(comment => comment.Body.ReplaceLineEndings("\n") == body))
                    return;
                if (attempt == GitHubLag.Tries)
                    throw;
                await client.PauseAsync(attempt, cancellation);
            }
        }
    }

    public Task EditCommentAsync(Comment comment, string body, CancellationToken cancellation) =>
        client.Api(GitHubAnswer.Comment, cancellation).Issue.Comment.Update(owner, name, comment.Id, body);

    public async Task DeleteCommentAsync(Comment comment, CancellationToken cancellation)
    {
        try
        {
            await client.Api(Shape.Unread, cancellation).Issue.Comment.Delete(owner, name, comment.Id);
        }
        catch (GitHubException error) when (error.Status == HttpStatusCode.NotFound)
        {
            // It is gone already.
        }
    }

    public Task<IReadOnlyList<(string What, string Reason)>> DecorateAsync(
        PullRequest request,
        Decoration decoration,
        CancellationToken cancellation
    ) => new GitHubDecoration(client, repository, request).PutAsync(decoration, cancellation);

    private Task UpdateAsync(PullRequest request, Octokit.PullRequestUpdate update, CancellationToken cancellation) =>
        client.Api(GitHubAnswer.PullRequest, cancellation).PullRequest.Update(owner, name, request.Number, update);

    private static bool IsLag(GitHubException error) => GitHubLag.Is(error, "Head sha can't be blank", "invalid", "No commits between");

    private static PullRequest Read(Octokit.PullRequest item) =>
        new(
            item.Number,
            item.HtmlUrl,
            item.State == Octokit.ItemState.Open,
            item.MergedAt is not null,
            item.Head.Sha,
            item.Title,
            item.Body ?? "",
            item.User?.Login ?? ""
        )
        {
            Id = item.NodeId,
        };
}
