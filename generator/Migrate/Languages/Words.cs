namespace GitOpsGen.Migrate.Languages;

/// <summary>Reads names forwards and backwards from a place in a text.</summary>
internal static class Words
{
    public static bool EndsWith(string text, int offset, string word) =>
        offset >= word.Length && string.CompareOrdinal(text, offset - word.Length, word, 0, word.Length) == 0;

    public static bool StartsWith(string text, int offset, string word) => string.CompareOrdinal(text, offset, word, 0, word.Length) == 0;

    /// <summary>Letters, digits, <c>-</c> and <c>*</c>: what a name or its pattern is made of.</summary>
    public static bool IsName(char one) => char.IsAsciiLetterOrDigit(one) || one is '-' or '*';

    public static string NameAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsName(text[end])) end++;
        return text[start..end];
    }

    public static string NameBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && IsName(text[start - 1])) start--;
        return text[start..end];
    }

    /// <summary>The line around an offset, without its end.</summary>
    public static (int Start, int End) Line(string text, int offset)
    {
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var end = text.IndexOf('\n', offset);
        if (end < 0) end = text.Length;
        return (start, end > start && text[end - 1] == '\r' ? end - 1 : end);
    }

    public static int Indentation(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at - start;
    }
}
