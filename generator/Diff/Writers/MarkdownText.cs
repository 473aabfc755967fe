using System.Net;
using System.Text;

namespace GitOpsGen.Diff.Writers;

/// <summary>Puts any text into Markdown so that it stays text: it mentions nobody, links nothing, and closes no block.</summary>
public static class MarkdownText
{
    private const char ZeroWidthSpace = '\u200b';

    /// <summary>Prose, also within a cell of a table.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (c is '\n' or '\r')
            {
                result.Append(' ');
                continue;
            }

            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '&') result.Append('\\');
            result.Append(c);
            // GitHub looks for names and numbers of issues in what is rendered, so a backslash would not help.
            if (c is '@' or '#') result.Append(ZeroWidthSpace);
        }

        return result.ToString();
    }

    /// <summary>Code within a line, also within a cell of a table.</summary>
    public static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        var ticks = new string('`', LongestRun(line) + 1);
        return line.StartsWith('`') || line.EndsWith('`') ? $"{ticks} {line} {ticks}" : $"{ticks}{line}{ticks}";
    }

    /// <summary>A block of code whose fence is longer than any in it.</summary>
    public static string Fence(string language, IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}{language}\n{text}\n{fence}\n";
    }

    /// <summary>Text within an HTML element.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text).Replace("@", $"@{ZeroWidthSpace}", StringComparison.Ordinal);

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
}
