namespace GitOpsGen.Diagnostics;

// ---- judging
public static partial class Messages
{
    public static Diagnostic UnknownRule(Position? at, string rule, IReadOnlyCollection<string> known) =>
        Error(
            "GOG350",
            at,
            $"there is no rule {Show(rule)}."
                + (Nearest.To(rule, known) is { } nearest ? $" Did you mean {nearest}?" : "")
                + " `gitopsgen validate --list-rules` names them all."
        );

    public static Diagnostic NoDate(Position at, string written) =>
        Error("GOG351", at, $"{Show(written)} is no day of the calendar. Write year, month and day, such as 2027-03-31.");

    public static Diagnostic WaiverExpired(Position at, string rule, string date, bool isNeeded) =>
        Error(
            "GOG352",
            at,
            $"the waiver of {rule} ended on {Show(date)}. "
                + (isNeeded ? "Mend what it covers, or decide anew how long it may stay." : "Nothing needs it any more: take it out.")
        );

    public static Diagnostic WaiverUnused(Position at, string rule) =>
        Warning("GOG353", at, $"the waiver of {rule} meets no finding. Take it out, or correct what it is limited to.");

    public static Diagnostic NothingAtPath(string path) =>
        Error("GOG354", null, $"there is no {Show(path)}. Name a file or a folder of manifests, or - for stdin.").OfArgument(path);

    public static Diagnostic TemplateLeft(Position at, string template) =>
        Error(
            "GOG355",
            at,
            $"a template stands here that nobody has filled in: {Show(template)}. Judge what it makes: `helm template … | gitopsgen "
                + "validate -`."
        );

    public static Diagnostic NothingToJudge(string paths) =>
        Error("GOG356", null, $"no object is in {Show(paths)}, so nothing was judged.");

    public static Diagnostic ChartNotJudged(string folder) =>
        Note(
            "GOG357",
            Position.Start(folder),
            $"{Show(folder)} is a Helm chart; its templates are no manifests and were not judged. Judge what it makes: "
                + "`helm template … | gitopsgen validate -`."
        );

    public static Diagnostic LinkNotFollowed(string path) =>
        Warning("GOG358", Position.Start(path), $"{Show(path)} is a link and was not followed, so what is behind it was not judged.");

    public static Diagnostic FileUnreadable(string path, string reason) =>
        Error("GOG359", Position.Start(path), $"{Show(path)} cannot be read: {reason}");

    public static Diagnostic CustomIdTaken(Position at, string id, string by) =>
        Error("GOG365", at, $"{Show(id)} is the id of {Show(by)} already. Give the rule another.");

    public static Diagnostic CustomRuleBroken(Position at, string what, string reason) =>
        Error("GOG366", at, $"the {what} cannot be read: {Show(reason)}");

    public static Diagnostic JudgedAsRendered(int files) =>
        Note(
            JudgedAsRenderedCode,
            null,
            $"{files} generated {(files == 1 ? "file is" : "files are")} not as a render would make {(files == 1 ? "it" : "them")}; what a "
                + "render would make was judged."
        );

    public static Diagnostic NotObjects(string path, int documents) =>
        Note(
            "GOG368",
            Position.Start(path),
            $"{documents} {(documents == 1 ? "document" : "documents")} of {Show(path)} {(documents == 1 ? "is" : "are")} no object of a "
                + "cluster (no apiVersion or kind)."
        );

    public static Diagnostic ListHoldsNoObject(Position at, string what) =>
        Error(
            "GOG323",
            at,
            $"this List has, where an object should stand: {what}. kubectl and Argo CD refuse all of it. Write objects, each with "
                + "apiVersion and kind."
        );

    public static Diagnostic NotInTheWiring(bool isMonitor, string name, IEnumerable<string> known) =>
        Error(
            "GOG320",
            null,
            $"there is no {(isMonitor ? "monitor and no PrometheusRule" : "Service and nothing that makes pods")} called "
                + $"{Show(name)}.{Suggest(name, known)}"
        );

    public static Diagnostic SamplesMalformed(Position at, string why) =>
        Error("GOG321", at, $"these are no samples: {Show(why)}. Write what Prometheus answers to the query in docs/wiring.md, as it is.");

    public static Diagnostic NoSamples(string path, string what) =>
        Error("GOG322", null, $"{Show(path)} {what}; --cost takes a JSON file of samples. Write manifests before --cost.").OfArgument(path);
}
