namespace GitOpsGen.Files;

/// <summary>The repository's files at one moment, as the file system tells of them without reading any.</summary>
/// <param name="Files">The stamp of every regular file, by path relative to the repository.</param>
/// <param name="Links">Symbolic links; what is behind them is not looked at.</param>
/// <param name="Special">Pipes, sockets and devices.</param>
public sealed record Snapshot(IReadOnlyDictionary<string, FileStamp> Files, IReadOnlyList<string> Links, IReadOnlyList<string> Special)
{
    /// <summary>Looks at some folders of the repository, and at single files.</summary>
    public static Snapshot Of(FileTree tree, params IEnumerable<string> paths)
    {
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        var links = new List<string>();
        var special = new List<string>();
        foreach (var path in paths.SelectMany(tree.Walk))
        {
            if (FileStamp.Of(tree.Absolute(path)) is { } stamp)
                files[path] = stamp;
            else if (tree.IsLink(path))
                links.Add(path);
            else if (EntryKinds.Of(tree.Absolute(path)) == EntryKind.Special)
                special.Add(path);
        }

        return new Snapshot(files, links, special);
    }

    /// <summary>The part of <paramref name="path"/> that is a symbolic link.</summary>
    public string? LinkOnTheWay(string path) => Links.FirstOrDefault(link => RepositoryPath.IsInside(link, path));

    /// <summary>Files that are not in <paramref name="later"/> as they are here: changed, new or gone.</summary>
    public IEnumerable<string> Differences(Snapshot later) =>
        later
            .Files.Where(file => !Files.TryGetValue(file.Key, out var stamp) || stamp != file.Value)
            .Select(file => file.Key)
            .Concat(Files.Keys.Where(path => !later.Files.ContainsKey(path)));
}
