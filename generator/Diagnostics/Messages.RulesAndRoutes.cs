namespace GitOpsGen.Diagnostics;

// ---- rules and routes, as promtool and amtool see them
public static partial class Messages
{
    public static Diagnostic ToolMissing(string tool, int count, string what) =>
        Note(
            "GOG360",
            null,
            $"{tool} is not on PATH, so {count} {what.Split(' ')[0]}{(count == 1 ? "" : "s")}{what[what.Split(' ')[0].Length..]} "
                + $"{(count == 1 ? "was" : "were")} not checked by it. Install it, and put it on PATH; what lies in a "
                + "repository is not run."
        );

    /// <param name="isQuery">Of a dashboard, an analysis or a gate, and no rule.</param>
    public static Diagnostic RuleRefused(Position at, string title, string complaint, bool isQuery = false) =>
        Error(
            "GOG361",
            at,
            $"{Show(title)}: promtool says: {Show(complaint)}. "
                + (isQuery ? "Nobody gets an answer to it: correct the query." : "Prometheus would not load it: correct the rule.")
        );

    /// <param name="isGuessed">The configuration is made of a template whose values are not known here.</param>
    public static Diagnostic ConfigurationRefused(Position at, string title, string complaint, bool isGuessed) =>
        isGuessed
            ? Note(
                "GOG362",
                at,
                $"{Show(title)}, without the values of its template: amtool says: {Show(complaint)}. Look whether it is right with them."
            )
            : Error("GOG362", at, $"{Show(title)}: amtool says: {Show(complaint)}. Alertmanager would not load it: correct it.");

    public static Diagnostic AlertTestFailed(Position at, string complaint) =>
        Error("GOG363", at, $"this test of alerts fails: {Show(complaint)}. Correct the rule, or what is expected.");

    /// <param name="at">Of what it was asked; null for several.</param>
    public static Diagnostic ToolFailed(string tool, string why, Position? at = null) =>
        Error("GOG364", at, $"{tool} gave no answer: {Show(why)}. Run it by hand to see more, or take another version of it.");

    public static Diagnostic BranchesNotAsked(Position at, string first, int count) =>
        Note(
            "GOG340",
            at,
            count == 1
                ? $"amtool was not asked about {Show(first)}: the operator makes a configuration of it first."
                : $"amtool was not asked about {Show(first)} and {count - 1} more such: the operator makes a configuration of them first."
        );
}
