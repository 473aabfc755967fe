namespace GitOpsGen.Diagnostics;

/// <summary>
/// The findings of the rules about alerts, recording rules, panels, and where Alertmanager sends what fires (Check/Alerts).
/// </summary>
public static partial class Messages
{
    public static Diagnostic RecordMissing(Position at, string title, string metric, IEnumerable<string> known) =>
        Error(
            "PRR-001",
            at,
            $"{Show(title)} reads {Show(metric)}, which no recording rule of the cluster makes, so it never has a value."
                + $"{Meant(metric, known)} Write the rule, or correct the name."
        );

    public static Diagnostic PanelRecordMissing(Position at, string title, string metric, IEnumerable<string> known) =>
        Warning(
            "PRR-001",
            at,
            $"{Show(title)} reads {Show(metric)}, which no recording rule of the cluster makes, so it stays empty."
                + $"{Meant(metric, known)} Write the rule, or correct the name."
        );

    public static Diagnostic RecordNotSeen(Position at, string title, string metric, string doubt) =>
        Note(
            "PRR-001",
            at,
            $"{Show(title)} reads {Show(metric)}, which no recording rule that is seen makes. Whether another does cannot be told: "
                + $"{Show(doubt)}."
        );

    /// <param name="mend">A sentence.</param>
    public static Diagnostic MetricDropped(Position at, string title, string metric, string reason, string mend, string? nearest) =>
        Warning(
            "PRR-002",
            at,
            $"{Show(title)} reads {Show(metric)}, which is not there: {reason}. {Show(mend)}"
                + (nearest is null ? "" : $" Kept is {nearest}.")
        );

    public static Diagnostic MetricPerhapsDropped(Position at, string title, string metric, string reason, string doubt) =>
        Note("PRR-002", at, $"{Show(title)} reads {Show(metric)}. Whether it is there cannot be told: {reason}, but {Show(doubt)}.");

    public static Diagnostic NeededIsDropped(Position at, string step, string what, IReadOnlyList<string> queries) =>
        Warning(
            "PRR-003",
            at,
            $"{Show(step)} drops {Show(what)}, which {Listed(queries)} {(queries.Count == 1 ? "needs" : "need")}: what asks for it "
                + "takes nothing, or too much. Drop less, or ask without it."
        );

    public static Diagnostic NeededPerhapsDropped(Position at, string step, string what, IReadOnlyList<string> queries) =>
        Note(
            "PRR-003",
            at,
            $"{Show(step)} drops {Show(what)}, which {Listed(queries)} {(queries.Count == 1 ? "needs" : "need")}. Whether of these "
                + "metrics cannot be told, because nothing says which job they come from: a matcher on `job` would."
        );

    public static Diagnostic AlertWithoutCondition(Position at, string title) =>
        Warning(
            "PRR-004",
            at,
            $"{Show(title)}: the expression, or a branch of it, has no condition, so it fires for every series that there is. Compare "
                + "it with a limit (`> 0`), without `bool`."
        );

    public static Diagnostic ValueInLabelWaits(Position at, string title, string label) =>
        Error(
            "PRR-005",
            at,
            $"{Show(title)} labels.{Show(label)} has the value in it: whenever that changes it is another alert, which waits anew, so "
                + "it may "
                + "never fire. Put the value into an annotation."
        );

    public static Diagnostic ValueInLabel(Position at, string title, string label) =>
        Warning(
            "PRR-005",
            at,
            $"{Show(title)} labels.{Show(label)} has the value in it: whenever that changes one alert is resolved and another one fires. "
                + "Put the value into an annotation."
        );

    public static Diagnostic LabelNotCarried(Position at, string title, string text, string label, IEnumerable<string> carried) =>
        Warning(
            "PRR-005",
            at,
            $"{Show(title)} {Show(text)} reads the label {Show(label)}, which the expression cannot carry, so its place stays empty."
                + $"{Suggest(label, carried)} Keep it in the expression (by, group_left), or read another."
        );

    public static Diagnostic GroupTwice(Position at, string owner, string name) =>
        Error(
            "PRR-006",
            at,
            $"{Show(owner)} spec.groups has two groups called {Show(name)}: the operator leaves out the whole object. Give one another "
                + "name."
        );

    public static Diagnostic NotADuration(Position at, string title, string field, string value) =>
        Error("PRR-006", at, $"{Show(title)} {field} is '{Show(value)}', which is no duration. Write one such as 5m or 1h30m.");

    public static Diagnostic IntervalTooLong(Position at, string title, string interval) =>
        Warning(
            "PRR-006",
            at,
            $"{Show(title)} is evaluated every {Show(interval)}, and a sample counts for 5m: between two there is nothing, and alerts "
                + "flap. "
                + "Make the interval 5m at most."
        );

    public static Diagnostic RuleTwice(Position at, string title, string other) =>
        Warning("PRR-007", at, $"{Show(title)} is the same as {Show(other)}: name, labels and expression. Remove one.");

    /// <param name="mend">The end of the message, without its stop.</param>
    public static Diagnostic PatternSaysNothing(Position at, string title, string matcher, string mend) =>
        Note("PRR-008", at, $"{Show(title)} has the matcher {Show(matcher)}. {Show(mend)}.");

    public static Diagnostic RangeTooShort(Position at, string title, string metric, string range, string interval, string better) =>
        Warning(
            "PRR-009",
            at,
            $"{Show(title)} looks back {range} at {Show(metric)}, which is scraped every {interval}: often there are no two samples, and "
                + $"then no result. Make it {better}."
        );

    public static Diagnostic RangePerhapsTooShort(Position at, string title, string metric, string range) =>
        Note(
            "PRR-009",
            at,
            $"{Show(title)} looks back {range} at {Show(metric)}. Whether that holds two samples cannot be told: how often it is "
                + "scraped is "
                + "not seen."
        );

    public static Diagnostic AlertWithoutSeverity(Position at, string title) =>
        Warning("PRR-010", at, $"{Show(title)} has no label severity, by which routes go. Add labels.severity, such as warning.");

    public static Diagnostic PageWithout(Position at, string title, string severity, string annotation) =>
        Warning("PRR-010", at, $"{Show(title)} is {Show(severity)} and has no {annotation}. Add annotations.{annotation}.");

    public static Diagnostic AlertWithoutSummary(Position at, string title) =>
        Note("PRR-010", at, $"{Show(title)} has no summary. Add annotations.summary: what is wrong, in a sentence.");

    public static Diagnostic TestOfNoAlert(Position at, string alert, IEnumerable<string> known) =>
        Warning(
            "PRR-011",
            at,
            $"this tests the alert {Show(alert)}, which no rule of the app makes, so it passes whatever happens.{Suggest(alert, known)}"
        );

    /// <param name="what">That no case has: <c>fires</c>.</param>
    public static Diagnostic AlertNotTested(Position at, string title, string? severity, string what) =>
        Warning(
            "PRR-011",
            at,
            $"{Show(title)} has no test in which it {what}{(severity is null ? "" : $" with severity {Show(severity)}")}. Add an "
                + $"alert_rule_test {(what == "fires" ? "with" : "without")} exp_alerts."
        );

    private static string Listed(IReadOnlyList<string> names) => Some([.. names.Select(Show)]);

    private static string Meant(string written, IEnumerable<string> known) =>
        Nearest.To(written, known) is { } nearest ? $" Did you mean '{Show(nearest)}'?" : "";
}
