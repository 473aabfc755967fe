namespace GitOpsGen.Diagnostics;

// ---- observing
public static partial class Messages
{
    /// <param name="what">Argo CD or Prometheus.</param>
    /// <param name="mend">How the caller names it.</param>
    public static Diagnostic ServerNotNamed(Position at, string what, string url, string mend) =>
        Error(
            "GOG276",
            at,
            $"{what} at {Show(url)} was not asked: the fleet's files name it, and a token goes only where you say so yourself. {mend}"
        );

    public static Diagnostic NoServer(string environments, string mend) =>
        Error("GOG277", null, $"nobody says where the Argo CD of {Show(environments)} answers. {mend}");

    public static Diagnostic ArgoCdNotAsked(string trouble, int applications) =>
        Error(
            "GOG278",
            null,
            $"{Show(trouble.TrimEnd('.'))}. Of {(applications == 1 ? "one Application" : $"{applications} Applications")} nothing "
                + $"is known, "
                + "which holds promotions back and takes nothing for broken."
        );

    public static Diagnostic PrometheusNotAsked(string trouble) =>
        Error("GOG279", null, $"{Show(trouble.TrimEnd('.'))}. Its queries have no answer, so that gates with them stay shut.");

    public static Diagnostic QueryUnanswered(Position at, string query, string place, string why) =>
        Warning("GOG290", at, $"the query '{Show(query)}' has no answer for {Show(place)}: {Show(why)}");

    public static Diagnostic EvidenceNotCounted(string branch, string path, string why) =>
        Warning(
            "GOG291",
            null,
            $"{Show(path)} on the branch {Show(branch)} is not counted: {Show(why)}. Whoever may push there can promote, so look "
                + $"who put it "
                + "there; it may be deleted."
        );

    public static Diagnostic NoEvidenceBranch(string branch, string path) =>
        Error(
            "GOG292",
            null,
            $"the branch '{Show(branch)}' has other things than evidence, such as {Show(path)}, so nothing is added to it. Correct "
                + "promotion.evidenceBranch in gitopsgen.yaml, or take them out."
        );

    public static Diagnostic NoBaseToObserve(string branch, string remote) =>
        Error("GOG293", null, $"{Show(remote)} has no branch '{Show(branch)}', which Argo CD follows. Correct spec.repository.branch.");

    public static Diagnostic NotEvidence(string source, string why) =>
        Error("GOG294", null, $"{Show(source)} is no evidence: {Show(why)}. docs/observe.md has its form.");

    public static Diagnostic UnknownQuery(string query, string app, IEnumerable<string> known) =>
        Error("GOG295", null, $"\"{Show(query)}\" is no query of a gate or trigger of app \"{Show(app)}\".{Suggest(query, known)}");
}
