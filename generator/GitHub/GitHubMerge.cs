using System.Net;
using System.Text.Json.Nodes;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>
/// Has a pull request merged when all that is required is there; at once where that is so already, which GitHub does not call auto-merge.
/// The commit is named, so that nothing else merges than what was just published.
/// </summary>
internal sealed class GitHubMerge(GitHubClient client, string owner, string name)
{
    private const string EnableAutoMerge =
        "mutation($id: ID!, $method: PullRequestMergeMethod!, $head: GitObjectID!) { enablePullRequestAutoMerge(input: "
        + "{pullRequestId: $id, mergeMethod: $method, expectedHeadOid: $head}) { clientMutationId } }";

    private const string Enqueue =
        "mutation($id: ID!, $head: GitObjectID!) { enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) { "
        + "clientMutationId } }";

    // GitHub says this also of what it has not looked at yet.
    private const string Unstable = "unstable status";

    /// <returns>Why not; null when it was done.</returns>
    public async Task<string?> WhenReadyAsync(PullRequest request, MergeMethod method, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (reason, isUncertain) = await EnableAsync(request, method, cancellation);
            if (reason is null)
                return null;
            if (reason.SaysAny("clean status", "has_hooks status") || (attempt == GitHubLag.Tries && reason.SaysAny(Unstable)))
                return await NowAsync(request, method, cancellation);
            if (attempt == GitHubLag.Tries || !(isUncertain || reason.SaysAny([Unstable, .. GitHubLag.Texts])))
                return reason;
            await client.PauseAsync(attempt, cancellation);
        }
    }

    // May be said twice.
    private Task<(string? Reason, bool IsUncertain)> EnableAsync(PullRequest request, MergeMethod method, CancellationToken cancellation) =>
        ChangeAsync(
            "enablePullRequestAutoMerge",
            EnableAutoMerge,
            new JsonObject
            {
                ["id"] = request.Id,
                ["method"] = method.ToString().ToUpperInvariant(),
                ["head"] = request.Head,
            },
            cancellation
        );

    private async Task<(string? Reason, bool IsUncertain)> ChangeAsync(
        string field,
        string query,
        JsonObject variables,
        CancellationToken cancellation
    )
    {
        try
        {
            return ((await client.AskAsync(query, variables, (field, []), cancellation)).Refusal, false);
        }
        catch (GitHubException error)
        {
            return (error.Message, error.IsUncertain);
        }
    }

    /// <summary>What is required and missing GitHub refuses.</summary>
    /// <returns>Why not; null when it was done.</returns>
    public async Task<string?> NowAsync(PullRequest request, MergeMethod method, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var merge = new Octokit.MergePullRequest
                {
                    Sha = request.Head,
                    MergeMethod = Enum.Parse<Octokit.PullRequestMergeMethod>(method.ToString()),
                };
                var answer = await client.Api(GitHubAnswer.Merged, cancellation).PullRequest.Merge(owner, name, request.Number, merge);
                return answer.Merged ? null : answer.Message ?? "it was not merged";
            }
            // Another was merged at this moment.
            catch (GitHubException error) when (attempt < GitHubLag.Tries && error.Message.SaysAny("Base branch was modified"))
            {
                await client.PauseAsync(attempt, cancellation);
            }
            // Where merges go through a queue, nothing merges beside it.
            catch (GitHubException error) when (error.Status == HttpStatusCode.MethodNotAllowed && error.Message.SaysAny("merge queue"))
            {
                return (
                    await ChangeAsync(
                        "enqueuePullRequest",
                        Enqueue,
                        new JsonObject { ["id"] = request.Id, ["head"] = request.Head },
                        cancellation
                    )
                ).Reason;
            }
            catch (GitHubException error)
            {
                // It was done although the first answer said otherwise.
                return error.Status == HttpStatusCode.MethodNotAllowed && await IsMergedAsync(request, cancellation) ? null : error.Message;
            }
        }
    }

    private async Task<bool> IsMergedAsync(PullRequest request, CancellationToken cancellation) =>
        (await client.Api(GitHubAnswer.PullRequest, cancellation).PullRequest.Get(owner, name, request.Number)).Merged;
}
