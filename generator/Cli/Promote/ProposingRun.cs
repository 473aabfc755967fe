using System.Collections.Immutable;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Processes;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What a command wants proposed.</summary>
/// <param name="Options">How it is published: below which folder of branches, in which scopes, with which words.</param>
internal sealed record Wanted(Proposal Proposal, PublishOptions Options)
{
    /// <summary>There is something to publish, or to close.</summary>
    public bool Acts { get; init; }

    /// <summary>Waves whose pull requests are merged by this tool as soon as their gates are open.</summary>
    public ImmutableArray<string> Merges { get; init; } = [];
}

/// <summary>What a run came to.</summary>
/// <param name="Sight">Null after errors.</param>
internal sealed record Proposed(PromotionSight? Sight, PublishPlan? Plan, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>Pull requests that were looked at, and whether they may be merged.</summary>
    public ImmutableArray<JudgedRequest> Requests { get; init; } = [];

    /// <summary>Not all of them could be told.</summary>
    public bool IsUntold { get; init; }
}

/// <summary>
/// Looks at the base, has something decided, makes it a commit and publishes it. Where the base moves meanwhile all of it begins anew.
/// </summary>
internal sealed class ProposingRun(PublishOptions options, BranchFolders folders, GitHubArguments github, IProgress progress)
{
    private const string BaseMoved = "GOG171";
    private const int Tries = 3;

    /// <summary>All open pull requests of the tool are told whether they may be merged; else those that this run publishes.</summary>
    public bool TellsAll { get; init; }

    /// <summary>What was found wrong in the last try.</summary>
    public DiagnosticBag Diagnostics { get; private set; } = new();

    /// <summary>What was done so far, also when the run came to no end.</summary>
    public Proposed Done { get; private set; } = new(null, null, []);

    /// <summary>Looks, and does nothing.</summary>
    public async Task<PromotionSight?> LookAsync(CancellationToken cancellation)
    {
        using var access = new GitHubAccess(github, CallerVariables.Get);
        var git = new GitRepository(options.Root);
        using var scratch = await ScratchObjects.OpenAsync(git, cancellation);
        return await SightAsync(access, await WithCredentialsAsync(git, scratch, access, cancellation), cancellation);
    }

    /// <param name="decide">From what is seen; null where nothing is to be proposed.</param>
    public async Task RunAsync(
        Func<PromotionSight, GitRepository, CancellationToken, Task<Wanted?>> decide,
        bool isDry,
        CancellationToken cancellation
    )
    {
        using var access = new GitHubAccess(github, CallerVariables.Get);
        var plain = new GitRepository(options.Root);
        using var scratch = await ScratchObjects.OpenAsync(plain, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            Diagnostics = new DiagnosticBag();
            var git = await WithCredentialsAsync(plain, scratch, access, cancellation);
            if (await SightAsync(access, git, cancellation) is not { } sight)
                return;
            Done = new Proposed(sight, null, []);
            var wanted = await decide(sight, git, cancellation);
            if (wanted is { Acts: true })
                await ProposeAsync(sight, wanted, git, access, isDry, cancellation);
            if (attempt == Tries || !Diagnostics.Sorted().Any(item => item.Code == BaseMoved))
            {
                if (!isDry)
                    await TellAsync(wanted, git, access, cancellation);
                return;
            }

            progress.Tell($"{sight.Branch} has moved on; looking again.");
        }
    }

    /// <summary>Looks at open pull requests, and changes nothing.</summary>
    public async Task<ImmutableArray<JudgedRequest>> JudgeAsync(PromotionSight sight, CancellationToken cancellation)
    {
        using var access = new GitHubAccess(github, CallerVariables.Get);
        if (await access.RequestsAsync(new GitRemote(new GitRepository(options.Root), options.Remote), cancellation) is not { } host)
            return [];
        return [.. (await new RequestJudge(sight, host).AllAsync(cancellation)).Select(one => one.Judged)];
    }

    private async Task TellAsync(Wanted? wanted, GitRepository git, GitHubAccess access, CancellationToken cancellation)
    {
        if (await access.RequestsAsync(new GitRemote(git, options.Remote), cancellation) is not { } host)
            return;
        try
        {
            var sight = Done.Sight!;
            if (Done.Outcomes.Any(outcome => !outcome.Steps.IsEmpty))
                sight = await Reader(access, git).AgainAsync(sight, cancellation);
            var judge = new RequestJudge(TellsAll ? sight : sight.With(Done.Outcomes), host);
            var teller = new RequestTeller(judge, host, Mergeable(wanted), options.MergeMethod, Diagnostics);
            Done = Done with { Requests = await teller.TellAsync(cancellation) };
            Done = Done with { IsUntold = teller.HasFailed };
        }
        catch (RemoteException error)
        {
            Diagnostics.Add(Messages.RequestsNotTold(error.Message));
            Done = Done with { IsUntold = true };
        }
    }

    // What this run would publish, and is there.
    private HashSet<string> Mergeable(Wanted? wanted) =>
        [
            .. from outcome in Done.Outcomes
            let publication = outcome.Publication
            where outcome.Failure is null && wanted?.Merges.Contains(publication.Scope.Name, StringComparer.Ordinal) == true
            where !publication.Changes.IsEmpty
            where publication.PublishAction is PublishAction.Nothing or PublishAction.Create or PublishAction.Update
            select publication.PublishAction == PublishAction.Nothing
                ? publication.BranchState!.Commit
                : outcome.Commit?.Id ?? publication.Commit,
        ];

    private async Task ProposeAsync(
        PromotionSight sight,
        Wanted wanted,
        GitRepository git,
        GitHubAccess access,
        bool isDry,
        CancellationToken cancellation
    )
    {
        using var commits = new CommitStore(git, progress.Tell);
        var builder = new ProposalBuilder(options.Root, git, commits, options.Offline, options.Trust, progress, Diagnostics);
        if (await builder.MakeAsync(sight.Fleet.Commit, wanted.Proposal, cancellation) is not { } made)
            return;
        var publishing = wanted.Options with
        {
            Base = sight.Branch,
            Head = made.Commit,
            Made = made.Made,
            Wordings = Named(wanted.Options.Wordings, made.Releases),
            PushRemote = await new GitRemote(git, options.PushRemote).PushedToAsync(cancellation),
        };
        var run = new PublishRun(publishing, access, commits, progress);
        try
        {
            await run.RunAsync(git, isDry, cancellation);
        }
        finally
        {
            Done = new Proposed(sight, run.Plan, run.Outcomes);
            Diagnostics.AddAll(run.Diagnostics);
        }
    }

    // A release that is cut with its chart's digest has another name than its head would have by itself.
    private static ImmutableDictionary<string, Wording> Named(
        ImmutableDictionary<string, Wording> wordings,
        ImmutableSortedDictionary<string, string> releases
    )
    {
        return wordings.ToImmutableDictionary(
            scope => scope.Key,
            scope => new Wording(Of(scope.Value.Title), [.. scope.Value.Reasons.Select(Of)]),
            StringComparer.Ordinal
        );

        string Of(string text) =>
            releases.Aggregate(text, (all, release) => all.Replace(release.Key, release.Value, StringComparison.Ordinal));
    }

    private Task<PromotionSight?> SightAsync(GitHubAccess access, GitRepository git, CancellationToken cancellation) =>
        Reader(access, git).ReadAsync(cancellation);

    private PromotionSightReader Reader(GitHubAccess access, GitRepository git) => new(options, folders, access, git, Diagnostics);

    private async Task<GitRepository> WithCredentialsAsync(
        GitRepository git,
        ScratchObjects scratch,
        GitHubAccess access,
        CancellationToken cancellation
    ) => git with { Scratch = scratch, Credentials = await access.CredentialsAsync(new GitRemote(git, options.Remote), cancellation) };
}
