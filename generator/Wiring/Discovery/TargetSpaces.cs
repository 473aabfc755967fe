using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>The namespaces in which a monitor looks for its targets.</summary>
/// <param name="Names">Null for all.</param>
/// <param name="Why">As the end of a sentence about the monitor.</param>
internal sealed record TargetSpaces(IReadOnlyList<string>? Names, string Why)
{
    public string Shown => Names is null ? "every namespace" : string.Join(", ", Names);

    public bool Has(string space) => Names is null || Names.Contains(space, StringComparer.Ordinal);

    /// <param name="selector">The namespaceSelector, with <c>any</c> and <c>matchNames</c>; any wins.</param>
    public static TargetSpaces Of(Scraper scraper, Manifest monitor, YamlMap? selector)
    {
        var own = Spaces.Of(monitor);
        if (scraper.Spec.Flag("ignoreNamespaceSelectors"))
            return new TargetSpaces(
                [own],
                $"looks into its own namespace {own} alone, because {scraper.Shown} has ignoreNamespaceSelectors"
            );
        if (selector?.Flag("any") == true)
            return new TargetSpaces(null, "looks into every namespace (namespaceSelector.any)");
        var names = selector?.Texts("matchNames").Select(name => name.Text).ToList() ?? [];
        return names.Count > 0
            ? new TargetSpaces(names, $"looks into {string.Join(", ", names)} (namespaceSelector.matchNames)")
            : new TargetSpaces([own], $"has no namespaceSelector, so it looks into its own namespace {own}");
    }
}
