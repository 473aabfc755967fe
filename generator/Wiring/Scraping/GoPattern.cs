using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>
/// A regular expression of a relabeling: Go's syntax, anchored at both ends. It is what <see cref="Re2Pattern"/> knows, and the classes
/// <c>\d</c>, <c>\w</c> and anchors at the ends, which say nothing in an anchored one.
/// </summary>
public sealed class GoPattern
{
    // Of .NET only the form is asked: what neither reads is no regular expression.
    private const string OnlyInGo = @"\(\?|\\[pPQExCGzAb]|\[\[:";

    private readonly Re2Pattern? pattern;

    private GoPattern(Re2Pattern? pattern, bool isBroken) => (this.pattern, IsBroken) = (pattern, isBroken);

    /// <summary>It is certainly none.</summary>
    public bool IsBroken { get; }

    public static GoPattern Of(string text)
    {
        if (Re2Pattern.Of(Plain(text)) is { } pattern)
            return new GoPattern(pattern, isBroken: false);
        return new GoPattern(
            null,
            text.Length <= 1000 && !Regex.IsMatch(text, OnlyInGo, RegexOptions.NonBacktracking) && !IsReadable(text)
        );
    }

    /// <summary>Whether all of a value matches, and what the groups caught; null where that cannot be told.</summary>
    public (bool IsMatch, IReadOnlyList<string> Groups)? Match(string value) => pattern?.Match(value);

    private static bool IsReadable(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Plain(string text)
    {
        var inner = text.StartsWith('^') ? text[1..] : text;
        if (inner.EndsWith('$') && !inner.EndsWith("\\$", StringComparison.Ordinal))
            inner = inner[..^1];
        // Anchors bind tighter than alternatives, so they may stay out only where there are none.
        return Classes(inner.Length != text.Length && inner.Contains('|', StringComparison.Ordinal) ? text : inner);
    }

    private static string Classes(string text)
    {
        var plain = new StringBuilder(text.Length);
        var isInside = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                plain.Append(Class(text[++at], isInside));
            else
            {
                isInside = text[at] == '[' || (isInside && text[at] != ']');
                plain.Append(text[at]);
            }
        }

        return plain.ToString();
    }

    private static string Class(char letter, bool isInside) =>
        letter switch
        {
            'd' => isInside ? "0-9" : "[0-9]",
            'w' => isInside ? "0-9A-Za-z_" : "[0-9A-Za-z_]",
            _ => $"\\{letter}",
        };
}
