using System.Collections.Concurrent;
using GitOpsGen.Check;
using GitOpsGen.Check.Values;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Inflates the charts of the units: those that go into an overlay must be had; those that Argo CD inflates are looked at only when
/// they are at hand, to check what was declared of them.
/// </summary>
public sealed class ChartStep(
    Workspace workspace,
    RenderOptions options,
    FleetSettings settings,
    EngineFinder engines,
    IProgress progress,
    DiagnosticBag diagnostics
)
{
    private readonly InflationCache cache = workspace.Inflated;

    /// <returns>By the unit's directory.</returns>
    public async Task<IReadOnlyDictionary<string, InflatedChart>> RunAsync(IReadOnlyList<Unit> units, CancellationToken cancellation)
    {
        var withChart = units.Where(unit => unit.App.Chart is not null).ToList();
        if (withChart.Count == 0)
            return new Dictionary<string, InflatedChart>(StringComparer.Ordinal);
        var looks = new ChartStore(workspace.Index, null, offline: true, progress.Tell, diagnostics);
        var needed = withChart
            .Where(unit => unit.InflatesChart || options.Pull || (IsChecked && looks.AtHand(unit.Source) is not null))
            .ToList();
        var helm = needed.Count > 0 ? await HelmAsync(needed, cancellation) : null;
        var inflated = helm is null ? new(StringComparer.Ordinal) : await InflateAsync(needed, helm, cancellation);
        new ChartChecks(settings, options.Selection, diagnostics).Check(
            withChart,
            inflated,
            unit => helm is null && needed.Contains(unit) ? "helm" : "chart"
        );
        return inflated;
    }

    // Who only wants to know what is written needs no chart that Argo CD inflates.
    private bool IsChecked => options.Mode != RenderMode.Preview;

    /// <summary>Forgets the templated charts that a complete run had no use for.</summary>
    public void Prune() => cache.Prune();

    // A check that nobody asked for downloads no Helm, and its lack stops nothing.
    private Task<Engine?> HelmAsync(List<Unit> units, CancellationToken cancellation) =>
        options.Pull || units.Exists(unit => unit.InflatesChart)
            ? engines.HelmAsync(settings.Helm, diagnostics, cancellation)
            : workspace.Engines(offline: true, options.Trust, progress.Tell).HelmAsync(settings.Helm, new DiagnosticBag(), cancellation);

    private async Task<ConcurrentDictionary<string, InflatedChart>> InflateAsync(
        List<Unit> units,
        Engine helm,
        CancellationToken cancellation
    )
    {
        var inflater = new ChartInflater(helm, cache, diagnostics);
        var charts = await ChartsAsync(
            units,
            new ChartStore(workspace.Index, new ChartPuller(helm), options.Offline, progress.Tell, diagnostics),
            cancellation
        );
        CheckValues(units, charts);
        var groups = units
            .Where(unit => charts.ContainsKey(unit.Source.Directory))
            .GroupBy(unit => inflater.Key(ChartRelease.Of(unit), charts[unit.Source.Directory]), StringComparer.Ordinal)
            .ToList();
        var inflated = new ConcurrentDictionary<string, InflatedChart>(StringComparer.Ordinal);
        foreach (var group in groups)
            if (inflater.Cached(group.Key) is { } known)
                Keep(group, known);

        var missing = groups.Where(group => !inflated.ContainsKey(group.First().Directory)).ToList();
        if (missing.Count > 0)
            progress.Begin("inflating charts", missing.Count);
        await Parallel.ForEachAsync(
            missing,
            Parallelism(cancellation),
            async (group, cancel) =>
            {
                // All of the group get the same; what is wrong is said of the first, and sooner of one that needs it.
                var unit = group.FirstOrDefault(unit => unit.InflatesChart) ?? group.First();
                if (
                    await inflater.InflateAsync(
                        group.Key,
                        ChartRelease.Of(unit),
                        charts[unit.Source.Directory],
                        unit.InflatesChart,
                        cancel
                    ) is
                    { } chart
                )
                    Keep(group, chart);
                progress.Step(unit.Name);
            }
        );
        return inflated;

        void Keep(IEnumerable<Unit> group, InflatedChart chart)
        {
            foreach (var unit in group)
                inflated[unit.Directory] = chart;
        }
    }

    private void CheckValues(List<Unit> units, ConcurrentDictionary<string, ChartAtHand> charts)
    {
        var checks = new ChartValueChecks(diagnostics);
        foreach (var group in units.GroupBy(unit => charts.GetValueOrDefault(unit.Source.Directory)))
            if (group.Key is { } chart)
                checks.Check(group, chart.Title, ChartTexts.Read(chart.Path));
    }

    private async Task<ConcurrentDictionary<string, ChartAtHand>> ChartsAsync(
        List<Unit> units,
        ChartStore store,
        CancellationToken cancellation
    )
    {
        var charts = new ConcurrentDictionary<string, ChartAtHand>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            units.GroupBy(unit => unit.Source.Directory, StringComparer.Ordinal),
            Parallelism(cancellation),
            async (group, cancel) =>
            {
                var must = options.Pull || group.Any(unit => unit.InflatesChart);
                var source = group.First().Source;
                if ((must ? await store.GetAsync(source, cancel) : store.AtHand(source)) is { } chart)
                    charts[group.Key] = chart;
            }
        );
        return charts;
    }

    private static ParallelOptions Parallelism(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
}
