using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>
/// Commits that GitHub makes. What an App's token makes without naming an author GitHub signs; of other tokens it makes the commit, unsigned.
/// </summary>
/// <param name="repository">owner/name, where the branches are.</param>
public sealed class GitHubCommits(GitHubClient client, string repository) : ICommitHost
{
    private const string WhichRepository = "query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }";
    private const string UpdateRefs = "mutation($repository: ID!, $updates: [RefUpdate!]!) { updateRefs(input: {repositoryId: $repository, refUpdates: $updates}) { clientMutationId } }";

    // GitHub's word for a ref that is not there.
    private static readonly string Nothing = new('0', 40);

    private string? id;

    private string Objects => $"repos/{repository}/git";

    public async Task<HostCommit> CommitAsync(string tree, string parent, string message, CancellationToken cancellation)
    {
        // With an author it would be ours to sign.
        var body = new JsonObject { ["message"] = message, ["tree"] = tree, ["parents"] = new JsonArray(JsonValue.Create(parent)) };
        // Made twice, one of the two belongs to no branch and goes.
        var answer = await InsistAsync(() => client.SendAsync(HttpMethod.Post, $"{Objects}/commits", body.DeepClone(), cancellation), cancellation);
        return new HostCommit((string)answer!["sha"]!, Unverified(answer["verification"]));
    }

    public async Task<string?> MoveAsync(string branch, string commit, string? expected, CancellationToken cancellation)
    {
        var update = new JsonObject { ["name"] = $"refs/heads/{branch}", ["beforeOid"] = expected ?? Nothing, ["afterOid"] = commit, ["force"] = expected is not null };
        id ??= await WhichAsync(cancellation);
        try
        {
            return await client.ChangeAsync(UpdateRefs, new JsonObject { ["repository"] = id, ["updates"] = new JsonArray(update) }, cancellation);
        }
        catch (GitHubException error) when (error.IsUncertain)
        {
            return error.Message;
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> RefsAsync(string prefix, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(HttpMethod.Get, $"{Objects}/matching-refs/{Uri.EscapeDataString(prefix["refs/".Length..]).Replace("%2F", "/", StringComparison.Ordinal)}", null, cancellation);
        return answer!.AsArray().ToDictionary(item => (string)item!["ref"]!, item => (string)item!["object"]!["sha"]!, StringComparer.Ordinal);
    }

    public Task PauseAsync(int attempt, CancellationToken cancellation) => client.PauseAsync(attempt, cancellation);

    private static string? Unverified(JsonNode? verification) => (bool?)verification?["verified"] == true ? null : (string?)verification?["reason"] ?? "unknown";

    private async Task<string> WhichAsync(CancellationToken cancellation)
    {
        var names = repository.Split('/');
        var (data, errors) = await InsistAsync(() => client.AskAsync(WhichRepository, new JsonObject { ["owner"] = names[0], ["name"] = names[1] }, cancellation), cancellation);
        return (string?)data?["repository"]?["id"] ?? throw new GitHubException(HttpStatusCode.NotFound, $"{repository}: {errors ?? "there is no such repository, or the token may not see it"}");
    }

    // For what does no harm when it is done twice; what was pushed a moment ago is not always found yet.
    private async Task<T> InsistAsync<T>(Func<Task<T>> send, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await send();
            }
            catch (GitHubException error) when (attempt < GitHubLag.Tries && (error.IsUncertain || error.Status == HttpStatusCode.UnprocessableEntity))
            {
                await client.PauseAsync(attempt, cancellation);
            }
        }
    }
}
