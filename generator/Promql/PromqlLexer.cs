using System.Text;

namespace GitOpsGen.Promql;

/// <summary>Cuts an expression into its pieces. What is no PromQL ends it.</summary>
internal sealed class PromqlLexer(string text)
{
    // The longest first, so that none is taken for its beginning.
    private static readonly string[] Signs =
    [
        "==",
        "!=",
        "<=",
        ">=",
        "=~",
        "!~",
        "</",
        ">/",
        "=",
        "<",
        ">",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        "@",
        ":",
    ];

    private readonly List<PromqlToken> tokens = [];
    private int at;
    private int brackets;

    /// <summary>Null when a character or text is none of the language.</summary>
    public static List<PromqlToken>? Read(string text) => new PromqlLexer(text).Read();

    private List<PromqlToken>? Read()
    {
        while (Skip())
            if (!Piece())
                return null;
        return tokens;
    }

    // Blanks and comments.
    private bool Skip()
    {
        while (at < text.Length && (text[at] is ' ' or '\t' or '\n' or '\r' or '#'))
            if (text[at] == '#')
                at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
            else
                at++;
        return at < text.Length;
    }

    private bool Piece()
    {
        var c = text[at];
        if (c is '"' or '\'' or '`')
            return Text(c);
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number();
        return IsNameStart(c) ? Name() : Sign();
    }

    // A colon belongs to a name, but for a subquery's.
    private bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c == ':' && brackets == 0);

    private bool Name()
    {
        var start = at;
        while (at < text.Length && (IsNameStart(text[at]) || char.IsAsciiDigit(text[at])))
            at++;
        return Add(TokenKind.Name, text[start..at]);
    }

    private bool Sign()
    {
        var sign = Array.Find(Signs, one => string.CompareOrdinal(text, at, one, 0, one.Length) == 0);
        if (sign is null)
            return false;
        at += sign.Length;
        brackets = Math.Max(
            0,
            brackets
                + (
                    sign == "[" ? 1
                    : sign == "]" ? -1
                    : 0
                )
        );
        return Add(TokenKind.Sign, sign);
    }

    // Numbers may be hexadecimal, and have an exponent and underscores; letters that are none of these make a duration.
    private bool Number()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_' || IsSignOfExponent(start)))
            at++;
        var written = text[start..at];
        var kind = PromqlDuration.Of(written) is not null ? TokenKind.Duration : TokenKind.Number;
        return (kind == TokenKind.Duration || PromqlNumber.Of(written) is not null) && Add(kind, written);
    }

    private bool IsSignOfExponent(int start) =>
        text[at] is '+' or '-'
        && at > start
        && text[at - 1] is 'e' or 'E'
        && !text.AsSpan(start, at - start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private bool Text(char quote)
    {
        var found = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote; at++)
            if (quote != '`' && text[at] == '\n')
                return false;
            else if (quote != '`' && text[at] == '\\')
            {
                if (!Escape(found))
                    return false;
            }
            else
                found.Append(text[at]);
        return at++ < text.Length && Add(TokenKind.Text, found.ToString());
    }

    // As Go writes them; the last character of the escape is left for the caller to pass.
    private bool Escape(StringBuilder found)
    {
        if (++at >= text.Length)
            return false;
        if ("abfnrtv".IndexOf(text[at], StringComparison.Ordinal) is var known and >= 0)
            found.Append("\a\b\f\n\r\t\v"[known]);
        else if (text[at] is '\\' or '"' or '\'')
            found.Append(text[at]);
        else
            return Coded(found);
        return true;
    }

    private bool Coded(StringBuilder found)
    {
        var (skip, length, radix) = text[at] switch
        {
            'x' => (1, 2, 16),
            'u' => (1, 4, 16),
            'U' => (1, 8, 16),
            >= '0' and <= '7' => (0, 3, 8),
            _ => (0, 0, 0),
        };
        if (length == 0 || at + skip + length > text.Length || !IsCode(text.AsSpan(at + skip, length), radix))
            return false;
        var code = Convert.ToInt64(text.Substring(at + skip, length), radix);
        at += skip + length - 1;
        if (!Rune.IsValid((int)Math.Min(code, int.MaxValue)))
            return false;
        found.Append(new Rune((int)code));
        return true;
    }

    private static bool IsCode(ReadOnlySpan<char> digits, int radix)
    {
        foreach (var digit in digits)
            if (radix == 16 ? !char.IsAsciiHexDigit(digit) : digit is < '0' or > '7')
                return false;
        return true;
    }

    private bool Add(TokenKind kind, string found)
    {
        tokens.Add(new PromqlToken(kind, found));
        return true;
    }
}
