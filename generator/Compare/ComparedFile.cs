using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;

namespace GitOpsGen.Compare;

public enum ComparedKind
{
    Manifests,
    Values,
    ArgoCd,

    /// <summary>Nothing that runs, but what people are to grant it in the cloud.</summary>
    Output,
}

/// <summary>
/// A generated file that says what runs in clusters, or what that is granted elsewhere. Rollback overlays do not: no Application reads
/// them.
/// </summary>
/// <param name="Scope">Objects may move within one: an environment, or empty for what belongs to the whole fleet.</param>
public sealed record ComparedFile(string Path, ComparedKind Kind, string Scope, string App, string Cluster)
{
    public Place Place => new(Scope, App, Cluster, Path, new ObjectId("", "", "", ""));

    /// <summary>Where the unit's Application says who inflates its chart.</summary>
    public string Application => FleetLayout.Application(Scope, App);

    /// <summary>The file has what a cluster gets of one unit.</summary>
    public bool IsOfUnit => Kind is ComparedKind.Manifests or ComparedKind.Values;

    /// <summary>What a path stands for; null when nothing that runs comes from it.</summary>
    public static ComparedFile? Of(string path) =>
        FleetLayout.Read(path) switch
        {
            OverlayFile { Rest: OverlayFolder.ManifestsFile } file => Of(file, ComparedKind.Manifests),
            OverlayFile { Rest: OverlayFolder.ValuesFile } file => Of(file, ComparedKind.Values),
            ApplicationFile file => new(path, ComparedKind.ArgoCd, file.Environment, file.App, ""),
            OutputFile file => new(path, ComparedKind.Output, file.Environment, "", ""),
            RootFile or ProjectFile => new(path, ComparedKind.ArgoCd, "", "", ""),
            ArgoCdPart when path.EndsWith(".yaml", StringComparison.Ordinal) => new(path, ComparedKind.ArgoCd, "", "", ""),
            _ => null,
        };

    private static ComparedFile Of(OverlayFile file, ComparedKind kind) =>
        new(file.Path, kind, file.Environment, file.App, file.Cluster ?? "");
}
