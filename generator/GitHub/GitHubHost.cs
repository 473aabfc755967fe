using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>Pull requests of GitHub, and of GitHub Enterprise Server.</summary>
/// <param name="repository">owner/name, where the pull requests are.</param>
/// <param name="headOwner">Whose the branches are: another in a fork.</param>
public sealed class GitHubHost(GitHubClient client, string repository, string headOwner, string into) : IPullRequestHost
{
    private string Pulls => $"repos/{repository}/pulls";

    private string Issues => $"repos/{repository}/issues";

    public async Task<PullRequest?> FindAsync(string branch, CancellationToken cancellation)
    {
        // Without its owner GitHub ignores the head, and answers with every pull request.
        var query = $"{Pulls}?state=all&head={Uri.EscapeDataString($"{headOwner}:{branch}")}&base={Uri.EscapeDataString(into)}&sort=created&direction=desc";
        var found = (await client.ListAsync(query, cancellation)).Where(item => (string?)item["head"]?["ref"] == branch).Select(Read).OrderByDescending(request => request.IsOpen).ThenByDescending(request => request.Number);
        return found.FirstOrDefault();
    }

    public async Task<PullRequest> OpenAsync(NewPullRequest wanted, CancellationToken cancellation)
    {
        var body = new JsonObject { ["title"] = wanted.Title, ["head"] = $"{headOwner}:{wanted.Branch}", ["base"] = wanted.Base, ["body"] = wanted.Body, ["draft"] = wanted.IsDraft };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Read((await client.SendAsync(HttpMethod.Post, Pulls, body.DeepClone(), cancellation))!);
            }
            catch (GitHubException error) when (error.IsUncertain || error.Status == HttpStatusCode.UnprocessableEntity)
            {
                // Somebody was faster, or it was done although the answer says otherwise.
                if (await FindAsync(wanted.Branch, cancellation) is { IsOpen: true } there) return there;
                // The branch that was just pushed may not be seen yet.
                if (attempt == GitHubLag.Tries || !(error.IsUncertain || IsLag(error))) throw;
                await client.PauseAsync(attempt, cancellation);
            }
        }
    }

    public Task EditAsync(PullRequest request, string title, string body, CancellationToken cancellation) =>
        client.SendAsync(HttpMethod.Patch, $"{Pulls}/{request.Number}", new JsonObject { ["title"] = title, ["body"] = body }, cancellation);

    public Task CloseAsync(PullRequest request, CancellationToken cancellation) =>
        client.SendAsync(HttpMethod.Patch, $"{Pulls}/{request.Number}", new JsonObject { ["state"] = "closed", ["body"] = ManagedRegion.Closed(request.Body) }, cancellation);

    public async Task<IReadOnlyList<Comment>> CommentsAsync(PullRequest request, CancellationToken cancellation) =>
        [.. (await client.ListAsync($"{Issues}/{request.Number}/comments", cancellation)).Select(item => new Comment((long)item["id"]!, (string?)item["user"]?["login"] ?? "", (string?)item["body"] ?? ""))];

    public async Task CommentAsync(PullRequest request, string body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.SendAsync(HttpMethod.Post, $"{Issues}/{request.Number}/comments", new JsonObject { ["body"] = body }, cancellation);
                return;
            }
            catch (GitHubException error) when (error.IsUncertain)
            {
                if ((await CommentsAsync(request, cancellation)).Any(comment => comment.Body.ReplaceLineEndings("\n") == body)) return;
                if (attempt == GitHubLag.Tries) throw;
                await client.PauseAsync(attempt, cancellation);
            }
        }
    }

    public Task EditCommentAsync(Comment comment, string body, CancellationToken cancellation) =>
        client.SendAsync(HttpMethod.Patch, $"{Issues}/comments/{comment.Id}", new JsonObject { ["body"] = body }, cancellation);

    public async Task DeleteCommentAsync(Comment comment, CancellationToken cancellation)
    {
        try
        {
            await client.SendAsync(HttpMethod.Delete, $"{Issues}/comments/{comment.Id}", null, cancellation);
        }
        catch (GitHubException error) when (error.Status == HttpStatusCode.NotFound)
        {
            // It is gone already.
        }
    }

    public async Task<IReadOnlyList<(string What, string Reason)>> DecorateAsync(PullRequest request, Decoration decoration, CancellationToken cancellation)
    {
        var refused = new List<(string, string)>();
        if (!decoration.Labels.IsEmpty) await TryAsync("its labels", HttpMethod.Post, $"{Issues}/{request.Number}/labels", new JsonObject { ["labels"] = List(decoration.Labels) });
        if (!decoration.Assignees.IsEmpty) await TryAsync("its assignees", HttpMethod.Post, $"{Issues}/{request.Number}/assignees", new JsonObject { ["assignees"] = List(decoration.Assignees) });
        if (decoration.Milestone is { } milestone) await TryAsync("its milestone", HttpMethod.Patch, $"{Issues}/{request.Number}", new JsonObject { ["milestone"] = milestone });
        // GitHub refuses the whole list when the author is in it.
        var users = decoration.Reviewers.Where(name => !name.Contains('/', StringComparison.Ordinal) && !string.Equals(name, request.Author, StringComparison.OrdinalIgnoreCase)).ToList();
        var teams = decoration.Reviewers.Where(name => name.Contains('/', StringComparison.Ordinal)).Select(name => name[(name.LastIndexOf('/') + 1)..]).ToList();
        if (users.Count + teams.Count > 0) await TryAsync("its reviewers", HttpMethod.Post, $"{Pulls}/{request.Number}/requested_reviewers", new JsonObject { ["reviewers"] = List(users), ["team_reviewers"] = List(teams) });
        if (decoration.AutoMerge is { } method && await new GitHubMerge(client, Pulls).WhenReadyAsync(request, method, cancellation) is { } reason) refused.Add(("auto-merge", reason));
        return refused;

        async Task TryAsync(string what, HttpMethod method, string path, JsonObject body)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await client.SendAsync(method, path, body.DeepClone(), cancellation);
                    return;
                }
                // All of these may be sent twice.
                catch (GitHubException error) when (attempt < GitHubLag.Tries && (error.IsUncertain || IsLag(error)))
                {
                    await client.PauseAsync(attempt, cancellation);
                }
                catch (GitHubException error)
                {
                    refused.Add((what, error.Message));
                    return;
                }
            }
        }
    }

    private static JsonArray List(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static bool IsLag(GitHubException error) => error.Status == HttpStatusCode.UnprocessableEntity && error.Message.SaysAny([.. GitHubLag.Texts, "Head sha can't be blank", "invalid", "No commits between"]);

    private static PullRequest Read(JsonNode item) => new(
        (int)item["number"]!,
        (string?)item["html_url"] ?? "",
        (string?)item["state"] == "open",
        item["merged_at"] is not null,
        (string?)item["head"]?["sha"] ?? "",
        (string?)item["title"] ?? "",
        (string?)item["body"] ?? "",
        (string?)item["user"]?["login"] ?? "")
    {
        Id = (string?)item["node_id"] ?? "",
    };
}
