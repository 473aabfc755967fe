using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Publish;

/// <summary>Does what the plan says. Every step looks first, so that a run that was cut off anywhere is finished by the next.</summary>
/// <param name="staged">Null: the commits are git's.</param>
public sealed class Publisher(
    PublishOptions options,
    GitRemote remote,
    IPullRequestHost host,
    StagedCommits? staged,
    IProgress progress,
    DiagnosticBag diagnostics
)
{
    private readonly Branches branches = new(remote, staged);
    private readonly PullRequestWriter requests = new(options, host, diagnostics);
    private int opened;

    /// <exception cref="PushRaceException">Somebody pushed since the plan was made.</exception>
    public async Task<ImmutableArray<Outcome>> RunAsync(PublishPlan plan, CancellationToken cancellation)
    {
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var publication in plan.Publications)
        {
            var outcome = await ActAsync(plan, publication, cancellation);
            foreach (var step in outcome.Steps)
                progress.Tell($"{publication.Scope.Branch}: {step}");
            outcomes.Add(outcome);
        }

        if (staged is not null && await staged.DeleteStagingAsync(options, plan, cancellation) is { } reason)
            progress.Tell($"a staging ref is left for the next run to delete: {reason}");
        return outcomes.ToImmutable();
    }

    private Task<Outcome> ActAsync(PublishPlan plan, Publication publication, CancellationToken cancellation) =>
        publication.PublishAction switch
        {
            PublishAction.Nothing when publication.Changes.IsEmpty => Task.FromResult(new Outcome(publication, null, [])),
            PublishAction.Nothing or PublishAction.Create or PublishAction.Update => PublishAsync(plan, publication, cancellation),
            PublishAction.LeaveToPerson => LeaveAsync(publication, cancellation),
            _ => CloseAsync(publication, cancellation),
        };

    private async Task<Outcome> PublishAsync(PublishPlan plan, Publication publication, CancellationToken cancellation)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        var request = await host.FindAsync(publication.Scope.Branch, cancellation);
        if (
            publication.PublishAction == PublishAction.Nothing
            && request is { IsOpen: false, IsMerged: false } closed
            && closed.Head == publication.BranchState!.Commit
            && !ManagedRegion.IsClosedByUs(closed.Body)
        )
        {
            diagnostics.Add(Messages.Declined(closed.Number, publication.Scope.Branch));
            return new Outcome(publication, closed, []);
        }

        if (request is not { IsOpen: true } && ++opened > options.MaxNew)
        {
            diagnostics.Add(Messages.TooManyNew(publication.Scope.Branch, options.MaxNew));
            return new Outcome(publication, null, []);
        }

        var made =
            publication.PublishAction == PublishAction.Nothing
                ? staged?.Made(publication.BranchState!.Commit)
                : await branches.PutAsync(publication, cancellation);
        if (made is not null)
            steps.Add($"committed {made.Id[..10]}");
        else if (publication.PublishAction != PublishAction.Nothing)
            steps.Add($"pushed {publication.Commit[..10]}");
        if (made?.Unverified is { } why)
            diagnostics.Add(Messages.NotVerified(publication.Scope.Branch, made.Id, why));
        // It was asked for before its branch moved.
        if (publication.PublishAction != PublishAction.Nothing)
            request = request is null ? null : request with { Head = made?.Id ?? publication.Commit };
        request = await requests.PutAsync(request is { IsOpen: true } ? request : null, publication, plan.Base, steps, cancellation);
        return new Outcome(publication, request, steps.ToImmutable()) { Commit = made };
    }

    private async Task<Outcome> CloseAsync(Publication publication, CancellationToken cancellation)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        var request = await host.FindAsync(publication.Scope.Branch, cancellation);
        if (request is { IsOpen: true })
        {
            if (publication.PublishAction == PublishAction.Supersede)
                await requests.CommentOnceAsync(
                    request,
                    "superseded",
                    "This is superseded: the fleet has nothing of this name to publish any more, so it is closed.",
                    steps,
                    cancellation
                );
            await host.CloseAsync(request, cancellation);
            steps.Add($"closed pull request {request.Number}");
        }

        await branches.DeleteAsync(publication, cancellation);
        steps.Add("deleted the branch");
        return new Outcome(publication, request, steps.ToImmutable());
    }

    private async Task<Outcome> LeaveAsync(Publication publication, CancellationToken cancellation)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        var (commit, author) = publication.BranchState!.Person!.Value;
        diagnostics.Add(Messages.PersonsCommits(publication.Scope.Branch, commit, author));
        var request = await host.FindAsync(publication.Scope.Branch, cancellation);
        if (request is { IsOpen: true })
            await requests.CommentOnceAsync(
                request,
                $"person {commit}",
                "The content to publish has changed, but this branch has a commit that `gitopsgen publish` did not make "
                    + $"({commit}), so it is left alone. Merge this, or delete the branch; the next run opens a new pull request.",
                steps,
                cancellation
            );
        return new Outcome(publication, request, steps.ToImmutable());
    }
}
