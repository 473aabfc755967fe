namespace GitOpsGen.Diagnostics;

// ---- renaming
public static partial class Messages
{
    public static Diagnostic NameInUse(string name, string why) =>
        Error("GOG305", null, $"'{Show(name)}' cannot be the new name: {why}. Choose another.");

    public static Diagnostic NotAsRendered(int files, string first) =>
        Error(
            "GOG306",
            Position.Start(first),
            $"{(files == 1 ? "this file is" : $"this file and {files - 1} more are")} not as a render makes them, so what a rename changes "
                + "could not be told from that. Run `gitopsgen render` first."
        );

    public static Diagnostic ObjectsChange(string name, IReadOnlyList<string> files) =>
        Error(
            "GOG307",
            Position.Start(files[0]),
            $"what clusters get would change here{(files.Count > 1 ? $", and in {Some([.. files.Skip(1)])}" : "")}: it says "
                + $"'{name}' itself, as by a template. Take the name out of it; or accept that with "
                + "--allow-object-changes, and look at `gitopsgen diff`."
        );

    public static Diagnostic RootsToApply(IReadOnlyList<string> roots) =>
        Warning(
            "GOG308",
            Position.Start(roots[0]),
            "this root lists environments by name, and nobody but a person applies it. Do it before this is merged; both names are in it: "
                + $"kubectl apply --server-side{string.Concat(roots.Select(root => $" -f {root}"))}"
        );

    public static Diagnostic CannotRename(Position at, string name, string @new) =>
        Error(
            "GOG309",
            at,
            $"'{Show(name)}' cannot become '{@new}' here without touching what you wrote beside it. Write this file's maps and lists out "
                + "(no anchors, aliases or merges), and run again."
        );

    public static Diagnostic RenameWhileMoving(Position at, string app) =>
        Error(
            "GOG310",
            at,
            $"\"{Show(app)}\" is on its way to another namespace here, phase by phase, and phases are known by these names. "
                + "Finish the move and take `phase` out of the pin, then rename."
        );

    public static Diagnostic NamedElsewhere(string name, IReadOnlyList<string> files) =>
        Note("GOG311", Position.Start(files[0]), $"this file names the folder of '{name}', too{More(files)}. It is left as it is.");

    private static string More(IReadOnlyList<string> files) =>
        files.Count > 1 ? $", as {(files.Count == 2 ? "does" : "do")} {Some([.. files.Skip(1)])}" : "";
}
