using System.Collections.Immutable;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;
using GitOpsGen.Publish;
using GitOpsGen.Reviews;

namespace GitOpsGen.GitHub;

/// <summary>What GitHub has for a review: check runs, which only Apps may make, and commit statuses.</summary>
/// <param name="repository">owner/name, where the pull requests are.</param>
public sealed class GitHubReviews(GitHubClient client, string repository) : IReviewHost
{
    private static readonly Octokit.ApiOptions Largest = new() { PageSize = 100 };

    private readonly string owner = repository.Split('/')[0];
    private readonly string name = repository.Split('/')[1];
    private readonly GitHubHost requests = new(client, repository, repository);
    private readonly GitHubStatuses statuses = new(client, repository.Split('/')[0], repository.Split('/')[1]);

    public async Task<PullRequest> GetAsync(int number, CancellationToken cancellation) =>
        GitHubHost.Read(await client.Api(GitHubAnswer.PullRequest, cancellation).PullRequest.Get(owner, name, number));

    public async Task<PullRequest?> FindAsync(string branch, string into, CancellationToken cancellation) =>
        await requests.FindAsync(branch, into, cancellation) is { IsOpen: true } there ? there : null;

    public Task<IReadOnlyList<Comment>> CommentsAsync(PullRequest request, CancellationToken cancellation) =>
        PermittedAsync(() => requests.CommentsAsync(request, cancellation));

    public Task CommentAsync(PullRequest request, string body, CancellationToken cancellation) =>
        PermittedAsync(() => requests.CommentAsync(request, body, cancellation));

    public Task EditCommentAsync(Comment comment, string body, CancellationToken cancellation) =>
        PermittedAsync(() => requests.EditCommentAsync(comment, body, cancellation));

    public Task DeleteCommentAsync(Comment comment, CancellationToken cancellation) =>
        PermittedAsync(() => requests.DeleteCommentAsync(comment, cancellation));

    public Task<string> LoginAsync(CancellationToken cancellation) =>
        PermittedAsync(async () =>
        {
            var (viewer, refusal) = await client.AskAsync(
                "query { viewer { login } }",
                [],
                ("viewer", [new Field("login", Shape.Text)]),
                cancellation
            );
            return (string?)viewer?["login"] ?? throw new RefusedException(refusal ?? "nobody");
        });

    public Task<HostCheck?> CheckAsync(ReviewCheck check, CancellationToken cancellation) =>
        PermittedAsync(async () =>
        {
            var found = await client
                .Api(GitHubAnswer.CheckRuns, cancellation)
                .Check.Run.GetAllForReference(owner, name, check.Commit, new Octokit.CheckRunRequest { CheckName = check.Name }, Largest);
            return found.CheckRuns.Where(run => run.ExternalId == check.Key).Select(Read).FirstOrDefault();
        });

    public Task<HostCheck> MakeCheckAsync(
        ReviewCheck check,
        ImmutableArray<Annotation> annotations,
        bool isLast,
        CancellationToken cancellation
    ) =>
        PermittedAsync(async () =>
        {
            var wanted = new Octokit.NewCheckRun(check.Name, check.Commit)
            {
                ExternalId = check.Key,
                DetailsUrl = check.DetailsUrl,
                Status = isLast ? Octokit.CheckStatus.Completed : Octokit.CheckStatus.InProgress,
                Output = Output(check, annotations),
            };
            if (isLast)
                wanted.Conclusion = Word(check.Conclusion);
            try
            {
                return Read(await client.Api(GitHubAnswer.CheckRun, cancellation).Check.Run.Create(owner, name, wanted));
            }
            catch (GitHubException error) when (error.IsUncertain)
            {
                // It was made although the answer says otherwise: then it is there.
                if (await CheckAsync(check, cancellation) is { } made)
                    return made;
                throw;
            }
        });

    public Task AnnotateAsync(
        ReviewCheck check,
        long id,
        ImmutableArray<Annotation> annotations,
        bool isLast,
        CancellationToken cancellation
    )
    {
        var update = new Octokit.CheckRunUpdate { Output = Output(check, annotations) };
        if (isLast)
            (update.Status, update.Conclusion) = (Octokit.CheckStatus.Completed, Word(check.Conclusion));
        return PermittedAsync(() => client.Api(GitHubAnswer.CheckRun, cancellation).Check.Run.Update(owner, name, id, update));
    }

    public Task<bool> HasStatusAsync(ReviewStatus status, CancellationToken cancellation) =>
        PermittedAsync(() => statuses.HasAsync(status.Commit, Of(status), cancellation));

    public Task SetStatusAsync(ReviewStatus status, CancellationToken cancellation) =>
        PermittedAsync(() => statuses.SetAsync(status.Commit, Of(status), cancellation));

    private static Octokit.NewCommitStatus Of(ReviewStatus status) =>
        new()
        {
            State = status.IsFailure ? Octokit.CommitState.Failure : Octokit.CommitState.Success,
            Context = status.Context,
            Description = status.Description,
            TargetUrl = status.Url,
        };

    private static Octokit.NewCheckRunOutput Output(ReviewCheck check, ImmutableArray<Annotation> annotations) =>
        new(check.Title, check.Summary) { Annotations = annotations.IsEmpty ? null : [.. annotations.Select(Annotation)] };

    private static Octokit.NewCheckRunAnnotation Annotation(Annotation item) =>
        new(item.Path, item.Line, item.Line, Word(item.Level), item.Message) { Title = item.Title };

    private static HostCheck Read(Octokit.CheckRun run) =>
        new(run.Id, run.Status == Octokit.CheckStatus.Completed, (int)run.Output.AnnotationsCount);

    private static Octokit.CheckAnnotationLevel Word(AnnotationLevel level) =>
        level switch
        {
            AnnotationLevel.Failure => Octokit.CheckAnnotationLevel.Failure,
            AnnotationLevel.Warning => Octokit.CheckAnnotationLevel.Warning,
            _ => Octokit.CheckAnnotationLevel.Notice,
        };

    private static Octokit.CheckConclusion Word(Conclusion conclusion) =>
        conclusion switch
        {
            Conclusion.Failure => Octokit.CheckConclusion.Failure,
            Conclusion.Neutral => Octokit.CheckConclusion.Neutral,
            _ => Octokit.CheckConclusion.Success,
        };

    private static Task PermittedAsync(Func<Task> ask) =>
        PermittedAsync(async () =>
        {
            await ask();
            return true;
        });

    private static async Task<T> PermittedAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (GitHubException error) when (error.IsRefusal)
        {
            throw new RefusedException(error.Message);
        }
    }
}
