namespace GitOpsGen.Relocate.Outlines;

/// <summary>What a line of YAML, or of a template of it, begins with.</summary>
internal static class Lines
{
    /// <summary>The first visible character; an action that stands alone, and one that only steers, count as blank.</summary>
    public static int SkipBlanks(string text, int at, int end)
    {
        while (at < end)
        {
            if (IsBlank(text[at]))
                at++;
            else if (text[at] == OutlineText.Hole && AfterHole(text, at, end) is var after && (after == end || IsBlank(text[after])))
                at = after;
            else
                return at;
        }

        return end;
    }

    public static int SkipSpaces(string text, int at, int end)
    {
        while (at < end && IsBlank(text[at]))
            at++;
        return at;
    }

    /// <summary>Past the anchor and the tag of a value.</summary>
    public static int SkipProperties(string text, int at, int end)
    {
        at = SkipSpaces(text, at, end);
        while (at < end && text[at] is '&' or '!')
        {
            while (at < end && !IsBlank(text[at]))
                at++;
            at = SkipSpaces(text, at, end);
        }

        return at;
    }

    /// <summary>Where the key that begins here ends, its colon not counted; null where none does.</summary>
    public static int? KeyEnd(string text, int at, int end)
    {
        if (text[at] is '"' or '\'')
        {
            var close = Quotes.End(text, at);
            return close < end && text[close] == ':' && (close + 1 == end || IsBlank(text[close + 1])) ? close : null;
        }

        if (text[at] is '{' or '[' or '&' or '!' or '|' or '>' or '%' or '@' or '`')
            return null;
        for (var i = at; i < end; i++)
        {
            if (text[i] == ':' && EndsKey(text, i + 1, end))
                return i > at ? i : null;
            if (text[i] is ' ' or '\t')
                return null;
        }

        return null;
    }

    // a:{{ if … }}b{{ end }} is a text with a colon in it.
    private static bool EndsKey(string text, int at, int end) =>
        at == end
        || (
            IsBlank(text[at])
            && (
                text[at] != OutlineText.Control
                || SkipSpaces(text, at, end) is var next && (next == end || text[next - 1] != OutlineText.Control)
            )
        );

    public static int PlainEnd(string text, int at, int end)
    {
        for (var i = at + 1; i < end; i++)
        {
            if (text[i] != '#' || text[i - 1] is not (' ' or '\t'))
                continue;
            end = i;
            break;
        }

        while (end > at && IsBlank(text[end - 1]))
            end--;
        return end;
    }

    public static bool IsSeparator(string text, int at, int end, int line) =>
        end - at >= 3
        && text.AsSpan(at, 3) is "---" or "..."
        && (at + 3 == end || IsBlank(text[at + 3]) || text[at + 3] == OutlineText.Hole)
        && (at == line || text[line] is OutlineText.Hole or OutlineText.Control);

    public static bool IsHole(string text, int at, int end) => at < end && text[at] == OutlineText.Hole;

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or OutlineText.Control;

    private static int AfterHole(string text, int at, int end)
    {
        while (at < end && text[at] == OutlineText.Hole)
            at++;
        return at;
    }
}
