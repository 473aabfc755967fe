using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Relocate.Reports;

/// <summary>Writes a report as Markdown. Whatever a file holds, it cannot become markup.</summary>
public static class ReportMarkdown
{
    public static string Write(string title, IEnumerable<Section> sections)
    {
        var text = new StringBuilder($"# {MarkdownText.Escape(title)}\n");
        foreach (var section in sections)
        {
            text.Append("\n## ").Append(MarkdownText.Escape(section.Title)).Append('\n');
            foreach (var block in section.Blocks)
                text.Append('\n').Append(Write(block));
        }

        return text.ToString();
    }

    private static string Write(Block block) =>
        block switch
        {
            Block.Words words => MarkdownText.Escape(words.Text) + "\n",
            Block.Items items => string.Concat(items.Texts.Select(item => $"- {MarkdownText.Escape(item)}\n")),
            Block.Table table => Row(table.Head)
                + Row(table.Head.Select(_ => "---"), escaped: true)
                + string.Concat(table.Rows.Select(row => Row(row))),
            Block.Code code => MarkdownText.Fence(code.Language, code.Text.TrimEnd('\n')),
            _ => throw new ArgumentOutOfRangeException(nameof(block)),
        };

    private static string Row(IEnumerable<string> cells, bool escaped = false) =>
        $"| {string.Join(" | ", escaped ? cells : cells.Select(MarkdownText.Escape))} |\n";
}
