using System.Collections;

namespace GitOpsGen.Yaml;

/// <summary>Where the values in a packed list or map are.</summary>
/// <param name="At">The first byte.</param>
/// <param name="Line">Of the list or map.</param>
internal readonly record struct PackedChildren(PackedNodes Nodes, int At, int Line, int Count)
{
    public PackedReader Reader => new(Nodes, At, Line);
}

/// <summary>The items of a packed list, made anew each time that they are asked for.</summary>
internal sealed class PackedItems(PackedChildren all) : IReadOnlyList<YamlNode>
{
    private YamlNode[]? numbered;

    public int Count => all.Count;

    /// <summary>Whoever goes through them by number gets all at once, or each would cost as much as those before it.</summary>
    public YamlNode this[int index] => (numbered ??= [.. this])[index];

    public IEnumerator<YamlNode> GetEnumerator()
    {
        var reader = all.Reader;
        for (var i = 0; i < all.Count; i++)
            yield return reader.Node();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The entries of a packed map, made anew each time that they are asked for.</summary>
internal sealed class PackedEntries(PackedChildren all) : IReadOnlyList<YamlEntry>
{
    private YamlEntry[]? numbered;

    public int Count => all.Count;

    /// <summary>As for <see cref="PackedItems"/>.</summary>
    public YamlEntry this[int index] => (numbered ??= [.. this])[index];

    /// <summary>The value of the first entry with that key, without making nodes of the others.</summary>
    public YamlNode? Find(string key)
    {
        var reader = all.Reader;
        for (var i = 0; i < all.Count; i++)
            if (reader.IsKey(key))
                return reader.Value();
            else
                reader.SkipValue();
        return null;
    }

    public IEnumerator<YamlEntry> GetEnumerator()
    {
        var reader = all.Reader;
        for (var i = 0; i < all.Count; i++)
            yield return new YamlEntry(reader.Key(), reader.Value());
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
