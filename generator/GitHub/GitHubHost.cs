using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>Pull requests of GitHub, and of GitHub Enterprise Server.</summary>
/// <param name="repository">owner/name, where the pull requests are.</param>
/// <param name="headRepository">owner/name, where the branches are: another one for a fork.</param>
public sealed class GitHubHost(GitHubClient client, string repository, string headRepository) : IPullRequestHost
{
    // GitHub closes a pull request in the moment in which its base goes.
    private static readonly TimeSpan OneDeed = TimeSpan.FromMinutes(1);

    private const string ClosedQuery =
        "query($id: ID!) { node(id: $id) { __typename ... on PullRequest { "
        + "timelineItems(last: 50, itemTypes: [CLOSED_EVENT, BASE_REF_DELETED_EVENT]) { "
        + "nodes { __typename ... on ClosedEvent { createdAt } ... on BaseRefDeletedEvent { createdAt } } } } } }";

    private static readonly Octokit.ApiOptions Largest = new() { PageSize = 100 };

    private readonly string owner = repository.Split('/')[0];
    private readonly string name = repository.Split('/')[1];
    private readonly string headOwner = headRepository.Split('/')[0];

    // Within one owner the head does not tell a fork from what it was forked from.
    private bool IsFork => !IsSame(headRepository, repository);

    public async Task<PullRequest?> FindAsync(string branch, string into, CancellationToken cancellation) =>
        // Without its owner GitHub ignores the head, and answers with every pull request.
        Choose(await ListAsync($"{headOwner}:{branch}", Octokit.ItemStateFilter.All, cancellation), branch, into);

    /// <summary>For the time in which the list by head does not show one that is there.</summary>
    private async Task<PullRequest?> FindOpenAsync(string branch, string into, CancellationToken cancellation) =>
        await FindAsync(branch, into, cancellation) is { IsOpen: true } there
            ? there
            : Choose(await ListAsync(head: null, Octokit.ItemStateFilter.Open, cancellation), branch, into);

    private PullRequest? Choose(IEnumerable<Octokit.PullRequest> found, string branch, string into) =>
        found
            .Where(item => item.Head.Ref == branch && (item.Head.Repository is not { } head || IsSame(head.FullName, headRepository)))
            .Select(Read)
            .Where(request => request.IsOpen || request.Base == into)
            .OrderByDescending(request => request.IsOpen)
            .ThenByDescending(request => request.Base == into)
            .ThenByDescending(request => request.Number)
            .FirstOrDefault();

    // As GitHub compares them.
    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<Octokit.PullRequest>> ListAsync(
        string? head,
        Octokit.ItemStateFilter state,
        CancellationToken cancellation
    )
    {
        var wanted = new Octokit.PullRequestRequest
        {
            State = state,
            Head = head,
            SortProperty = Octokit.PullRequestSort.Created,
            SortDirection = Octokit.SortDirection.Descending,
        };
        return await client.Api(GitHubAnswer.PullRequests, cancellation).PullRequest.GetAllForRepository(owner, name, wanted, Largest);
    }

    public async Task<bool> IsClosedByBaseAsync(PullRequest request, CancellationToken cancellation)
    {
        var (events, _) = await client.AskAsync(
            ClosedQuery,
            new JsonObject { ["id"] = request.Id },
            ("node", [new Field("timelineItems", GitHubAnswer.Events, IsNeeded: false)]),
            cancellation
        );
        var nodes = events
            ?["timelineItems"]?["nodes"]?.AsArray()
            .Select(item => (Kind: (string)item!["__typename"]!, At: Time(item)))
            .ToList();
        return nodes is not null
            && nodes.LastOrDefault(item => item.Kind == "ClosedEvent") is { Kind: not null } closed
            && nodes.Exists(item => item.Kind == "BaseRefDeletedEvent" && (item.At - closed.At).Duration() < OneDeed);

        static DateTimeOffset Time(JsonNode item) => DateTimeOffset.Parse((string)item["createdAt"]!, CultureInfo.InvariantCulture);
    }

    public async Task<OpenedPullRequest> OpenAsync(NewPullRequest wanted, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["title"] = wanted.Title,
            ["head"] = $"{headOwner}:{wanted.Branch}",
            ["base"] = wanted.Base,
            ["body"] = wanted.Body,
            ["draft"] = wanted.IsDraft,
        };
        // What Octokit's own call has no word for.
        if (IsFork && IsSame(headOwner, owner))
            body["head_repo"] = headRepository.Split('/')[1];
        var mayBeOurs = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new OpenedPullRequest(
                    Read(
                        await client.PostAsync<Octokit.PullRequest>(
                            $"repos/{repository}/pulls",
                            body,
                            GitHubAnswer.PullRequest,
                            cancellation
                        )
                    ),
                    IsNew: true
                );
            }
            catch (GitHubException error) when (error.IsUncertain || error.Status == HttpStatusCode.UnprocessableEntity)
            {
                mayBeOurs |= error.IsUncertain;
                // Somebody was faster, or it was done although the answer says otherwise: then it has our text.
                if (await FindOpenAsync(wanted.Branch, wanted.Base, cancellation) is { IsOpen: true } there)
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

    internal static PullRequest Read(Octokit.PullRequest item) =>
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
            Base = item.Base.Ref,
            BaseCommit = item.Base.Sha ?? "",
        };
}
