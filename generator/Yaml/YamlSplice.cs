using GitOpsGen.Diagnostics;
using YamlDotNet.Core;

namespace GitOpsGen.Yaml;

/// <summary>
/// Adds to YAML that people own: one piece of text goes in, every other character stays, comments and line ends too. What came out is
/// read again; when it does not say what was said before and the new thing, nothing is spliced.
/// </summary>
public static partial class YamlSplice
{
    /// <summary>
    /// Appends to a list below nested keys; a list that is missing or empty is begun. Null when the text has a form that cannot be spliced
    /// safely.
    /// </summary>
    public static string? Append(string text, IReadOnlyList<string> path, YamlNode item)
    {
        try
        {
            var spliced = YamlSpan.Read(text) is { } root ? Into(text, root, path, Flow(item)) : null;
            return spliced is not null && Says(spliced, text, path, item) ? spliced : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>
    /// Adds a key with a text to a map below nested keys, of which the last may be missing. Null when the text has a form that cannot be
    /// spliced safely, or has the key.
    /// </summary>
    public static string? Put(string text, IReadOnlyList<string> path, string value)
    {
        try
        {
            var spliced = YamlSpan.Read(text) is { } root ? Put(text, root, path, Flow(value)) : null;
            return spliced is not null && Leaves(spliced) is { } after && Leaves(text) is { } before && IsAdded(before, after, path, value)
                ? spliced
                : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>
    /// Says something at nested keys, whatever stood there, of which the last may be missing; null takes the key out. Null when the text
    /// has a form that cannot be spliced safely.
    /// </summary>
    public static string? Set(string text, IReadOnlyList<string> path, YamlNode? value)
    {
        try
        {
            if (YamlSpan.Read(text) is not { } root)
                return null;
            var spliced = Set(text, root, path, value);
            return spliced is not null && IsSet(text, spliced, path, value) ? spliced : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>
    /// Puts another name in place of scalars, keys among them. Null when the text does not say the same but for them afterwards.
    /// </summary>
    /// <param name="places">Of <paramref name="text"/>, each with the name that goes.</param>
    public static string? Rename(string text, IReadOnlyCollection<YamlSpan.Scalar> places, string name)
    {
        var spliced = places
            .OrderByDescending(place => place.Start)
            .Aggregate(text, (all, place) => $"{all[..place.Start]}{Flow(name)}{all[place.End..]}");
        if (Leaves(text) is not { } before || Leaves(spliced) is not { } after || before.Count != after.Count)
            return null;
        var changed = before.Zip(after).Where(one => one.First != one.Second).ToList();
        return changed.Count == places.Count && changed.TrueForAll(one => one.Second == name) ? spliced : null;
    }

    /// <summary>A value on one line: <c>{name: x, server: y}</c>.</summary>
    public static string Flow(YamlNode node) =>
        node switch
        {
            YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Flow(entry.Key)}: {Flow(entry.Value)}"))}}}",
            YamlList list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
            YamlScalar { IsString: false } scalar => scalar.Text.Length == 0 ? "null" : scalar.Text,
            YamlScalar scalar => Flow(scalar.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };

    public static string Flow(string text) =>
        text.Any(char.IsControl) ? throw new ArgumentException("control characters do not belong on one line", nameof(text))
        : YamlWriter.IsSafePlain(text) && text.IndexOfAny([',', '[', ']', '{', '}']) < 0 ? text
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string? Put(string text, YamlSpan node, IReadOnlyList<string> path, string value)
    {
        if (node is not YamlSpan.Map map)
            return null;
        if (path.Count > 1 && map[path[0]] is { } entry)
            return Put(text, entry.Value, [.. path.Skip(1)], value);
        if (path.Count > 2 || map[path[0]] is not null)
            return null;
        var line = path.Count == 1 ? $"{path[0]}: {value}" : $"{path[0]}: {{{path[1]}: {value}}}";
        if (map.IsFlow)
            return map.Entries.Count == 0 ? text.Insert(map.Start + 1, line) : text.Insert(map.Entries[^1].Value.End, $", {line}");
        return map.Entries.Count > 0 && Margin(text, map.Entries[0].Key.Start) is { } margin ? Below(text, map.End, margin + line) : null;
    }

    private static string? Set(string text, YamlSpan root, IReadOnlyList<string> path, YamlNode? value)
    {
        var (map, name) = (root, path[^1]);
        YamlSpan? above = null;
        foreach (var key in path.SkipLast(1))
            if ((map as YamlSpan.Map)?[key] is { } next)
                (map, above) = (next.Value, next.Key);
            else
                return value is null ? text : Put(text, root, path, Flow(value));
        if (map is not YamlSpan.Map own)
            return null;
        if (own[name] is not { } entry)
            return value is null ? text : Put(text, root, path, Flow(value));
        if (value is not null && (entry.Value is YamlSpan.Scalar { IsBlock: false } || own.IsFlow))
            return entry.Value is YamlSpan.Alias
                ? null
                : $"{text[..entry.Value.Start]}{(entry.Value.End > entry.Value.Start ? "" : " ")}{Flow(value)}{text[entry.Value.End..]}";
        var without =
            own.IsFlow ? WithoutFlow(text, own, name)
            : value is null && own.Entries.Count == 1 && above is not null ? Emptied(text, above, entry)
            : WithoutLines(text, entry);
        return value is null || without is null ? without : Put(without, YamlSpan.Read(without)!, path, Flow(value));
    }

    private static string WithoutFlow(string text, YamlSpan.Map map, string name)
    {
        var at = map
            .Entries.Select((entry, index) => (entry, index))
            .First(one => one.entry.Key is YamlSpan.Scalar key && key.Text == name)
            .index;
        var (from, to) =
            at > 0 ? (map.Entries[at - 1].Value.End, map.Entries[at].Value.End)
            : map.Entries.Count > 1 ? (map.Entries[0].Key.Start, map.Entries[1].Key.Start)
            : (map.Entries[0].Key.Start, map.Entries[0].Value.End);
        return text.Remove(from, to - from);
    }

    // A key with nothing below it would be null, which is another thing than a map without entries.
    private static string? Emptied(string text, YamlSpan above, (YamlSpan Key, YamlSpan Value) entry) =>
        WithoutLines(text, entry) is { } without && without.IndexOf(':', above.End) is >= 0 and var colon
            ? without.Insert(colon + 1, " {}")
            : null;

    // With what stands behind it on its last line, a comment that spoke of it.
    private static string? WithoutLines(string text, (YamlSpan Key, YamlSpan Value) entry)
    {
        if (Margin(text, entry.Key.Start) is null)
            return null;
        var from = LineStart(text, entry.Key.Start);
        var end = text.IndexOf('\n', Math.Max(entry.Key.End, entry.Value.End) - 1);
        return end < 0 ? text[..from] : text.Remove(from, end + 1 - from);
    }

    private static bool IsSet(string text, string spliced, IReadOnlyList<string> path, YamlNode? value)
    {
        var diagnostics = new DiagnosticBag();
        return YamlReader.ReadMap("", text, diagnostics) is { } before
            && YamlReader.ReadMap("", spliced, diagnostics) is { } after
            && !diagnostics.HasErrors
            && Pairs(Replaced(before, path, value)).SetEquals(Pairs(after));
    }

    // Without the order of keys, which says nothing.
    private static HashSet<string> Pairs(YamlMap map) => [.. map.Entries.SelectMany(entry => Pairs(entry.Key.Text, entry.Value))];

    private static IEnumerable<string> Pairs(string path, YamlNode node) =>
        node is YamlMap { Entries.Count: > 0 } map
            ? map.Entries.SelectMany(entry => Pairs($"{path}\n{entry.Key.Text}", entry.Value))
            : [$"{path}\n\n{YamlWriter.Write(Y.Map(("value", node)))}"];

    private static YamlMap Replaced(YamlMap map, IReadOnlyList<string> path, YamlNode? value)
    {
        var entries = map.Entries.Where(entry => entry.Key.Text != path[0]).ToList();
        var inner = path.Count == 1 ? value : Replaced(map[path[0]] as YamlMap ?? YamlMap.Empty(map.At), [.. path.Skip(1)], value);
        if (inner is not null)
            entries.AddRange(Y.Map((path[0], inner)).Entries);
        return new YamlMap(map.At, entries);
    }

    private static bool IsAdded(IReadOnlyList<string> before, IReadOnlyList<string> after, IReadOnlyList<string> path, string value)
    {
        var at = before.Zip(after).TakeWhile(one => one.First == one.Second).Count();
        // What comes behind may begin alike, so that where it went in cannot be told; that it did can.
        var added = after.Count - before.Count;
        return added is 2 or 3
            && Enumerable
                .Range(0, at + 1)
                .Any(from =>
                    after.Skip(from).Take(added).SequenceEqual([.. path.Skip(path.Count - added + 1), value])
                    && before.SequenceEqual(after.Take(from).Concat(after.Skip(from + added)))
                );
    }

    // Every key and value, in the order written.
    private static List<string>? Leaves(string text)
    {
        var diagnostics = new DiagnosticBag();
        var documents = YamlReader.ReadAll("", text, diagnostics);
        return documents is null || diagnostics.HasErrors ? null : [.. documents.SelectMany(Leaves)];
    }

    private static IEnumerable<string> Leaves(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Leaves(entry.Value).Prepend(entry.Key.Text)),
            YamlList list => list.Items.SelectMany(Leaves),
            YamlScalar scalar => [scalar.Text],
            _ => [],
        };

    private static string? Into(string text, YamlSpan node, IReadOnlyList<string> path, string item)
    {
        if (path.Count == 0)
            return node is YamlSpan.List list ? Item(text, list, item) : null;
        if (node is not YamlSpan.Map map)
            return null;
        if (map[path[0]] is not { } entry)
            return path.Count == 1 ? Key(text, map, path[0], item) : null;
        return path.Count == 1 && entry.Value is YamlSpan.Scalar { IsPlain: true } nothing
            ? Begin(text, map, entry.Key, nothing, item)
            : Into(text, entry.Value, [.. path.Skip(1)], item);
    }

    private static string? Item(string text, YamlSpan.List list, string item)
    {
        if (!list.IsFlow)
            return text[list.Start] == '-' ? Below(text, list.End, $"{Margin(text, list.Start)}- {item}") : null;
        if (list.Items.Count == 0)
            return text.Insert(list.Start + 1, item);
        var last = list.Items[^1];
        return text.Insert(
            last.End,
            Margin(text, last.Start) is { } margin && LineStart(text, last.Start) > list.Start
                ? $",{NewLine(text)}{margin}{item}"
                : $", {item}"
        );
    }

    // `clusters:` with nothing or null behind it.
    private static string? Begin(string text, YamlSpan.Map map, YamlSpan key, YamlSpan.Scalar nothing, string item)
    {
        if (nothing.Text is not ("" or "~" or "null" or "Null" or "NULL") || map.IsFlow)
            return null;
        if (nothing.End > nothing.Start)
            return text.Remove(nothing.Start, nothing.End - nothing.Start).Insert(nothing.Start, $"[{item}]");
        return Margin(text, key.Start) is { } margin ? Below(text, key.End, $"{margin}  - {item}") : null;
    }

    private static string? Key(string text, YamlSpan.Map map, string key, string item)
    {
        if (map.Entries.Count == 0)
            return map.IsFlow ? text.Insert(map.Start + 1, $"{key}: [{item}]") : null;
        if (map.IsFlow)
            return text.Insert(map.Entries[^1].Value.End, $", {key}: [{item}]");
        return Margin(text, map.Entries[0].Key.Start) is { } margin
            ? Below(text, map.End, $"{margin}{key}:{NewLine(text)}{margin}  - {item}")
            : null;
    }

    /// <summary>On a line of its own below the one that holds the character before <paramref name="end"/>.</summary>
    private static string Below(string text, int end, string line)
    {
        var at = text.IndexOf('\n', Math.Max(0, end - 1));
        if (at < 0)
            at = text.Length;
        else if (at > 0 && text[at - 1] == '\r')
            at--;
        return text.Insert(at, NewLine(text) + line);
    }

    /// <summary>The blanks before <paramref name="at"/> when nothing else is on its line before it.</summary>
    private static string? Margin(string text, int at) =>
        text[LineStart(text, at)..at] is var margin && margin.All(c => c == ' ') ? margin : null;

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static bool Says(string spliced, string text, IReadOnlyList<string> path, YamlNode item)
    {
        var diagnostics = new DiagnosticBag();
        if (
            YamlReader.ReadMap("", text, diagnostics) is not { } before
            || YamlReader.ReadMap("", spliced, diagnostics) is not { } after
            || diagnostics.HasErrors
        )
            return false;
        return YamlWriter.Write(With(before, path, item)) == YamlWriter.Write(after);
    }

    private static YamlMap With(YamlMap map, IReadOnlyList<string> path, YamlNode item)
    {
        var entries = map
            .Entries.Select(entry =>
                entry.Key.Text != path[0]
                    ? entry
                    : entry with
                    {
                        Value =
                            path.Count > 1
                                ? With((YamlMap)entry.Value, [.. path.Skip(1)], item)
                                : Y.List([.. (entry.Value as YamlList)?.Items ?? [], item]),
                    }
            )
            .ToList();
        if (path.Count == 1 && map[path[0]] is null)
            entries.AddRange(Y.Map((path[0], Y.List(item))).Entries);
        return new YamlMap(map.At, entries);
    }
}
