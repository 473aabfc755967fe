namespace GitOpsGen.Diagnostics;

// ---- files and YAML
public static partial class Messages
{
    public static Diagnostic YamlSyntax(Position at, string reason) =>
        Error(YamlSyntaxCode, at, $"this is not YAML the tool can read: {Show(reason)}.");

    public static Diagnostic DuplicateKey(Position at, string key, Position first) =>
        Error(DuplicateKeyCode, at, $"the key '{Show(key)}' is here twice; the first is on line {first.Line}. Remove one.");

    public static Diagnostic UnknownKey(Position at, string key, string parent, IEnumerable<string> known) =>
        Error("GOG003", at, $"unknown key '{Show(key)}'{In(parent)}.{Suggest(key, known)}");

    public static Diagnostic WrongType(Position at, string name, string expected, string found) =>
        Error("GOG004", at, $"{Name(name)} must be {A(expected)}, not {A(found)}.{HowToWrite(expected)}");

    public static Diagnostic MissingKey(Position at, string key, string parent, string description) =>
        Error(MissingKeyCode, at, $"the key '{Show(key)}' is missing{In(parent)}.{Meaning(description)}");

    public static Diagnostic NotAllowed(Position at, string name, string value, IEnumerable<string> allowed) =>
        Error("GOG006", at, $"{Name(name)} cannot be '{Show(value)}'.{Suggest(value, allowed)}");

    public static Diagnostic OutOfRange(Position at, string name, string value, decimal? minimum, decimal? maximum) =>
        Error("GOG007", at, $"{Name(name)} is {Show(value)}, but must be {Range(minimum, maximum)}.");

    public static Diagnostic TooManyNodes(Position at, int limit) =>
        Error("GOG008", at, $"with its aliases followed the file has more than {limit} values. Write less, or fewer aliases of aliases.");

    public static Diagnostic TooDeep(Position at, int limit) =>
        Error("GOG009", at, $"this is nested more than {limit} levels deep. Flatten it.");

    public static Diagnostic FileTooLarge(Position at, long size, long limit) =>
        Error("GOG010", at, $"the file has {size} bytes; the limit is {limit}. Split it.");

    public static Diagnostic NotUtf8(Position at) => Error("GOG011", at, "this byte is not UTF-8. Save the file as UTF-8.");

    public static Diagnostic SymbolicLink(Position at, string path) =>
        Error("GOG012", at, $"'{Show(path)}' is a symbolic link; the tool follows none. Put the file itself there.");

    public static Diagnostic PathOutside(Position at, string path, string allowed) =>
        Error(
            "GOG013",
            at,
            $"the path '{Show(path)}' does not stay in {allowed}. Use a path relative to it, with '/', without leaving it."
        );

    public static Diagnostic ConflictMarkers(string path, Position first, string sides, int last, int more) =>
        Error(
            "GOG300",
            first,
            last == first.Line
                ? $"conflict marker at line {first.Line}: it was left behind when the file was merged. Delete the line, and look whether "
                    + $"what stands around it is meant; then `git add {Show(path)}`."
                : $"conflict markers at line {first.Line}, down to line {last}: git could not merge {Show(sides)}"
                    + $"{(more > 0 ? $", nor {more} more in this file" : "")}. Keep what is right, delete the markers, then "
                    + $"`git add {Show(path)}`."
        );

    public static Diagnostic NotMerged(string path, string state, string work) =>
        Error(
            "GOG301",
            Position.Start(path),
            $"git has not merged this file ({state}), and the {work} waits for a decision. Keep what is here with "
                + $"`git add {Show(path)}`, or take the file out with `git rm {Show(path)}`."
        );

    public static Diagnostic UnfinishedWork(string work) =>
        Error("GOG302", null, $"a {work} is not finished here, so what lies here is of no commit yet. Finish it or take it back first.");

    public static Diagnostic GeneratedUnmerged(int files, string folders) =>
        Note(
            "GOG303",
            null,
            $"{files} generated {(files == 1 ? "file" : "files")} that git could not merge {(files == 1 ? "is" : "are")} rendered anew. "
                + $"Tell git: `git add {folders}`; then finish the merge as git says."
        );
}
