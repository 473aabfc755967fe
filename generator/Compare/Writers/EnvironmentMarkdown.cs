using System.Text;
using GitOpsGen.Compare.Environments;
using GitOpsGen.Printing;

namespace GitOpsGen.Compare.Writers;

/// <summary>Why two environments differ, for a page or a pull request: what nobody said first.</summary>
public static class EnvironmentMarkdown
{
    public static string Write(EnvironmentDiff diff)
    {
        var text = new StringBuilder($"{MarkdownText.Escape(EnvironmentPhrases.Summary(diff))}\n");
        foreach (var app in diff.Apps)
        {
            text.Append($"\n### {MarkdownText.Escape(EnvironmentPhrases.App(app))}\n\n");
            foreach (var cause in app.Causes)
                text.Append(
                    $"- {MarkdownText.Code(EnvironmentPhrases.Cause(cause))}"
                        + $"{(EnvironmentPhrases.Shows(app, cause) ? "" : " (shows nowhere)")}\n"
                );
            if (!app.Untried.IsEmpty)
                text.Append($"- {MarkdownText.Escape(EnvironmentPhrases.Untried(app))}\n");
            Part(text, diff, "Not explained", app.Differences.Where(difference => !difference.IsIntended));
            Part(text, diff, "Intended", app.Differences.Where(difference => difference.IsIntended));
        }

        return text.ToString();
    }

    private static void Part(StringBuilder text, EnvironmentDiff diff, string title, IEnumerable<EnvironmentDifference> differences)
    {
        var lines = differences.ToList();
        if (lines.Count == 0)
            return;
        var isOpen = !lines[0].IsIntended;
        text.Append($"\n<details{(isOpen ? " open" : "")}><summary>{title}: {lines.Count}</summary>\n\n");
        foreach (var difference in lines)
        {
            text.Append($"- {MarkdownText.Code(EnvironmentPhrases.Object(diff, difference))}");
            text.Append(difference.IsIntended ? $", {MarkdownText.Escape(EnvironmentPhrases.Reason(difference))}\n" : "\n");
            if (difference.Field is { } field)
                text.Append($"\n{MarkdownText.Fence("diff", string.Join('\n', Phrases.Lines(field)))}\n");
        }

        text.Append("\n</details>\n");
    }
}
