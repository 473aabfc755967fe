using System.Text;

namespace GitOpsGen.Relocate.Languages;

/// <summary>A word of a command line, or an operator between commands.</summary>
/// <param name="Text">Without its quotes.</param>
internal readonly record struct ShellWord(int Start, int End, string Text, bool IsOperator, bool IsQuoted)
{
    public bool Covers(int offset) => Start <= offset && offset < End;
}

/// <summary>Cuts a command line of a POSIX shell or PowerShell into words and operators.</summary>
internal static class ShellWords
{
    public static List<ShellWord> Read(string text, int start, int end)
    {
        var words = new List<ShellWord>();
        for (var at = start; at < end; )
        {
            if (char.IsWhiteSpace(text[at]) || IsContinuation(text, at, end))
                at++;
            else if (Operator(text, at, end) is > 0 and var length)
            {
                words.Add(new ShellWord(at, at + length, text.Substring(at, length), IsOperator: true, IsQuoted: false));
                at += length;
            }
            else if (text[at] == '#' && IsBehindWord(text, at, words))
            {
                at = text.IndexOf('\n', at, end - at) is >= 0 and var next ? next : end;
            }
            else
            {
                var word = Word(text, at, end);
                words.Add(word);
                at = word.End;
            }
        }

        return words;
    }

    // `kubectl get pods # of x`: a comment. At the beginning of a line it may be the prompt.
    private static bool IsBehindWord(string text, int at, List<ShellWord> words) =>
        words.Count > 0 && char.IsWhiteSpace(text[at - 1]) && !text.AsSpan(words[^1].End, at - words[^1].End).Contains('\n');

    // A backslash or a backtick at the end of a line.
    private static bool IsContinuation(string text, int at, int end) =>
        text[at] is '\\' or '`' && (at + 1 >= end || text[at + 1] is '\n' or '\r');

    private static int Operator(string text, int at, int end)
    {
        var next = at + 1 < end ? text[at + 1] : '\0';
        return (text[at], next) switch
        {
            ('|', '|') or ('&', '&') or ('$', '(') => 2,
            ('|' or ';' or '&' or '(' or ')' or '`', _) => 1,
            _ => 0,
        };
    }

    private static ShellWord Word(string text, int start, int end)
    {
        var (value, at, quoted) = (new StringBuilder(), start, false);
        while (at < end && !char.IsWhiteSpace(text[at]) && (at == start || Operator(text, at, end) == 0 || text[at] == '`'))
        {
            if (text[at] is '"' or '\'')
            {
                quoted = true;
                at = Quoted(text, at, end, value);
                continue;
            }

            if (text[at] == '\\' && at + 1 < end && !char.IsLetterOrDigit(text[at + 1]))
                at++;
            if (at < end)
                value.Append(text[at]);
            at++;
        }

        return new ShellWord(start, Math.Min(at, end), value.ToString(), IsOperator: false, quoted);
    }

    private static int Quoted(string text, int at, int end, StringBuilder value)
    {
        var quote = text[at++];
        while (at < end && text[at] != quote)
        {
            if (text[at] == '\\' && quote == '"' && at + 1 < end)
                at++;
            value.Append(text[at++]);
        }

        return at + 1;
    }
}
