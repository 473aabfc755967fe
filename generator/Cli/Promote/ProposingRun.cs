using System.Collections.Immutable;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Processes;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Publish;
using GitOpsGen.Validate;

namespace GitOpsGen.Cli.Promote;

/// <summary>
/// Looks at the base, has something decided, makes it a commit and publishes it. Where the base moves meanwhile all of it begins anew.
/// </summary>
internal sealed class ProposingRun(PublishOptions options, BranchFolders folders, GitHubArguments github, IProgress progress)
{
    private const string BaseMoved = "GOG171";
    private const int Tries = 3;

    /// <summary>All open pull requests of the tool are told whether they may be merged; else those that this run publishes.</summary>
    public bool TellsAll { get; init; }

    /// <summary>Hosts that the schemas of <c>validate</c> may be fetched from.</summary>
    public ImmutableArray<string> SchemaHosts { get; init; } = [];

    /// <summary>Places, as environment and app, that cannot be proposed: what is decided anew is decided without them.</summary>
    public HashSet<(string Environment, string App)> Refused { get; } = [];

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
        var refusals = new DiagnosticBag();
        for (var attempt = 1; ; attempt++)
        {
            Diagnostics = new DiagnosticBag();
            var git = await WithCredentialsAsync(plain, scratch, access, cancellation);
            if (await SightAsync(access, git, cancellation) is not { } sight)
                return;
            Done = new Proposed(sight, null, []);
            var wanted = await decide(sight, git, cancellation);
            var refused = Refused.Count;
            if (wanted is { Acts: true })
                await ProposeAsync(sight, wanted, git, access, isDry, cancellation);
            if (Refused.Count > refused)
            {
                refusals.AddAll(Diagnostics);
                attempt--;
                continue;
            }

            Diagnostics.AddAll(refusals);
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
            var teller = new RequestTeller(judge, host, Done.Mergeable(wanted?.Merges ?? []), options.MergeMethod, Diagnostics);
            Done = Done with { Requests = await teller.TellAsync(cancellation), IsUntold = teller.HasFailed };
        }
        catch (RemoteException error)
        {
            Diagnostics.Add(Messages.RequestsNotTold(error.Message));
            Done = Done with { IsUntold = true };
        }
    }

    private async Task ProposeAsync(
        PromotionSight sight,
        Wanted wanted,
        GitRepository git,
        GitHubAccess access,
        bool isDry,
        CancellationToken cancellation
    )
    {
        // Whoever lacks a token learns it before anything is rendered.
        if (!isDry)
            await access.HostAsync(wanted.Options, git, cancellation);
        using var commits = new CommitStore(git, progress.Tell);
        var validation = new ProposalValidation(git, Validation(sight), progress, TimeProvider.System);
        var builder = new ProposalBuilder(options.Root, git, commits, options.Offline, options.Trust, validation, progress, Diagnostics);
        var made = await builder.MakeAsync(sight.Fleet.Commit, wanted.Proposal, cancellation);
        Refused.UnionWith(builder.Refused.Select(edit => (edit.Environment, edit.App)));
        if (made is null)
            return;
        var publishing = wanted.Options with
        {
            Base = sight.Branch,
            Head = made.Commit,
            Made = made.Made,
            Wordings = new MadeWordings(sight, wanted).Of(made),
            PushRemote = await new GitRemote(git, options.PushRemote).PushedToAsync(cancellation),
        };
        await PublishAsync(publishing, git, access, commits, isDry, cancellation);
        if (!wanted.Closes.IsEmpty && !Diagnostics.HasErrors)
            await PublishAsync(Closing(publishing, wanted, sight), git, access, commits, isDry, cancellation);
    }

    private async Task PublishAsync(
        PublishOptions publishing,
        GitRepository git,
        GitHubAccess access,
        CommitStore commits,
        bool isDry,
        CancellationToken cancellation
    )
    {
        var run = new PublishRun(publishing, access, commits, progress);
        try
        {
            await run.RunAsync(git, isDry, cancellation);
        }
        finally
        {
            Done = Done.With(run.Plan, run.Outcomes);
            Diagnostics.AddAll(run.Diagnostics);
        }
    }

    // Of these waves nothing is wanted, so that publishing it takes away what is there.
    private PublishOptions Closing(PublishOptions publishing, Wanted wanted, PromotionSight sight) =>
        publishing with
        {
            Prefix = folders.Promotions,
            ScopeKind = ScopeKind.Wave,
            Only =
            [
                .. sight
                    .State.Waves.Select(wave => wave.Name)
                    .Where(wave => wanted.Closes.Any(change => change.Branch == $"{folders.Promotions}/wave/{wave}")),
            ],
            Head = sight.Fleet.Commit,
            Made = new MadeHead(sight.Fleet.Commit, []),
            Wordings = ImmutableDictionary<string, Wording>.Empty,
            WhyClosed = wanted.WhyClosed,
        };

    private ValidationOptions Validation(PromotionSight sight) =>
        new()
        {
            AsOf = DateOnly.FromDateTime(sight.Now.UtcDateTime),
            Offline = options.Offline,
            CopyOf = options.Root,
            HandEdits = HandEdits.Discard,
            SchemaHosts = SchemaHosts,
            Trust = options.Trust with { Repositories = [options.Root] },
        };

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
