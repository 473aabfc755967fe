namespace GitOpsGen.Files;

/// <summary>Files that are known by a list, as those of a commit are: folders are what the paths of files go through.</summary>
/// <param name="kinds">What is no folder, by path: regular files and links.</param>
public abstract class ListedFiles(IReadOnlyDictionary<string, EntryKind> kinds) : IFleetFiles
{
    private readonly Lazy<ILookup<string, string>> folders = new(() => FoldersOf(kinds.Keys));

    public EntryKind KindOf(string path) =>
        kinds.TryGetValue(path, out var kind) ? kind
        : DirectoryExists(path) ? EntryKind.Folder
        : EntryKind.Missing;

    public bool DirectoryExists(string path) => folders.Value.Contains(path);

    // Where a link leads is not known here, and nobody follows it.
    public bool FileExists(string path) => kinds.ContainsKey(path);

    public IReadOnlyList<string> Names(string directory) =>
        [.. folders.Value[directory].Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];

    public IEnumerable<string> Walk(string path, string? skip)
    {
        if (kinds.ContainsKey(path))
            return [path];
        if (path == skip)
            return [];
        return folders
            .Value[path]
            .Select(name => path.Length == 0 ? name : $"{path}/{name}")
            .Where(IsWanted)
            .SelectMany(part => Walk(part, skip));
    }

    public long Length(string path) => ReadBytes(path).Length;

    public abstract byte[] ReadBytes(string path);

    public string? Sha256(string path) => kinds.GetValueOrDefault(path) == EntryKind.Regular ? Digest.OfBytes(ReadBytes(path)) : null;

    private bool IsWanted(string path) => !kinds.ContainsKey(path) || !FleetFiles.IsDebris(RepositoryPath.Name(path));

    // The names in each folder.
    private static ILookup<string, string> FoldersOf(IEnumerable<string> paths)
    {
        var entries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
            for (var entry = path; entry.Length > 0 && entries.Add(entry); )
                entry = RepositoryPath.Parent(entry);
        return entries.ToLookup(RepositoryPath.Parent, RepositoryPath.Name, StringComparer.Ordinal);
    }
}
