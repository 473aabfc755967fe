namespace GitOpsGen.Diagnostics;

// ---- what git carries, and what it can tell
public static partial class Messages
{
    /// <param name="rule">Its pattern, file and line.</param>
    public static Diagnostic IgnoredByGit(Position at, string rule, IReadOnlyList<string> files) =>
        Error(
            "GOG280",
            at,
            $"git does not carry {Files(files)}: {Show(rule)} ignores {Them(files)}, so every other clone lacks what the fleet needs. Take "
                + $"the rule out, or except {Them(files)} below it with '!', or add {Them(files)} all the same (git add --force)."
        );

    /// <param name="rule">The attribute and its place, or the setting.</param>
    /// <param name="mend">Without a full stop.</param>
    public static Diagnostic ChangedByGit(Position at, string rule, IReadOnlyList<string> files, string mend) =>
        Error(
            "GOG281",
            at,
            $"git does not carry the bytes of {Files(files)}: by {Show(rule)} it commits or checks out others, so no other clone has what "
                + $"is read or written here. {mend}."
        );

    public static Diagnostic OtherRepository(Position at, string folder, int files) =>
        Error(
            "GOG282",
            at,
            $"'{Show(folder)}' is a repository of its own or a submodule, so git does not carry the {files} "
                + $"file{(files == 1 ? "" : "s")} of the "
                + "fleet in it. Take its .git away, and the submodule out (git rm --cached), and add the files themselves."
        );

    public static Diagnostic UnwatchedByGit(Position at, IReadOnlyList<string> files) =>
        Error(
            "GOG283",
            at,
            $"git was told to take {Files(files)} for unchanged, so what is here now is not committed. Tell it to look again: git "
                + "update-index "
                + "--no-assume-unchanged --no-skip-worktree <path>"
        );

    public static Diagnostic NotCheckedOut(Position at, IReadOnlyList<string> files) =>
        Error(
            "GOG284",
            at,
            $"this is a sparse checkout, and it leaves out {Files(files)} of the fleet; without {Them(files)} the fleet would look smaller "
                + "than it is. Check everything out: git sparse-checkout disable"
        );

    public static Diagnostic ForeignOwner(string folder) =>
        Error(
            "GOG285",
            null,
            $"git does not work in {Show(folder)}, because it belongs to another user, so what is committed is not known. If you trust "
                + $"it: git config --global --add safe.directory {Show(folder)}"
        );

    /// <param name="why">The end of a sentence.</param>
    /// <param name="mend">A sentence.</param>
    public static Diagnostic RepositoryUnusable(string folder, string why, string mend) =>
        Error("GOG286", null, $"git cannot work with the repository at {Show(folder)}: {Show(why)}. {mend}");

    /// <param name="what">An object, with its id where it is known.</param>
    /// <param name="said">Git's own words; empty without any.</param>
    public static Diagnostic ObjectLacking(string what, string said, bool isPartial, bool isOffline) =>
        Error(
            "GOG287",
            null,
            $"git lacks {Show(what)} or cannot read it{(said.Length == 0 ? "" : $" ({Show(said)})")}, so what follows from it is "
                + "not known. "
                + (
                    !isPartial ? "The repository is damaged: git fsck names what is; git fetch --refetch brings it again, or clone anew."
                    : isOffline
                        ? "The clone is partial, and --offline keeps git from fetching what it lacks. Run once without --offline, or fetch "
                            + "all: git fetch --refetch --no-filter"
                    : "The clone is partial, and its remote did not give it. See that `git fetch` works, or fetch all: git fetch --refetch "
                        + "--no-filter"
                )
        );

    public static Diagnostic LineEndsOfGenerated(Position at, IReadOnlyList<string> files) =>
        Error(
            "GOG288",
            at,
            $"{Files(files)} {(files.Count == 1 ? "has" : "have")} CR LF at the ends of lines, and {(files.Count == 1 ? "is" : "are")} as "
                + "generated but for that: a checkout made it so (core.autocrlf or eol=crlf), or an editor. Write '* text=auto "
                + "eol=lf' into "
                + ".gitattributes, then have the files anew with --discard."
        );

    public static Diagnostic HistoryCutOff() =>
        Error(
            "GOG289",
            null,
            "this clone is shallow, and its history is cut off before the commit that it has in common with the branch that Argo CD "
                + "follows, "
                + "so what is synced is not known. Fetch the history: git fetch --unshallow"
        );

    private static string Files(IReadOnlyList<string> files) =>
        files.Count == 1 ? $"'{Show(files[0])}'" : $"{files.Count} files ({Show(Some(files))})";

    private static string Them(IReadOnlyList<string> files) => files.Count == 1 ? "it" : "them";
}
