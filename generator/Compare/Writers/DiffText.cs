using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Compare.Writers;

/// <summary>The differences for a terminal, or a log.</summary>
public static class DiffText
{
    private const int MostLines = 40;

    public static string Write(FleetDiff diff)
    {
        var text = new StringBuilder();
        Line(text, Phrases.Sides(diff));
        foreach (var group in diff.Groups)
            Group(text, diff, group);
        if (!diff.IsEmpty)
            Line(text, "");
        foreach (var step in diff.Steps)
            Line(text, $"Step: {step}");
        foreach (var cost in diff.Costs)
            Line(text, $"Scraped: {Phrases.Cost(cost)}");
        foreach (var note in diff.Notes)
            Line(text, $"Note: {note}");
        Line(text, Phrases.Summary(diff));
        return text.ToString();
    }

    private static void Group(StringBuilder text, FleetDiff diff, ChangeGroup group)
    {
        Line(text, "");
        Line(text, $"{DiffWords.Of(group.Level).ToUpperInvariant(), -6}  {Phrases.Headline(group)}");
        Line(text, $"        in     {Phrases.Where(diff, group)}");
        foreach (var risk in group.Risks)
            Line(text, $"        {DiffWords.Of(risk.Level), -6} {DiffWords.Title(risk.Class)}: {risk.Reason}");
        var lines = group
            .Fields.SelectMany(Phrases.Lines)
            .Concat(group.Body.Length == 0 ? [] : Phrases.Marked(group.Body, group.Kind == ChangeKind.Added ? "+ " : "- "))
            .ToList();
        foreach (var line in lines.Take(MostLines))
            Line(text, $"          {line}");
        if (lines.Count > MostLines)
            Line(text, $"          … {lines.Count - MostLines} more lines (all of them with --output markdown, json or html)");
    }

    private static void Line(StringBuilder text, string line) => text.Append(PlainText.Line(line)).Append('\n');
}
