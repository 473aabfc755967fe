using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Render;

/// <summary>
/// What in this repository an Application is generated from. Argo CD generates it again only for a commit that touches one of these paths,
/// and takes what it knows for any other; without them each commit makes it generate every Application of the repository anew.
/// </summary>
internal static class GeneratePaths
{
    public const string Annotation = "argocd.argoproj.io/manifest-generate-paths";

    private const char Separator = ';';

    /// <param name="directory">Of the overlay; where an ApplicationSet fills it in, what stands for it.</param>
    /// <returns>Null where a path cannot be written.</returns>
    public static string? Of(Unit unit, string directory)
    {
        // From the root of the repository, for what is relative would count from each source, and the one for values has no path.
        var paths = Paths(unit, new OverlayFolder(directory)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return paths.Exists(path => path.Contains(Separator, StringComparison.Ordinal))
            ? null
            : string.Join(Separator, paths.Select(path => '/' + path));
    }

    private static IEnumerable<string> Paths(Unit unit, OverlayFolder overlay)
    {
        if (unit.Deployment.Removal == Removal.Delete)
            return [overlay.Rendered];
        return unit.App.Delivery switch
        {
            Delivery.Helm => OfChart(unit, overlay),
            Delivery.Kustomize => [overlay.Directory, .. unit.KustomizeFolders],
            _ => [overlay.Rendered],
        };
    }

    private static IEnumerable<string> OfChart(Unit unit, OverlayFolder overlay)
    {
        yield return overlay.Values;
        if (unit.App.Chart?.Path is { } path)
            yield return $"{unit.Source.Directory}/{path}";
        if (unit.HasKustomizePart)
            yield return overlay.Rendered;
    }
}
