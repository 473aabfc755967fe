namespace GitOpsGen.Relocate.Languages;

/// <summary>Reads names forwards and backwards from a place in a text.</summary>
internal static class NameScanner
{
    // Of a longer line only what stands around the mention is looked at: a line of megabytes with a mention everywhere must not be read
    // anew for each.
    private const int LongestLine = 50_000;

    private static readonly string[] Files = [".yaml", ".yml", ".json", ".md", ".txt", ".sh", ".ps1", ".tpl", ".log", ".csv"];

    public static bool EndsWith(string text, int offset, string word) =>
        offset >= word.Length && string.CompareOrdinal(text, offset - word.Length, word, 0, word.Length) == 0;

    public static bool StartsWith(string text, int offset, string word) => string.CompareOrdinal(text, offset, word, 0, word.Length) == 0;

    /// <summary>Letters, digits, <c>-</c> and <c>*</c>: what a name or its pattern is made of.</summary>
    public static bool IsName(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or '*';

    public static string NameAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsName(text[end]))
            end++;
        return text[start..end];
    }

    public static string NameBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && IsName(text[start - 1]))
            start--;
        return text[start..end];
    }

    /// <summary>The line around an offset, without its end.</summary>
    public static (int Start, int End) Line(string text, int offset)
    {
        var back = Math.Min(offset, LongestLine);
        var newline = back == 0 ? -1 : text.LastIndexOf('\n', offset - 1, back);
        var start = newline < 0 ? offset - back : newline + 1;
        var ahead = Math.Min(text.Length - offset, LongestLine);
        var end = text.IndexOf('\n', offset, ahead);
        if (end < 0)
            end = offset + ahead;
        return (start, end > start && text[end - 1] == '\r' ? end - 1 : end);
    }

    /// <summary>Whether the mention is a folder or a file: moving what is in the cluster renames none.</summary>
    public static bool IsPath(string text, int offset, string from)
    {
        if (offset < 0)
            return false;
        var after = offset + from.Length;
        return (offset > 0 && text[offset - 1] is '/' or '\\' && !EndsWith(text, offset, "\\\\"))
            || (after < text.Length && text[after] == '/')
            || Files.Any(ending => StartsWith(text, after, ending));
    }

    public static int Indentation(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at - start;
    }
}
