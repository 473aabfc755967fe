using GitOpsGen.Diagnostics;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>
/// Has the host make the commits, so that it can sign them. Git brings the objects, in one push however many, to a staging ref; the host
/// makes a commit of their tree; the branch moves to it if it still is where the plan saw it; and the staging ref goes.
/// </summary>
public sealed class StagedCommits(ICommitStore commits, GitRemote remote, ICommitHost host)
{
    /// <summary>
    /// No branch, so that no list shows it and no workflow starts. One for each branch, so that a run that was cut off leaves at most that.
    /// </summary>
    public const string Folder = "refs/gitopsgen/staging/";

    private const int Tries = 3;

    private readonly Dictionary<string, string> staged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HostCommit> hostCommits = new(StringComparer.Ordinal);

    /// <exception cref="PushRaceException">Somebody was faster.</exception>
    public async Task<HostCommit> PutAsync(Publication publication, CancellationToken cancellation)
    {
        await StageAsync(publication, cancellation);
        var made = await host.CommitAsync(publication.Tree, publication.Parent, publication.Message, cancellation);
        await MoveAsync(publication.Scope.Branch, made.Id, publication.BranchState?.Commit, cancellation);
        hostCommits[made.Id] = made;
        return made;
    }

    /// <summary>What this run has made of a branch before another's race had everything looked at again.</summary>
    public HostCommit? Made(string commit) => hostCommits.GetValueOrDefault(commit);

    /// <summary>Deletes the staging refs of this run, and what runs that were cut off have left of the same branches.</summary>
    /// <returns>Null when none is left; else why.</returns>
    public async Task<string?> DeleteStagingAsync(PublishOptions options, PublishPlan plan, CancellationToken cancellation)
    {
        var branches = plan.Publications.Select(publication => Folder + publication.Scope.Branch).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, commit) in await host.RefsAsync($"{Folder}{options.Prefix}/", cancellation))
            // What a run looks at only in part may be another's work.
            if (options.Only.IsEmpty || branches.Contains(name))
                staged.TryAdd(name, commit);
        return staged.Count == 0 ? null : await remote.DropAsync(staged, cancellation);
    }

    private async Task StageAsync(Publication publication, CancellationToken cancellation)
    {
        var name = Folder + publication.Scope.Branch;
        var carrier = await commits.CommitAsync(Carrier(publication), cancellation);
        if (await remote.StageAsync(name, carrier, cancellation) is { } reason)
            throw Branches.Refused(name, reason);
        staged[name] = carrier;
    }

    // It only carries a tree: unsigned, nobody's, and the same whoever makes it.
    private static NewCommit Carrier(Publication publication) =>
        new(
            publication.Tree,
            publication.Parent,
            "Objects on their way to a commit; gitopsgen publish deletes this ref.\n",
            CommitBuilder.Nobody,
            CommitBuilder.Nobody,
            Date: 0,
            IsSigned: false
        );

    // What a host says is meant for people, and may get lost; where the branch is tells a race from a refusal, and both from success.
    private async Task MoveAsync(string branch, string commit, string? expected, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await host.MoveAsync(branch, commit, expected, cancellation) is not { } reason)
                return;
            var there = (await remote.BranchesAsync([branch], cancellation)).GetValueOrDefault(branch);
            if (there == commit)
                return;
            if (there != expected)
                throw new PushRaceException(branch, reason);
            if (attempt == Tries)
                throw new RemoteException(Messages.PushRefused(branch, reason).ToString());
            await host.PauseAsync(attempt, cancellation);
        }
    }
}
