namespace GitOpsGen.Relocate.Languages;

/// <summary>The strings of a JSON text with their paths and places. It forgives comments, trailing commas and template holes.</summary>
public sealed class JsonStrings
{
    private readonly List<JsonString> all = [];

    // The objects and arrays that are open, without recursion: hostile depth must not end the process.
    private readonly Stack<JsonItem> open = new();
    private readonly string text;
    private JsonString? key;

    private JsonStrings(string text) => this.text = text;

    public JsonItem? Root { get; private set; }

    /// <summary>All strings, keys included, in order.</summary>
    public IReadOnlyList<JsonString> All => all;

    /// <summary>The offset at which the text ceased to be JSON; null where all of it was read.</summary>
    public int? StoppedAt { get; private set; }

    public static JsonStrings Read(string text)
    {
        var json = new JsonStrings(text);
        json.Read();
        return json;
    }

    /// <summary>The string that covers an offset.</summary>
    public JsonString? At(int offset)
    {
        var (low, high) = (0, all.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = all[middle];
            if (offset < found.Start)
                high = middle - 1;
            else if (offset >= found.Start + found.Length)
                low = middle + 1;
            else
                return found;
        }

        return null;
    }

    private void Read()
    {
        var at = 0;
        while (at < text.Length && StoppedAt is null)
        {
            at = text[at] switch
            {
                '{' when at + 1 < text.Length && text[at + 1] == '{' && Hole(at) is { } end => end,
                '{' => Open(at, isArray: false),
                '[' => Open(at, isArray: true),
                '}' => Close(at, isArray: false),
                ']' => Close(at, isArray: true),
                '"' => Quoted(at),
                '/' => Comment(at),
                ',' or ':' or '\uFEFF' => at + 1,
                var other when char.IsWhiteSpace(other) => at + 1,
                _ => Bare(at),
            };
        }

        if (open.Count > 0)
            StoppedAt ??= text.Length;
        if (key is not null)
            Add(isArray: false);
    }

    // {{ .Values.x }}; two braces of nested objects cannot stand together, for an object begins with a key.
    private int? Hole(int at)
    {
        var end = text.IndexOf("}}", at + 2, StringComparison.Ordinal);
        return end < 0 ? null : end + 2;
    }

    private int Open(int at, bool isArray)
    {
        open.Push(Add(isArray));
        return at + 1;
    }

    private int Close(int at, bool isArray)
    {
        if (key is not null)
            Add(isArray: false);
        if (open.Count == 0 || open.Peek().IsArray != isArray)
            StoppedAt = at;
        else
            open.Pop();
        return at + 1;
    }

    private int Quoted(int at)
    {
        var end = at + 1;
        while (end < text.Length && text[end] != '"')
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
        {
            StoppedAt = at;
            return text.Length;
        }

        Keep(at + 1, end - at - 1, end + 1);
        return end + 1;
    }

    private void Keep(int start, int length, int after)
    {
        var isKey = key is null && open.Count > 0 && !open.Peek().IsArray;
        if (isKey && IsColon(after))
            key = new JsonString(null!, text, start, length, isKey: true);
        var item = isKey && key is not null ? null : Add(isArray: false);
        if (item is null)
            all.Add(key!);
        else
            all.Add(item.Text = new JsonString(item, text, start, length, isKey: false));
    }

    private bool IsColon(int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length && text[at] == ':';
    }

    private JsonItem Add(bool isArray)
    {
        var parent = open.Count > 0 ? open.Peek() : null;
        var item = new JsonItem
        {
            Parent = parent,
            Key = key?.Value ?? "",
            Index = parent is { IsArray: true } ? parent.Items.Count : -1,
            IsArray = isArray,
        };
        if (key is not null)
            Name(item);
        parent?.Add(item);
        Root ??= item;
        return item;
    }

    // A key was met before its value: now the value is there, the key can point at it.
    private void Name(JsonItem item)
    {
        var index = all.Count - 1;
        while (!ReferenceEquals(all[index], key))
            index--;
        all[index] = new JsonString(item, text, key!.Start, key.Length, isKey: true);
        key = null;
    }

    private int Comment(int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        var end = next switch
        {
            '/' => text.IndexOf('\n', at),
            '*' => text.IndexOf("*/", at + 2, StringComparison.Ordinal) is var close && close < 0 ? -1 : close + 2,
            _ => -2,
        };
        if (end == -2)
            StoppedAt = at;
        return end < 0 ? text.Length : end;
    }

    // Numbers, true, false, null, and what a template leaves bare.
    private int Bare(int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '+' or '.' or '_' or '$'))
            end++;
        if (end == at)
            StoppedAt = at;
        else if (open.Count > 0)
            Add(isArray: false);
        return end;
    }
}
