using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Printing;

namespace GitOpsGen.Validate.Writers;

/// <summary>{title}</summary>
public static class ValidationMarkdown
{
    // GitHub cuts a comment at 65,536 characters; the rest is counted.
    private const int Shown = 100;

    public static string Write(ValidationReport report)
    {
        var text = new StringBuilder();
        text.Append($"### Validation: {Words.Summary(report)}\n\n");
        text.Append($"{Words.Count(report.Objects, "object")} by {Words.Count(report.Rules.Count, "rule")}.\n");
        foreach (var diagnostic in report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error))
            text.Append($"\n- **{diagnostic.Code}** {MarkdownText.Escape($"{diagnostic.At} {diagnostic.Message}".Trim())}");
        Table(text, [.. report.Open.Where(finding => finding.Severity != Severity.Note)]);
        var notes = report.Open.Where(finding => finding.Severity == Severity.Note).ToList();
        Details(text, Words.Count(notes.Count, "note"), notes);
        var waived = report.Findings.Where(finding => finding.Waiver is not null).ToList();
        Details(text, $"{waived.Count} waived", waived);
        return $"{text.ToString().TrimEnd()}\n";
    }

    private static void Details(StringBuilder text, string title, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        text.Append($"\n<details><summary>{title}</summary>\n");
        Table(text, findings);
        text.Append("\n</details>\n");
    }

    private static void Table(StringBuilder text, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        text.Append("\n| | rule | where | finding |\n|---|---|---|---|\n");
        foreach (var finding in findings.Take(Shown))
            text.Append(
                $"| {Words.Of(finding.Severity)} | {finding.Rule} | {MarkdownText.Escape($"{finding.Diagnostic.At}")}"
                    + $"{(finding.In.Remove("") is { IsEmpty: false } places ? $" in {MarkdownText.Escape(Words.Places(places))}" : "")} | "
                    + $"{MarkdownText.Escape(finding.Diagnostic.Message)}{Reason(finding)} |\n"
            );
        if (findings.Count > Shown)
            text.Append($"\n{findings.Count - Shown} more are not shown.\n");
    }

    private static string Reason(Finding finding) => finding.Waiver is { } waiver ? $" Waived: {MarkdownText.Escape(waiver.Reason)}" : "";
}
