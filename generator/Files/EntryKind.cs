namespace GitOpsGen.Files;

/// <summary>What stands at a path, links not followed.</summary>
public enum EntryKind
{
    Missing,
    Regular,
    Folder,
    Link,
    Special,
}

/// <summary>Asked before anything is opened: opening a pipe waits for ever, and reading a device never ends.</summary>
public static class EntryKinds
{
    public static EntryKind Of(string path) => OperatingSystem.IsLinux() ? LinuxStat.KindOf(path) : Portable(path);

    public static string Words(this EntryKind kind) =>
        kind switch
        {
            EntryKind.Missing => "not there",
            EntryKind.Regular => "a file",
            EntryKind.Folder => "a folder",
            EntryKind.Link => "a symbolic link",
            _ => "a pipe, socket or device",
        };

    // The framework cannot tell a pipe from a file.
    private static EntryKind Portable(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return EntryKind.Link;
        return Directory.Exists(path) ? EntryKind.Folder
            : file.Exists ? EntryKind.Regular
            : EntryKind.Missing;
    }
}
