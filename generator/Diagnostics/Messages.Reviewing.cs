namespace GitOpsGen.Diagnostics;

// ---- reviewing and verifying
public static partial class Messages
{
    public static Diagnostic EventUnreadable(string file, string reason) =>
        Error(
            "GOG380",
            null,
            $"GITHUB_EVENT_PATH names {Show(file)}, which does not tell of a pull request ({Show(reason)}). Name the pull request with "
                + "--pull-request."
        );

    /// <param name="why">GitHub's own words.</param>
    public static Diagnostic CommentRefused(int number, string why) =>
        Warning(
            "GOG381",
            null,
            $"pull request {number} gets no comment, because the token may not write one ({Show(why)}). A workflow's needs pull-requests: "
                + "write, and that of a fork's pull request only reads; the summary of the job has the text."
        );

    public static Diagnostic ReportRefused(string what, string why) =>
        Warning(
            "GOG382",
            null,
            $"the commit gets no {what}, because the token may not make one ({Show(why)}). Give it the right, or --report none."
        );

    public static Diagnostic HeadMoved(int number, string judged, string now) =>
        Warning(
            "GOG383",
            null,
            $"pull request {number} went on from {Show(judged)} to {Show(now)} meanwhile, so the comment is left to the review of that."
        );

    public static Diagnostic BaseNotJudged(string why) =>
        Note("GOG384", null, $"the base could not be judged ({Show(why)}), so nobody knows which findings are new: each counts as one.");

    public static Diagnostic ReviewFails(string reasons) => Error("GOG385", null, $"the review fails: {Show(reasons)}.");

    public static Diagnostic SummaryNotWritten(string reason) =>
        Warning("GOG386", null, $"the file of GITHUB_STEP_SUMMARY cannot be written: {Show(reason)}");

    public static Diagnostic NoFleetInCommit(string folder) =>
        Error("GOG387", null, $"the commit has no folder {Show(folder)}. Call it from the folder that the fleet had then, or with --root.");

    public static Diagnostic NoCommitToVerify(string name, bool isShallow) =>
        Error(
            "GOG388",
            null,
            $"there is no commit {Show(name)} in this repository. "
                + (isShallow ? "The clone is shallow: fetch it (git fetch --unshallow)." : "Fetch it, or correct the name.")
        );

    public static Diagnostic VerifiedPlainly(bool isMerge) =>
        Note(
            "GOG389",
            null,
            (isMerge ? "this is a merge" : "the commit has no trailers of `gitopsgen publish`")
                + ", so nothing says how it was made: all that is generated in it is held against a render of its own inputs, by this tool."
        );

    /// <param name="said">Empty where it is not said.</param>
    public static Diagnostic MadeByAnotherVersion(string said, string here) =>
        Error(
            "GOG390",
            null,
            $"the commit was made by gitopsgen {(said.Length == 0 ? "of an unknown version" : Show(said))}, and this is {Show(here)}: "
                + "another version may render otherwise. Verify it with that one."
        );

    public static Diagnostic ParentNotHere(string commit) =>
        Error(
            "GOG391",
            null,
            $"what {Show(commit)} was made on is not here, so what it changes is not known. The clone is shallow: git fetch --unshallow"
        );

    public static Diagnostic TrailerUntrue(string trailer, string expected, string found) =>
        Error(
            "GOG392",
            null,
            $"the commit says {trailer}: {Show(found)}, and it is {Show(expected)}: it was changed after it was made, or somebody else "
                + "made it. Look who pushed it before you trust it."
        );

    public static Diagnostic MadeOnAnother(string said, string parent) =>
        Note(
            "GOG393",
            null,
            $"the commit was made on {Show(said)}, and stands on {Show(parent)}, which has that in its history: it was rebased or squashed."
        );

    public static Diagnostic EngineNotHere(IReadOnlyList<string> lacking, IReadOnlyList<string> here) =>
        Error(
            "GOG394",
            null,
            $"the commit was rendered with {Show(Some(lacking))}, and here is {Show(Some(here))}: what differs might be the engine's. Put "
                + "that version on PATH."
        );

    public static Diagnostic CommitNotRenderable(string commit) =>
        Error("GOG395", null, $"{Show(commit)} does not render here, so nothing is proved of it. The errors above say why.");

    public static Diagnostic CommitDiffers(Position at, string expected, string found, int files) =>
        Error(
            "GOG396",
            at,
            $"a render makes '{Show(expected)}' here, and the commit has '{Show(found)}'"
                + (files > 1 ? $"; {files - 1} more {(files == 2 ? "file differs" : "files differ")}" : "")
                + ". Somebody edited what is generated, or an input without a render: `gitopsgen render`."
        );

    public static Diagnostic AdoptedNotProved(IReadOnlyList<string> files) =>
        Error(
            "GOG397",
            Position.Start(files[0]),
            $"{Files(files)} {(files.Count == 1 ? "is" : "are")} kept as somebody edited {Them(files)} (render --adopt), which no render "
                + "makes. Take that back with render --discard."
        );

    public static Diagnostic SharedNotProved(IReadOnlyList<string> files) =>
        Error(
            "GOG398",
            Position.Start(files[0]),
            $"the commit changes {Files(files)}, generated for all apps together, in a way that its own tree does not make: it may hold "
                + "what another pull request brings, or an edit. Read the difference, or verify the base after both are merged."
        );

    public static Diagnostic OthersNotRendered(IReadOnlyList<string> files) =>
        Warning(
            "GOG399",
            Position.Start(files[0]),
            $"{Files(files)} {(files.Count == 1 ? "is" : "are")} not as a render of this commit makes {Them(files)}, but the commit does "
                + "not write there: another pull request may bring it."
        );
}
