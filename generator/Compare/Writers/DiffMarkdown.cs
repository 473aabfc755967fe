using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Compare.Writers;

/// <summary>The differences for a pull request: a table of what matters, then each change, folded.</summary>
public static class DiffMarkdown
{
    public static string Write(FleetDiff diff)
    {
        var text = new StringBuilder();
        text.Append($"{MarkdownText.Escape(Phrases.Summary(diff))} Compared: {MarkdownText.Code(Phrases.Sides(diff))}\n");
        foreach (var step in diff.Steps)
            text.Append($"\n> Step: {MarkdownText.Escape(step)}\n");
        foreach (var cost in diff.Costs)
            text.Append($"\n> Scraped: {MarkdownText.Escape(Phrases.Cost(cost))}\n");
        foreach (var note in diff.Notes)
            text.Append($"\n> {MarkdownText.Escape(note)}\n");
        if (diff.IsEmpty)
            return text.ToString();
        text.Append('\n').Append(Table(diff));
        foreach (var group in diff.Groups)
            text.Append('\n').Append(Details(diff, group));
        return text.ToString();
    }

    /// <summary>One row for each change, the riskiest first.</summary>
    public static string Table(FleetDiff diff)
    {
        var text = new StringBuilder("| risk | change | where |\n|---|---|---|\n");
        foreach (var group in diff.Groups)
            text.Append(
                $"| **{DiffWords.Of(group.Level)}** {DiffWords.Title(group.Risks[0].Class)} | {Phrases.Change(group)} "
                    + $"{MarkdownText.Code(Phrases.Object(group))} | {MarkdownText.Escape(Phrases.Where(diff, group))} |\n"
            );
        return text.ToString();
    }

    /// <summary>One change with its reasons and fields, folded; open where the risk is high.</summary>
    public static string Details(FleetDiff diff, ChangeGroup group)
    {
        var text = new StringBuilder();
        text.Append(
            $"<details{(group.Level == RiskLevel.High ? " open" : "")}><summary><b>{DiffWords.Of(group.Level)}</b> "
                + $"{Phrases.Change(group)} <code>{MarkdownText.Html(Phrases.Object(group))}</code></summary>\n\n"
        );
        text.Append($"In {MarkdownText.Escape(Phrases.Where(diff, group))}\n\n");
        foreach (var risk in group.Risks)
            text.Append($"- {DiffWords.Of(risk.Level)}, {DiffWords.Title(risk.Class)}: {MarkdownText.Escape(risk.Reason)}\n");
        var lines = group
            .Fields.SelectMany(Phrases.Lines)
            .Concat(group.Body.Length == 0 ? [] : Phrases.Marked(group.Body, group.Kind == ChangeKind.Added ? "+ " : "- "))
            .ToList();
        if (lines.Count > 0)
            text.Append('\n').Append(MarkdownText.Fence("diff", string.Join('\n', lines)));
        return text.Append("\n</details>\n").ToString();
    }
}
