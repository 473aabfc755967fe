using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Relocate.Reports;

/// <summary>Writes a report for a terminal.</summary>
public static class ReportText
{
    public static string Write(IEnumerable<Section> sections)
    {
        var text = new StringBuilder();
        foreach (var section in sections)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(section.Title).Append('\n');
            foreach (var block in section.Blocks)
                text.Append(Write(block));
        }

        return text.ToString();
    }

    private static string Write(Block block) =>
        block switch
        {
            Block.Words words => $"  {Show(words.Text)}\n",
            Block.Items items => string.Concat(items.Texts.Select(item => $"  - {Show(item)}\n")),
            Block.Table table => Write(table),
            Block.Code code => string.Concat(
                code.Text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {Show(line)}\n")
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(block)),
        };

    private static string Write(Block.Table table)
    {
        var rows = table.Rows.Prepend(table.Head).Select(row => row.Select(Show).ToArray()).ToList();
        var widths = Enumerable.Range(0, table.Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Concat(
            rows.Select(row => "  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n")
        );
    }

    private static string Show(string text) => PlainText.Line(text);
}
