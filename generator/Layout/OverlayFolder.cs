using System.Collections.Immutable;

namespace GitOpsGen.Layout;

/// <summary>The folder of an overlay: what is generated for an app in an environment, or in one cluster of it.</summary>
/// <param name="Directory">Relative to the fleet's root.</param>
public readonly record struct OverlayFolder(string Directory)
{
    public const string KustomizationFile = "kustomization.yaml";
    public const string ValuesFile = "values.yaml";

    /// <summary>What Helm made of the chart, as a resource of the overlay.</summary>
    public const string ChartFile = "chart.yaml";

    /// <summary>The record of the files that the unit owns.</summary>
    public const string RecordFile = "owned.json";

    public const string ManifestsFile = RenderedFolder + "/manifests.yaml";

    /// <summary>The overlay that leads back to the phase before; no Application reads it.</summary>
    public const string RollbackFolder = "rollback";

    /// <summary>The side of a move that stands in the namespace it leaves.</summary>
    public const string OldFolder = "old";

    /// <summary>The side of a move that stands in the namespace it goes to.</summary>
    public const string NewFolder = "new";

    /// <summary>Where the way back of a move is described.</summary>
    public const string RollbackRunbook = MigrationFolder + "/rollback.md";

    private const string RenderedFolder = "rendered";

    private const string PatchesFolder = "patches";

    private const string ResourcesFolder = "resources";

    private const string JobsFolder = "jobs";

    private const string BridgeFolder = "bridge";

    private const string MigrationFolder = "migration";

    /// <summary>Folders of the overlay itself: clusters with overlays of their own stand beside them.</summary>
    public static ImmutableArray<string> Reserved { get; } =
    [RenderedFolder, RollbackFolder, PatchesFolder, ResourcesFolder, OldFolder, NewFolder, JobsFolder, BridgeFolder, MigrationFolder];

    public string Values => File(ValuesFile);

    public string Chart => File(ChartFile);

    public string Record => File(RecordFile);

    /// <summary>The folder that Argo CD reads where the manifests are committed.</summary>
    public string Rendered => File(RenderedFolder);

    public string Manifests => File(ManifestsFile);

    public OverlayFolder Rollback => new(File(RollbackFolder));

    /// <summary>What people need for a migration.</summary>
    public string Migration => File(MigrationFolder);

    public string File(string path) => $"{Directory}/{path}";

    /// <summary>Where a patch stands in an overlay.</summary>
    public static string Patch(string name) => $"{PatchesFolder}/{name}";

    public static string Resource(string name) => $"{ResourcesFolder}/{name}";

    public static string Job(string name) => $"{JobsFolder}/{name}";

    public static string Bridge(string name) => $"{BridgeFolder}/{name}";
}
