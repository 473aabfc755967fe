using System.Text.Json.Nodes;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>
/// Labels, people and a milestone for a new pull request. What GitHub refuses is told; nothing of it is worth failing for.
/// </summary>
internal sealed class GitHubDecoration(GitHubClient client, string repository, PullRequest request)
{
    private readonly string owner = repository.Split('/')[0];
    private readonly string name = repository.Split('/')[1];
    private readonly List<(string What, string Reason)> refused = [];

    public async Task<IReadOnlyList<(string What, string Reason)>> PutAsync(Decoration wanted, CancellationToken cancellation)
    {
        if (!wanted.Labels.IsEmpty)
            await TryAsync("its labels", () => LabelAsync(wanted, cancellation), cancellation);
        if (!wanted.Assignees.IsEmpty)
            await TryAsync(
                "its assignees",
                () => Issues(cancellation).Assignee.AddAssignees(owner, name, request.Number, new([.. wanted.Assignees])),
                cancellation
            );
        if (wanted.Milestone is { } milestone)
            await TryAsync(
                "its milestone",
                () => Issues(cancellation).Update(owner, name, request.Number, new() { Milestone = milestone }),
                cancellation
            );
        if (Reviewers(wanted) is { } reviewers)
            await TryAsync(
                "its reviewers",
                () =>
                    client
                        .Api(GitHubAnswer.Numbered, cancellation)
                        .PullRequest.ReviewRequest.Create(owner, name, request.Number, reviewers),
                cancellation
            );
        if (
            wanted.AutoMerge is { } method
            && await new GitHubMerge(client, owner, name).WhenReadyAsync(request, method, cancellation) is { } reason
        )
            refused.Add(("auto-merge", reason));
        return refused;
    }

    private Octokit.IIssuesClient Issues(CancellationToken cancellation) => client.Api(GitHubAnswer.Numbered, cancellation).Issue;

    // Octokit's own method sends a list where GitHub describes an object.
    private Task LabelAsync(Decoration wanted, CancellationToken cancellation) =>
        client.PostAsync<List<Octokit.Label>>(
            $"repos/{repository}/issues/{request.Number}/labels",
            new JsonObject { ["labels"] = new JsonArray([.. wanted.Labels.Select(label => JsonValue.Create(label))]) },
            GitHubAnswer.Labels,
            cancellation
        );

    // GitHub refuses the whole list when the author is in it.
    private Octokit.PullRequestReviewRequest? Reviewers(Decoration wanted)
    {
        var users = wanted
            .Reviewers.Where(who => !IsTeam(who) && !string.Equals(who, request.Author, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var teams = wanted.Reviewers.Where(IsTeam).Select(who => who[(who.LastIndexOf('/') + 1)..]).ToList();
        return users.Count + teams.Count > 0 ? new Octokit.PullRequestReviewRequest(users, teams) : null;
    }

    private static bool IsTeam(string reviewer) => reviewer.Contains('/', StringComparison.Ordinal);

    private async Task TryAsync(string what, Func<Task> send, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await send();
                return;
            }
            // All of these may be sent twice.
            catch (GitHubException error) when (attempt < GitHubLag.Tries && (error.IsUncertain || GitHubLag.Is(error, "invalid")))
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
