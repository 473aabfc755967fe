using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>Lays maps over each other: maps merge, lists and scalars replace, null removes.</summary>
public static class Merge
{
    /// <summary>Parameters: what is removed is gone.</summary>
    public static YamlMap All(IEnumerable<YamlMap> maps, Position at) => Values(maps, at).WithoutNulls();

    /// <summary>Helm values: a null stays, because only Helm can remove what the chart itself has there.</summary>
    public static YamlMap Values(IEnumerable<YamlMap> maps, Position at) => maps.Aggregate(YamlMap.Empty(at), Over);

    /// <summary>
    /// <paramref name="upper"/> over <paramref name="lower"/>, nulls kept. Keys keep the order in which they first appeared.
    /// </summary>
    public static YamlMap Over(YamlMap lower, YamlMap upper)
    {
        if (upper.Entries.Count == 0)
            return lower;
        if (lower.Entries.Count == 0)
            return upper;
        var merged = lower.Entries.Select(entry =>
            upper[entry.Key.Text] switch
            {
                null => entry,
                YamlMap over when entry.Value is YamlMap under => new YamlEntry(entry.Key, Over(under, over)),
                var value => new YamlEntry(entry.Key, value),
            }
        );
        return new YamlMap(lower.At, [.. merged, .. upper.Entries.Where(entry => lower[entry.Key.Text] is null)]);
    }

    private static YamlMap WithoutNulls(this YamlMap map) =>
        new(
            map.At,
            [
                .. map
                    .Entries.Where(entry => entry.Value is not YamlScalar { IsNull: true })
                    .Select(entry => entry.Value is YamlMap inner ? new YamlEntry(entry.Key, inner.WithoutNulls()) : entry),
            ]
        );
}
