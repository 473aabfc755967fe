using System.Buffers;
using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Templates;

/// <summary>A function and its arguments between two <c>|</c>; a value alone is a function without arguments.</summary>
public sealed record Stage(string Function, string[] Arguments);

/// <summary>Takes the expressions of template actions apart, no further than the judges need.</summary>
public static partial class Expression
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n|(),\"`");

    /// <summary>The words of a text with the place of each: a quoted text, a group in parentheses, <c>|</c>, or a word.</summary>
    public static IReadOnlyList<(string Text, int Start)> Words(string text)
    {
        var words = new List<(string, int)>();
        for (var i = 0; i < text.Length; )
        {
            if (text[i] is ' ' or '\t' or '\n' or '\r' or ',')
            {
                i++;
                continue;
            }

            var end = End(text, i);
            words.Add((text[i..end], i));
            i = end;
        }

        return words;
    }

    public static IReadOnlyList<Stage> Split(string expression)
    {
        var stages = new List<Stage>();
        var words = new List<string>();
        foreach (var (word, _) in Words(expression).Append(("|", 0)))
        {
            if (word != "|")
                words.Add(word);
            else if (words.Count > 0)
                stages.Add(new Stage(words[0], [.. words.Skip(1)]));
            if (word == "|")
                words.Clear();
        }

        return stages;
    }

    public static string? Literal(string word) => word is ['"', .., '"'] or ['`', .., '`'] ? word[1..^1] : null;

    public static string? FirstLiteral(string inner) =>
        Words(inner).Select(word => Literal(word.Text)).FirstOrDefault(text => text is not null);

    /// <summary><c>a.b</c> of <c>.Values.a.b</c>.</summary>
    public static string? ValuePath(string word) => Values().Match(word) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The one value that an expression asks for; null where there is none, or several.</summary>
    public static string? OnlyValuePath(string expression) =>
        AnyValue().Matches(expression).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList() is [var one]
            ? one
            : null;

    public static (string Variable, string Value)? Assignment(string inner) =>
        Assigned().Match(inner) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : null;

    private static int End(string text, int start) =>
        text[start] switch
        {
            '"' or '`' => Quoted(text, start),
            '(' => Group(text, start),
            '|' or ')' => start + 1,
            _ => text.AsSpan(start).IndexOfAny(WordEnds) switch
            {
                < 0 => text.Length,
                0 => start + 1,
                var length => start + length,
            },
        };

    private static int Quoted(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
            if (text[i] == '\\' && text[start] == '"')
                i++;
            else if (text[i] == text[start])
                return i + 1;
        return text.Length;
    }

    private static int Group(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is '"' or '`')
                i = Quoted(text, i) - 1;
            else if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
            {
                // `(lookup …).spec` is one word.
                while (i + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[i + 1]) || text[i + 1] is '.' or '_'))
                    i++;
                return i + 1;
            }
        }

        return text.Length;
    }

    [GeneratedRegex(@"^\$?\.Values\.([\w.-]+)$")]
    private static partial Regex Values();

    [GeneratedRegex(@"\.Values\.([\w.-]*\w)")]
    private static partial Regex AnyValue();

    [GeneratedRegex(@"^\s*(\$\w+)\s*:?=\s*(.*?)\s*$", RegexOptions.Singleline)]
    private static partial Regex Assigned();
}
