using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// Takes lists of objects apart, as kubectl, Kustomize and Argo CD do: <c>kind: List</c>, and the typed ones that an API server
/// answers with (<c>ConfigMapList</c>), whose items may leave out what the list says of all of them (Kubernetes API conventions, "Lists").
/// </summary>
public static class ManifestList
{
    private const string Suffix = "List";

    /// <summary>A list's objects, however deep they lie; what is no list is the only one.</summary>
    public static IEnumerable<YamlMap> Flatten(YamlMap document) =>
        IsList(document) ? document.List("items").OfType<YamlMap>().SelectMany(item => Flatten(Whole(item, document))) : [document];

    /// <summary>What a plain List holds that is no object, however deep it lies.</summary>
    public static IEnumerable<YamlNode> Odd(YamlMap document) =>
        (document.Text("apiVersion"), document.Text("kind")) is not ("v1", Suffix)
            ? []
            : document["items"] switch
            {
                YamlList list => list.Items.SelectMany(item => item is YamlMap map && IsObject(map) ? Odd(map) : [item]),
                null or YamlScalar { IsNull: true } => [],
                var other => [other],
            };

    private static bool IsObject(YamlMap item) => item.Text("apiVersion") is not null && item.Text("kind") is not null;

    private static bool IsList(YamlMap document) =>
        document["items"] is YamlList && document.Text("kind")?.EndsWith(Suffix, StringComparison.Ordinal) == true;

    // The plain List holds objects of all kinds, so it says nothing of any.
    private static YamlMap Whole(YamlMap item, YamlMap list)
    {
        var kind = list.Text("kind")![..^Suffix.Length];
        if (kind.Length == 0 || item.Text("kind") is not null)
            return item;
        var said = item.Entries.Where(entry => entry.Key.Text != "kind");
        var told = Y.Map(("apiVersion", item["apiVersion"] is null ? list["apiVersion"] : null), ("kind", Y.Text(kind)));
        return new YamlMap(item.At, [.. told.Entries, .. said]);
    }
}
