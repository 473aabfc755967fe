using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>Guesses the Kubernetes version of a new environment: one that its apps run on.</summary>
public static class ClusterVersions
{
    // The most usual first; whoever makes the environment replaces it.
    private static readonly ImmutableArray<string> Candidates =
    [
        NewEnvironment.DefaultKubernetesVersion,
        "1.34",
        "1.35",
        "1.36",
        "1.37",
        "1.32",
        "1.31",
    ];

    public static string For(IEnumerable<CatalogueApp> apps, IReadOnlyCollection<string> features)
    {
        var needs = apps.SelectMany(app => app.Kubernetes)
            .Where(need => AppSettingsReader.When(need).Features.All(feature => features.Contains(feature.Text)))
            .Where(need => !AppSettingsReader.Features(need, "unless").Any(feature => features.Contains(feature.Text)))
            .Select(need => VersionRange.Parse(need.Text("versions") ?? ""))
            .OfType<VersionRange>()
            .ToList();
        return Candidates.FirstOrDefault(version => needs.TrueForAll(need => need.Contains(version)))
            ?? NewEnvironment.DefaultKubernetesVersion;
    }
}
