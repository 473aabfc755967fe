using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Pipeline;
using GitOpsGen.Render;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>A real Kustomize over the overlays of a fleet, behind a script that writes down which way each was built.</summary>
internal sealed class WatchedKustomize
{
    private readonly TemporaryFolder fleet;
    private readonly Engine engine;

    /// <param name="first">Shell commands before each build; <c>$2</c> is the overlay.</param>
    public WatchedKustomize(TemporaryFolder fleet, string first = ":")
    {
        this.fleet = fleet;
        var (program, prefix) = TestTools.Kustomize;
        var script = fleet.Beside.WriteScript(
            "kustomize",
            $"""
            if [ -e "$2/{SchemaFile.Name}" ]; then way=fast; else way=plain; fi
            echo $way >>'{Log}'
            {first}
            exec '{program}' {string.Join(' ', prefix)} "$2"
            """
        );
        engine = new Engine("kustomize", script, [], null, "watched") { Sha256 = Digest.OfText(script) };
    }

    public MergeSchema Schema { get; init; } = MergeSchema.BuiltIn;

    public FastBuilds Fast { get; init; } = FastBuilds.Made;

    public EngineVerdicts Verdict => new(engine.Sha256, Schema.Sha256);

    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>The ways of the builds since the last question, in their order.</summary>
    public IReadOnlyList<string> TakeWays()
    {
        var ways = File.Exists(Log) ? File.ReadAllLines(Log) : [];
        File.Delete(Log);
        return ways;
    }

    /// <summary>
    /// Builds every unit of the fleet, as a first run does where nothing was kept, and says what became of it, by unit.
    /// </summary>
    /// <param name="keeps">What was built is put where it belongs, and remembered.</param>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(bool keeps = false)
    {
        using var state = StateFolder.Open(fleet.Path);
        var workspace = new Workspace(fleet.Path, state, writes: true);
        workspace.Stage.Open();
        var overlays = Overlays(workspace);
        var shapes = new TrustedShapes(Path.Join(state.Cache, "shapes"));
        var runs = new KustomizeRuns(engine, Schema, Fast, shapes, workspace.Stage, Diagnostics);
        var cache = new BuildCache(fleet.Beside.File("builds"), runs);
        var builder = new UnitBuilder(workspace.Index, workspace.Stage, cache, engine, runs, Diagnostics);
        var built = await builder.BuildAsync(
            [.. overlays.Select(each => (each, (GitOpsGen.Engines.Helm.InflatedChart?)null))],
            [],
            _ => { },
            _ => { },
            default
        );
        runs.Save();
        var texts = built.ToDictionary(each => each.Overlay.Unit.Folder.Manifests, Text, StringComparer.Ordinal);
        if (keeps)
            Keep(texts, cache);
        return texts;
    }

    private string Text(Built built) => File.ReadAllText(built.StagedFile ?? fleet.File(built.Overlay.Unit.Folder.Manifests));

    private void Keep(IReadOnlyDictionary<string, string> texts, BuildCache cache)
    {
        foreach (var (path, text) in texts)
            fleet.Write(path, text);
        cache.Save(used: null);
    }

    private ImmutableArray<Overlay> Overlays(Workspace workspace)
    {
        var plan = workspace.Plan(Diagnostics);
        var renderer = new OverlayRenderer(plan.Fleet.Fleet.EnvironmentTexts, Diagnostics, default);
        return [.. plan.Units.Select(renderer.Render)];
    }

    private string Log => fleet.Beside.File("ways");
}
