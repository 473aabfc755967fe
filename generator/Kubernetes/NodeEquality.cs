using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>Whether two values mean the same to Kubernetes: the order of keys and the style of quotes say nothing.</summary>
public static class NodeEquality
{
    public static bool Same(YamlNode? one, YamlNode? other) =>
        (one, other) switch
        {
            (null, null) => true,
            (YamlScalar a, YamlScalar b) => a.Text == b.Text && (a.IsString == b.IsString || YamlWriter.IsTextUnquoted(a.Text)),
            (YamlList a, YamlList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
            (YamlMap a, YamlMap b) => a.Entries.Count == b.Entries.Count
                && a.Entries.All(entry => b[entry.Key.Text] is { } value && Same(entry.Value, value)),
            _ => false,
        };

    /// <summary>The first place in which they differ, as <c>spec.containers[0].image</c>; null when they are the same.</summary>
    public static string? Difference(YamlNode? one, YamlNode? other, string path = "") =>
        (one, other) switch
        {
            _ when Same(one, other) => null,
            (YamlMap a, YamlMap b) => a
                .Entries.Concat(b.Entries)
                .Select(entry => entry.Key.Text)
                .Select(key => Difference(a[key], b[key], path.Length == 0 ? key : $"{path}.{key}"))
                .FirstOrDefault(found => found is not null),
            (YamlList a, YamlList b) when a.Items.Count == b.Items.Count => Enumerable
                .Range(0, a.Items.Count)
                .Select(i => Difference(a.Items[i], b.Items[i], $"{path}[{i}]"))
                .FirstOrDefault(found => found is not null),
            _ => path,
        };

    /// <summary>The map without the key at the end of the path; a map that this empties goes too.</summary>
    public static YamlMap Without(YamlMap map, params ReadOnlySpan<string> path)
    {
        var kept = new List<YamlEntry>();
        foreach (var entry in map.Entries)
        {
            if (entry.Key.Text != path[0])
                kept.Add(entry);
            else if (path.Length > 1 && entry.Value is not YamlMap)
                kept.Add(entry);
            else if (path.Length > 1 && Without((YamlMap)entry.Value, path[1..]) is { Entries.Count: > 0 } rest)
                kept.Add(entry with { Value = rest });
        }

        return new YamlMap(map.At, kept);
    }
}
