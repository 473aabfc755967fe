using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Publish;

/// <summary>What is under way for one scope, so that what was done is known wherever it ends.</summary>
/// <param name="into">The base's branch.</param>
internal sealed class ScopeWork(Publication publication, string into)
{
    public Publication Publication { get; } = publication;

    public string Base { get; } = into;

    public ImmutableArray<string>.Builder Steps { get; } = ImmutableArray.CreateBuilder<string>();

    /// <summary>As its host has it; null when there is none, or before it was asked.</summary>
    public PullRequest? Request { get; set; }

    public HostCommit? Commit { get; set; }

    public RemoteException? Failure { get; set; }

    public Outcome Outcome => new(Publication, Request, Steps.ToImmutable()) { Commit = Commit, Failure = Failure };

    /// <summary>What is merged is in the base whatever it was: its branch is free, whoever committed there.</summary>
    public PublishAction Action =>
        Publication.PublishAction is PublishAction.LeaveToPerson or PublishAction.LeaveToSource
        && Request is { IsMerged: true } merged
        && merged.Head == Publication.BranchState!.Commit
            ? Publication.Changes.IsEmpty
                ? PublishAction.Close
                : PublishAction.Update
            : Publication.PublishAction;

    /// <summary>The base that somebody gave the open pull request in place of ours; else null.</summary>
    public string? Retarget => Request is { IsOpen: true } open && open.Base != Base ? open.Base : null;

    /// <summary>A person closed it, and all that is wanted was part of it.</summary>
    public bool IsDeclined =>
        Request is { IsOpen: false, IsMerged: false } closed
        && Publication.BranchState is { } there
        && closed.Head == there.Commit
        && !ManagedRegion.IsClosedByUs(closed.Body)
        && there.Holds(Publication.Changes);
}
