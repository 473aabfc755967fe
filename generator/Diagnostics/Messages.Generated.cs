namespace GitOpsGen.Diagnostics;

// ---- what is generated
public static partial class Messages
{
    public static Diagnostic HandEdited(string path) =>
        Error(
            "GOG080",
            Position.Start(path),
            "this generated file was edited by hand. Move the change to where it is generated from, then run again with "
                + "--discard; or keep the edit with --adopt."
        );

    public static Diagnostic InTheWay(string path) =>
        Error(
            "GOG081",
            Position.Start(path),
            "a file that the tool did not write is where a generated one belongs. Move it away; or replace it with --discard; "
                + "or keep it with --adopt."
        );

    public static Diagnostic DeletionBudget(Position at, int deletions, int owned, int limit) =>
        Error(
            "GOG082",
            at,
            $"this would delete {deletions} of {owned} generated files, more than the {limit}% of limits.deletions. If that is "
                + "meant, run again with --allow-deletions."
        );

    public static Diagnostic DeletesEverything(Position at, int owned) =>
        Error(
            "GOG083",
            at,
            $"this would delete all {owned} generated files. Something is wrong with the input; if it is meant, delete them with git."
        );

    public static Diagnostic OwnedUnreadable(string path, string reason) =>
        Error(
            OwnedUnreadableCode,
            Position.Start(path),
            $"this record of the generated files cannot be read ({reason}). Restore it from git; or delete it and run again with --adopt."
        );

    public static Diagnostic LinkInTheWay(string path, string link) =>
        Error("GOG085", Position.Start(path), $"'{link}' is a symbolic link; nothing is written through one. Remove it.");

    public static Diagnostic AppLeaves(Position at, string app, string environment) =>
        Warning(
            "GOG086",
            at,
            $"app \"{app}\" leaves environment \"{environment}\": its Application goes, its objects stay in the clusters, "
                + "unmanaged. To have them deleted, put the entry back with 'remove: delete', let that reach the clusters, and then "
                + "take it out."
        );

    public static Diagnostic DirectoryInTheWay(string path) =>
        Error("GOG087", Position.Start(path), "a folder is where a generated file belongs. Move it away.");
}
