namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Finds the blocks of a document: fences of Markdown, <c>code-block</c> of reStructuredText, <c>[source]</c> of AsciiDoc.
/// </summary>
internal static class DocumentFences
{
    public static List<Fence> Read(string text, string path)
    {
        var fences = new List<Fence>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            var fence = One(text, path, start, end);
            if (fence is not null)
                fences.Add(fence);
            start = fence is null ? end + 1 : NameScanner.Line(text, Math.Min(fence.End, text.Length - 1)).End + 1;
        }

        return fences;
    }

    private static Fence? One(string text, string path, int start, int end)
    {
        var line = text[start..end].TrimStart(' ', '\t', '>', '-', '*', '+').Trim();
        if (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal))
            return Markdown(text, end, line);
        var isRst =
            path.EndsWith(".rst", StringComparison.OrdinalIgnoreCase)
            && (line.StartsWith(".. code", StringComparison.Ordinal) || line.StartsWith(".. sourcecode", StringComparison.Ordinal));
        if (isRst && line.Contains("::", StringComparison.Ordinal))
            return Indented(text, start, end, line[(line.IndexOf("::", StringComparison.Ordinal) + 2)..].Trim());
        return line.StartsWith("[source", StringComparison.Ordinal) && !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            ? Ascii(text, end, line)
            : null;
    }

    // The fence is closed by as many of its own characters as opened it, or more.
    private static Fence? Markdown(string text, int end, string line)
    {
        var width = line.TakeWhile(one => one == line[0]).Count();
        var language = line[width..]
            .Trim()
            .Split([' ', '{', ',', '}'], StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault("")
            .TrimStart('.')
            .ToLowerInvariant();
        if (line[width..].Contains('`', StringComparison.Ordinal))
            return null;
        return Until(text, end, language, found => found.Length >= width && found.All(one => one == line[0]));
    }

    private static Fence? Ascii(string text, int end, string line)
    {
        var parts = line.Trim('[', ']').Split(',');
        var ruler = text.IndexOf('\n', Math.Min(end + 1, text.Length));
        return ruler < 0 || !text[(end + 1)..ruler].TrimEnd().StartsWith("----", StringComparison.Ordinal)
            ? null
            : Until(
                text,
                ruler,
                parts.Length > 1 ? parts[1].Trim().ToLowerInvariant() : "",
                found => found.StartsWith("----", StringComparison.Ordinal)
            );
    }

    private static Fence? Until(string text, int end, string language, Func<string, bool> closes)
    {
        if (end >= text.Length)
            return null;
        for (var start = end + 1; start < text.Length; )
        {
            var next = text.IndexOf('\n', start);
            if (next < 0)
                next = text.Length;
            if (closes(text[start..next].TrimStart(' ', '\t', '>').TrimEnd()))
                return new Fence(language, end + 1, start - end - 1);
            start = next + 1;
        }

        return new Fence(language, end + 1, text.Length - end - 1);
    }

    private static Fence? Indented(string text, int start, int end, string language)
    {
        var indent = NameScanner.Indentation(text, start);
        var at = end + 1;
        while (
            at < text.Length
            && NameScanner.Line(text, at) is var line
            && (text.AsSpan(line.Start, line.End - line.Start).IsWhiteSpace() || NameScanner.Indentation(text, at) > indent)
        )
            at = text.IndexOf('\n', at) is >= 0 and var newline ? newline + 1 : text.Length;
        return at <= end + 1 ? null : new Fence(language.ToLowerInvariant(), end + 1, Math.Min(at, text.Length) - end - 1);
    }
}
