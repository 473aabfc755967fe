using System.Text;

namespace GitOpsGen.Migrate.Reports;

/// <summary>Writes a report as Markdown. Whatever a file holds, it cannot become markup.</summary>
public static class ReportMarkdown
{
    private const string Special = "\\`*_{}[]<>|#~&$!";

    public static string Write(string title, IEnumerable<Section> sections)
    {
        var text = new StringBuilder($"# {Escape(title)}\n");
        foreach (var section in sections)
        {
            text.Append("\n## ").Append(Escape(section.Title)).Append('\n');
            foreach (var block in section.Blocks) text.Append('\n').Append(Write(block));
        }

        return text.ToString();
    }

    private static string Write(Block block) => block switch
    {
        Block.Words words => Line(words.Text) + "\n",
        Block.Items items => string.Concat(items.Texts.Select(item => $"- {Line(item)}\n")),
        Block.Table table => Row(table.Head) + Row(table.Head.Select(_ => "---"), escaped: true) + string.Concat(table.Rows.Select(row => Row(row))),
        Block.Code code => Fence(code),
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    private static string Row(IEnumerable<string> cells, bool escaped = false) => $"| {string.Join(" | ", escaped ? cells : cells.Select(Escape))} |\n";

    // A fence must be longer than any in the text.
    private static string Fence(Block.Code code)
    {
        var (longest, run) = (2, 0);
        foreach (var c in code.Text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}{code.Language}\n{code.Text.TrimEnd('\n')}\n{fence}\n";
    }

    // What begins a line may be a list or a heading.
    private static string Line(string text)
    {
        var escaped = Escape(text);
        return escaped.Length > 0 && escaped[0] is '-' or '+' or '=' ? $"\\{escaped}" : escaped;
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (Special.Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? '\u00b7' : c);
            // An invisible joint keeps a name from calling its owner; an image's digest is left alone.
            if (c == '@' && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))) escaped.Append('\u2060');
        }

        return escaped.ToString();
    }
}
