using System.Collections.Immutable;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Processes;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.States;
using GitOpsGen.Promote.Store;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>All that a plan is made of: the base, what is open, what was observed, and the time.</summary>
/// <param name="Branch">The base branch.</param>
internal sealed record PromotionSight(string Branch, BaseFleet Fleet, EvidenceLog Evidence, DateTimeOffset Now)
{
    public PromotionState State => Fleet.State;

    /// <summary>The same with other branches open.</summary>
    public PromotionSight With(ImmutableArray<OpenChange> open) => this with { Fleet = Fleet with { State = State with { Open = open } } };

    /// <summary>The same with only those branches open that were published.</summary>
    public PromotionSight With(IEnumerable<Outcome> published)
    {
        var branches = published.Select(outcome => outcome.Publication.Scope.Branch).ToHashSet(StringComparer.Ordinal);
        return With([.. State.Open.Where(change => branches.Contains(change.Branch))]);
    }
}

/// <summary>Reads it from the remote; the work tree says only which branch that is.</summary>
/// <param name="git">With the remote's credentials and a scratch.</param>
internal sealed class PromotionSightReader(
    PublishOptions options,
    BranchFolders folders,
    GitHubAccess access,
    GitRepository git,
    DiagnosticBag diagnostics
)
{
    // Beyond the longest soak, so that what was before it is seen, too.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(14);

    private readonly GitRemote remote = new(git, options.Remote);

    /// <returns>Null after errors; the bag has them.</returns>
    public async Task<PromotionSight?> ReadAsync(CancellationToken cancellation)
    {
        var now = CallerClock.Current.GetUtcNow();
        if (await git.AskAsync(cancellation, "rev-parse", "--git-dir") is null)
        {
            diagnostics.Add(Messages.NoRepository(options.Root, "read the base branch from"));
            return null;
        }

        if (await BranchAsync(cancellation) is not { } branch)
            return null;
        await remote.FetchAsync([branch.Name], cancellation);
        if (await new BaseFleetReader(git, diagnostics).ReadAsync(branch.Commit, cancellation) is not { } fleet)
            return null;
        var open = await OpenAsync(branch.Name, branch.Commit, cancellation);
        var longest = fleet.State.Waves.Select(wave => wave.Leave.Soak).DefaultIfEmpty(TimeSpan.Zero).Max();
        var runs = await new EvidenceStore(git, remote, diagnostics).ReadAsync(
            fleet.State.Settings.EvidenceBranch.Text,
            now - (2 * longest) - Margin,
            now,
            cancellation
        );
        return new PromotionSight(branch.Name, fleet, new EvidenceLog(runs, now), now).With(open);
    }

    /// <summary>The same with what is open now.</summary>
    public async Task<PromotionSight> AgainAsync(PromotionSight sight, CancellationToken cancellation) =>
        sight.With(await OpenAsync(sight.Branch, sight.Fleet.Commit, cancellation));

    private async Task<ImmutableArray<OpenChange>> OpenAsync(string branch, string commit, CancellationToken cancellation)
    {
        var open = await new OpenChanges(git, new GitRemote(git, options.PushRemote)).ReadAsync(commit, folders, cancellation);
        return await WithRequestsAsync(open, branch, cancellation);
    }

    private async Task<(string Name, string Commit)?> BranchAsync(CancellationToken cancellation)
    {
        var name = options.Base ?? new Descriptions(new FileTree(options.Root), diagnostics).Settings()?.Branch;
        if (name is null)
            return null;
        if ((await remote.BranchesAsync([name], cancellation)).TryGetValue(name, out var commit))
            return (name, commit);
        diagnostics.Add(Messages.NoBaseBranch(name, Secrets.Drop(options.Remote)));
        return null;
    }

    // Without a token, or another host than GitHub, the branch says enough.
    private async Task<ImmutableArray<OpenChange>> WithRequestsAsync(
        ImmutableArray<OpenChange> open,
        string branch,
        CancellationToken cancellation
    )
    {
        if (open.IsEmpty || !await access.HasTokenAsync(remote, cancellation))
            return open;
        var host = await access.HostAsync(options, git, cancellation);
        var known = ImmutableArray.CreateBuilder<OpenChange>();
        foreach (var change in open)
            known.Add(
                await host.FindAsync(change.Branch, branch, cancellation) is { IsOpen: true } request
                    ? change with
                    {
                        Url = request.Url,
                        Request = request,
                    }
                    : change
            );
        return known.ToImmutable();
    }
}
