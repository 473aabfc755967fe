using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Publish;

namespace GitOpsGen.GitHub;

/// <summary>What GitHub tells of a pull request: reviews, check runs and statuses of its head.</summary>
/// <param name="repository">owner/name, where the pull requests are.</param>
public sealed class GitHubRequests(GitHubClient client, string repository) : IRequestHost
{
    private static readonly Octokit.ApiOptions Largest = new() { PageSize = 100 };

    private readonly string owner = repository.Split('/')[0];
    private readonly string name = repository.Split('/')[1];
    private readonly GitHubStatuses statuses = new(client, repository.Split('/')[0], repository.Split('/')[1]);

    public async Task<PullRequest> GetAsync(int number, CancellationToken cancellation) =>
        GitHubHost.Read(await client.Api(GitHubAnswer.PullRequest, cancellation).PullRequest.Get(owner, name, number));

    public async Task<RequestFacts> FactsAsync(PullRequest request, bool withRuns, CancellationToken cancellation)
    {
        // GitHub lists them in the order in which they were given.
        var reviews = await client.Api(GitHubAnswer.Reviews, cancellation).PullRequest.Review.GetAll(owner, name, request.Number, Largest);
        var runs = withRuns ? await RunsAsync(request.Head, cancellation) : [];
        var told = await statuses.OfAsync(request.Head, cancellation);
        return new RequestFacts(request.Author, request.Head, [.. reviews.Select(Read)], [.. runs.Select(Read), .. told.Select(Read)])
        {
            Told = Told(told),
        };
    }

    private async Task<IReadOnlyList<Octokit.CheckRun>> RunsAsync(string commit, CancellationToken cancellation) =>
        (
            await client
                .Api(GitHubAnswer.SeenChecks, cancellation)
                .Check.Run.GetAllForReference(owner, name, commit, new Octokit.CheckRunRequest(), Largest)
        ).CheckRuns;

    public async Task<RequestAnswer?> ToldAsync(string commit, CancellationToken cancellation) =>
        Told(await statuses.OfAsync(commit, cancellation));

    public Task TellAsync(string commit, RequestAnswer answer, CancellationToken cancellation) =>
        statuses.SetAsync(
            commit,
            new Octokit.NewCommitStatus
            {
                State = Enum.Parse<Octokit.CommitState>(answer.State.ToString()),
                Context = RequestAnswer.Context,
                Description = answer.Description,
                TargetUrl = answer.Url,
            },
            cancellation
        );

    public Task<string?> MergeAsync(PullRequest request, MergeMethod method, CancellationToken cancellation) =>
        new GitHubMerge(client, owner, name).NowAsync(request, method, cancellation);

    private static GivenReview Read(Octokit.PullRequestReview review) =>
        new(review.User?.Login ?? "", OpinionOf(review.State.StringValue), review.CommitId ?? "")
        {
            MayWrite = review.AuthorAssociation.StringValue is "OWNER" or "MEMBER" or "COLLABORATOR",
            IsPerson = review.User?.Type == Octokit.AccountType.User,
            Url = review.HtmlUrl,
        };

    private static Opinion OpinionOf(string state) =>
        state switch
        {
            "APPROVED" => Opinion.Approves,
            "CHANGES_REQUESTED" => Opinion.Objects,
            "DISMISSED" => Opinion.Withdrawn,
            _ => Opinion.None,
        };

    // An App that reports a check again makes a new run of it.
    private static SeenCheck Read(Octokit.CheckRun run) =>
        new(
            run.Name,
            run.App is { } app ? app.Id.ToString(CultureInfo.InvariantCulture) : "",
            run.Id,
            run.Status.StringValue != "completed" ? CheckOutcome.Waits
                : run.Conclusion?.StringValue is "success" or "neutral" or "skipped" ? CheckOutcome.Passed
                : CheckOutcome.Failed,
            run.Conclusion?.StringValue ?? run.Status.StringValue
        )
        {
            Url = run.HtmlUrl,
        };

    private static SeenCheck Read(Octokit.CommitStatus status) =>
        new(
            status.Context,
            "status",
            status.Id,
            status.State.StringValue switch
            {
                "success" => CheckOutcome.Passed,
                "pending" => CheckOutcome.Waits,
                _ => CheckOutcome.Failed,
            },
            status.State.StringValue
        )
        {
            Url = status.TargetUrl is { Length: > 0 } url ? url : null,
        };

    private static RequestAnswer? Told(IEnumerable<Octokit.CommitStatus> all) =>
        all.Where(status => status.Context == RequestAnswer.Context).MaxBy(status => status.Id) is { } told
        && Enum.TryParse<RequestState>(told.State.StringValue, ignoreCase: true, out var state)
            ? new RequestAnswer(state, told.Description ?? "", told.TargetUrl)
            : null;
}
