using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>Builds the nodes of generated YAML. What is null is left out, so that optional fields read like the others.</summary>
public static class Y
{
    private static readonly Position Nowhere = new("", 1, 1);

    public static YamlMap Map(params IEnumerable<(string Key, YamlNode? Value)> entries) =>
        new(Nowhere, [.. entries.Where(entry => entry.Value is not null).Select(entry => new YamlEntry(Key(entry.Key), entry.Value!))]);

    public static YamlList List(params IEnumerable<YamlNode> items) => new(Nowhere, [.. items]);

    public static YamlList Texts(IEnumerable<string> items) => List(items.Select(Text));

    public static YamlNode Text(string text) => new YamlScalar(Nowhere, text, isString: true);

    public static YamlNode? TextOrNothing(string? text) => text is null ? null : Text(text);

    public static YamlNode Number(int number) => new YamlScalar(Nowhere, number.ToString(), isString: false);

    public static YamlNode Flag(bool flag) => new YamlScalar(Nowhere, flag ? "true" : "false", isString: false);

    /// <summary>A map of texts; nothing when it is empty.</summary>
    public static YamlMap? TextMap(IEnumerable<KeyValuePair<string, string>> entries) =>
        entries.Any() ? Map(entries.Select(entry => (entry.Key, (YamlNode?)Text(entry.Value)))) : null;

    private static YamlScalar Key(string key) => new(Nowhere, key, isString: true);
}
