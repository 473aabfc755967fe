namespace GitOpsGen.Relocate.Structured;

/// <summary>Tells whether a place is behind the sign that begins a comment on its line.</summary>
internal static class Comments
{
    /// <summary><c>#</c> at the beginning of the line or behind a blank, and outside of quotes.</summary>
    public static bool IsHash(string text, int at) =>
        Behind(text, at, static (line, i) => line[i] == '#' && (i == 0 || line[i - 1] is ' ' or '\t'));

    /// <summary><c>//</c>, as JSON with comments has it.</summary>
    public static bool IsSlashes(string text, int at) =>
        Behind(text, at, static (line, i) => line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/');

    /// <summary>Between <c>/*</c> and <c>*/</c>.</summary>
    public static bool IsBetweenStars(string text, int at) =>
        text.LastIndexOf("/*", at, StringComparison.Ordinal) > text.LastIndexOf("*/", at, StringComparison.Ordinal);

    private static bool Behind(string text, int at, Func<string, int, bool> begins)
    {
        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        // A line of megabytes holds data; nobody comments it.
        if (at - start > 10_000)
            return false;
        var line = text[start..at];
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            if (quote != '\0')
                quote = line[i] == quote ? '\0' : quote;
            else if (begins(line, i))
                return true;
            else if (line[i] is '"' || (line[i] == '\'' && (i == 0 || !char.IsLetterOrDigit(line[i - 1]))))
                quote = line[i];
        }

        return false;
    }
}
