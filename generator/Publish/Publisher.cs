using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Publish;

/// <summary>
/// Does what the plan says, scope by scope: what fails in one does not stop the others. Every step looks first, so that a run that was cut
/// off anywhere is finished by the next.
/// </summary>
/// <param name="remote">Where branches are pushed to.</param>
/// <param name="source">Where the base is.</param>
/// <param name="staged">Null: the commits are git's.</param>
public sealed class Publisher(
    PublishOptions options,
    PublishPlan plan,
    GitRemote remote,
    GitRemote source,
    IPullRequestHost host,
    StagedCommits? staged,
    IProgress progress,
    DiagnosticBag diagnostics
)
{
    /// <summary>How often everything is looked at again because somebody was faster; then something else is wrong.</summary>
    public const int Tries = 10;

    private readonly Branches branches = new(remote, staged, cancel => source.DeepenAsync(plan.Base, cancel));
    private readonly PullRequestWriter requests = new(options, host, diagnostics);
    private readonly List<Outcome> outcomes = [];

    /// <summary>How many pull requests may still be opened.</summary>
    public int MayOpen { get; set; } = options.MaxNew;

    /// <summary>Who is slower than others now fails, and does not have everything looked at again.</summary>
    public bool IsLastTry { get; init; }

    /// <summary>What was done so far, also when a run came to no end.</summary>
    public IReadOnlyList<Outcome> Outcomes => outcomes;

    /// <exception cref="PushRaceException">Somebody pushed since the plan was made.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var publication in plan.Publications)
        {
            var work = new ScopeWork(publication, plan.Base);
            try
            {
                await ActAsync(work, cancellation);
            }
            catch (RemoteException error)
            {
                work.Failure = error;
            }
            catch (PushRaceException race) when (IsLastTry)
            {
                work.Failure = new RemoteException($"{race.Reason}; others were faster {Tries} times. Run it again.", race);
            }
            finally
            {
                foreach (var step in work.Steps)
                    progress.Tell($"{publication.Scope.Branch}: {step}");
                outcomes.Add(work.Outcome);
            }

            // Nothing else would get through either.
            if (work.Failure is RemoteException { IsOfAll: true })
                break;
        }

        if (staged is not null && await staged.DeleteStagingAsync(options, plan, cancellation) is { } reason)
            progress.Tell($"a staging ref is left for the next run to delete: {reason}");
    }

    private async Task ActAsync(ScopeWork work, CancellationToken cancellation)
    {
        var publication = work.Publication;
        if (publication is { PublishAction: PublishAction.Nothing, Changes.IsEmpty: true })
            return;
        if (publication.PublishAction == PublishAction.LeaveToOther)
        {
            diagnostics.Add(Messages.OfAnother(publication.Scope.Branch, publication.BranchState!.Other!, !publication.Changes.IsEmpty));
            return;
        }

        work.Request = await host.FindAsync(publication.Scope.Branch, work.Base, cancellation);
        if (work.Retarget is { } other)
            diagnostics.Add(Messages.Retargeted(work.Request!.Number, publication.Scope.Branch, other, work.Base));
        switch (work.Action)
        {
            case PublishAction.LeaveToPerson:
                await LeaveToPersonAsync(work, cancellation);
                break;
            case PublishAction.LeaveToSource:
                await LeaveToSourceAsync(work, cancellation);
                break;
            case PublishAction.Close or PublishAction.Supersede when work.Retarget is null:
                await CloseAsync(work, cancellation);
                break;
            case PublishAction.Nothing or PublishAction.Create or PublishAction.Update:
                await PublishAsync(work, cancellation);
                break;
        }
    }

    private async Task PublishAsync(ScopeWork work, CancellationToken cancellation)
    {
        var (publication, branch) = (work.Publication, work.Publication.Scope.Branch);
        if (work.IsDeclined && !await host.IsClosedByBaseAsync(work.Request!, cancellation))
        {
            diagnostics.Add(Messages.Declined(work.Request!.Number, branch));
            return;
        }

        if (work.Request is not { IsOpen: true })
        {
            if (MayOpen <= 0)
            {
                diagnostics.Add(Messages.TooManyNew(branch, options.MaxNew));
                return;
            }

            MayOpen--;
        }

        if (work.Action == PublishAction.Nothing)
            work.Commit = staged?.Made(publication.BranchState!.Commit);
        else
            await PutAsync(work, cancellation);
        if (work.Commit is { Unverified: { } unverified } commit)
            diagnostics.Add(Messages.NotVerified(branch, commit.Id, unverified));
        var open = work.Request is { IsOpen: true } there ? there : null;
        work.Request = await requests.PutAsync(open, publication, work.Base, work.Steps, cancellation);
    }

    private async Task PutAsync(ScopeWork work, CancellationToken cancellation)
    {
        var publication = work.Publication;
        work.Commit = await branches.PutAsync(publication, cancellation);
        var why = publication.WhyRebuilt is { } reason ? $", because {reason}" : "";
        work.Steps.Add(work.Commit is { } made ? $"committed {made.Id[..10]}{why}" : $"pushed {publication.Commit[..10]}{why}");
        // It was asked for before its branch moved.
        work.Request = work.Request is null ? null : work.Request with { Head = work.Commit?.Id ?? publication.Commit };
    }

    private async Task CloseAsync(ScopeWork work, CancellationToken cancellation)
    {
        if (work.Request is { IsOpen: true } request)
        {
            if (work.Action == PublishAction.Supersede)
                await requests.CommentOnceAsync(
                    request,
                    "superseded",
                    "This is superseded: the fleet has nothing of this name to publish any more, so it is closed.",
                    work.Steps,
                    cancellation
                );
            else if (options.WhyClosed is { } why)
                await requests.CommentOnceAsync(request, $"closed {request.Head}", why, work.Steps, cancellation);
            await host.CloseAsync(request, cancellation);
            work.Steps.Add($"closed pull request {request.Number}");
        }

        await branches.DeleteAsync(work.Publication, cancellation);
        work.Steps.Add("deleted the branch");
    }

    private async Task LeaveToPersonAsync(ScopeWork work, CancellationToken cancellation)
    {
        var publication = work.Publication;
        var (commit, author) = publication.BranchState!.Person!.Value;
        diagnostics.Add(Messages.PersonsCommits(publication.Scope.Branch, commit, author, publication.WhyRebuilt));
        if (work.Request is { IsOpen: true } request)
            await requests.CommentOnceAsync(
                request,
                $"person {commit}",
                $"{Capital(publication.WhyRebuilt ?? "the content to publish has changed")}, but this branch has a commit that "
                    + $"`gitopsgen publish` did not make ({commit}), so it is left alone. Merge this, or delete the branch; the next "
                    + "run opens a new pull request.",
                work.Steps,
                cancellation
            );
    }

    // What was never here was not taken back here.
    private async Task LeaveToSourceAsync(ScopeWork work, CancellationToken cancellation)
    {
        var publication = work.Publication;
        var madeFrom = publication.BranchState!.ForeignSource!;
        var isWanted = !publication.Changes.IsEmpty;
        diagnostics.Add(Messages.OfAnotherCheckout(publication.Scope.Branch, madeFrom, isWanted));
        if (work.Request is { IsOpen: true } request)
            await requests.CommentOnceAsync(
                request,
                $"source {publication.BranchState.Commit} {(isWanted ? "replace" : "close")}",
                $"Another checkout has {(isWanted ? "other content for this branch" : "nothing of this to publish")}. This was made from "
                    + $"commit {madeFrom}, which is not there, so it is left alone. Merge or close this, or have that checkout "
                    + "replace it with `gitopsgen publish --take-over`.",
                work.Steps,
                cancellation
            );
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
