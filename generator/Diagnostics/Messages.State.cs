namespace GitOpsGen.Diagnostics;

// ---- the tool's own folder, and what stands in place of a file
public static partial class Messages
{
    public static Diagnostic StateUnusable(string path, string reason) =>
        Error(
            "GOG190",
            null,
            $"the tool cannot work in its own folder {Show(path)}: {Show(reason)}. Make room or give yourself the right to "
                + "write there; commands that only read need neither."
        );

    public static Diagnostic StateNotOwn(string path, string reason) =>
        Error(
            "GOG191",
            null,
            $"{Show(path)} is of the tool's own folder, but {Show(reason)}, so nothing in it is believed. Remove it; what it "
                + "held is computed again."
        );

    public static Diagnostic JournalOfLaterVersion(string path, int version, int known) =>
        Error(
            "GOG192",
            null,
            $"a later version of the tool was cut off while it wrote (the journal {Show(path)} has version {version}, this one "
                + $"knows {known}). Run that version once more, so that it finishes; nothing was changed."
        );

    public static Diagnostic JournalPutAside(string path, string aside, string reason) =>
        Warning(
            "GOG193",
            null,
            $"{Show(path)} is no journal of this tool ({Show(reason)}), so nothing was done by it. It is now {Show(aside)}; "
                + "look at it if you like, and delete it."
        );

    public static Diagnostic UnfinishedWrite(string path, bool isHeld, bool isJudged)
    {
        var message =
            (isHeld ? "another run is writing here now" : $"an earlier run was interrupted while it wrote ({Show(path)})")
            + ", so what lies here may be half of it. "
            + (
                isHeld
                    ? "Run again when that one has ended."
                    : "The next command that writes here finishes it: `gitopsgen render`, or `gitopsgen migrate apply` or `undo`."
            );
        return isJudged ? Error("GOG312", null, message) : Warning("GOG312", null, message);
    }

    public static Diagnostic NotRegular(Position at, string path, string found) =>
        Error("GOG194", at, $"'{Show(path)}' is {found}, and is not opened. Put a regular file there.");

    public static Diagnostic StateCommitted(string path) =>
        Error(
            "GOG195",
            Position.Start(path),
            $"'{Show(path)}' is committed, and the tool believes nothing that others can commit. Take it out: git rm -r "
                + $"--cached {Show(path)}"
        );

    public static Diagnostic PlantedRepository(string path) =>
        Error(
            "GOG240",
            null,
            $"{Show(path)} has HEAD, objects and refs as a git repository has, and git would obey its settings, which name "
                + "programs. Take them out; or, if it is your own, set GIT_DIR to it."
        );

    public static Diagnostic OwnedOfLaterVersion(string path, int version, int known) =>
        Error(
            "GOG196",
            Position.Start(path),
            $"this record was written by a later version of the tool (version {version}, this one knows {known}). Render with "
                + "that version; an older one might lose what it does not know."
        );

    public static Diagnostic RelocationOfLaterVersion(string path, int version, int known) =>
        Error(
            "GOG197",
            null,
            $"the record of what was applied, {Show(path)}, was written by a later version of the tool (version {version}, this "
                + $"one knows {known}). Use that version to verify it or to take it back."
        );
}
