namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Joins the lines of one command: those that end in a backslash, a backtick or a pipe, and those that begin with a pipe.
/// </summary>
internal static class ShellLine
{
    private const int MostLines = 60;
    private const int Longest = 20_000;

    public static (int Start, int End) Around(string text, int offset)
    {
        var (start, end) = NameScanner.Line(text, offset);
        for (var i = 0; i < MostLines && start > 0; i++)
        {
            var before = NameScanner.Line(text, start - 1);
            if (!GoesOn(text, before.Start, before.End) && !BeginsWithPipe(text, start))
                break;
            start = before.Start;
        }

        for (var i = 0; i < MostLines && NextLine(text, end) is { } next; i++)
        {
            if (!GoesOn(text, NameScanner.Line(text, Math.Max(0, end - 1)).Start, end) && !BeginsWithPipe(text, next))
                break;
            end = NameScanner.Line(text, next).End;
        }

        return (Math.Max(start, offset - Longest), Math.Min(end, offset + Longest));
    }

    private static int? NextLine(string text, int end)
    {
        var newline = text.IndexOf('\n', end);
        return newline < 0 || newline + 1 >= text.Length ? null : newline + 1;
    }

    private static bool GoesOn(string text, int start, int end)
    {
        while (end > start && text[end - 1] is ' ' or '\t' or '\r')
            end--;
        return end > start && text[end - 1] is '\\' or '`' or '|' && !(end - start > 2 && text[end - 2] == '`');
    }

    private static bool BeginsWithPipe(string text, int start)
    {
        var at = start + NameScanner.Indentation(text, start);
        // A row of a table begins with a pipe, too, but a command behind it stands alone.
        return at + 1 < text.Length
            && text[at] == '|'
            && text[at + 1] == ' '
            && !text.AsSpan(at, NameScanner.Line(text, at).End - at).TrimEnd().EndsWith("|", StringComparison.Ordinal);
    }
}
