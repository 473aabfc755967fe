namespace GitOpsGen.Diagnostics;

// ---- applied moves
public static partial class Messages
{
    public static Diagnostic RelocationFileChanged(Position at, string from) =>
        Error("GOG130", at, $"'{Show(from)}' is not here any more: the file has changed since it was judged. Run again.");

    public static Diagnostic RelocationReadOnly(string path, string what) =>
        Error(
            "GOG131",
            Position.Start(path),
            $"{what} is read-only, so the moves here cannot be written. Make it writable, or skip the file in migration.yaml."
        );

    public static Diagnostic RelocationThroughLink(string path, string link) =>
        Error(
            "GOG132",
            Position.Start(path),
            $"'{Show(link)}' is a symbolic link, and nothing is written through one. Apply the move to the folder that it leads to."
        );

    public static Diagnostic RelocationRecordUnreadable(string path, string reason) =>
        Error(
            "GOG133",
            Position.Start(path),
            $"the record of what was applied cannot be read ({Show(reason)}). Restore the files and delete it, or delete it "
                + "alone to keep them as they are."
        );

    public static Diagnostic OtherMove(string path, string from, string to) =>
        Error(
            "GOG134",
            Position.Start(path),
            $"a move from '{Show(from)}' to '{Show(to)}' was applied here. Take it back with `gitopsgen migrate undo`, or, when "
                + "it is done, delete this file."
        );

    public static Diagnostic MovesNotFound(string path, string to) =>
        Error(
            "GOG135",
            Position.Start(path),
            $"this file was edited since, and which '{Show(to)}' in it were moved cannot be told any more. Restore it yourself; "
                + "--keep-going takes back the others."
        );

    public static Diagnostic MovedFileGone(string path) =>
        Error(
            "GOG136",
            Position.Start(path),
            "this file was moved into the new namespace and is not here any more. Restore it, or, if that is meant, say --keep-going."
        );

    public static Diagnostic CreatedFileEdited(string path) =>
        Error(
            "GOG137",
            Position.Start(path),
            "this new file of the move was edited since. Delete it yourself; --keep-going takes back everything else."
        );

    public static Diagnostic EarlierMovesLost(string path) =>
        Warning(
            "GOG138",
            Position.Start(path),
            "this file was edited since an earlier apply, and what that one moved cannot be told any more: undo will take back "
                + "only the moves of now."
        );

    public static Diagnostic NotAsApplied(string path, string why) =>
        Error("GOG139", Position.Start(path), $"this file is not as apply left it: {why}. What it holds now is not proved.");

    public static Diagnostic WouldMoveAgain(Position at, string evidence) =>
        Error("GOG140", at, $"a second apply would move this ({Show(evidence.TrimEnd('.'))}). Run `gitopsgen migrate apply` again.");

    public static Diagnostic NotSearched(Diagnostic why) => Error("GOG126", why.At, $"what is in this file is not proved: {why.Message}");

    public static Diagnostic MovedNoNamespace(Position at, string token, string why) =>
        Error(
            "GOG127",
            at,
            $"apply moved {Show(token)}, and that is no namespace of an object that moves: {why}. Undo the move, and decide it."
        );

    public static Diagnostic KeptUnsaid(Position at, string token) =>
        Error("GOG128", at, $"{Show(token)} was kept as a longer name, and is none: decide it in migration.yaml.");

    public static Diagnostic ChartDiffers(string chart, string difference) =>
        Error("GOG141", Position.Start(chart), $"what this chart makes differs from before in more than moved names: {Show(difference)}.");

    public static Diagnostic ChartBroken(string chart, string reason) =>
        Error("GOG142", Position.Start(chart), $"the move changed whether this chart renders: {Show(reason)}");

    public static Diagnostic ChartNotProved(string chart, string reason) =>
        Note("GOG143", Position.Start(chart), $"nothing is proved of what this chart makes: {Show(reason)}");

    public static Diagnostic ChartsNotProved(string reason) => Warning("GOG144", null, $"no chart was rendered: {reason}");

    public static Diagnostic NothingApplied(string folder) =>
        Error(
            "GOG145",
            null,
            $"no move is recorded in {Show(folder)}. Apply one with `gitopsgen migrate apply` first, or name the folder with --path."
        );

    public static Diagnostic CodeStays(Position at, string evidence) =>
        Warning(
            "GOG146",
            at,
            $"this code still names the old namespace and is not edited: {Show(evidence.TrimEnd('.'))}. Change it yourself, or "
                + "say --include-code."
        );

    public static Diagnostic ReviewOpen(Position at, string evidence, bool allowed)
    {
        var message = $"a person decides: {Show(evidence.TrimEnd('.'))}. Say move or keep in migration.yaml.";
        return !allowed ? Error("GOG147", at, message) : Warning("GOG147", at, message);
    }

    public static Diagnostic NewObjectInTheWay(string path) =>
        Error(
            "GOG148",
            Position.Start(path),
            "a file with other content is where a new object of the move belongs. Move it away, or name another folder with --write-to."
        );

    public static Diagnostic NothingToCopy(string kind, string from) =>
        Note(
            "GOG129",
            null,
            $"no {kind} of '{Show(from)}' that concerns the moved objects was found in the files, so none was written. Look in "
                + $"the cluster: kubectl get {kind.ToLowerInvariant()} -n {Show(from)}. With --with-defaults a sane one is written."
        );
}
