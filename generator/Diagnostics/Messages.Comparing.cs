namespace GitOpsGen.Diagnostics;

// ---- comparing
public static partial class Messages
{
    /// <param name="purpose">The end of a sentence: <c>compare with</c>.</param>
    public static Diagnostic NoRepository(string folder, string purpose) =>
        Error(
            "GOG160",
            null,
            $"{folder} is in no repository of git, so there is nothing to {purpose}. Work in a clone, or make it a repository: git init."
        );

    public static Diagnostic NoCommit(string name, bool isEmpty, bool isShallow) =>
        Error(
            "GOG161",
            null,
            $"there is no commit '{Show(name)}' in this repository. "
                + (
                    isEmpty ? "It has no commit at all yet: commit once."
                    : isShallow
                        ? $"The clone is shallow: fetch it (git fetch --depth 1 origin {Show(name)}, then --base FETCH_HEAD), "
                            + "or clone with full history."
                    : "Fetch it (git fetch origin), or name another commit, branch or tag."
                )
        );

    public static Diagnostic ManifestUnreadable(Position at, string side, string reason) =>
        Warning("GOG162", at, $"in {Show(side)} the file cannot be read, so it is not known what changes: {reason}");

    public static Diagnostic NotRenderable(string side) =>
        Error(
            "GOG163",
            null,
            $"{Show(side)} does not render, so it is not known what changes. Mend what is said of it, or compare the files as they lie "
                + "there with --committed."
        );

    public static Diagnostic NoMergeBase(string @base, string head, bool isShallow) =>
        Error(
            "GOG164",
            null,
            $"'{Show(@base)}' and {Show(head)} have no commit in common. "
                + (isShallow ? "The clone is shallow: fetch its history (git fetch --unshallow), or c" : "C")
                + "ompare with that very commit: --base-exact."
        );
}
