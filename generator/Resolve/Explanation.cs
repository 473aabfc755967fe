using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>Why a value is what it is.</summary>
/// <param name="Path">Of the value: keys joined by '.'; a '.' in a key is written <c>\.</c>.</param>
/// <param name="Value">The value that counts, on one line; null when it was removed.</param>
/// <param name="Candidates">Who spoke, weakest first; the last one wins.</param>
public sealed record Explanation(string Path, string? Value, IReadOnlyList<LayerValue> Candidates)
{
    /// <summary>The same path, key by key.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
}

/// <summary>What one layer says. <paramref name="Value"/> is on one line; <c>null</c> in YAML means that it removed the value.</summary>
public sealed record LayerValue(string Layer, string Value, Position At);

/// <summary>Finds for every value below a path who decided it.</summary>
public static class Explainer
{
    /// <param name="layers">Weakest first.</param>
    /// <param name="path">A value or everything below a map; empty for everything.</param>
    /// <param name="filled">What becomes of the value that counts, by its first key.</param>
    public static IReadOnlyList<Explanation> Explain(IReadOnlyList<Layer> layers, string path, Func<string, YamlNode, YamlNode> filled)
    {
        var keys = Split(path);
        var effective = Merge.All(layers.Select(layer => layer.Map), Position.Start(""));
        var leaves = layers
            .SelectMany(layer => Leaves(layer.Map, []))
            .Where(leaf => leaf.Take(keys.Count).SequenceEqual(keys, StringComparer.Ordinal))
            .DistinctBy(Join, StringComparer.Ordinal)
            .OrderBy(Join, StringComparer.Ordinal);
        return
        [
            .. leaves
                .Select(leaf => new Explanation(
                    Join(leaf),
                    Find(effective, leaf) is { } value ? OneLine(filled(leaf[0], value)) : null,
                    Candidates(layers, leaf)
                )
                {
                    Keys = leaf,
                })
                .Where(explanation => explanation.Candidates.Count > 0),
        ];
    }

    /// <summary>The layers without what the winner of each explanation says.</summary>
    public static IReadOnlyList<Layer> Without(IReadOnlyList<Layer> layers, IEnumerable<Explanation> explanations)
    {
        var left = layers.ToArray();
        foreach (var keys in explanations.Select(explanation => explanation.Keys))
        {
            var winner = Array.FindLastIndex(left, layer => Speaks(layer.Map, keys) is not null);
            if (winner >= 0)
                left[winner] = left[winner] with { Map = Without(left[winner].Map, [.. keys]) };
        }

        return left;
    }

    // A map of which nothing is left goes with its last entry, and what stands on the way goes where it stands.
    private static YamlMap Without(YamlMap map, ReadOnlySpan<string> keys)
    {
        var entries = new List<YamlEntry>();
        foreach (var entry in map.Entries)
            if (entry.Key.Text != keys[0])
                entries.Add(entry);
            else if (entry.Value is YamlMap { Entries.Count: > 0 } inner && Without(inner, keys[1..]) is { Entries.Count: > 0 } rest)
                entries.Add(entry with { Value = rest });
        return new YamlMap(map.At, entries);
    }

    private static List<LayerValue> Candidates(IReadOnlyList<Layer> layers, IReadOnlyList<string> leaf)
    {
        var candidates = new List<LayerValue>();
        foreach (var layer in layers)
            if (Speaks(layer.Map, leaf) is { } node)
                candidates.Add(new LayerValue(layer.Name, OneLine(node), node.At));
        return candidates;
    }

    // A layer speaks also by putting something that is no map, or null, on the way.
    private static YamlNode? Speaks(YamlMap map, IReadOnlyList<string> leaf)
    {
        YamlNode? node = map;
        foreach (var key in leaf)
        {
            if (node is not YamlMap current)
                return node;
            if ((node = current[key]) is null)
                return null;
        }

        return node is YamlMap { Entries.Count: > 0 } ? null : node;
    }

    private static YamlNode? Find(YamlMap map, IReadOnlyList<string> leaf)
    {
        YamlNode? node = map;
        foreach (var key in leaf)
            node = (node as YamlMap)?[key];
        return node;
    }

    private static IEnumerable<IReadOnlyList<string>> Leaves(YamlMap map, IReadOnlyList<string> above)
    {
        foreach (var (key, value) in map.Entries)
        {
            List<string> path = [.. above, key.Text];
            if (value is YamlMap { Entries.Count: > 0 } inner)
                foreach (var leaf in Leaves(inner, path))
                    yield return leaf;
            else
                yield return path;
        }
    }

    /// <summary>A value as explain and comparisons print it.</summary>
    public static string OneLine(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: true } => "null",
            YamlScalar { IsString: true } text => System.Text.Json.JsonSerializer.Serialize(text.Text, ExplainContext.Default.String),
            YamlScalar scalar => scalar.Text,
            YamlList list => $"[{string.Join(", ", list.Items.Select(OneLine))}]",
            YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {OneLine(entry.Value)}"))}}}",
            _ => "",
        };

    private static string Join(IReadOnlyList<string> path) =>
        string.Join(
            '.',
            path.Select(key => key.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(".", @"\.", StringComparison.Ordinal))
        );

    private static List<string> Split(string path)
    {
        var keys = new List<string>();
        var key = new System.Text.StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 1 < path.Length)
            {
                key.Append(path[++i]);
            }
            else if (path[i] == '.')
            {
                keys.Add(key.ToString());
                key.Clear();
            }
            else
            {
                key.Append(path[i]);
            }
        }

        if (key.Length > 0)
            keys.Add(key.ToString());
        return keys;
    }
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    GenerationMode = System.Text.Json.Serialization.JsonSourceGenerationMode.Default
)]
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class ExplainContext : System.Text.Json.Serialization.JsonSerializerContext;
