using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>What an overlay puts together, before it is laid out in folders.</summary>
/// <param name="Side">The copy of the app that it makes.</param>
/// <param name="Resources">Files of its own, by path in the overlay.</param>
/// <param name="Files">Texts of the resources and patches.</param>
internal sealed record OverlayContent(
    Unit Unit,
    Side Side,
    IReadOnlyList<string> Resources,
    ImmutableArray<EmittedPatch> Patches,
    ImmutableSortedDictionary<string, string> Files
)
{
    /// <summary>The namespace that everything is put into; null leaves the objects where they say.</summary>
    public string? Namespace { get; init; }

    public IReadOnlyList<YamlMap> Replacements { get; init; } = [];

    /// <param name="directory">Where the kustomization will be, relative to the repository.</param>
    public string Kustomization(string directory)
    {
        var components = Unit
            .App.Components.Where(component => Unit.Deployment.Holds(component.When, Side))
            .Select(component => Reach(directory, component.Path))
            .ToList();
        var resources = new List<string>();
        if (Unit.App.Base is { } folder)
            resources.Add(Reach(directory, folder));
        if (Unit.InflatesChart)
            resources.Add(OverlayFolder.ChartFile);
        resources.AddRange(Resources);
        return YamlWriter.Write(
            Y.Map(
                ("apiVersion", Y.Text("kustomize.config.k8s.io/v1beta1")),
                ("kind", Y.Text("Kustomization")),
                ("namespace", Y.TextOrNothing(Namespace)),
                ("resources", resources.Count == 0 ? null : Y.Texts(resources)),
                ("components", components.Count == 0 ? null : Y.Texts(components)),
                ("labels", Unit.App.Labels.IsEmpty ? null : Y.List(Y.Map(("pairs", Y.TextMap(Unit.App.Labels))))),
                (
                    "patches",
                    Patches.Length == 0
                        ? null
                        : Y.List(Patches.Select(patch => Y.Map(("path", Y.Text(patch.File)), ("target", patch.Target))))
                ),
                ("replacements", Replacements.Count == 0 ? null : Y.List(Replacements))
            ),
            OverlayRenderer.Notice
        );
    }

    private string Reach(string directory, YamlScalar folder) =>
        RepositoryPath.Relative(directory, RepositoryPath.Resolve(Unit.Source.Directory, folder.Text)!);
}
