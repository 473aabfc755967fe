using GitOpsGen.Compare.Environments;

namespace GitOpsGen.Compare.Writers;

/// <summary>The words that all writers of a comparison of environments share.</summary>
public static class EnvironmentPhrases
{
    public static string Summary(EnvironmentDiff diff)
    {
        var all = diff.Apps.Sum(app => app.Differences.Length);
        return all == 0
            ? $"No differences between {diff.Old} and {diff.New} in {DiffWords.Many(diff.Compared, "app")}."
            : $"{DiffWords.Many(all, "difference")} between {diff.Old} and {diff.New}: {all - diff.Unexplained} intended, "
                + $"{diff.Unexplained} not explained.";
    }

    public static string App(AppDiff app) => app.Where.Length == 0 ? app.App : $"{app.App} ({app.Where})";

    /// <summary><c>release: 1.0 at environments/canary/releases/web.yaml:4 → 1.1 at …</c>.</summary>
    public static string Cause(Cause cause) => $"{cause.What}: {Side(cause.Old)} → {Side(cause.New)}";

    /// <summary>The line that says so: the second environment's, or the first's where only that says anything.</summary>
    public static string Reason(EnvironmentDifference difference) =>
        difference.IsIntended ? $"intended: {string.Join("; ", difference.Causes.Select(Line))}" : "not explained";

    public static string Object(EnvironmentDiff diff, EnvironmentDifference difference) =>
        difference.Kind switch
        {
            ChangeKind.Removed => $"{difference.Object} is only in {diff.Old}",
            ChangeKind.Added => $"{difference.Object} is only in {diff.New}",
            ChangeKind.Changed => $"{difference.Object}",
            _ => $"{difference.Object} has another name in {diff.New}",
        };

    /// <summary>Whether anything comes of it.</summary>
    public static bool Shows(AppDiff app, Cause cause) => app.Differences.Any(difference => difference.Causes.Contains(cause));

    public static string Untried(AppDiff app) =>
        "not everything could be tried out, so what is not explained may come from "
        + string.Join(", ", app.Untried.Select(cause => cause.What));

    private static string Line(Cause cause) =>
        (cause.New?.At ?? cause.Old?.At) is { } at ? $"{cause.What} at {at.File}:{at.Line}" : cause.What;

    private static string Side(Said? said) =>
        said is null ? "nothing"
        : said.At is { } at ? $"{said.Value} at {at.File}:{at.Line}"
        : said.Value;
}
