using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>
/// Guesses the Kubernetes version of a new environment: one that its apps run on, with whatever features where there is such a one.
/// </summary>
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
        var needs = apps.SelectMany(app => app.Kubernetes).ToList();
        // One that also fits where the owner turns features on which are off as yet: which cloud it is, nobody here knows.
        return Fitting(needs) ?? Fitting(needs.Where(need => Holds(need, features))) ?? NewEnvironment.DefaultKubernetesVersion;
    }

    private static string? Fitting(IEnumerable<YamlMap> needs)
    {
        var ranges = needs.Select(need => VersionRange.Parse(need.Text("versions") ?? "")).OfType<VersionRange>().ToList();
        return Candidates.FirstOrDefault(version => ranges.TrueForAll(range => range.Contains(version)));
    }

    private static bool Holds(YamlMap need, IReadOnlyCollection<string> features) =>
        AppSettingsReader.When(need).Features.All(feature => features.Contains(feature.Text))
        && !AppSettingsReader.Features(need, "unless").Any(feature => features.Contains(feature.Text));
}
