using GitOpsGen.Layout;

namespace GitOpsGen.Files;

/// <summary>
/// The git work tree that holds a folder, found without git: a commit cannot carry an entry called <c>.git</c>, so whoever has one has a
/// repository of their own.
/// </summary>
/// <param name="Root">A real path.</param>
/// <param name="GitFolder">Of this work tree alone, a real path: a linked work tree and a submodule have theirs elsewhere. Null where the
/// entry is none.</param>
public sealed record WorkTree(string Root, string? GitFolder)
{
    /// <summary>Where the entry leads, when it is a file that names a folder; null when it is none.</summary>
    public string? LeadsTo => GitFolders.Named(Root);

    /// <summary>The nearest around a folder.</summary>
    /// <returns>Null outside of any.</returns>
    public static WorkTree? Of(string folder)
    {
        for (var root = new DirectoryInfo(RealPath.Of(folder)); root is not null; root = root.Parent)
            if (Path.Exists(Path.Join(root.FullName, GitFolders.Entry)))
                return new WorkTree(root.FullName, GitFolders.Of(root.FullName));
        return null;
    }

    /// <summary>
    /// The folder that a commit has and that git, asked in <paramref name="folder"/>, would take for a repository, with settings that name
    /// programs.
    /// </summary>
    /// <returns>Null when there is none: a bare repository is one only where nobody's files lie.</returns>
    public static string? Planted(string folder)
    {
        var real = RealPath.Of(folder);
        var tree = Of(real);
        for (var at = real; at is not null && at != tree?.Root && at != tree?.GitFolder; at = Path.GetDirectoryName(at))
            if (GitFolders.Is(at) && (tree is not null || at != real || File.Exists(Path.Join(at, FleetLayout.FleetFile))))
                return at;
        return null;
    }
}
