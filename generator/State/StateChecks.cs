using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.State;

/// <summary>What keeps a state folder from being believed: it, or anything in it, is a link or may be another user's.</summary>
internal static class StateChecks
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <returns>Null for what is not there, too.</returns>
    public static Diagnostic? Trouble(string folder)
    {
        if (EntryKinds.Of(folder) == EntryKind.Missing)
            return null;
        if (EntryKinds.Of(folder) != EntryKind.Folder)
            return Messages.StateNotOwn(folder, $"it is {EntryKinds.Of(folder).Words()}");
        if (!FileOwner.IsMine(folder))
            return Messages.StateNotOwn(folder, "it belongs to another user");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & OthersWrite) != UnixFileMode.None)
            return Messages.StateNotOwn(folder, "others may write into it");
        return Inside(folder).FirstOrDefault(entry => EntryKinds.Of(entry) is EntryKind.Link or EntryKind.Special) is { } odd
            ? Messages.StateNotOwn(odd, $"it is {EntryKinds.Of(odd).Words()}")
            : null;
    }

    // What is staged is thrown away as it is, so only its folder matters; of the rest every entry.
    private static IEnumerable<string> Inside(string folder)
    {
        var cache = Path.Join(folder, "cache");
        var all = Directory.EnumerateFileSystemEntries(folder);
        return EntryKinds.Of(cache) == EntryKind.Folder ? all.Concat(Directory.EnumerateFileSystemEntries(cache, "*", Everything)) : all;
    }

    private static EnumerationOptions Everything { get; } = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
}
