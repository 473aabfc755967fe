namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// YAML's flow form in a configuration (<c>- {source_labels: [a], regex: b}</c>), unfolded to the lines that it stands for.
/// </summary>
internal static class ScrapeFlow
{
    private const int Deepest = 8;

    public static List<ScrapeLine> Unfold(string text, ScrapeLine line)
    {
        var found = new List<ScrapeLine>();
        Into(found, text, line, 0);
        return found;
    }

    private static void Into(List<ScrapeLine> found, string text, ScrapeLine line, int depth)
    {
        if (depth > Deepest || Open(text, line) is not { } open)
        {
            found.Add(line);
            return;
        }

        var isItem = line.Key.Length == 0;
        if (!isItem)
            found.Add(line with { Value = "" });
        var first = true;
        foreach (var (start, end) in Parts(text, open.At + 1, open.Close))
        {
            var part =
                text[open.At] == '['
                    ? new ScrapeLine(start, end, line.Column + 1, line.Column + 2, "", text[start..end])
                    : Entry(text, start, end, line, isItem, first);
            Into(found, text, part, depth + 1);
            first = false;
        }
    }

    // The first entry of a map that is an item carries the dash.
    private static ScrapeLine Entry(string text, int start, int end, ScrapeLine line, bool isItem, bool first)
    {
        var content = text[start..end];
        var colon = content.IndexOf(':', StringComparison.Ordinal);
        var (indent, column) = isItem ? (first ? line.Indent : line.Column, line.Column) : (line.Column + 1, line.Column + 1);
        return colon < 0
            ? new ScrapeLine(start, end, indent, column, "", content)
            : new ScrapeLine(start, end, indent, column, content[..colon].Trim(' ', '"', '\''), content[(colon + 1)..].Trim());
    }

    // A list of plain values, and a hole of a template, stay what they are.
    private static (int At, int Close)? Open(string text, ScrapeLine line)
    {
        if (line.Value is not ['{' or '[', ..] || line.Value.StartsWith("{{", StringComparison.Ordinal))
            return null;
        if (
            line.Value[0] == '['
            && (
                line.Key.Length == 0
                || !line.Value.AsSpan(1).TrimStart().StartsWith("{")
                || line.Value.AsSpan(1).TrimStart().StartsWith("{{")
            )
        )
            return null;
        if (line.Value[0] == '{' && line.Key.Length == 0 && !line.IsItem)
            return null;
        var at = text.LastIndexOf(line.Value, line.End - 1, line.End - line.Start, StringComparison.Ordinal);
        return at >= 0 && Close(text, at, line.End) is >= 0 and var close ? (at, close) : null;
    }

    private static int Close(string text, int open, int end)
    {
        var depth = 0;
        for (var at = open; at < end; at = Next(text, at, end))
        {
            depth +=
                text[at] is '{' or '[' ? 1
                : text[at] is '}' or ']' ? -1
                : 0;
            if (depth == 0)
                return at;
        }

        return -1;
    }

    private static IEnumerable<(int Start, int End)> Parts(string text, int start, int end)
    {
        var (depth, from) = (0, start);
        for (var at = start; at < end; at = Next(text, at, end))
        {
            depth +=
                text[at] is '{' or '[' ? 1
                : text[at] is '}' or ']' ? -1
                : 0;
            if (text[at] != ',' || depth != 0)
                continue;
            yield return Trimmed(text, from, at);
            from = at + 1;
        }

        if (!text.AsSpan(from, end - from).IsWhiteSpace())
            yield return Trimmed(text, from, end);
    }

    private static (int Start, int End) Trimmed(string text, int start, int end)
    {
        while (start < end && text[start] == ' ')
            start++;
        while (end > start && text[end - 1] == ' ')
            end--;
        return (start, end);
    }

    // What is in quotes opens and parts nothing.
    private static int Next(string text, int at, int end) =>
        text[at] is '"' or '\'' && text.IndexOf(text[at], at + 1, end - at - 1) is >= 0 and var close ? close + 1 : at + 1;
}
