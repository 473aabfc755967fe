using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline.Migrations;
using GitOpsGen.Plan;
using GitOpsGen.Render;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Writes the overlays and has the engines make them, once for all units that read the same; what was made before from the same inputs is
/// taken as it lies there. The methods are called in the order they stand in.
/// </summary>
public sealed class BuildStep(
    Workspace workspace,
    RenderPlan plan,
    IReadOnlyList<Unit> units,
    RenderOptions options,
    IProgress progress,
    DiagnosticBag diagnostics,
    CancellationToken cancellation
)
{
    private readonly FleetSettings settings = plan.Fleet.Fleet.Settings;
    private readonly OverlayRenderer renderer = new(plan.Fleet.Fleet.EnvironmentTexts, diagnostics, cancellation);
    private readonly EngineFinder engines = workspace.Engines(options.Offline, options.Trust, progress.Tell);
    private readonly List<Overlay> overlays = [];

    // A check renders everything: what is remembered is what it is there to doubt.
    private readonly KnownDeployments knowledge = new(
        workspace,
        new UnitMemory(options.TakesKnown ? Path.Join(workspace.Cache, "units") : null),
        new UnitKeys(plan.Fleet.Fleet, (folder, skip) => workspace.Index.TreeDigest(folder, new DiagnosticBag(), skip))
    );

    private ChartStep? chartStep;
    private KustomizeRuns? runs;
    private Engine? kustomize;
    private BuildCache? cache;

    public IReadOnlyList<Overlay> Overlays => overlays;

    public IReadOnlyList<Built> Built { get; private set; } = [];

    /// <summary>By the unit's directory.</summary>
    public IReadOnlyDictionary<string, InflatedChart> Charts { get; private set; } =
        new Dictionary<string, InflatedChart>(StringComparer.Ordinal);

    /// <summary>The deployments that are right as they lie there.</summary>
    public IReadOnlyList<KnownDeployment> Known => knowledge.Known;

    public IReadOnlyList<Engine> Engines => engines.Found;

    public IReadOnlyList<string> NamedEngines => engines.Named(settings);

    public BuildCache Cache => cache ?? throw new InvalidOperationException("Nothing was built yet.");

    /// <summary>The keys of the builds that this run had a use for.</summary>
    public HashSet<string> UsedKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>The overlays of the units whose inputs changed.</summary>
    public void Write() => Add(knowledge.Unknown(units));

    public async Task InflateAsync()
    {
        chartStep = new ChartStep(workspace, options, settings, engines, progress, diagnostics);
        Charts = await chartStep.RunAsync(units, cancellation);
    }

    /// <summary>What is wrong is in the bag, and nothing that was built counts then.</summary>
    /// <param name="recorded">Every owner of the fleet as it lies there.</param>
    /// <param name="mended">The same, after a merge as both of its sides had it.</param>
    public async Task BuildAsync(IReadOnlyList<OwnedFiles> recorded, IReadOnlyList<OwnedFiles> mended)
    {
        if (knowledge.NeedEngine || overlays.Exists(overlay => overlay.NeedsBuild))
            kustomize = await engines.KustomizeAsync(settings.Kustomize, diagnostics, cancellation);
        runs = kustomize is null ? null : workspace.Kustomize(kustomize, Fast, diagnostics);
        cache = new BuildCache(Path.Join(workspace.Cache, "builds"), runs);
        var stale = knowledge.Verify(recorded, Charts, kustomize, Cache);
        Add(stale);
        if (stale.Count > 0 && diagnostics.HasErrors)
            return;
        UsedKeys.UnionWith(knowledge.Known.SelectMany(known => known.Builds.Values).Select(build => build.Key));
        if (kustomize is not null && runs is not null && ToBuild() is { Count: > 0 } first)
            await BuildAsync(
                first,
                new(workspace.Index, workspace.Stage, Cache, kustomize, runs, diagnostics) { Standing = knowledge.Manifests },
                mended
            );
    }

    private async Task BuildAsync(IReadOnlyList<(Overlay, InflatedChart?)> first, UnitBuilder builder, IReadOnlyList<OwnedFiles> recorded)
    {
        Built = await BuildAsync(builder, first);
        if (diagnostics.HasErrors)
            return;
        if (options.Mode != RenderMode.Preview)
            await new MigrationChecks(
                plan,
                new MigrationSteps(workspace, plan, renderer, builder, diagnostics),
                Cache,
                diagnostics
            ).RunAsync(units, recorded, UsedKeys, cancellation);
        // Of an engine that turned out here to build differently nothing stands that it made fast, be it of this run or of one before.
        Add(knowledge.Doubt(Cache));
        if (ToBuild() is var all && (all.Count > first.Count || !Built.All(one => runs!.Takes(one.Record.Way))))
            Built = await BuildAsync(builder, all);
    }

    private Task<IReadOnlyList<Built>> BuildAsync(UnitBuilder builder, IReadOnlyList<(Overlay, InflatedChart?)> inputs) =>
        builder.BuildAsync(inputs, UsedKeys, count => progress.Begin("rendering", count), progress.Step, cancellation);

    /// <summary>Forgets, after a complete run that wrote everything, what it had no use for.</summary>
    public void Prune()
    {
        if (options.Selection.IsAll)
            chartStep?.Prune();
        runs?.Save();
    }

    /// <summary>Keeps what was made for the next run.</summary>
    public void Remember()
    {
        Cache.Save(options.Selection.IsAll ? UsedKeys : null);
        knowledge.Remember(units, Built, Charts, kustomize, options.Selection.IsAll);
    }

    // A publication is held against what was rendered here, a check against Kustomize alone.
    private FastBuilds Fast =>
        settings.Kustomize.IsPlain || !options.TakesKnown ? FastBuilds.None
        : options.Mode == RenderMode.Check ? FastBuilds.Taken
        : FastBuilds.Made;

    private List<(Overlay Overlay, InflatedChart? Chart)> ToBuild() =>
        [
            .. overlays
                .Where(overlay => overlay.NeedsBuild)
                .Select(overlay => (Overlay: overlay, Chart: Charts.GetValueOrDefault(overlay.Unit.Directory)))
                .Where(input => !input.Overlay.Unit.InflatesChart || input.Chart is not null),
        ];

    private void Add(IReadOnlyList<Unit> more)
    {
        var made = new Overlay?[more.Count * 2];
        var parallelism = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(
            0,
            more.Count,
            parallelism,
            number =>
            {
                made[number * 2] = renderer.Render(more[number]);
                made[(number * 2) + 1] = renderer.Rollback(more[number]);
            }
        );
        overlays.AddRange(made.OfType<Overlay>());
    }
}
