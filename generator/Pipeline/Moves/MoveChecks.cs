using GitOpsGen.Check.Moves;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Load;
using GitOpsGen.Own;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Pipeline.Moves;

/// <summary>
/// Refuses what would stop monitoring, or scrape twice: walks the sync waves of every unit that moves, before anything is written.
/// </summary>
public sealed class MoveChecks(RenderPlan plan, MoveSteps steps, BuildCache cache, DiagnosticBag diagnostics)
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
        var keyed = MoveSteps.Of(units).Select(steps.Overlays).Select(overlays => (Overlays: overlays, Key: steps.Key(overlays))).ToList();
        usedKeys.UnionWith(keyed.Select(step => step.Key));
        var unknown = keyed.Where(step => cache.Get(step.Key) is null);
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
                MoveRules.Check(step, findings);
                all.AddAll(findings);
                // What there was to say must be said again.
                if (findings.Sorted().Count == 0)
                    cache.Put(known.Key, new BuildRecord(known.Key, []));
            }
        );
        diagnostics.AddAll(all);
    }

    /// <summary>MIG-005 over the whole fleet, and that each pin follows what is committed.</summary>
    private static void Order(RenderPlan plan, IReadOnlyList<OwnedFiles> recorded, DiagnosticBag diagnostics)
    {
        var committed = recorded.ToDictionary(record => record.Directory, record => PhaseWords.Read(record.Phase), StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in MoveSteps.Of(plan.Units))
        {
            var progress = unit.Deployment.Progress;
            // Where nothing is committed yet, nothing runs: a new cluster may begin at the end.
            if (
                !committed.TryGetValue(unit.Directory, out var now)
                || now == progress.Phase
                || now == progress.Previous
                || !told.Add(unit.Deployment.Name)
            )
                continue;
            var at = progress.At ?? unit.Deployment.At;
            diagnostics.Add(
                Progress.IsStep(now, progress.Phase)
                    ? Messages.PhaseComesFromElsewhere(at, unit.Name, now, progress.Phase)
                    : Messages.PhaseSkipped(
                        at,
                        unit.Environment.Name,
                        now.Word(),
                        progress.Phase.Word(),
                        Progress.Following(now).Select(PhaseWords.Word)
                    )
            );
        }

        foreach (var app in MoveSteps.Of(plan.Units).Select(unit => unit.App.Name).Distinct(StringComparer.Ordinal))
            PhaseOrder.Check(Entries(plan, app), diagnostics);
    }

    /// <summary>Where each environment stands with one app: another app's move is another matter.</summary>
    public static IReadOnlyList<PhaseEntry> Entries(RenderPlan plan, string app) =>
        [
            .. MoveSteps
                .Of(plan.Units)
                .Select(unit => unit.Deployment)
                .Where(deployment => deployment.App.Name == app)
                .DistinctBy(deployment => deployment.Name, StringComparer.Ordinal)
                .Select(deployment => new PhaseEntry(
                    deployment.Environment.Name,
                    Wave(plan, deployment.Environment.Name),
                    deployment.Progress.Phase,
                    deployment.Progress.Previous,
                    deployment.Progress.At ?? deployment.At
                )),
        ];

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
