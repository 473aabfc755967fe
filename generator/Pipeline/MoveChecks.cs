using GitOpsGen.Build;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Own;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Resolve;
using GitOpsGen.Verify;

namespace GitOpsGen.Pipeline;

/// <summary>Refuses what would stop monitoring, or scrape twice: walks the sync waves of every unit that moves, before anything is written.</summary>
public sealed class MoveChecks(RenderPlan plan, MoveSteps steps, BuildCache cache, DiagnosticBag diagnostics)
{
    /// <param name="usedKeys">Gets the key of each step that was judged, or known to be right.</param>
    public async Task RunAsync(IReadOnlyList<Unit> units, IReadOnlyList<OwnedFiles> recorded, HashSet<string> usedKeys, CancellationToken cancellation)
    {
        Order(plan, recorded, diagnostics);
        var keyed = MoveSteps.Of(units).Select(steps.Overlays).Select(overlays => (Overlays: overlays, Key: steps.Key(overlays))).ToList();
        usedKeys.UnionWith(keyed.Select(step => step.Key));
        var unknown = keyed.Where(step => cache.Get(step.Key) is null);
        // Gathered apart: what one unit does wrong must not keep another from being judged.
        var all = new DiagnosticBag();
        await Parallel.ForEachAsync(unknown, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (known, cancel) =>
        {
            if (await steps.StepAsync(known.Overlays, cancel) is not { } step) return;
            var findings = new DiagnosticBag();
            MoveRules.Check(step, findings);
            all.AddAll(findings);
            // What there was to say must be said again.
            if (findings.Sorted().Count == 0) cache.Put(known.Key, new BuildRecord(known.Key, []));
        });
        diagnostics.AddAll(all);
    }

    /// <summary>MIG-005 over the whole fleet, and that each pin follows what is committed.</summary>
    private static void Order(RenderPlan plan, IReadOnlyList<OwnedFiles> recorded, DiagnosticBag diagnostics)
    {
        var committed = recorded.ToDictionary(record => record.Directory, record => Read(record.Phase), StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in MoveSteps.Of(plan.Units))
        {
            var progress = unit.Deployment.Progress;
            // Where nothing is committed yet, nothing runs: a new cluster may begin at the end.
            if (!committed.TryGetValue(unit.Directory, out var now) || now == progress.Phase || now == progress.Previous || !told.Add(unit.Deployment.Name)) continue;
            var at = progress.At ?? unit.Deployment.At;
            diagnostics.Add(Progress.IsStep(now, progress.Phase)
                ? Messages.PhaseComesFromElsewhere(at, unit.Name, now, progress.Phase)
                : Messages.PhaseSkipped(at, unit.Environment.Name, Word(now), Word(progress.Phase), Progress.Following(now).Select(Word)));
        }

        PhaseOrder.Check([.. Entries(plan)], diagnostics);
    }

    /// <summary>Where each environment stands, with its place in the order of waves.</summary>
    public static IEnumerable<PhaseEntry> Entries(RenderPlan plan)
    {
        var waves = plan.Fleet.Fleet.Settings.Waves.Select((wave, place) => (wave.Name, place)).ToDictionary(StringComparer.Ordinal);
        return MoveSteps.Of(plan.Units).Select(unit => unit.Deployment).DistinctBy(deployment => deployment.Name, StringComparer.Ordinal).Select(deployment => new PhaseEntry(
            deployment.Environment.Name,
            waves.TryGetValue(deployment.Environment.Settings.Wave?.Text ?? "", out var place) ? place : null,
            deployment.Progress.Phase,
            deployment.Progress.Previous,
            deployment.Progress.At ?? deployment.At));
    }

    private static string Word(Phase phase) => phase.ToString().ToLowerInvariant();

    public static Phase Read(string? phase) => Enum.TryParse<Phase>(phase, ignoreCase: true, out var known) ? known : Phase.Adopted;
}
