using GitOpsGen.GitHub.Answers;

namespace GitOpsGen.GitHub;

/// <summary>Commit statuses of a repository.</summary>
internal sealed class GitHubStatuses(GitHubClient client, string owner, string name)
{
    private static readonly Octokit.ApiOptions Largest = new() { PageSize = 100 };

    /// <summary>All that a commit has got, the newest first.</summary>
    public async Task<IReadOnlyList<Octokit.CommitStatus>> OfAsync(string commit, CancellationToken cancellation)
    {
        // Octokit's own method asks for no size of a page.
        var address = new Uri($"repos/{owner}/{name}/commits/{commit}/statuses", UriKind.Relative);
        var connection = new Octokit.ApiConnection(client.Api(GitHubAnswer.Statuses, cancellation).Connection);
        return await connection.GetAll<Octokit.CommitStatus>(address, Largest);
    }

    public async Task<bool> HasAsync(string commit, Octokit.NewCommitStatus status, CancellationToken cancellation) =>
        (await OfAsync(commit, cancellation)).FirstOrDefault(one => one.Context == status.Context) is { } latest
        && string.Equals(latest.State.StringValue, $"{status.State}", StringComparison.OrdinalIgnoreCase)
        && latest.Description == status.Description;

    public async Task SetAsync(string commit, Octokit.NewCommitStatus status, CancellationToken cancellation)
    {
        try
        {
            await client.Api(GitHubAnswer.Status, cancellation).Repository.Status.Create(owner, name, commit, status);
        }
        catch (GitHubException error) when (error.IsUncertain)
        {
            if (!await HasAsync(commit, status, cancellation))
                throw;
        }
    }
}
