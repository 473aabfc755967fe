using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>
/// Commits that GitHub makes. What an App's token makes without naming an author GitHub signs; of other tokens it makes the commit,
/// unsigned.
/// </summary>
/// <param name="repository">owner/name, where the branches are.</param>
public sealed class GitHubCommits(GitHubClient client, string repository) : ICommitHost
{
    private const string WhichRepository = "query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }";
    private const string UpdateRefs =
        "mutation($repository: ID!, $updates: [RefUpdate!]!) { updateRefs(input: {repositoryId: $repository, refUpdates: "
        + "$updates}) { clientMutationId } }";

    // GitHub's word for a ref that is not there.
    private static readonly string Nothing = new('0', 40);

    private readonly string owner = repository.Split('/')[0];
    private readonly string name = repository.Split('/')[1];
    private string? id;

    public async Task<HostCommit> CommitAsync(string tree, string parent, string message, CancellationToken cancellation)
    {
        // With an author it would be ours to sign.
        var wanted = new Octokit.NewCommit(message, tree, parent);
        // Made twice, one of the two belongs to no branch and goes.
        var made = await RetryAsync(
            () => client.Api(GitHubAnswer.Commit, cancellation).Git.Commit.Create(owner, name, wanted),
            cancellation
        );
        return new HostCommit(
            made.Sha,
            made.Verification is { Verified: true } ? null : made.Verification?.Reason.StringValue ?? "unknown"
        );
    }

    public async Task<string?> MoveAsync(string branch, string commit, string? expected, CancellationToken cancellation)
    {
        var update = new JsonObject
        {
            ["name"] = $"refs/heads/{branch}",
            ["beforeOid"] = expected ?? Nothing,
            ["afterOid"] = commit,
            ["force"] = expected is not null,
        };
        id ??= await WhichAsync(cancellation);
        try
        {
            return (
                await client.AskAsync(
                    UpdateRefs,
                    new JsonObject { ["repository"] = id, ["updates"] = new JsonArray(update) },
                    ("updateRefs", []),
                    cancellation
                )
            ).Refusal;
        }
        catch (GitHubException error) when (error.IsUncertain)
        {
            return error.Message;
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> RefsAsync(string prefix, CancellationToken cancellation)
    {
        // Octokit's own method does not escape the name.
        var path = string.Join('/', prefix["refs/".Length..].Split('/').Select(Uri.EscapeDataString));
        var address = new Uri($"repos/{repository}/git/matching-refs/{path}", UriKind.Relative);
        var found = (await client.Api(GitHubAnswer.References, cancellation).Connection.Get<List<Octokit.Reference>>(address, null)).Body;
        // Whatever it answers, no other ref is taken for one of ours.
        return found
            .Where(one => one.Ref.StartsWith(prefix, StringComparison.Ordinal))
            .DistinctBy(one => one.Ref, StringComparer.Ordinal)
            .ToDictionary(one => one.Ref, one => one.Object.Sha, StringComparer.Ordinal);
    }

    public Task PauseAsync(int attempt, CancellationToken cancellation) => client.PauseAsync(attempt, cancellation);

    private async Task<string> WhichAsync(CancellationToken cancellation)
    {
        var wanted = new JsonObject { ["owner"] = owner, ["name"] = name };
        var (found, refusal) = await RetryAsync(
            () =>
                client.AskAsync(
                    WhichRepository,
                    (JsonObject)wanted.DeepClone(),
                    ("repository", [new Field("id", Shape.Text)]),
                    cancellation
                ),
            cancellation
        );
        return (string?)found?["id"] ?? throw new GitHubException(client.Host, HttpStatusCode.NotFound, $"{repository}: {refusal}");
    }

    // For what does no harm when it is done twice; what was pushed a moment ago is not always found yet.
    private async Task<T> RetryAsync<T>(Func<Task<T>> send, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await send();
            }
            catch (GitHubException error)
                when (attempt < GitHubLag.Tries && (error.IsUncertain || error.Status == HttpStatusCode.UnprocessableEntity))
            {
                await client.PauseAsync(attempt, cancellation);
            }
        }
    }
}
