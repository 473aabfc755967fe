using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>One field of an object. <paramref name="Owner"/>: the map that it stands in.</summary>
internal readonly record struct Field(FieldPath Path, string Key, YamlNode Value, YamlMap Owner)
{
    public string? Text => (Value as YamlScalar)?.Text;

    public bool IsTrue => Text == "true";
}

/// <summary>
/// Every field of an object, wherever its kind keeps pods: in a template, a Job's, that of an operator's own kind, or a chart's values.
/// What is free text or a schema is left out, and so is every Secret.
/// </summary>
internal static class FieldWalk
{
    private static readonly string[] Texts = ["ConfigMap", "Secret", "apiextensions.k8s.io/CustomResourceDefinition"];

    public static IEnumerable<Field> Of(Manifest manifest) => manifest.IsKind(Texts) ? [] : Of(manifest.Document);

    public static IEnumerable<Field> Of(YamlMap document) => In(FieldPath.Root, document);

    private static IEnumerable<Field> In(FieldPath path, YamlMap map)
    {
        if (SecretFields.IsSecret(map))
            yield break;
        foreach (var (key, value) in map.Entries)
        {
            var at = path.Key(key.Text);
            yield return new Field(at, key.Text, value, map);
            foreach (var field in Below(at, value))
                yield return field;
        }
    }

    private static IEnumerable<Field> Below(FieldPath path, YamlNode value) =>
        value switch
        {
            YamlMap map => In(path, map),
            YamlList list => list.Items.Index().SelectMany(item => Below(path.Item(Name(item.Item, item.Index)), item.Item)),
            _ => [],
        };

    // By its name, so that an item in another place is the same one.
    private static string Name(YamlNode item, int index) =>
        (item as YamlMap)?.Text("name") ?? (item as YamlMap)?.Text("mountPath") ?? $"{index}";
}
