using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// Keys by which Kustomize reaches other files. It reads them as Go's JSON does, where <c>Resources</c> and <c>re&#x17F;ources</c> mean
/// <c>resources</c>, and its YAML merges <c>&lt;&lt;</c> over what stands before: neither may hide anything from the checks.
/// </summary>
public sealed class KustomizeKeys(DiagnosticBag diagnostics)
{
    private static readonly string[] Reaching =
    [
        "bases",
        "components",
        "configMapGenerator",
        "configurations",
        "crds",
        "env",
        "envs",
        "files",
        "generators",
        "helmChartInflationGenerator",
        "helmCharts",
        "helmGlobals",
        "openapi",
        "patches",
        "patchesJson6902",
        "patchesStrategicMerge",
        "path",
        "paths",
        "replacements",
        "resources",
        "secretGenerator",
        "targetFilePath",
        "transformers",
        "validators",
        "vars",
        "commonLabels",
        "commonAnnotations",
        "apiVersion",
        "kind",
        "metadata",
        "items",
    ];

    private static readonly Dictionary<string, string> ByFold = Reaching.ToDictionary(Fold, StringComparer.Ordinal);

    /// <summary>Reports other spellings and merges in <paramref name="map"/> and in the maps of these of its lists.</summary>
    public void Check(YamlMap map, params IEnumerable<string> lists)
    {
        Merges(map);
        foreach (var (key, _) in lists.SelectMany(map.List).OfType<YamlMap>().Prepend(map).SelectMany(each => each.Entries))
            if (ByFold.TryGetValue(Fold(key.Text), out var field) && field != key.Text)
                diagnostics.Add(Messages.KustomizeSpelling(key.At, key.Text, field));
    }

    private void Merges(YamlNode node)
    {
        if (node is YamlMap { MergedAt: { } at })
            diagnostics.Add(Messages.KustomizeMerge(at));
        var inner = node is YamlMap map ? map.Entries.Select(entry => entry.Value) : (node as YamlList)?.Items ?? [];
        foreach (var one in inner)
            Merges(one);
    }

    // The two letters outside of ASCII that fold to one inside.
    private static string Fold(string key) => key.Replace('\u017F', 's').Replace('\u212A', 'k').ToLowerInvariant();
}
