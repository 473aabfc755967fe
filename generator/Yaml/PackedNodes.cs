namespace GitOpsGen.Yaml;

/// <summary>
/// Values with their places, kept as bytes: they take about the room of their text, where nodes take several times as much. Nothing is
/// lost but time: whoever asks gets nodes that are made anew, and forgotten with him.
/// </summary>
/// <param name="File">That most of them stand in.</param>
/// <param name="Texts">Keys, and names of other files, each once.</param>
/// <param name="Count">How many maps there are.</param>
internal sealed record PackedNodes(string File, byte[] Bytes, string[] Texts, int Count)
{
    /// <summary>They were not packed now, but come from where they are kept.</summary>
    public bool IsKept { get; init; }

    /// <summary>The values as nodes; those given where they are no smaller packed, as when aliases name one value many times.</summary>
    /// <param name="limit">How many bytes they may take.</param>
    public static IReadOnlyList<YamlMap> Pack(IReadOnlyList<YamlMap> maps, int limit) => Of(maps, limit)?.Maps() ?? maps;

    /// <summary>Null where they are no smaller packed.</summary>
    public static PackedNodes? Of(IReadOnlyList<YamlMap> maps, int limit)
    {
        using var packer = new NodePacker(maps is [var first, ..] ? first.At.File : "", limit);
        foreach (var map in maps)
            packer.Add(map);
        return packer.Finish(maps.Count);
    }

    public IReadOnlyList<YamlMap> Maps()
    {
        var reader = new PackedReader(this, 0, 0);
        var maps = new YamlMap[Count];
        for (var i = 0; i < maps.Length; i++)
            maps[i] = (YamlMap)reader.Node();
        return maps;
    }
}
