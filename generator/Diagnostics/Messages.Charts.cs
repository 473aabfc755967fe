namespace GitOpsGen.Diagnostics;

// ---- charts
public static partial class Messages
{
    public static Diagnostic ChartNotAtHand(Position at, string chart, string why) =>
        Error("GOG070", at, $"the chart {chart} is not at hand: {why}");

    public static Diagnostic ChartDigest(Position at, string chart, string expected, string found) =>
        Error(
            "GOG071",
            at,
            $"the chart {chart} is not the one that was pinned: its digest is sha256:{found}, pinned is sha256:{expected}. Find "
                + "out why before you change the pin."
        );

    /// <param name="frozenApp">The app, when a release of it is meant, which cannot be edited.</param>
    public static Diagnostic ChartDigestMissing(Position at, string chart, string found, string? frozenApp) =>
        Warning(
            "GOG072",
            at,
            $"the chart {chart} has no digest pinned. It is now sha256:{found}; write it as "
                + $"chart.digest{(frozenApp is null ? "" : $" of apps/{frozenApp}/app.yaml and cut the release again")}."
        );

    public static Diagnostic HelmFailed(Position at, string unit, string message) =>
        Error("GOG073", at, $"Helm cannot template {unit}: {message}");

    public static Diagnostic ProducesMore(Position at, string unit, string what) =>
        Error(
            "GOG074",
            at,
            $"the chart makes {what} for {unit}, which chart.produces does not declare. Add it, or Argo CD will refuse it."
        );

    public static Diagnostic ChartUnchecked(Position at, string app, string what) =>
        Note(
            "GOG075",
            at,
            $"cannot tell whether chart.produces of \"{app}\" is complete: {what} not at "
                + $"hand.{(what == "chart" ? " `gitopsgen render --pull` brings it." : "")}"
        );

    public static Diagnostic ProducesLess(Position at, string app, string what) =>
        Warning(
            "GOG076",
            at,
            $"chart.produces of \"{app}\" declares {what}, which the chart makes nowhere in this fleet. Remove it, so that the "
                + "AppProject allows no more than is used."
        );

    /// <param name="unsorted">Where its templates go through a map in the order of chance.</param>
    public static Diagnostic ChartRandom(Position at, string unit, string differences, IReadOnlyList<string> unsorted, bool isInflated)
    {
        var order =
            unsorted.Count == 0
                ? ""
                : $" Its templates take the order of chance with {Some(unsorted)}; `sortAlpha` behind it gives one order.";
        var message =
            $"templating the chart of {unit} twice gave different results in {differences}: it makes something by chance, so "
            + "every render would differ. Set the value that it is made from, or let the chart use a Secret that is there "
            + $"already.{order}";
        return isInflated ? Error("GOG077", at, message) : Warning("GOG077", at, message);
    }

    public static Diagnostic ChartRepeats(Position at, string unit, string chart, string name, int times) =>
        Note(
            "GOG210",
            at,
            $"the chart {Show(chart)} makes {name} {times} times for {unit}, always the same; what is rendered has it once. Two aliases of "
                + "one subchart do that. Argo CD warns of it where it inflates the chart itself."
        );

    public static Diagnostic ChartContradicts(Position at, string unit, string chart, string name, string path) =>
        Error(
            "GOG211",
            at,
            $"the chart {Show(chart)} makes {name} more than once for {unit}, with different {path}. Only one can be in a cluster: give "
                + "the parts names of their own by the chart's values (fullnameOverride), or switch one off."
        );

    public static Diagnostic ChartVersion(Position at, string chart, string expected, string found) =>
        Error(
            "GOG078",
            at,
            $"the chart {chart} should have version {expected}, but its Chart.yaml says {found}. Correct chart.version, or "
                + "bring the right chart."
        );

    public static Diagnostic UnknownValue(Position at, string chart, string path, string? nearest) =>
        Warning(
            "GOG269",
            at,
            $"the chart {Show(chart)} passes over '{Show(path)}': it is neither in its values.yaml nor read by its templates."
                + (nearest is null ? " Correct it, or take it out." : $" Did you mean '{Show(nearest)}'?")
        );

    public static Diagnostic UnknownKind(Position at, string kind, string group, string? nearest, IReadOnlyCollection<string> units) =>
        Warning(
            "GOG270",
            at,
            $"Kubernetes has no kind '{Show(kind)}' in {(group.Length == 0 ? "the group of v1" : $"the group {group}")}, but "
                + $"{string.Join(", ", units.Take(3))}{(units.Count > 3 ? ", …" : "")} would make one."
                + (nearest is null ? "" : $" Did you mean {nearest}?")
        );
}
