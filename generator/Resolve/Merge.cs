using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>Lays maps over each other: maps merge, lists and scalars replace, null removes.</summary>
public static class Merge
{
    public static YamlMap All(IEnumerable<YamlMap> maps, Position at) =>
        maps.Aggregate(YamlMap.Empty(at), Over);

    /// <summary><paramref name="upper"/> over <paramref name="lower"/>. Keys keep the order in which they first appeared.</summary>
    public static YamlMap Over(YamlMap lower, YamlMap upper)
    {
        if (upper.Entries.Count == 0) return lower;
        var result = new List<YamlEntry>(lower.Entries.Count + upper.Entries.Count);
        foreach (var entry in lower.Entries)
        {
            switch (upper[entry.Key.Text])
            {
                case null:
                    result.Add(entry);
                    break;
                case YamlScalar { IsNull: true }:
                    break;
                case YamlMap over when entry.Value is YamlMap under:
                    result.Add(new YamlEntry(entry.Key, Over(under, over)));
                    break;
                case var value:
                    result.Add(new YamlEntry(entry.Key, WithoutNulls(value)));
                    break;
            }
        }

        foreach (var entry in upper.Entries)
            if (lower[entry.Key.Text] is null && entry.Value is not YamlScalar { IsNull: true })
                result.Add(new YamlEntry(entry.Key, WithoutNulls(entry.Value)));
        return new YamlMap(lower.Entries.Count == 0 ? upper.At : lower.At, result);
    }

    // A null removes also where nothing was there to be removed.
    private static YamlNode WithoutNulls(YamlNode node) => node is YamlMap map ? Over(YamlMap.Empty(map.At), map) : node;
}
