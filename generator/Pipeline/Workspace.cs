using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.State;

namespace GitOpsGen.Pipeline;

/// <summary>A repository that commands work on: its files, what is known of them, and the stages that only read.</summary>
public sealed class Workspace
{
    /// <param name="state">Null for a run that only reads what is there.</param>
    /// <param name="writes">What is staged will move into place.</param>
    public Workspace(string root, StateFolder? state = null, bool writes = false)
        : this(new FileTree(root), state, null, writes) { }

    private Workspace(FileTree files, StateFolder? state, StateFolder? caches, bool writes)
    {
        Files = files;
        State = state ?? StateFolder.Of(Files.Root);
        Cache = caches is { IsSound: true } ? caches.Cache : State.Cache;
        Stage = new Stage(State, isTrial: !writes);
        this.writes = writes;
        var isKnown = State.IsSound && (caches is null || caches.Path == StateFolder.Of(Files.Root).Path);
        Index = isKnown ? FileIndex.Load(Files, IndexFile) : new FileIndex(Files);
    }

    private readonly bool writes;

    public FileTree Files { get; }

    public StateFolder State { get; }

    public Stage Stage { get; }

    public FileIndex Index { get; }

    /// <summary>The folder of the caches: they know what was rendered before.</summary>
    public string Cache { get; }

    public string IndexFile => Path.Join(Cache, "index");

    /// <summary>
    /// For a run that leaves nothing behind: what it makes lies in a folder of its own, what is known is read where it is.
    /// </summary>
    /// <param name="root">The fleet, or a copy of one of its commits.</param>
    /// <param name="caches">Of the fleet's work tree.</param>
    public static Workspace ToPreview(string root, StateFolder scratch, StateFolder caches) =>
        new(new FileTree(root), scratch, caches, writes: false);

    /// <summary>For a run that only reads the fleet, and what is known of it.</summary>
    /// <exception cref="DiagnosedException">What is known is not this user's own.</exception>
    public static Workspace ToRead(string root, StateFolder scratch) => ToPreview(root, scratch, StateFolder.ToRead(root));

    /// <summary>The nearest folder at or above <paramref name="start"/> with a gitopsgen.yaml; null when there is none.</summary>
    public static string? FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Join(folder.FullName, FleetLayout.FleetFile)))
                return folder.FullName;
        return null;
    }

    /// <summary>What could be read; only without errors in the bag is it the whole fleet.</summary>
    public Fleet Load(DiagnosticBag diagnostics) => new FleetLoader(Index, diagnostics).Load();

    /// <summary>Load, Resolve and Plan. The bag may hold errors all the same.</summary>
    /// <param name="kubernetesVersion">What every environment is taken to run; null: what each says.</param>
    public RenderPlan Plan(DiagnosticBag diagnostics, string? kubernetesVersion = null) =>
        new Planner(new Resolver(Load(diagnostics), diagnostics) { KubernetesVersion = kubernetesVersion }.Resolve(), diagnostics).Plan();

    public EngineFinder Engines(bool offline, ToolTrust trust, Action<string> tell) =>
        new(Files, new EngineCache(State.IsSound ? Path.Join(Cache, "engines") : null, isKept: writes), offline, trust, tell);

    /// <summary>What is made while nothing may be left behind goes with the run.</summary>
    public InflationCache Inflated =>
        Path.Join(Cache, "inflated") is var known && writes ? new(known, known) : new(known, Path.Join(State.Path, "inflated"));

    public KustomizeRuns Kustomize(Engine engine, FastBuilds fast, DiagnosticBag diagnostics) =>
        new(engine, MergeSchema.BuiltIn, fast, new TrustedShapes(State.IsSound ? Path.Join(Cache, "shapes") : null), Stage, diagnostics);

    /// <summary>Looks at every file that a render reads or writes.</summary>
    public Snapshot Look() => Snapshot.Of(Files, FleetLayout.Roots);
}
