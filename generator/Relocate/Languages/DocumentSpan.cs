namespace GitOpsGen.Relocate.Languages;

/// <summary>Code within running text: between backticks, or on a line that is a command.</summary>
internal static class DocumentSpan
{
    /// <summary>The text between the backticks around the offset, on its line; null where there are none.</summary>
    public static (int Start, int End)? Code(string text, int offset)
    {
        var line = NameScanner.Line(text, offset);
        if (line.Start > 0 && text[line.Start - 1] != '\n')
            return Nearest(text, offset, line.Start, line.End);
        int? open = null;
        for (var at = line.Start; at < line.End; at++)
        {
            if (text[at] != '`')
                continue;
            var width = 1;
            while (at + width < line.End && text[at + width] == '`')
                width++;
            if (open is { } start && offset >= start && offset < at)
                return (start, at);
            open = open is null ? at + width : null;
            at += width - 1;
            if (open is null && at > offset)
                return null;
        }

        return null;
    }

    // Of a line cut short nobody knows which backtick opens: one that text follows at once does.
    private static (int Start, int End)? Nearest(string text, int offset, int start, int end)
    {
        var open = text.LastIndexOf('`', offset, offset - start);
        var close = text.IndexOf('`', offset, end - offset);
        return open < 0 || close < 0 || char.IsWhiteSpace(text[open + 1]) || char.IsWhiteSpace(text[close - 1]) ? null : (open + 1, close);
    }

    public static Judgement? Judge(string code, int index, RelocationRequest request, Inventory inventory)
    {
        if (CommandLine.Judge(code, index, request, inventory) is { } command)
            return command;
        if (
            SmallLanguages.Judge(code, index, request, inventory) is { } named
            && (named.Verdict != Verdict.Move || !IsFolder(code, index, request))
        )
            return named;
        return PromShape.Snippet(code, index) is not null ? PromQl.Judge(code, index, request, inventory) : null;
    }

    // In a command of another program x/y may be a folder.
    private static bool IsFolder(string code, int index, RelocationRequest request) =>
        ObjectPath.IsBarePair(code, index, request.From.Length) && code.AsSpan().Trim().ContainsAny(' ', '\t');

    /// <summary>Whether the command that the line belongs to begins with a program, perhaps behind a prompt.</summary>
    public static bool IsCommand(string text, int offset)
    {
        var (start, end) = ShellLine.Around(text, offset);
        var words = text[start..Math.Min(end, start + 200)].TrimStart().TrimStart('$', '>', '#', '*', '-', ' ').Split([' ', '\n', '\t'], 3);
        return words.Length > 1
            && char.IsAsciiLetterLower(text[start..end].TrimStart('$', '>', '#', '*', '-', ' ', '\t')[0])
            && CommandTools.IsProgram(words[0] == "sudo" ? words[1] : words[0]);
    }
}
