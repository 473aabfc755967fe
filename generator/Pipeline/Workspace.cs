using GitOpsGen.Build;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Pipeline;

/// <summary>A repository that commands work on: its files, what is known of them, and the stages that only read.</summary>
public sealed class Workspace
{
    public Workspace(string root)
    {
        Files = new FileTree(root);
        Stage = new Stage(Files.Root);
        Index = FileIndex.Load(Files, IndexFile);
    }

    public FileTree Files { get; }

    public Stage Stage { get; }

    public FileIndex Index { get; }

    public string IndexFile => Path.Join(Stage.Cache, "index");

    /// <summary>The nearest folder at or above <paramref name="start"/> with a gitopsgen.yaml; null when there is none.</summary>
    public static string? FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Join(folder.FullName, FleetLoader.FleetFile))) return folder.FullName;
        return null;
    }

    /// <summary>What could be read; only without errors in the bag is it the whole fleet.</summary>
    public Fleet Load(DiagnosticBag diagnostics) => new FleetLoader(Index, diagnostics).Load();

    /// <summary>Load, Resolve and Plan. The bag may hold errors all the same.</summary>
    public RenderPlan Plan(DiagnosticBag diagnostics) => new Planner(new Resolver(Load(diagnostics), diagnostics).Resolve(), diagnostics).Plan();

    public EngineFinder Engines(bool offline, ToolTrust trust, Action<string> tell) =>
        new(Files, new EngineCache(Path.Join(Stage.Cache, "engines")), offline, trust, tell);

    /// <summary>Looks at every file that a render reads or writes.</summary>
    public Snapshot Look() => Snapshot.Of(Files, "apps", "argocd", "environments", DocumentTemplates.Folder, FleetLoader.FleetFile);
}
