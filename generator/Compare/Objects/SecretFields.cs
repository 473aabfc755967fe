using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>
/// Which values are never shown: all of a Secret but what names it, wherever one stands, and what kubectl remembers of an object.
/// </summary>
public static class SecretFields
{
    public const string Hidden = "(hidden)";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public static bool IsSecret(YamlMap? map) => map?.Text("kind") == "Secret";

    /// <summary>Whether the value of <paramref name="key"/> is hidden, in a map that is a Secret or is not.</summary>
    public static bool Hides(bool isSecret, string key) =>
        key == LastApplied || (isSecret && key is not ("apiVersion" or "kind" or "metadata" or "type" or "immutable"));

    /// <summary>The value with everything replaced that must not be shown.</summary>
    public static YamlNode Shown(YamlNode node) =>
        node switch
        {
            YamlMap map => new YamlMap(map.At, [.. Entries(map)]),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(Shown)]),
            _ => node,
        };

    private static IEnumerable<YamlEntry> Entries(YamlMap map)
    {
        var isSecret = IsSecret(map);
        foreach (var entry in map.Entries)
            yield return entry with
            {
                Value = Hides(isSecret, entry.Key.Text) ? Covered(entry.Value) : Shown(entry.Value),
            };
    }

    // The keys of `data` say what is there, and are no secret.
    private static YamlNode Covered(YamlNode node) =>
        node switch
        {
            YamlMap map => new YamlMap(map.At, [.. map.Entries.Select(entry => entry with { Value = Y.Text(Hidden) })]),
            _ => Y.Text(Hidden),
        };
}
