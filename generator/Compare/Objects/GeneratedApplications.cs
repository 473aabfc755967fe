using System.Text.RegularExpressions;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>The Applications that an ApplicationSet with lists makes. What other generators make is not known here.</summary>
public static partial class GeneratedApplications
{
    private const string Group = "argoproj.io/";

    public static bool IsSet(Manifest manifest) => manifest.IsKind($"{Group}ApplicationSet");

    public static bool IsApplication(Manifest manifest) => manifest.IsKind($"{Group}Application");

    public static IEnumerable<Manifest> Of(Manifest set)
    {
        if (set.Spec?.Map("template") is not { } template)
            yield break;
        foreach (var generator in set.Spec.List("generators").OfType<YamlMap>())
        foreach (var element in (generator.Map("list")?.List("elements") ?? []).OfType<YamlMap>())
            yield return new Manifest(Application(set, template, element));
    }

    /// <summary>An Application that the set no longer lists is deleted with all that it deployed.</summary>
    public static bool DeletesWhatGoes(Manifest set) =>
        set.Spec?.Map("syncPolicy")?.Text("applicationsSync") is not ("create-only" or "create-update")
        && set.Spec?.Map("syncPolicy")?.Flag("preserveResourcesOnDeletion") != true;

    private static YamlMap Application(Manifest set, YamlMap template, YamlMap element) =>
        Y.Map(
            ("apiVersion", set.Document["apiVersion"]),
            ("kind", Y.Text("Application")),
            ("metadata", Metadata(set, template.Map("metadata") ?? YamlMap.Empty(template.At), element)),
            ("spec", template["spec"] is { } spec ? Filled(spec, element) : null)
        );

    // The set has the wave of what it makes, and its namespace.
    private static YamlMap Metadata(Manifest set, YamlMap metadata, YamlMap element)
    {
        var filled = (YamlMap)Filled(metadata, element);
        var annotations = (filled.Map("annotations")?.Entries ?? []).Concat(
            set.Metadata?.Map("annotations")?.Entries.Where(entry => entry.Key.Text == Manifest.WaveAnnotation) ?? []
        );
        return new YamlMap(
            metadata.At,
            [
                .. filled.Entries.Where(entry => entry.Key.Text is not ("annotations" or "namespace")),
                .. Y.Map(
                    ("namespace", set.Metadata?["namespace"]),
                    ("annotations", annotations.Any() ? new YamlMap(metadata.At, [.. annotations]) : null)
                ).Entries,
            ]
        );
    }

    private static YamlNode Filled(YamlNode node, YamlMap element) =>
        node switch
        {
            YamlMap map => new YamlMap(map.At, [.. map.Entries.Select(entry => entry with { Value = Filled(entry.Value, element) })]),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(item => Filled(item, element))]),
            YamlScalar scalar => new YamlScalar(
                scalar.At,
                Placeholder().Replace(scalar.Text, match => element.Text(match.Groups[1].Value) ?? match.Value),
                scalar.IsString
            ),
            _ => node,
        };

    [GeneratedRegex(@"\{\{\s*\.?(\w+)\s*\}\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
