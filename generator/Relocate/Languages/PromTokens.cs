namespace GitOpsGen.Relocate.Languages;

internal enum PromKind
{
    Word,
    Number,
    Text,
    Operator,
    Comment,
    Hole,
    Other,
}

internal readonly record struct PromToken(PromKind Kind, int Start, int End)
{
    public int Length => End - Start;
}

/// <summary>
/// Cuts PromQL into tokens. It also reads what is put into it elsewhere: variables of Grafana, holes of templates, quotes escaped once
/// more.
/// </summary>
internal static class PromTokens
{
    public static List<PromToken> Read(string text)
    {
        var tokens = new List<PromToken>();
        for (var at = 0; at < text.Length; )
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at, tokens);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static PromToken Next(string text, int at, List<PromToken> before) =>
        text[at] switch
        {
            '#' => new(PromKind.Comment, at, Or(text.IndexOf('\n', at), text.Length)),
            '"' or '\'' or '`' => new(PromKind.Text, at, Quoted(text, at)),
            '\\' when at + 1 < text.Length && text[at + 1] is '"' or '\'' => new(PromKind.Text, at, Escaped(text, at)),
            '{' when IsHole(text, at, before) => new(
                PromKind.Hole,
                at,
                Or(text.IndexOf("}}", at, StringComparison.Ordinal), text.Length - 2) + 2
            ),
            '[' => new(PromKind.Other, at, Range(text, at)),
            '$' or ':' or '_' => new(PromKind.Word, at, Word(text, at)),
            var one when char.IsLetter(one) => new(PromKind.Word, at, Word(text, at)),
            var one when char.IsAsciiDigit(one) => new(PromKind.Number, at, Number(text, at)),
            '=' or '!' or '>' or '<' when at + 1 < text.Length && text[at + 1] is '=' or '~' => new(PromKind.Operator, at, at + 2),
            '=' or '>' or '<' or '+' or '-' or '*' or '/' or '%' or '^' or '(' or ')' or '{' or '}' or ',' or '@' => new(
                PromKind.Operator,
                at,
                at + 1
            ),
            _ => new(PromKind.Other, at, at + 1),
        };

    // Three braces are a selector that begins with a hole.
    private static bool IsHole(string text, int at, List<PromToken> before)
    {
        if (at + 1 >= text.Length || text[at + 1] != '{')
            return false;
        var afterName = before.Count > 0 && before[^1].Kind == PromKind.Word && before[^1].End == at;
        return !(at + 2 < text.Length && text[at + 2] == '{' && afterName) && text.IndexOf("}}", at, StringComparison.Ordinal) >= 0;
    }

    private static int Quoted(string text, int at)
    {
        var quote = text[at];
        var end = at + 1;
        while (end < text.Length && text[end] != quote)
            end += text[end] == '\\' && quote != '`' ? 2 : 1;
        return Math.Min(end + 1, text.Length);
    }

    private static int Escaped(string text, int at)
    {
        var end = text.IndexOf("\\" + text[at + 1], at + 2, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + 2;
    }

    private static int Range(string text, int at)
    {
        var end = text.IndexOf(']', at);
        if (end < 0)
            return text.Length;
        return end + 1 < text.Length && text[end + 1] == ']' ? end + 2 : end + 1;
    }

    private static int Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or ':' or '$' || IsVariable(text, end)))
            end = text[end] == '{' ? Or(text.IndexOf('}', end), text.Length - 1) + 1 : end + 1;
        return Math.Max(end, at + 1);
    }

    private static bool IsVariable(string text, int at) => text[at] == '{' && at > 0 && text[at - 1] == '$';

    private static int Number(string text, int at)
    {
        var end = at;
        while (
            end < text.Length
            && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_' || (text[end] is '-' or '+' && text[end - 1] is 'e' or 'E'))
        )
            end++;
        return end;
    }

    private static int Or(int found, int otherwise) => found < 0 ? otherwise : found;
}
