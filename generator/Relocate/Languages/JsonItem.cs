namespace GitOpsGen.Relocate.Languages;

/// <summary>A value of a JSON text, with its place.</summary>
public sealed class JsonItem
{
    private readonly List<JsonItem> items = [];

    public JsonItem? Parent { get; internal init; }

    /// <summary>The key it stands under; empty in an array and at the root.</summary>
    public string Key { get; internal init; } = "";

    /// <summary>Its place in an array; -1 elsewhere.</summary>
    public int Index { get; internal init; } = -1;

    /// <summary>The members of an object or an array, in order; empty for a scalar.</summary>
    public IReadOnlyList<JsonItem> Items => items;

    public bool IsArray { get; internal init; }

    /// <summary>The string, where this is one.</summary>
    public JsonString? Text { get; internal set; }

    /// <summary><c>$.panels[0].targets[1].expr</c>.</summary>
    public string Path =>
        Parent is null ? "$"
        : Index >= 0 ? $"{Parent.Path}[{Index}]"
        : $"{Parent.Path}.{Key}";

    /// <summary>The member with this key; null where there is none.</summary>
    public JsonItem? Member(string key) => items.Find(item => item.Index < 0 && item.Key == key);

    /// <summary>The decoded string under a key; null where there is none.</summary>
    public string? MemberText(string key) => Member(key)?.Text?.Value;

    internal void Add(JsonItem item) => items.Add(item);
}

/// <summary>A string of a JSON text: a value or a key.</summary>
/// <param name="item">The value; for a key, the value that it names.</param>
/// <param name="text">The whole JSON text.</param>
public sealed class JsonString(JsonItem item, string text, int start, int length, bool isKey)
{
    private int[]? places;
    private string? value;

    public JsonItem Item => item;

    public bool IsKey => isKey;

    public string Path => item.Path;

    /// <summary>In characters, of the first one after the quote.</summary>
    public int Start => start;

    /// <summary>In characters, as written, without the quotes.</summary>
    public int Length => length;

    /// <summary>Decoded.</summary>
    public string Value => value ??= JsonEscapes.Decode(text, start, length, out places);

    /// <summary>Where a character of <see cref="Value"/> stands in the text.</summary>
    public int RawOffset(int index) =>
        Value.Length == length ? start + index
        : index < places!.Length ? places[index]
        : start + length;

    /// <summary>Which character of <see cref="Value"/> stands at an offset of the text.</summary>
    public int DecodedIndex(int offset)
    {
        if (Value.Length == length)
            return offset - start;
        var found = Array.BinarySearch(places!, offset);
        return found >= 0 ? found : ~found - 1;
    }
}
