using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Pipeline.Migrations;

/// <summary>
/// Refuses what would stop monitoring, or scrape twice: walks the sync waves of every unit that moves, before anything is written.
/// </summary>
public sealed class MigrationChecks(RenderPlan plan, MigrationSteps steps, BuildCache cache, DiagnosticBag diagnostics)
{
    /// <param name="usedKeys">Gets the key of each step that was judged, or known to be right.</param>
    public async Task RunAsync(
        IReadOnlyList<Unit> units,
        IReadOnlyList<OwnedFiles> recorded,
        HashSet<string> usedKeys,
        CancellationToken cancellation
    )
    {
        Order(plan, recorded, diagnostics);
        var keyed = MigrationSteps
            .Of(units)
            .Select(steps.Overlays)
            .Select(overlays => (Overlays: overlays, Key: steps.Key(overlays)))
            .ToList();
        usedKeys.UnionWith(keyed.Select(step => step.Key));
        var unknown = keyed.Where(step => cache.Get(step.Key) is null);
        var way = steps.Way;
        // Gathered apart: what one unit does wrong must not keep another from being judged.
        var all = new DiagnosticBag();
        await Parallel.ForEachAsync(
            unknown,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (known, cancel) =>
            {
                if (await steps.StepAsync(known.Overlays, cancel) is not { } step)
                    return;
                var findings = new DiagnosticBag();
                MigrationRules.Check(step, findings);
                all.AddAll(findings);
                // What there was to say must be said again.
                if (findings.Sorted().Count == 0)
                    cache.Put(known.Key, new BuildRecord(known.Key, way, []));
            }
        );
        diagnostics.AddAll(all);
    }

    /// <summary>MIG-005 over the whole fleet, and that each pin follows what is committed.</summary>
    private static void Order(RenderPlan plan, IReadOnlyList<OwnedFiles> recorded, DiagnosticBag diagnostics)
    {
        var committed = recorded.ToDictionary(record => record.Directory, record => PhaseWords.Read(record.Phase), StringComparer.Ordinal);
        foreach (var app in MigrationSteps.Of(plan.Units).GroupBy(unit => unit.App.Name, StringComparer.Ordinal))
        {
            var others = Others(app, committed).ToList();
            foreach (var (unit, now) in others.Where(other => Progress.IsStep(other.Now, other.Unit.Deployment.Progress.Phase)))
                diagnostics.Add(Messages.PhaseComesFromElsewhere(At(unit), unit.Name, now, unit.Deployment.Progress.Phase));
            IReadOnlyList<PhaseEntry> come = [.. others.Select(other => Entry(plan, other.Unit) with { Previous = other.Now })];
            PhaseOrder.Rules.Check(new FleetPhases(Entries(plan, app.Key), come), diagnostics);
        }
    }

    /// <summary>
    /// Units of which something else is committed than their pin says or comes from. Where nothing is committed yet, nothing runs: a new
    /// cluster may begin at the end.
    /// </summary>
    private static IEnumerable<(Unit Unit, Phase Now)> Others(IEnumerable<Unit> units, Dictionary<string, Phase> committed) =>
        units
            .Where(unit => committed.ContainsKey(unit.Directory))
            .Select(unit => (Unit: unit, Now: committed[unit.Directory]))
            .Where(other => other.Now != other.Unit.Deployment.Progress.Phase && other.Now != other.Unit.Deployment.Progress.Previous)
            .DistinctBy(other => other.Unit.Deployment.Name, StringComparer.Ordinal);

    /// <summary>Where each environment stands with one app: another app's move is another matter.</summary>
    public static IReadOnlyList<PhaseEntry> Entries(RenderPlan plan, string app) =>
        [
            .. MigrationSteps
                .Of(plan.Units)
                .Where(unit => unit.App.Name == app)
                .DistinctBy(unit => unit.Deployment.Name, StringComparer.Ordinal)
                .Select(unit => Entry(plan, unit)),
        ];

    private static PhaseEntry Entry(RenderPlan plan, Unit unit)
    {
        var (environment, progress) = (unit.Environment.Name, unit.Deployment.Progress);
        return new PhaseEntry(environment, Wave(plan, environment), progress.Phase, progress.Previous, At(unit));
    }

    private static Position At(Unit unit) => unit.Deployment.Progress.At ?? unit.Deployment.At;

    /// <summary>The environment's place in the order of waves; null where it is in none.</summary>
    public static int? Wave(RenderPlan plan, string environment)
    {
        var name = plan.Fleet.Environments.First(one => one.Name == environment).Settings.Wave?.Text;
        return plan
            .Fleet.Fleet.Settings.Waves.Select((wave, place) => (wave.Name, Place: (int?)place))
            .FirstOrDefault(wave => wave.Name == name)
            .Place;
    }
}
