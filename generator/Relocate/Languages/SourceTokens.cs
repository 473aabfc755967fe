namespace GitOpsGen.Relocate.Languages;

/// <param name="Start">After the quote.</param>
/// <param name="End">Of the quote that closes it.</param>
internal readonly record struct SourceSpan(int Start, int End);

/// <summary>A pair of brackets; the parent is the pair around it, -1 at the outermost.</summary>
internal readonly record struct SourceGroup(int Open, int Close, int Parent);

/// <summary>Comments, strings and brackets of a source text, read in one pass.</summary>
internal sealed class SourceTokens
{
    private readonly List<SourceSpan> comments = [];
    private readonly List<SourceSpan> strings = [];
    private readonly List<SourceGroup> groups = [];
    private readonly Stack<int> open = new();
    private readonly string text;
    private readonly SourceLanguage language;

    public SourceTokens(string text, SourceLanguage language)
    {
        this.text = text;
        this.language = language;
        for (var at = 0; at < text.Length; )
            at = Next(at);
    }

    public IReadOnlyList<SourceGroup> Groups => groups;

    public bool IsComment(int offset) => Find(comments, offset) >= 0;

    public SourceSpan? StringAt(int offset) => Find(strings, offset) is >= 0 and var index ? strings[index] : null;

    /// <summary>The strings within a part of the text, in order, at most as many as one may read.</summary>
    public IEnumerable<SourceSpan> StringsIn(int start, int end, int most)
    {
        var index = Find(strings, start);
        for (index = index < 0 ? ~index : index; index < strings.Count && most-- > 0 && strings[index].Start < end; index++)
        {
            if (strings[index].Start >= start)
                yield return strings[index];
        }
    }

    /// <summary>The innermost pair of brackets around an offset; -1 where there is none.</summary>
    public int GroupAt(int offset)
    {
        var (low, high) = (0, groups.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (groups[middle].Open < offset)
                low = middle + 1;
            else
                high = middle - 1;
        }

        // high opens before the offset; it, or one around it, closes behind.
        while (high >= 0 && groups[high].Close < offset)
            high = groups[high].Parent;
        return high;
    }

    private static int Find(List<SourceSpan> spans, int offset)
    {
        var (low, high) = (0, spans.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (offset < spans[middle].Start)
                high = middle - 1;
            else if (offset >= spans[middle].End)
                low = middle + 1;
            else
                return middle;
        }

        return ~low;
    }

    private int Next(int at)
    {
        var one = text[at];
        if (one <= ' ' || char.IsAsciiLetterOrDigit(one))
            return at + 1;
        if (NameScanner.StartsWith(text, at, language.LineComment) || (language.HashToo && one == '#'))
            return Comment(at, Or(text.IndexOf('\n', at)));
        if (language.BlockComments && NameScanner.StartsWith(text, at, "/*"))
            return Comment(at, Or(text.IndexOf("*/", at + 2, StringComparison.Ordinal), 2));
        if (language.Triple && (NameScanner.StartsWith(text, at, "\"\"\"") || NameScanner.StartsWith(text, at, "'''")))
            return Triple(at);
        if (one is '\'' && !language.Quotes.Contains(one, StringComparison.Ordinal))
            return Character(at);
        if (language.Quotes.Contains(one, StringComparison.Ordinal))
            return Quoted(at);
        if (one is '(' or '[' or '{')
            Open(at);
        else if (one is ')' or ']' or '}')
            Close(at);
        return at + 1;
    }

    private int Or(int found, int more = 0) => found < 0 ? text.Length : found + more;

    private int Comment(int start, int end)
    {
        comments.Add(new SourceSpan(start, end));
        return end;
    }

    // A text that stands alone where a statement does is the documentation of a function.
    private int Triple(int at)
    {
        var end = Or(text.IndexOf(text.Substring(at, 3), at + 3, StringComparison.Ordinal));
        var before = text.AsSpan(0, at).TrimEnd();
        var isDocumentation =
            language.LineComment == "#"
            && (
                before.Length == 0
                || before[^1] == ':'
                || NameScanner.Line(text, at).Start is var line
                    && text.AsSpan(line, at - line).IsWhiteSpace()
                    && before[^1] is not ('(' or ',' or '=' or '[')
            );
        (isDocumentation ? comments : strings).Add(new SourceSpan(at + 3, end));
        return Math.Min(end + 3, text.Length);
    }

    // 'x' of Go, C#, Java and Rust; 'a without an end is a lifetime.
    private int Character(int at)
    {
        var close = text.IndexOf('\'', Math.Min(at + 1, text.Length), Math.Min(10, text.Length - Math.Min(at + 1, text.Length)));
        return close < 0 || (close - at > 2 && text[at + 1] != '\\') ? at + 1 : Math.Max(close + 1, at + 1);
    }

    private int Quoted(int at)
    {
        var quote = text[at];
        var verbatim = at > 0 && text[at - 1] == '@' && quote == '"';
        var end = at + 1;
        while (end < text.Length && text[end] != quote)
        {
            // An open quote at the end of a line is an apostrophe somewhere; only these may go on.
            if (text[end] == '\n' && quote != '`' && !verbatim && !language.ByNewline)
                return at + 1;
            if (text[end] == '\n' && quote != '`' && language.ByNewline)
                return at + 1;
            end += text[end] == '\\' && !verbatim && !(quote == '`' && language.Quotes.Length == 2) ? 2 : 1;
        }

        if (end >= text.Length)
            return at + 1;
        strings.Add(new SourceSpan(at + 1, end));
        return end + 1;
    }

    private void Open(int at)
    {
        groups.Add(new SourceGroup(at, text.Length, open.Count > 0 ? open.Peek() : -1));
        open.Push(groups.Count - 1);
    }

    private void Close(int at)
    {
        if (open.Count == 0)
            return;
        var index = open.Pop();
        groups[index] = groups[index] with { Close = at };
    }
}
