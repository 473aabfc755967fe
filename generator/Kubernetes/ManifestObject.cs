using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>One object of a manifest file, or the values that a Helm chart is given.</summary>
public sealed record ManifestObject(ObjectKey Key, YamlMap Document)
{
    /// <summary>The kind of what is no object of a cluster, but goes into a chart that Argo CD inflates.</summary>
    public const string HelmValues = "HelmValues";

    public string Kind => Key.GroupKind[(Key.GroupKind.LastIndexOf('/') + 1)..];

    public bool IsKind(params ReadOnlySpan<string> groupKinds) => groupKinds.Contains(Key.GroupKind);

    public string? Annotation(string key) => Document.Map("metadata")?.Map("annotations")?.Text(key);

    /// <summary>The objects of some documents, lists taken apart; null when one is not YAML.</summary>
    public static IReadOnlyList<ManifestObject>? Read(string file, IEnumerable<ReadOnlyMemory<byte>> documents, DiagnosticBag diagnostics)
    {
        var objects = new List<ManifestObject>();
        foreach (var document in documents)
        {
            var text = Encoding.UTF8.GetString(document.Span).TrimStart('\ufeff');
            if (YamlReader.ReadAll(file, text, diagnostics, YamlLimits.Generated) is not { } nodes)
                return null;
            objects.AddRange(nodes.OfType<YamlMap>().SelectMany(map => Flatten(map)));
        }

        return objects;
    }

    /// <summary>What a chart is given, as if it were an object.</summary>
    public static ManifestObject Values(string app, YamlMap values) => new(new ObjectKey(HelmValues, "", app), values);

    // A list is no object of its own; the items of a typed one do not say what they are.
    private static IEnumerable<ManifestObject> Flatten(YamlMap map)
    {
        if (map.Text("kind") is not { } kind)
            return [];
        if (!kind.EndsWith("List", StringComparison.Ordinal) || map["items"] is not YamlList items)
            return [new ManifestObject(new Manifest(map).Key, map)];
        return items.Items.OfType<YamlMap>().SelectMany(item => Flatten(item.Text("kind") is null ? Typed(item, map, kind[..^4]) : item));
    }

    private static YamlMap Typed(YamlMap item, YamlMap list, string kind) =>
        new(
            item.At,
            [
                .. Y.Map(
                    ("apiVersion", Y.TextOrNothing(list.Text("apiVersion"))),
                    ("kind", Y.TextOrNothing(kind.Length == 0 ? null : kind))
                ).Entries,
                .. item.Entries,
            ]
        );
}
