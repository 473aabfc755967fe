using GitOpsGen.Cli.Publish;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Publish;
using GitOpsGen.Reviews;

namespace GitOpsGen.Cli.Review;

/// <summary>What is to be reviewed.</summary>
/// <param name="Remote">Where the pull request's repository is: a remote or an address.</param>
/// <param name="Number">Of the pull request; null: which one it is follows from the pipeline's event or the branch.</param>
/// <param name="Base">In place of a pull request: what to compare with; null: the fleet's branch.</param>
/// <param name="Head">In place of a pull request: the commit to review; null: what is checked out.</param>
/// <param name="IsDry">Nothing is sent.</param>
public sealed record ReviewSubject(string Remote, int? Number, string? Base, string? Head, bool IsDry);

/// <summary>What a run came to.</summary>
/// <param name="Request">Null without a pull request.</param>
public sealed record ReviewResult(FleetReview Review, Verdict Verdict, PullRequest? Request, Delivered Delivered)
{
    public Body Document => new ReviewDocument(Review, Verdict).Write();
}

/// <summary>Finds the pull request, reviews it, and tells it so.</summary>
/// <param name="diagnostics">Gets what GitHub did not permit.</param>
internal sealed class ReviewRun(
    ReviewOptions options,
    ReviewSubject subject,
    GitHubAccess access,
    Func<string, string?> environment,
    IProgress progress,
    DiagnosticBag diagnostics
)
{
    public async Task<ReviewResult> RunAsync(CancellationToken cancellation)
    {
        var git = new GitRepository(options.Root);
        var remote = new GitRemote(git, subject.Remote);
        var host = await HostAsync(remote, cancellation);
        var request = host is null ? null : await RequestAsync(host, git, cancellation);
        git = request is null ? git : git with { Credentials = await access.CredentialsAsync(remote, cancellation) };
        var finder = new CommitsFinder(git, new GitRemote(git, subject.Remote));
        var commits = request is null
            ? await finder.OfAsync(subject.Base, subject.Head, cancellation)
            : await finder.OfAsync(request, cancellation);
        var review = await new FleetReviewer(options, git, progress).ReviewAsync(commits, cancellation);
        if (request is null)
            return new ReviewResult(review, Verdict.Of(review, options, isOwn: false), null, Delivered.Nothing);
        var session = new ReviewSession(host!, request, options, diagnostics);
        var verdict = Verdict.Of(review, options, await session.IsOwnAsync(cancellation));
        var delivery = subject.IsDry ? Delivered.Nothing : await session.DeliverAsync(review, verdict, cancellation);
        return new ReviewResult(review, verdict, request, delivery);
    }

    // Whoever names commits means no pull request; who names one needs GitHub, others may do without.
    private async Task<IReviewHost?> HostAsync(GitRemote remote, CancellationToken cancellation)
    {
        if (subject.Base is not null || subject.Head is not null)
            return null;
        if (subject.Number is not null || await access.HasTokenAsync(remote, cancellation))
            return await access.ReviewsAsync(remote, cancellation);
        return !subject.IsDry && PullRequestEvent.Number(environment) is not null ? await access.ReviewsAsync(remote, cancellation) : null;
    }

    private async Task<PullRequest?> RequestAsync(IReviewHost host, GitRepository git, CancellationToken cancellation)
    {
        if ((subject.Number ?? PullRequestEvent.Number(environment)) is { } number)
            return await host.GetAsync(number, cancellation);
        var branch = environment("GITHUB_HEAD_REF") is { Length: > 0 } said
            ? said
            : await git.AskAsync(cancellation, "symbolic-ref", "--quiet", "--short", "HEAD");
        var into = new Descriptions(new FileTree(git.Folder), new DiagnosticBag()).Settings()?.Branch ?? "main";
        return branch is null || branch == into ? null : await host.FindAsync(branch, into, cancellation);
    }
}
