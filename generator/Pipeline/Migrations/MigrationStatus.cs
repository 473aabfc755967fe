using System.Collections.Concurrent;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Resolve;
using GitOpsGen.State;

namespace GitOpsGen.Pipeline.Migrations;

/// <summary>Where one cluster stands in a move.</summary>
/// <param name="Next">Null at the end.</param>
/// <param name="Blocking">Why the next step would be refused, one reason each.</param>
/// <param name="Gap">Estimated time without scraping in the next step; null where there is none.</param>
/// <param name="Rollback">Estimated time until the phase is taken back; null where there is nothing to take back.</param>
public sealed record ClusterMigration(
    string Environment,
    string App,
    string Cluster,
    Phase Phase,
    Phase? Next,
    IReadOnlyList<Blocker> Blocking,
    TimeSpan? Gap,
    TimeSpan? Rollback
);

/// <summary>Why a step would be refused. <paramref name="Rule"/>: its id, or a word where no rule has it.</summary>
public sealed record Blocker(string Rule, string Message);

/// <summary>Tells how far every cluster's agent has moved, and tries the next step of each without writing anything.</summary>
public sealed class MigrationStatus(string root, bool offline, ToolTrust trust, IProgress progress)
{
    /// <returns>Null when the fleet could not be read or built, which the bag tells.</returns>
    public async Task<IReadOnlyList<ClusterMigration>?> RunAsync(DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        await CommittedState.CheckAsync(root, diagnostics, cancellation);
        if (diagnostics.HasErrors)
            return null;
        using var scratch = StateFolder.Temporary();
        if (UnfinishedWrite.Of(StateFolder.ToRead(root), isJudged: true) is { } unfinished)
        {
            diagnostics.Add(unfinished);
            return null;
        }

        var workspace = Workspace.ToRead(root, scratch);
        workspace.Stage.Open();
        try
        {
            return await ClustersAsync(workspace, diagnostics, cancellation);
        }
        finally
        {
            workspace.Stage.Close();
        }
    }

    private async Task<IReadOnlyList<ClusterMigration>?> ClustersAsync(
        Workspace workspace,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        var plan = workspace.Plan(diagnostics);
        var settings = plan.Fleet.Fleet.Settings;
        if (
            diagnostics.HasErrors
            || await workspace.Engines(offline, trust, progress.Tell).KustomizeAsync(settings.Kustomize, diagnostics, cancellation)
                is not { } kustomize
        )
            return null;
        var recorded = OwnershipRecords.Read(workspace, workspace.Look(), Selection.All, plan);
        foreach (var (_, why) in recorded.Unreadable)
            diagnostics.Add(why);
        var records = recorded.All.ToDictionary(record => record.Directory, StringComparer.Ordinal);
        var runs = workspace.Kustomize(kustomize, settings.Kustomize.IsPlain ? FastBuilds.None : FastBuilds.Made, diagnostics);
        var cache = new BuildCache(Path.Join(workspace.Cache, "builds"), runs);
        var builder = new UnitBuilder(workspace.Index, workspace.Stage, cache, kustomize, runs, diagnostics);
        var steps = new MigrationSteps(
            workspace,
            plan,
            new OverlayRenderer(plan.Fleet.Fleet.EnvironmentTexts, diagnostics, cancellation),
            builder,
            diagnostics
        );
        var judgements = new StepJudgements(StepJudgements.PlaceOf(root));
        var clusters = new ConcurrentBag<ClusterMigration>();
        List<Unit> units = [.. MigrationSteps.Of(plan.Units)];
        progress.Begin("looking at", units.Count);
        await Parallel.ForEachAsync(
            units,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (unit, cancel) =>
            {
                var judgement = await JudgeAsync(unit, steps, judgements, cancel);
                foreach (var cluster in Clusters(unit, plan, judgement, records.GetValueOrDefault(unit.Directory)))
                    clusters.Add(cluster);
                progress.Step(unit.Name);
            }
        );
        if (diagnostics.HasErrors)
            return null;
        judgements.Save();
        return
        [
            .. clusters
                .OrderBy(one => MigrationChecks.Wave(plan, one.Environment) ?? int.MaxValue)
                .ThenBy(one => one.Environment, StringComparer.Ordinal)
                .ThenBy(one => one.Cluster, StringComparer.Ordinal)
                .ThenBy(one => one.App, StringComparer.Ordinal),
        ];
    }

    // What cannot be built is reported, and then nothing of it is remembered.
    private static async Task<StepJudgement> JudgeAsync(
        Unit unit,
        MigrationSteps steps,
        StepJudgements judgements,
        CancellationToken cancellation
    )
    {
        var progress = unit.Deployment.Progress;
        var here = steps.Overlays(unit);
        var there =
            progress.Phase == Phase.Done
                ? null
                : steps.Overlays(MigrationSteps.At(unit, new Progress(progress.Phase + 1, progress.Phase, progress.At)));
        var key = StepJudgements.Key(steps.Way, steps.Key(here), there is null ? "" : steps.Key(there), unit.Name, $"{progress.At}");
        if (judgements.Find(key) is { } known)
            return known;
        var current = await steps.StepAsync(here, cancellation);
        var next = there is null ? null : await steps.StepAsync(there, cancellation);
        var judgement = new StepJudgement(
            next is null ? [] : Blocking(next),
            next?.To == Phase.Cutover ? Estimate.Of(next).Gap : null,
            current is null ? null : Estimate.Of(current).Rollback
        );
        if (current is not null && (there is null) == (next is null))
            judgements.Put(key, judgement);
        return judgement;
    }

    private static List<Blocker> Blocking(MigrationStep step)
    {
        var findings = new DiagnosticBag();
        MigrationRules.Check(step, findings);
        return
        [
            .. findings
                .Sorted()
                .Where(finding => finding.Severity == Severity.Error)
                .Select(finding => new Blocker(finding.Code, finding.Message)),
        ];
    }

    private static IEnumerable<ClusterMigration> Clusters(Unit unit, RenderPlan plan, StepJudgement judgement, OwnedFiles? record)
    {
        var phase = unit.Deployment.Progress.Phase;
        Phase? next = phase == Phase.Done ? null : phase + 1;
        List<Blocker> blocking = [.. Unrendered(phase, record), .. Early(unit, plan, next), .. judgement.Blocking];
        return unit.Clusters.Select(cluster => new ClusterMigration(
            unit.Environment.Name,
            unit.App.Name,
            cluster.Name,
            phase,
            next,
            blocking,
            judgement.Gap,
            judgement.Rollback
        ));
    }

    private static IEnumerable<Blocker> Unrendered(Phase phase, OwnedFiles? record) =>
        record is not null && PhaseWords.Read(record.Phase) is var committed && committed != phase
            ? [new Blocker("render", $"The pin says {phase.Word()}, but {committed.Word()} is rendered: run `gitopsgen render`.")]
            : [];

    private static IEnumerable<Blocker> Early(Unit unit, RenderPlan plan, Phase? next)
    {
        if (next != Phase.Cutover)
            return [];
        var entries = MigrationChecks.Entries(plan, unit.App.Name);
        return PhaseOrder
            .Before(entries.First(entry => entry.Environment == unit.Environment.Name), entries)
            .Select(other => new Blocker(
                "MIG-005",
                $"{other.Environment} of the wave before is in {other.Phase.Word()}, not yet in soak."
            ));
    }
}
