using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline.Merges;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.State;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Load → Resolve → Plan → Render → Build → Own: from the descriptions to the files on disk. Nothing is written unless everything
/// succeeded.
/// </summary>
/// <param name="look">Shown what the clusters get, after a render without errors, while all that was made for it is there.</param>
public sealed class RenderPipeline(
    RenderOptions options,
    IProgress progress,
    TimeProvider clock,
    Func<IReadOnlyList<ContentsSource>, Task>? look = null
)
{
    // Enough to see what it is about; the whole difference is what `render` and `git diff` are for.
    private const int DifferenceLines = 12;

    private readonly DiagnosticBag diagnostics = new();
    private readonly GitRepository git = new(options.Root) { IsOffline = !options.MayFetch };

    public async Task<RenderReport> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await CommittedState.CheckAsync(options.Root, diagnostics, cancellation);
            if (diagnostics.HasErrors)
                return RenderReport.Failed(diagnostics);
            return options.Mode == RenderMode.Write ? await WriteAsync(cancellation) : await ReadAsync(cancellation);
        }
        catch (DiagnosedException error)
        {
            diagnostics.Add(error.Diagnostic);
            return RenderReport.Failed(diagnostics);
        }
    }

    /// <summary>What a render of the plan would write into a workspace that is there for it alone.</summary>
    public async Task<RenderPreview> PreviewAsync(Workspace workspace, RenderPlan plan, CancellationToken cancellation)
    {
        workspace.Stage.Open();
        try
        {
            var report = await RenderAsync(workspace, plan, workspace.Look(), journal: null, carried: null, cancellation);
            return report.HasErrors ? RenderPreview.Failed(report) : RenderPreview.Of(report);
        }
        catch (DiagnosedException error)
        {
            diagnostics.Add(error.Diagnostic);
            return RenderPreview.Failed(RenderReport.Failed(diagnostics));
        }
        finally
        {
            workspace.Stage.Close();
        }
    }

    private async Task<RenderReport> WriteAsync(CancellationToken cancellation)
    {
        using var state = StateFolder.Open(options.Root);
        using var taken = await RepositoryLock.TakeAsync(state, progress.Tell, cancellation);
        var workspace = new Workspace(options.Root, state, writes: true);
        var journal = new Journal(workspace.Index, state, workspace.Stage, JournalKind.Render);
        if (journal.Recover(diagnostics))
            progress.Tell("finished what an interrupted run had begun to write.");
        return await InAsync(workspace, journal, cancellation);
    }

    // Neither waits for others nor finishes their work: what is half written it refuses to judge, before or behind it.
    private async Task<RenderReport> ReadAsync(CancellationToken cancellation)
    {
        using var scratch = StateFolder.Temporary();
        var state = StateFolder.ToRead(options.Root);
        var report = UnfinishedWrite.Of(state, isJudged: true) is null
            ? await InAsync(
                Workspace.ToPreview(options.Root, scratch, StateFolder.ToRead(options.Caches ?? options.Root)),
                journal: null,
                cancellation
            )
            : null;
        if (UnfinishedWrite.Of(state, isJudged: true) is { } unfinished)
            diagnostics.Add(unfinished);
        return report is null || UnfinishedWrite.Of(state, isJudged: true) is not null ? RenderReport.Failed(diagnostics) : report;
    }

    private async Task<RenderReport> InAsync(Workspace workspace, Journal? journal, CancellationToken cancellation)
    {
        var before = workspace.Look();
        foreach (var path in before.Special)
            diagnostics.Add(Messages.NotRegular(Position.Start(path), path, EntryKind.Special.Words()));
        var carried = await CarriedFiles.OpenAsync(workspace, git, cancellation);
        if (carried?.LeftOut is { } leftOut)
            diagnostics.Add(leftOut);
        if (diagnostics.HasErrors)
            return RenderReport.Failed(diagnostics);
        var work = UnfinishedWork.Of(options.Root);
        if (
            options.TakesKnown
            && look is null
            && work is null
            && !options.Pull
            && options.Selection.IsAll
            && diagnostics.Count == 0
            && await LastRun.RecallAsync(workspace, before, cancellation) is { } same
            && (carried is null || await carried.IsFineAsync(before, same.Changes.Stray, cancellation))
        )
            return same;
        var unmerged = await new OwnConflicts(workspace, diagnostics).CheckAsync(before, work, cancellation);
        if (diagnostics.HasErrors)
            return RenderReport.Failed(diagnostics);
        workspace.Stage.Open();
        var plan = workspace.Plan(diagnostics, options.KubernetesVersion);
        if (!diagnostics.HasErrors)
            await CheckReachAsync(plan, cancellation);
        var report = diagnostics.HasErrors
            ? RenderReport.Failed(diagnostics)
            : await RenderAsync(workspace, plan, before, journal, carried, cancellation);
        workspace.Stage.Close();
        return options.Mode == RenderMode.Write && !report.HasErrors && unmerged.Count > 0 ? Unmerged(report, unmerged) : report;
    }

    private static RenderReport Unmerged(RenderReport report, IReadOnlyList<string> files)
    {
        var folders = files.Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return report with { Diagnostics = [.. report.Diagnostics, Messages.GeneratedUnmerged(files.Count, string.Join(' ', folders))] };
    }

    // What would reach a cluster from here, or would not: nothing to a comparison, which renders other states too.
    private Task CheckReachAsync(RenderPlan plan, CancellationToken cancellation)
    {
        new PlaceholderChecks(diagnostics).Check(plan.Units.Where(options.Selection.Contains));
        return RepositoryPlace.CheckAsync(options.Root, plan.Fleet.Fleet.Settings, diagnostics, cancellation);
    }

    private async Task<RenderReport> RenderAsync(
        Workspace workspace,
        RenderPlan plan,
        Snapshot before,
        Journal? journal,
        CarriedFiles? carried,
        CancellationToken cancellation
    )
    {
        new NameChecks(plan.Fleet.Fleet, diagnostics).Check(options.Selection);
        if (diagnostics.HasErrors)
            return RenderReport.Failed(diagnostics);
        var units = plan.Units.Where(options.Selection.Contains).ToList();
        var build = new BuildStep(workspace, plan, units, options, progress, diagnostics, cancellation);
        build.Write();
        var documents = new PhaseDocuments(plan.Fleet.Fleet, diagnostics, cancellation).Of(units);
        var outputs = new OutputDocuments(diagnostics, cancellation).Of(
            plan.Fleet.Deployments.Where(deployment => options.Selection.Reaches(deployment.Environment))
        );
        if (diagnostics.HasErrors)
            return RenderReport.Failed(diagnostics);
        await build.InflateAsync();
        var asRecorded = OwnershipRecords.Read(workspace, before, options.Selection, plan);
        var recorded = await new MergedRecords(workspace, before, diagnostics).MendAsync(
            asRecorded,
            UnfinishedWork.Of(options.Root),
            cancellation
        );
        await build.BuildAsync(asRecorded.All, recorded.All);
        if (diagnostics.HasErrors)
            return RenderReport.Failed(diagnostics);
        var point = await BranchPoint.ReadAsync(git, plan.Fleet.Fleet.Settings.Branch, cancellation);
        var (desired, footprints) = await DesiredAsync(workspace, plan, build, units, documents, outputs, point, cancellation);
        foreach (var uncarried in carried is null ? [] : await carried.CheckAsync(before, plan.Fleet.Fleet, desired, cancellation))
            diagnostics.Add(uncarried);
        if (diagnostics.HasErrors)
            return RenderReport.Failed(diagnostics);
        var changes = Changes(workspace, plan, before, recorded, desired);
        var report = Report(units, changes, recorded.InScope, desired) with
        {
            Engines = [.. build.Engines.Select(engine => engine.Identity)],
        };
        if (look is not null && !report.HasErrors)
            await look([.. new FleetContents(plan, footprints, desired, build.Charts).Of(units)]);
        if (options.Mode == RenderMode.Check)
            return report with { Differences = Differences(changes) };
        if (options.Mode != RenderMode.Write || report.HasErrors)
            return report;
        Write(workspace, plan, build, journal!, before, point, report, cancellation);
        carried?.Remember();
        return report;
    }

    // What every owner should hold, held against how Argo CD would sync it.
    private async Task<(IReadOnlyList<Desired> Desired, UnitFootprints Footprints)> DesiredAsync(
        Workspace workspace,
        RenderPlan plan,
        BuildStep build,
        IReadOnlyList<Unit> units,
        IReadOnlyDictionary<string, ImmutableSortedDictionary<string, string>> documents,
        IReadOnlyDictionary<string, ImmutableSortedDictionary<string, string>> outputs,
        BranchPoint point,
        CancellationToken cancellation
    )
    {
        using var synced = await SyncedState.OfAsync(workspace.Index, git, point, options.Mode == RenderMode.Preview, cancellation);
        // The copy of a commit has what was kept when it was made.
        var isAsRecorded = options.Mode == RenderMode.Check || (options.Mode == RenderMode.Preview && point.Head is null);
        var kept = new KeptPermissions(synced.Files, workspace.Files, isAsRecorded, diagnostics);
        var footprints = new FootprintStep(workspace, plan, diagnostics).Run(build.Built, build.Known);
        var desired = new DesiredFiles(workspace, plan, footprints, kept).Of(
            build.Overlays,
            build.Built,
            build.Charts,
            documents,
            outputs,
            build.Known
        );
        SetSizes.Check(plan, desired, diagnostics);
        if (options.Mode != RenderMode.Preview)
            new SyncJudgements(plan, synced, footprints, desired, build.Cache, diagnostics).Judge(units, build.UsedKeys, cancellation);
        return (desired, footprints);
    }

    private ChangeSet Changes(
        Workspace workspace,
        RenderPlan plan,
        Snapshot before,
        OwnershipRecords recorded,
        IReadOnlyList<Desired> desired
    )
    {
        var planner = new ChangePlanner(workspace.Index, before, options.HandEdits, diagnostics)
        {
            // A preview discards for its own sake: what lies in the repository stays what it is.
            TakesBackAdopted = options is { HandEdits: HandEdits.Discard, Mode: RenderMode.Write or RenderMode.DryRun },
        };
        var changes = planner.Plan(desired, recorded.InScope, recorded.Others);
        WarnOfLeaving(plan, recorded.InScope);
        var settings = plan.Fleet.Fleet.Settings;
        if (options.Mode is RenderMode.Write or RenderMode.DryRun)
            ChangePlanner.CheckBudget(changes, recorded.All, settings.DeletionLimit, options.AllowDeletions, settings.At, diagnostics);
        return changes;
    }

    private Dictionary<string, IReadOnlyList<string>> Differences(ChangeSet changes) =>
        changes.Changes.ToDictionary(
            change => change.Path,
            change => TextDifference.Of(change, options.Root, DifferenceLines),
            StringComparer.Ordinal
        );

    private void Write(
        Workspace workspace,
        RenderPlan plan,
        BuildStep build,
        Journal journal,
        Snapshot before,
        BranchPoint point,
        RenderReport report,
        CancellationToken cancellation
    )
    {
        journal.Write(report.Changes, cancellation);
        build.Prune();
        var after = workspace.Look();
        var touched = TouchedMeanwhile(workspace, before, after, report.Changes);
        // What was built while its input changed may be of neither state, so it is not kept under either's key.
        if (touched is null)
            build.Remember();
        else
            progress.Tell($"{touched} was changed by somebody else during this run; render again.");
        LastRun.Remember(
            workspace,
            report,
            build.NamedEngines,
            plan.Fleet.Fleet.Settings.Branch,
            point,
            after,
            options.Selection.IsAll && touched is null && !options.Trust.AllowsRepository,
            clock
        );
    }

    /// <summary>A file that is neither as it was when the run began nor as the run left it.</summary>
    private static string? TouchedMeanwhile(Workspace workspace, Snapshot before, Snapshot after, ChangeSet changes)
    {
        var deleted = changes.Deleted.ToHashSet(StringComparer.Ordinal);
        var written = changes.Written.ToHashSet(StringComparer.Ordinal);
        return before
            .Differences(after)
            .FirstOrDefault(path =>
                after.Files.TryGetValue(path, out var stamp)
                    ? !written.Contains(path) || !workspace.Index.IsKnown(path, stamp)
                    : !deleted.Contains(path)
            );
    }

    private void WarnOfLeaving(RenderPlan plan, IReadOnlyList<OwnedFiles> recorded)
    {
        var stays = plan.Units.Select(unit => (unit.Environment.Name, unit.App.Name)).ToHashSet();
        foreach (
            var (environment, app) in recorded
                .Where(record => record.Leaving is null)
                .Select(record => FleetLayout.Read(record.Path))
                .OfType<OwnedRecord>()
                .Select(record => (record.Environment, record.App))
                .Distinct()
        )
            if (!stays.Contains((environment, app)))
                diagnostics.Add(Messages.AppLeaves(Position.Start(FleetLayout.Environment(environment).Description), app, environment));
    }

    private RenderReport Report(
        IReadOnlyList<Unit> units,
        ChangeSet changes,
        IReadOnlyList<OwnedFiles> recorded,
        IReadOnlyList<Desired> desired
    )
    {
        var directories = units.Select(unit => unit.Directory).ToHashSet(StringComparer.Ordinal);
        var touched = changes.Changes.Select(change => change.Owner).Where(directories.Contains).Distinct(StringComparer.Ordinal).Count();
        var kept = desired.Select(owner => owner.Directory).ToHashSet(StringComparer.Ordinal);
        var removed = recorded.Count(record =>
            FleetLayout.Read(record.Path) is not (SharedRecord or OutputRecord) && !kept.Contains(record.Directory)
        );
        return new RenderReport(units.Count, touched, removed, changes, diagnostics.Sorted());
    }
}
