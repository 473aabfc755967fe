using System.Text;
using GitOpsGen.Compare.Environments;
using GitOpsGen.Printing;

namespace GitOpsGen.Compare.Writers;

/// <summary>Why two environments differ, for a terminal or a log.</summary>
public static class EnvironmentText
{
    private const int MostLines = 40;

    public static string Write(EnvironmentDiff diff)
    {
        var text = new StringBuilder();
        Line(text, $"{diff.Old} → {diff.New}");
        foreach (var app in diff.Apps)
            App(text, diff, app);
        if (!diff.Apps.IsEmpty)
            Line(text, "");
        Line(text, EnvironmentPhrases.Summary(diff));
        return text.ToString();
    }

    private static void App(StringBuilder text, EnvironmentDiff diff, AppDiff app)
    {
        Line(text, "");
        Line(text, EnvironmentPhrases.App(app));
        foreach (var cause in app.Causes)
            Line(text, $"  said      {EnvironmentPhrases.Cause(cause)}{(EnvironmentPhrases.Shows(app, cause) ? "" : " (shows nowhere)")}");
        if (!app.Untried.IsEmpty)
            Line(text, $"  note      {EnvironmentPhrases.Untried(app)}");
        foreach (var one in app.Differences.GroupBy(difference => EnvironmentPhrases.Object(diff, difference), StringComparer.Ordinal))
        {
            Line(text, $"  differs   {one.Key}");
            foreach (var reason in one.GroupBy(EnvironmentPhrases.Reason, StringComparer.Ordinal))
                Fields(text, reason);
        }
    }

    private static void Fields(StringBuilder text, IGrouping<string, EnvironmentDifference> reason)
    {
        var lines = reason.Select(difference => difference.Field).OfType<FieldChange>().SelectMany(Phrases.Lines).ToList();
        foreach (var line in lines.Take(MostLines))
            Line(text, $"              {line}");
        if (lines.Count > MostLines)
            Line(text, $"              … {lines.Count - MostLines} more lines (all of them with --output markdown or json)");
        Line(text, $"            {reason.Key}");
    }

    private static void Line(StringBuilder text, string line) => text.Append(PlainText.Line(line)).Append('\n');
}
