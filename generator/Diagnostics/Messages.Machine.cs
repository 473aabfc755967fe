namespace GitOpsGen.Diagnostics;

// ---- what the machine or the tool itself does wrong
public static partial class Messages
{
    public static Diagnostic AccessDenied(Position? at, string path) =>
        Error(
            "GOG220",
            at,
            $"{Where(at, path)}permission denied. Give the user that runs the tool the right to it, or run as one who has it."
        );

    public static Diagnostic ReadOnlySystem(Position? at, string path) =>
        Error(
            "GOG221",
            at,
            $"{Where(at, path)}nothing can be written there: the file system is read-only. Mount it writable, or work in a copy."
        );

    public static Diagnostic PathTooLong(Position? at, string path) =>
        Error(
            "GOG222",
            at,
            $"{Where(at, path)}the path, or a part of it, is longer than the system takes (most take 255 bytes for a part and "
                + "4096 in all). Shorten it."
        );

    public static Diagnostic DiskFull(Position? at, string path) =>
        Error("GOG223", at, $"{Where(at, path)}no space is left there. Make room and run again.");

    public static Diagnostic SystemRefuses(Position? at, string path, string reason) =>
        Error(
            "GOG224",
            at,
            $"{Where(at, path)}the system refuses: {Show(reason)}. Run it again; where that does not help, mend it there: "
                + "limits (ulimit), memory, the disk."
        );

    public static Diagnostic NotThatKind(Position? at, string path) =>
        Error("GOG225", at, $"{Where(at, path)}a folder is where a file belongs, or a file where a folder does. Move it away.");

    public static Diagnostic NotThere(Position? at, string path) =>
        Error(
            "GOG226",
            at,
            path.Contains('\ufffd', StringComparison.Ordinal)
                ? $"{Where(at, path)}the name is not UTF-8, so nothing of that name is found. Rename it."
                : $"{Where(at, path)}this is not there, or not any more. Run again when nobody moves or deletes anything; else restore it."
        );

    public static Diagnostic ProgramDoesNotStart(string program, string reason) =>
        Error("GOG227", null, $"the program '{Show(program)}' cannot be started: {Show(reason)}. Install it, or put it on PATH.");

    /// <param name="sentence">Of ours: what stopped, why, and what to do.</param>
    public static Diagnostic Stopped(string sentence) => Error("GOG228", null, sentence);

    /// <param name="sentence">Of the library or of ours: which words of the command line are wrong, and why.</param>
    public static Diagnostic WrongUsage(string sentence) => Error("GOG262", null, sentence);

    public static Diagnostic FaultOfTheTool(string command, string kind, string place) =>
        Error(
            "GOG229",
            null,
            $"`{command}` failed by a fault of the tool itself ({kind} in {place}). Run it again with --verbose, and report "
                + "what that prints."
        );

    // Where it is inside the repository, the position says it already.
    private static string Where(Position? at, string path) => at is null && path.Length > 0 ? $"{Show(path)}: " : "";
}
