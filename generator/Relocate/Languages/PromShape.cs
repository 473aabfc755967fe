namespace GitOpsGen.Relocate.Languages;

/// <summary>Tells a matcher by its form: <c>{…label="…</c> around the mention.</summary>
internal static class PromShape
{
    // A selector in a document is short; a longer way back is another brace's.
    private const int Farthest = 600;

    public static bool IsMatcher(string text, int offset)
    {
        var at = offset - 1;
        while (at >= 0 && offset - at < Farthest && text[at] is not ('"' or '\'' or '`' or '\n'))
            at--;
        if (at < 0 || text[at] is not ('"' or '\'' or '`'))
            return false;
        at = Back(text, at - 1, '\\');
        at = Back(text, at, ' ');
        if (at < 1 || !IsOperator(text, ref at))
            return false;
        at = Back(text, at, ' ');
        var end = at;
        while (at >= 0 && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at--;
        return at < end && IsOpen(text, at, offset);
    }

    private static int Back(string text, int at, char over)
    {
        while (at >= 0 && text[at] == over)
            at--;
        return at;
    }

    private static bool IsOperator(string text, ref int at)
    {
        if (text[at] == '~' && text[at - 1] is '=' or '!')
            at -= 2;
        else if (text[at] == '=' && text[at - 1] is not (':' or '='))
            at -= text[at - 1] == '!' ? 2 : 1;
        else
            return false;
        return true;
    }

    // Before the label a brace stands open, after a metric or at a beginning, and no other key: value came between.
    private static bool IsOpen(string text, int at, int offset)
    {
        for (; at >= 0 && offset - at < Farthest; at--)
        {
            if (text[at] is '"' or '\'')
                at = text.LastIndexOf(text[at], Math.Max(at - 1, 0));
            if (at < 0 || text[at] is '}' or ';' or ':')
                return false;
            if (text[at] == '{')
                return at == 0 || text[at - 1] is not ('$' or '{' or ')');
        }

        return false;
    }

    /// <summary>The selector around the offset with its metric; null where the text has not that form.</summary>
    public static (int Start, int End)? Snippet(string text, int offset)
    {
        if (!IsMatcher(text, offset))
            return null;
        var line = NameScanner.Line(text, offset);
        var start = text.LastIndexOf('{', offset);
        while (start > line.Start && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or ':'))
            start--;
        var end = text.IndexOf('}', offset);
        return start < 0 || end < 0 || end - offset > Farthest ? null : (start, end + 1);
    }
}
