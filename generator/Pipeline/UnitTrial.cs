using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline.Migrations;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Renders a unit as it is and with other inputs, in memory, and tells whether the same comes out. What is refused with other inputs is not
/// the same; its mistakes are nobody's.
/// </summary>
public sealed class UnitTrial(Unit unit, Fleet fleet, CancellationToken cancellation) : IDisposable
{
    private readonly SemaphoreSlim turns = new(Environment.ProcessorCount);
    private readonly Lazy<ImmutableSortedDictionary<string, string>?> files = new(() => Files(unit, fleet, cancellation));

    /// <summary>
    /// Whether the overlay, the texts of a migration and what is put out for people are the same as those of the unit with other inputs.
    /// </summary>
    public bool IsSameAs(Unit other) =>
        files.Value is { } before && Files(other, fleet, cancellation) is { } after && before.SequenceEqual(after);

    /// <summary>The chart of the unit, templated; a trial of which values it heeds.</summary>
    /// <returns>Null with a sentence that says why nothing can be told.</returns>
    public async Task<(Func<YamlMap, Task<bool>>? IsSameWith, string Why)> OfChartAsync(
        Workspace workspace,
        ToolTrust trust,
        Action<string> tell
    )
    {
        var problems = new DiagnosticBag();
        var chart = new ChartStore(workspace.Index, puller: null, offline: true, tell, problems).AtHand(unit.Source);
        if (chart is null)
            return (
                null,
                Reason(problems, $"the chart {ChartStore.Describe(unit.App.Chart!)} is not at hand; `gitopsgen render --pull` gets it")
            );
        var engines = workspace.Engines(offline: true, trust, tell);
        if (await engines.HelmAsync(fleet.Settings.Helm, problems, cancellation) is not { } helm)
            return (null, Reason(problems, "there is no helm"));
        var inflater = new ChartInflater(helm, workspace.Inflated, problems);
        var release = ChartRelease.Of(unit);
        if (await inflater.TwiceAsync(release, chart, cancellation) is not var (before, second))
            return (null, Reason(problems, "the chart cannot be templated"));
        return second is null ? (IsSameWithAsync, "") : (null, "the chart makes something by chance");

        async Task<bool> IsSameWithAsync(YamlMap values)
        {
            // Whoever asks, asks of many at once, and a Helm takes a processor and the memory of its chart.
            await turns.WaitAsync(cancellation);
            try
            {
                var after = await inflater.OnceAsync(release with { Values = values }, chart, cancellation);
                return after is not null && !before.Differences(after).Any();
            }
            finally
            {
                turns.Release();
            }
        }
    }

    public void Dispose() => turns.Dispose();

    private static string Reason(DiagnosticBag problems, string otherwise) =>
        problems.Sorted().FirstOrDefault(problem => problem.Severity == Severity.Error)?.Message.TrimEnd('.') ?? otherwise;

    // What is put out names all clusters, those beside the unit's as they are.
    private static Deployment Deployment(Unit unit) =>
        unit.Deployment with
        {
            Clusters =
            [
                .. unit.Deployment.Clusters.Select(inputs =>
                    unit.Clusters.Contains(inputs.Cluster) ? inputs with { Parameters = unit.Parameters } : inputs
                ),
            ],
        };

    // The values themselves are written beside the overlay; whether they do anything is the chart's to say.
    private static ImmutableSortedDictionary<string, string>? Files(Unit unit, Fleet fleet, CancellationToken cancellation)
    {
        var problems = new DiagnosticBag();
        var renderer = new OverlayRenderer(fleet.EnvironmentTexts, problems, cancellation);
        Overlay?[] overlays = [renderer.Render(unit), renderer.Rollback(unit)];
        var documents = new PhaseDocuments(fleet, problems, cancellation)
            .Of([unit])
            .Values.Concat(new OutputDocuments(problems, cancellation).Of([Deployment(unit)]).Values);
        return problems.HasErrors
            ? null
            : overlays
                .OfType<Overlay>()
                .SelectMany(overlay =>
                    overlay.Files.Select(file => KeyValuePair.Create($"{overlay.Unit.Directory}/{file.Key}", file.Value))
                )
                .Concat(documents.SelectMany(texts => texts))
                // Rendered nowhere, but rules hold what is rendered against it.
                .Append(KeyValuePair.Create("cap", $"{(unit.App.Migration is null ? null : MigrationSteps.Cap(unit))}"))
                .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
