using System.Text;
using System.Text.RegularExpressions;

namespace GitOpsGen.Printing;

/// <summary>
/// Puts any text into Markdown so that it stays text: it mentions nobody, links nothing, closes no block and no issue, and marks nothing of
/// ours.
/// </summary>
public static partial class MarkdownText
{
    private const string Joint = "\u200b";

    private const string Special = "\\`*_{}[]<>|~&$!";

    /// <summary>Prose, also within a cell of a table or at the begin of an item.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in Plain(text))
        {
            if (Special.Contains(c, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(c);
        }

        // What begins a line may be a list, a heading or a rule.
        var escaped = result.ToString();
        return Item().Match(escaped) is { Success: true, Length: var length }
            ? $"{escaped[..(length - 1)]}\\{escaped[(length - 1)..]}"
            : escaped;
    }

    /// <summary>
    /// One line that is shown as it is, but in which GitHub looks for names, issues, commits and addresses: a title, a commit's message.
    /// </summary>
    // It looks for them in what is rendered, so a backslash would not help.
    public static string Plain(string text) =>
        Reference()
            .Replace(
                Quoted(PlainText.Line(text)),
                match =>
                    match.Value switch
                    {
                        "://" => $":{Joint}//",
                        var hash when hash.Length >= 7 => $"{hash[..4]}{Joint}{hash[4..]}",
                        var sign => sign + Joint,
                    }
            );

    /// <summary>Code within a line, also within a cell of a table. GitHub looks for nothing in it.</summary>
    public static string Code(string text)
    {
        var line = Quoted(PlainText.Line(text)).Replace("|", "\\|", StringComparison.Ordinal);
        var ticks = new string('`', LongestRun(line) + 1);
        return line.Length == 0 || line.StartsWith('`') || line.EndsWith('`') ? $"{ticks} {line} {ticks}" : $"{ticks}{line}{ticks}";
    }

    /// <summary>What a block of code shows: no longer when it is shown twice.</summary>
    public static string Block(string text) => Ticks().Replace(Quoted(PlainText.Lines(text)), match => $"{match.Value[..^1]}\\u0060");

    /// <summary>A block of code whose fence is longer than any in it.</summary>
    public static string Fence(string language, string text)
    {
        var shown = Block(text);
        var fence = new string('`', Math.Max(3, LongestRun(shown) + 1));
        return $"{fence}{language}\n{shown}\n{fence}\n";
    }

    /// <summary>Text within an HTML element.</summary>
    public static string Html(string text) => HtmlText.Of(PlainText.Line(text)).Replace("@", $"@{Joint}", StringComparison.Ordinal);

    // Our own marks are comments, which are looked for in the text whatever is around them.
    private static string Quoted(string text) => text.Replace("<!--", "<\\u0021--", StringComparison.Ordinal);

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    [GeneratedRegex(@"[@#]|://|\bwww(?=\.)|\bgh-(?=\d)|(?<=^|[\s({\[])[0-9a-f]{7,40}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    // The fence around a longer run would take the room of the text.
    [GeneratedRegex("`{64}", RegexOptions.NonBacktracking)]
    private static partial Regex Ticks();

    [GeneratedRegex(@"^(?:\s*[-+=]|\s*\d+[.)])", RegexOptions.NonBacktracking)]
    private static partial Regex Item();
}
