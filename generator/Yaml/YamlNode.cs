using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>A YAML value that knows where it was written.</summary>
public abstract class YamlNode(Position at)
{
    public Position At { get; } = at;

    /// <summary>What the node is called in messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>
/// A scalar. <see cref="IsString"/>: it was quoted, or is text whatever it looks like; otherwise a reader of YAML decides by its look.
/// </summary>
public sealed class YamlScalar : YamlNode
{
    // Long texts are most of what large manifests hold, and are seldom looked at.
    private const int Long = 256;

    // A text, or a long one as UTF-8, which takes half the room; as it is where halves of characters would be lost.
    private readonly object text;

    public YamlScalar(Position at, string text, bool isString)
        : base(at) => (this.text, IsString) = (text.Length >= Long ? Packed(text) : text, isString);

    internal YamlScalar(Position at, PackedText text, bool isString)
        : base(at) => (this.text, IsString) = (text, isString);

    public string Text =>
        text switch
        {
            string whole => whole,
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            _ => text.ToString()!,
        };

    /// <summary>Its text, where it is kept like that; else empty.</summary>
    internal ReadOnlyMemory<byte> Utf8 =>
        text switch
        {
            byte[] bytes => bytes,
            PackedText packed => packed.Utf8,
            _ => default,
        };

    public bool IsString { get; }

    private static object Packed(string text) =>
        Encoding.UTF8.GetBytes(text) is var bytes && Encoding.UTF8.GetString(bytes) == text ? bytes : text;

    /// <summary>YAML 1.2's null: nothing, <c>~</c> or <c>null</c>, unquoted.</summary>
    public bool IsNull => !IsString && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind =>
        IsNull ? "null"
        : IsString ? "text"
        : Text is "true" or "false" ? "boolean"
        : long.TryParse(Text, out _) ? "integer"
        : "text";
}

/// <summary>Stands where a value does not fit its shape, and the bag says why: nobody may then say that nothing is there.</summary>
public sealed class YamlUnreadable(Position at) : YamlNode(at)
{
    public override string Kind => "unreadable value";
}

/// <summary>A list of values.</summary>
public sealed class YamlList(Position at, IReadOnlyList<YamlNode> items) : YamlNode(at)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "list";
}

/// <summary>One key of a map, with the place of the key.</summary>
public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A map from text to values, in the order written.</summary>
public sealed class YamlMap(Position at, IReadOnlyList<YamlEntry> entries) : YamlNode(at)
{
    // Most maps are small: the index is only made for large ones.
    private readonly Dictionary<string, YamlNode>? index = entries.Count > 8 && entries is not PackedEntries ? Index(entries) : null;

    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    /// <summary>Where other maps were merged in by the key <c>&lt;&lt;</c>; their entries are among <see cref="Entries"/>.</summary>
    public Position? MergedAt { get; init; }

    public override string Kind => "map";

    public YamlNode? this[string key]
    {
        get
        {
            if (index is not null)
                return index.GetValueOrDefault(key);
            if (Entries is PackedEntries packed)
                return packed.Find(key);
            foreach (var entry in Entries)
                if (entry.Key.Text == key)
                    return entry.Value;
            return null;
        }
    }

    /// <summary>The keys whose values, or items of them, do not fit their shapes.</summary>
    public ImmutableHashSet<string> Unreadable =>
        [
            .. Entries
                .Where(entry =>
                    entry.Value is YamlUnreadable || (entry.Value as YamlList)?.Items.Any(item => item is YamlUnreadable) == true
                )
                .Select(entry => entry.Key.Text),
        ];

    /// <summary>Something is said under the key, readable or not.</summary>
    public bool Says(string key) => this[key] is not (null or YamlScalar { IsNull: true });

    // The first of two equal keys counts, as in a small map.
    private static Dictionary<string, YamlNode> Index(IReadOnlyList<YamlEntry> entries)
    {
        var values = new Dictionary<string, YamlNode>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
            values.TryAdd(entry.Key.Text, entry.Value);
        return values;
    }

    public static YamlMap Empty(Position at) => new(at, []);

    public YamlMap? Map(string key) => this[key] as YamlMap;

    public IReadOnlyList<YamlNode> List(string key) => (this[key] as YamlList)?.Items ?? [];

    public YamlScalar? Scalar(string key) => this[key] is YamlScalar { IsNull: false } scalar ? scalar : null;

    public string? Text(string key) => Scalar(key)?.Text;

    public IReadOnlyList<YamlScalar> Texts(string key) => [.. List(key).OfType<YamlScalar>().Where(scalar => !scalar.IsNull)];

    public int? Integer(string key) => int.TryParse(Text(key), out var value) ? value : null;

    /// <param name="keys">Of the maps on the way, and of the integer.</param>
    public int? Integer(IReadOnlyList<string> keys) =>
        keys.SkipLast(1).Aggregate((YamlMap?)this, (map, key) => map?.Map(key))?.Integer(keys[^1]);

    public bool Flag(string key) => Text(key) == "true";
}
