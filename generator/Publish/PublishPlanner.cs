using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Publish;

/// <summary>Makes the plan: reads the checkout and the remote, builds trees and commits as objects, and changes neither.</summary>
/// <param name="commits">Makes them where <paramref name="git"/> finds them.</param>
public sealed class PublishPlanner(
    PublishOptions options,
    GitRepository git,
    ICommitStore commits,
    IProgress progress,
    DiagnosticBag diagnostics
)
{
    private readonly GitRemote remote = new(git, options.Remote);
    private readonly GitRemote fork = new(git, options.PushRemote);
    private readonly ShallowHistory history = new(git, new GitRemote(git, options.Remote), new GitRemote(git, options.PushRemote));

    /// <returns>Null after errors; the bag has them.</returns>
    public async Task<PublishPlan?> PlanAsync(CancellationToken cancellation)
    {
        if (await git.FormatAsync(cancellation) is not "sha1" and var format)
        {
            diagnostics.Add(Messages.ObjectFormat(format));
            return null;
        }

        if (options.Head is null && UnfinishedWork.Of(options.Root) is { Heads: not [] } work)
        {
            diagnostics.Add(Messages.UnfinishedWork(work.Name));
            return null;
        }

        using var checkout = await Checkout.OpenAsync(git, options.Head, options.Made?.Source, cancellation);
        if (checkout is null)
        {
            diagnostics.Add(await NothingThereAsync(cancellation));
            return null;
        }

        if ((options.Made?.Engines ?? await CheckedAsync(checkout, cancellation)) is not { } engines)
            return null;
        // What was checked must be what is committed, also where somebody renders or edits at the same time.
        if (!await checkout.IsStillAsync(git, cancellation))
        {
            diagnostics.Add(Messages.ChangedMeanwhile());
            return null;
        }

        var fleet = new Workspace(checkout.Folder).Plan(new DiagnosticBag());
        var branch = options.Base ?? fleet.Fleet.Fleet.Settings.Branch;
        if (await BaseAsync(checkout, branch, cancellation) is not { } found)
            return null;
        var (start, fleetBase) = found;

        var sides = DivergedChanges.Of(
            BranchStates.Relative(await git.ChangesAsync(start, checkout.Tree, cancellation), checkout.Prefix),
            BranchStates.Relative(await git.ChangesAsync(start, fleetBase, cancellation), checkout.Prefix)
        );
        var owners = new PathOwners(fleet, sides.Wanted.Select(change => change.Path));
        var scopes = new ScopePlanner(owners, options.ScopeKind, options.Prefix, all => Scope.Order(all, fleet.Fleet.Fleet.Settings)).Plan(
            sides
        );
        foreach (var name in options.Only.Where(name => scopes.All(change => change.Scope.Name != name)))
            diagnostics.Add(Messages.NothingOfThatName(name, scopes.Select(change => change.Scope.Name)));
        var branches = await fork.BranchesAsync([.. Above(options.Prefix), options.Prefix, $"{options.Prefix}/*"], cancellation);
        var moves = await MigrationOrder.ReadAsync(fleet, git, checkout.Prefix, fleetBase, branch, cancellation);
        foreach (var change in scopes.Where(change => options.Wants(change.Scope)))
        {
            await CheckAsync(change, branch, branches.Keys, cancellation);
            foreach (var refused in moves.Check(change))
                diagnostics.Add(refused);
        }

        if (diagnostics.HasErrors)
            return null;

        var named = scopes.Select(change => change.Scope.Branch).ToHashSet(StringComparer.Ordinal);
        var standings = new Dictionary<string, BranchState>(StringComparer.Ordinal);
        var looked = branches.Where(pair => pair.Key != branch && Scope.IsBranch(pair.Key, options.Prefix)).ToList();
        await fork.FetchAsync([.. looked.Select(pair => pair.Key)], cancellation);
        foreach (var (name, commit) in looked)
            standings[name] = await BranchStateAsync(
                new BranchStates(git, new PublishPlace(branch, fleetBase, checkout.Source, checkout.Prefix)),
                branch,
                (name, commit),
                named.Contains(name),
                cancellation
            );

        var builder = new CommitBuilder(
            options,
            git,
            commits,
            checkout,
            branch,
            fleetBase,
            engines,
            owners,
            new Texts(new FileTree(checkout.Folder), diagnostics, cancellation),
            progress
        );
        var publications = ImmutableArray.CreateBuilder<Publication>();
        foreach (var change in scopes.Where(change => options.Wants(change.Scope)))
        {
            var standing = standings.GetValueOrDefault(change.Scope.Branch);
            var stale = standing?.WhyStale(branch, options.KeepsUpToDate);
            var publication = new Publication(change.Scope, Decisions.Of(change, standing, stale, options.TakesOver), standing)
            {
                Changes = change.Changes,
                Parent = fleetBase,
                WhyRebuilt = standing is { IsRewritten: true } || standing?.Digest == change.Digest ? stale : null,
            };
            publications.Add(
                change.Changes.IsEmpty
                    ? publication
                    : await AsMergedAsync(await builder.BuildAsync(change, publication, cancellation), cancellation)
            );
        }

        if (options.ChecksTrees)
            await CheckTreesAsync(scopes, publications, checkout.Prefix, cancellation);
        // Only a run that looks at everything knows what is superfluous.
        if (options.Only.IsEmpty)
            publications.AddRange(
                standings
                    .Where(pair => !named.Contains(pair.Key))
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .SelectMany(pair => Stray(pair.Key, pair.Value))
            );
        return diagnostics.HasErrors
            ? null
            : new PublishPlan(
                branch,
                fleetBase,
                checkout.Source,
                publications.ToImmutable(),
                await ExcludedAsync(checkout, scopes, sides, cancellation)
            );
    }

    private async Task CheckTreesAsync(
        IEnumerable<ScopeChange> scopes,
        IEnumerable<Publication> publications,
        string prefix,
        CancellationToken cancellation
    )
    {
        var changes = scopes.ToDictionary(change => change.Scope);
        var check = new TreeCheck(options, git, prefix, progress, diagnostics);
        foreach (var publication in publications.Where(item => item.PublishAction is PublishAction.Create or PublishAction.Update))
            await check.CheckAsync(changes[publication.Scope], publication.Tree, cancellation);
    }

    // What a branch that stands on an older base would become by its merge must be what is published, whatever git makes of it.
    private async Task<Publication> AsMergedAsync(Publication publication, CancellationToken cancellation)
    {
        if (publication is not { PublishAction: PublishAction.Nothing, BranchState: { IsOnBase: false } there })
            return publication;
        var merge = new GitCall("merge-tree", "--write-tree", publication.Parent, there.Commit) { Need = GitAccess.Remote };
        var merged = await git.TryAsync(merge, cancellation);
        // A git that has no such command tells nothing; 1 is a conflict.
        return merged.ExitCode > 1 || merged.Text.Split('\n')[0] == publication.Tree
            ? publication
            : publication with
            {
                PublishAction = there.Person is null ? PublishAction.Update : PublishAction.LeaveToPerson,
                WhyRebuilt = "a merge of it would not be what is published",
            };
    }

    // Where a clone is cut off, the base's own commits look like somebody's; and nothing is deleted on half the history.
    private async Task<BranchState> BranchStateAsync(
        BranchStates standings,
        string baseBranch,
        (string Name, string Commit) branch,
        bool isScope,
        CancellationToken cancellation
    )
    {
        var standing = await standings.OfAsync(branch.Commit, cancellation);
        var isDoubtful = standing.Person is not null || standing.ForeignSource is not null || standing.IsRewritten;
        return (isDoubtful || !isScope) && await history.CompleteAsync(baseBranch, branch.Name, cancellation)
            ? await standings.OfAsync(branch.Commit, cancellation)
            : standing;
    }

    private IEnumerable<Publication> Stray(string branch, BranchState standing) =>
        Decisions.OfStray(standing, options.TakesOver) is { } doing
            ? [new Publication(new Scope("former", branch[(options.Prefix.Length + 1)..], branch), doing, standing)]
            : [];

    private async Task<Diagnostic> NothingThereAsync(CancellationToken cancellation)
    {
        if (await git.AskAsync(cancellation, "rev-parse", "--git-dir") is null)
            return Messages.NoRepository(options.Root, "publish");
        var isEmpty = await git.CommitOfAsync("HEAD", cancellation) is null;
        return Messages.NoCommit(options.Head ?? "HEAD", isEmpty, await git.IsShallowAsync(cancellation));
    }

    /// <returns>The engines; null when what is generated is not what the inputs say.</returns>
    private async Task<ImmutableArray<string>?> CheckedAsync(Checkout checkout, CancellationToken cancellation)
    {
        if (checkout.IsCopy && CommittedState.IsThere(checkout.Folder))
            diagnostics.Add(Messages.StateCommitted(CommittedState.Folder));
        var report = await new RenderPipeline(
            new RenderOptions(checkout.Folder)
            {
                Mode = RenderMode.Check,
                Offline = options.Offline,
                MayFetch = !options.Offline,
                Trust = options.Trust,
            },
            progress,
            TimeProvider.System
        ).RunAsync(cancellation);
        foreach (var error in report.Diagnostics.Where(item => item.Severity == Severity.Error))
            diagnostics.Add(error);
        if (!diagnostics.HasErrors && report.Changes.Changes is [var first, ..])
            diagnostics.Add(Messages.RenderIsStale(Position.Start(first.Path), report.Changes.Changes.Length));
        return diagnostics.HasErrors ? null : [.. report.Engines];
    }

    /// <returns>The commit that checkout and base have in common, and the base's own.</returns>
    private async Task<(string Start, string Base)?> BaseAsync(Checkout checkout, string branch, CancellationToken cancellation)
    {
        if (!(await remote.BranchesAsync([branch], cancellation)).TryGetValue(branch, out var commit))
        {
            diagnostics.Add(Messages.NoBaseBranch(branch, Secrets.Drop(options.Remote)));
            return null;
        }

        await remote.FetchAsync([branch], cancellation);
        var call = new GitCall("merge-base", checkout.Commit, commit);
        var start = await git.AnswerAsync(call, cancellation);
        if (start is null && await history.CompleteAsync(branch, branch: null, cancellation))
            start = await git.AnswerAsync(call, cancellation);
        if (start is null)
            diagnostics.Add(Messages.UnrelatedHistories(branch, await git.IsShallowAsync(cancellation)));
        return start is null ? null : (start, commit);
    }

    private async Task CheckAsync(ScopeChange change, string branch, IEnumerable<string> branches, CancellationToken cancellation)
    {
        var name = change.Scope.Branch;
        if (change.Changes.IsEmpty)
            return;
        if (change.MovedUnder is { } moved)
            diagnostics.Add(Messages.BaseMoved(Position.Start(moved), change.Scope.ToString(), branch));
        if (name == branch || name.Length > 250 || await git.AskAsync(cancellation, "check-ref-format", "--branch", name) is null)
            diagnostics.Add(Messages.BadBranchName(name));
        if (Decisions.InTheWay(name, branches) is { } other)
            diagnostics.Add(Messages.BranchInTheWay(name, other));
        foreach (var refused in Refusals.OfFiles(change.Changes))
            diagnostics.Add(refused);
        if (options.AllowSecrets)
            return;
        var texts = await git.TextsAsync(
            change.Changes.Select(file => file.New).OfType<TreeFile>().Where(file => file.IsRegular).Select(file => file.Blob),
            cancellation
        );
        foreach (var file in change.Changes.Where(file => file.New is not null))
            if (texts.TryGetValue(file.New!.Blob, out var text) && Refusals.OfText(file.Path, text) is { } refused)
                diagnostics.Add(refused);
    }

    private async Task<ImmutableArray<string>> ExcludedAsync(
        Checkout checkout,
        ImmutableArray<ScopeChange> scopes,
        DivergedChanges sides,
        CancellationToken cancellation
    )
    {
        var goes = scopes
            .Where(change => options.Wants(change.Scope))
            .SelectMany(change => change.Changes)
            .Select(change => change.Path)
            .ToHashSet(StringComparer.Ordinal);
        var wanted = sides.Wanted.Select(change => change.Path).Where(PathOwners.IsInside);
        var dirty = options.Head is not null ? [] : await DirtyAsync(checkout, cancellation);
        return
        [
            .. wanted
                .Concat(dirty.Where(path => !PathOwners.IsInside(path)))
                .Where(path => !goes.Contains(path))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<IEnumerable<string>> DirtyAsync(Checkout checkout, CancellationToken cancellation)
    {
        var status = await git.RunAsync(cancellation, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames");
        return status
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry[3..])
            .Select(path => path.StartsWith(checkout.Prefix, StringComparison.Ordinal) ? path[checkout.Prefix.Length..] : $"/{path}");
    }

    // bots/fleet cannot be a folder of branches while there is a branch bots.
    private static IEnumerable<string> Above(string prefix)
    {
        while ((prefix = RepositoryPath.Parent(prefix)).Length > 0)
            yield return prefix;
    }
}
