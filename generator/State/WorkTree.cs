using GitOpsGen.Files;

namespace GitOpsGen.State;

/// <summary>The git work tree that holds a folder, found without git: a commit cannot carry an entry called <c>.git</c>, so whoever has one has a repository of his own.</summary>
/// <param name="Root">Absolute.</param>
/// <param name="GitFolder">Of this work tree alone, absolute: a linked work tree and a submodule have theirs elsewhere.</param>
public sealed record WorkTree(string Root, string GitFolder)
{
    private const string Entry = ".git";

    private const string Pointer = "gitdir:";

    // A path, as long as the longest that a system takes.
    private const int PointerLimit = 1 << 13;

    /// <param name="folder">Absolute, through no link.</param>
    /// <returns>Null outside of any.</returns>
    public static WorkTree? Of(string folder)
    {
        for (var root = new DirectoryInfo(folder); root is not null; root = root.Parent)
            if (GitFolderOf(root.FullName) is { } found) return new WorkTree(root.FullName, found);
        return null;
    }

    private static string? GitFolderOf(string root)
    {
        var entry = RealPath.Of(Path.Join(root, Entry));
        if (Directory.Exists(entry)) return IsGitFolder(entry) ? entry : null;
        if (FileStamp.Of(entry) is not { Size: > 0 and <= PointerLimit }) return null;
        var text = File.ReadAllText(entry).Trim();
        if (!text.StartsWith(Pointer, StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal)) return null;
        var named = RealPath.Of(Path.GetFullPath(text[Pointer.Length..].Trim(), root));
        return IsGitFolder(named) ? named : null;
    }

    // As git takes it: a linked work tree's own folder names the common one, which has the objects.
    private static bool IsGitFolder(string folder) =>
        File.Exists(Path.Join(folder, "HEAD")) && (Directory.Exists(Path.Join(folder, "objects")) || File.Exists(Path.Join(folder, "commondir")));
}
