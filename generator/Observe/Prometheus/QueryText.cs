using System.Collections.Immutable;
using System.Text;

namespace GitOpsGen.Observe.Prometheus;

/// <summary>
/// Fills the facts of a deployment into a query. They stand for the values of labels, so they are filled in where PromQL has a text in
/// quotes, and escaped as those quotes want it: whatever a fact holds, it ends no quotes. Elsewhere a name stays as it is written, and
/// Prometheus says what is wrong with it.
/// </summary>
public static class QueryText
{
    /// <returns>Null where a fact cannot be written where it is wanted: a backtick between backticks.</returns>
    public static string? Fill(string query, ImmutableSortedDictionary<string, string> facts)
    {
        var filled = new StringBuilder(query.Length);
        var quote = '\0';
        for (var at = 0; at < query.Length; at++)
        {
            var letter = query[at];
            if (quote != '\0' && letter == '$' && Name(query, at + 1, facts) is { } name)
            {
                if (Escaped(facts[name], quote) is not { } value)
                    return null;
                filled.Append(value);
                at += name.Length;
                continue;
            }

            filled.Append(letter);
            if (quote is '"' or '\'' && letter == '\\' && at + 1 < query.Length)
                filled.Append(query[++at]);
            else if (quote == '\0' && letter == '#')
                at = Comment(query, at, filled);
            else if (quote == '\0' && letter is '"' or '\'' or '`')
                quote = letter;
            else if (letter == quote)
                quote = '\0';
        }

        return filled.ToString();
    }

    // $apple is not $app with something behind it.
    private static string? Name(string query, int start, ImmutableSortedDictionary<string, string> facts)
    {
        var end = start;
        while (end < query.Length && (char.IsAsciiLetterOrDigit(query[end]) || query[end] == '_'))
            end++;
        return facts.ContainsKey(query[start..end]) ? query[start..end] : null;
    }

    // An apostrophe in a comment begins no text.
    private static int Comment(string query, int at, StringBuilder filled)
    {
        while (at + 1 < query.Length && query[at + 1] != '\n')
            filled.Append(query[++at]);
        return at;
    }

    private static string? Escaped(string value, char quote)
    {
        if (quote == '`')
            return value.Contains('`', StringComparison.Ordinal) ? null : value;
        return value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal);
    }
}
