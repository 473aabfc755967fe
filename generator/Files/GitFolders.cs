namespace GitOpsGen.Files;

/// <summary>The folder in which git keeps a repository, told by what git tells it by.</summary>
internal static class GitFolders
{
    public const string Entry = ".git";

    private const string Pointer = "gitdir:";

    // A path, as long as the longest that a system takes.
    private const int PointerLimit = 1 << 13;

    /// <summary>That of a work tree: a folder of it, or where the file of that name leads.</summary>
    /// <returns>A real path; null when git would find none.</returns>
    public static string? Of(string root)
    {
        var entry = RealPath.Of(Path.Join(root, Entry));
        if (Directory.Exists(entry))
            return Is(entry) ? entry : null;
        return Named(root) is { } named && Is(named) ? named : null;
    }

    /// <summary>The folder that a file in place of a work tree's git folder names, be it there or not; null where it names none.</summary>
    public static string? Named(string root)
    {
        var entry = RealPath.Of(Path.Join(root, Entry));
        if (FileStamp.Of(entry) is not { Size: > 0 and <= PointerLimit })
            return null;
        var text = File.ReadAllText(entry).Trim();
        if (!text.StartsWith(Pointer, StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal))
            return null;
        return RealPath.Of(Path.GetFullPath(text[Pointer.Length..].Trim(), root));
    }

    /// <summary>
    /// A linked work tree's own folder names the common one, which has the objects. Git takes a link that leads nowhere for a HEAD, and any
    /// kind of entry for the others.
    /// </summary>
    public static bool Is(string folder) =>
        Has(folder, "HEAD") && (Has(folder, "objects") && Has(folder, "refs") || Has(folder, "commondir"));

    private static bool Has(string folder, string name) => EntryKinds.Of(Path.Join(folder, name)) != EntryKind.Missing;
}
