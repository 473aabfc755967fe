using System.Buffers;

namespace GitOpsGen.Check.Secrets;

/// <summary>A value that a text gives to a name which is a credential's.</summary>
/// <param name="Line">Of the text, from 1.</param>
internal readonly record struct Assignment(string Name, CredentialKind Kind, string Value, int Line);

/// <summary>
/// Finds <c>name: value</c>, <c>name = value</c>, <c>--name value</c> and <c>&lt;name&gt;value</c> in texts of any form: YAML, JSON, TOML,
/// properties, shell, XML. Each place is looked at once, so its time grows with the length of the text alone.
/// </summary>
internal static class Assignments
{
    private const int LongestName = 100;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t,;&\"'})]<>|`");
    private static readonly SearchValues<char> Signs = SearchValues.Create(":=>");
    private static readonly SearchValues<char> SignsAndSpace = SearchValues.Create(":=> ");

    /// <summary>Only those whose names are credentials'.</summary>
    public static IEnumerable<Assignment> In(string text)
    {
        if (!CredentialNames.MayBeIn(text))
            yield break;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (CredentialNames.MayBeIn(lines[i]) && !IsComment(lines[i]))
                foreach (var found in InLine(lines[i], i + 1 < lines.Length ? lines[i + 1] : ""))
                    yield return found with
                    {
                        Line = i + 1,
                    };
    }

    private static List<Assignment> InLine(string line, string next)
    {
        var found = new List<Assignment>();
        // A space ends the name of an option alone.
        var signs = line.Contains("--", StringComparison.Ordinal) ? SignsAndSpace : Signs;
        for (var i = Next(line, 1, signs); i >= 0; i = Next(line, i + 1, signs))
            if (
                NameBefore(line, i) is { } name
                && CredentialNames.Of(name) is not CredentialKind.None and var kind
                && ValueAfter(line, i, next) is { Length: > 0 } value
            )
                found.Add(new Assignment(name, kind, value, 0));
        return found;
    }

    private static int Next(string line, int from, SearchValues<char> signs) =>
        from < line.Length && line.AsSpan(from).IndexOfAny(signs) is >= 0 and var at ? from + at : -1;

    private static bool IsComment(string line) => line.AsSpan().TrimStart() is ['#', ..] or [';', ..] or ['/', '/', ..] or ['<', '!', ..];

    // Null where no name ends here.
    private static string? NameBefore(string line, int sign)
    {
        // A comparison.
        if (line[sign] == '=' && line.AsSpan(sign) is [_, '=' or '~' or '>', ..])
            return null;
        var end = sign;
        while (end > 0 && line[end - 1] == ' ' && line[sign] != ' ')
            end--;
        var isQuoted = end > 0 && line[end - 1] is '"' or '\'';
        while (end > 0 && line[end - 1] is '"' or '\'' or '\\')
            end--;
        var start = end;
        while (start > 0 && end - start < LongestName && IsOfName(line[start - 1]))
            start--;
        return start < end && Begins(line, start, line[sign], isQuoted) ? line[start..end] : null;
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    // What stands before a name says whether it is one.
    private static bool Begins(string line, int start, char sign, bool isQuoted) =>
        sign switch
        {
            ' ' => line.AsSpan(start).StartsWith("--"),
            '>' => start > 0 && line[start - 1] == '<',
            // In prose a colon follows a word of the sentence.
            ':' => isQuoted || line.AsSpan(0, start).Trim() is [] or ['-'] or [.., '{' or '[' or ','],
            _ => start == 0 || line[start - 1] is ' ' or '\t' or '"' or '\'' or ';' or '&' or '?' or ',' or '(' or '{' or '[' or '`' or ':',
        };

    private static string ValueAfter(string line, int sign, string next)
    {
        var rest = line.AsSpan(sign + 1).Trim();
        if (line[sign] == '>')
            return rest.IndexOf('<') is > 0 and var close ? rest[..close].ToString() : "";
        if (line[sign] == ':' && rest is "|" or ">" or "|-" or ">-")
            return next.Trim();
        rest = rest.TrimStart('\\');
        if (rest is ['"' or '\'' or '`', ..])
            return rest[1..].IndexOf(rest[0]) is >= 0 and var end ? rest.Slice(1, end).TrimEnd('\\').ToString() : "";
        // A list or map, or a field to be filled in.
        if (rest is ['{' or '[', ..])
            return "";
        var stop = rest.IndexOfAny(Ends);
        // More words follow: a sentence, no value.
        if (line[sign] == ':' && stop > 0 && rest[stop] == ' ' && rest[stop..].TrimStart() is not ['#' or '}' or ']', ..])
            return "";
        var value = stop < 0 ? rest : rest[..stop];
        return value is ['-', '-', ..] ? "" : value.ToString();
    }
}
