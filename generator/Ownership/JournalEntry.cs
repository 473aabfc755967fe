using GitOpsGen.Files;
using GitOpsGen.Layout;

namespace GitOpsGen.Ownership;

/// <summary>Which command writes, and so which files it may write.</summary>
public enum JournalKind
{
    Render,
    Release,
    Move,
    Rename,
    Schemas,
    Apps,
}

/// <summary>One file that moves into place, or goes.</summary>
/// <param name="Path">Relative to the repository; of a state file its name.</param>
/// <param name="Old">SHA-256 before; null when it is new.</param>
/// <param name="New">SHA-256 after; null when it goes.</param>
/// <param name="Staged">The finished file's name in the stage; null when the file goes.</param>
/// <param name="IsState">It lies in the state folder, not in the repository.</param>
public sealed record JournalEntry(string Path, string? Old, string? New, string? Staged, bool IsState)
{
    /// <summary>The only state file that a journal writes.</summary>
    public const string StateFile = "migrate.json";

    private const int DigestLength = 64;

    /// <summary>Why no command of the kind can have written this; null when one can.</summary>
    public string? Wrong(JournalKind kind)
    {
        if (IsState ? kind != JournalKind.Move || Path != StateFile : !MayWrite(kind, Path))
            return $"it names '{Path}', which is not for it to write";
        if (!IsDigest(Old) || !IsDigest(New))
            return $"a digest of '{Path}' is none";
        return IsComplete ? null : $"it does not say what '{Path}' becomes";
    }

    private bool IsComplete =>
        (Old, New, Staged) switch
        {
            (null, null, _) => false,
            (_, null, var staged) => staged is null,
            (_, _, var staged) => staged is not null,
        };

    // Render writes what its records own, a cut what is frozen, who takes apps in or out what describes them; a move edits files that
    // people own, wherever they are, but never git's.
    private static bool MayWrite(JournalKind kind, string path)
    {
        if (RepositoryPath.Resolve("", path) != path || path.Length == 0 || path.Split('/').Any(IsOfGit))
            return false;
        return (kind, FleetLayout.Read(path)) switch
        {
            (JournalKind.Move, _) => true,
            (JournalKind.Release, ReleaseFile) => true,
            (JournalKind.Apps, FleetFile or AppFile or ReleaseFile or EnvironmentFile or PinFile) => true,
            (JournalKind.Apps, OtherPath) => AppPages.Holds(path),
            (JournalKind.Schemas, OtherPath) => SchemaFolder.Holds(path),
            (JournalKind.Rename, not (OtherPath or SharedTemplate)) => true,
            (JournalKind.Render, { IsGenerated: true }) => true,
            _ => false,
        };
    }

    // Some file systems know a name by more than one spelling.
    private static bool IsOfGit(string part) =>
        part.TrimEnd('.', ' ').Equals(".git", StringComparison.OrdinalIgnoreCase)
        || part.StartsWith("git~", StringComparison.OrdinalIgnoreCase);

    private static bool IsDigest(string? text) => text is null || (text.Length == DigestLength && text.All(char.IsAsciiHexDigitLower));
}
