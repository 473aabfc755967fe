namespace GitOpsGen.Relocate.Languages;

/// <param name="Indent">Of the text; of the dash, where the line begins an item.</param>
/// <param name="Column">Where the key stands, behind the dashes.</param>
internal readonly record struct ScrapeLine(int Start, int End, int Indent, int Column, string Key, string Value)
{
    public bool IsItem => Column > Indent;
}

/// <summary>Lines of a configuration by their indentation alone, so that holes of templates and broken YAML do no harm.</summary>
internal static class ScrapeLines
{
    public static List<ScrapeLine> Read(string text)
    {
        var lines = new List<ScrapeLine>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            if (One(text, start, end) is { } line)
                lines.AddRange(ScrapeFlow.Unfold(text, line));
            start = end + 1;
        }

        return lines;
    }

    // Blank lines, comments and lines of a template are no lines of the configuration.
    private static ScrapeLine? One(string text, int start, int end)
    {
        var indent = NameScanner.Indentation(text, start);
        var at = start + indent;
        if (
            at >= end
            || text[at] is '#' or '\r'
            || (NameScanner.StartsWith(text, at, "{{") && text.AsSpan(at, end - at).TrimEnd().EndsWith("}}", StringComparison.Ordinal))
        )
            return null;
        while (at + 1 < end && text[at] == '-' && text[at + 1] == ' ')
            at += 1 + NameScanner.Indentation(text, at + 1);
        var content = text[at..end].TrimEnd();
        var colon = content.IndexOf(':', StringComparison.Ordinal);
        var isKey =
            colon > 0
            && content.AsSpan(0, colon).IndexOfAny(" \"'{[".AsSpan()) < 0
            && (colon + 1 == content.Length || content[colon + 1] == ' ');
        return new ScrapeLine(
            start,
            end,
            indent,
            at - start,
            isKey ? content[..colon] : "",
            isKey ? content[(colon + 1)..].Trim() : content
        );
    }

    /// <summary>A value without its quotes and the comment behind it.</summary>
    public static string Plain(string value)
    {
        if (value.Length > 1 && value[0] is '"' or '\'' && value.IndexOf(value[0], 1) is > 0 and var close)
            return value[1..close];
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).Trim();
    }

    /// <summary>The items of <c>[a, b]</c>, or the value itself.</summary>
    public static IEnumerable<string> List(string value) =>
        Plain(value).Trim('[', ']').Split(',').Select(one => one.Trim(' ', '"', '\'')).Where(one => one.Length > 0);
}
