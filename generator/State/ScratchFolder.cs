namespace GitOpsGen.State;

/// <summary>A folder outside the repository, made when it is first asked for, and gone when the run ends in any way but a kill.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly Lazy<string> folder = new(() => Directory.CreateTempSubdirectory("gitopsgen-diff-").FullName);

    /// <summary>An absolute path in it that nothing has taken yet.</summary>
    public string New(string name) => Path.Join(folder.Value, $"{Guid.NewGuid():N}-{name}");

    /// <summary>Writes files below a new path in it.</summary>
    /// <param name="files">Contents by relative path.</param>
    /// <returns>The path, absolute.</returns>
    public string Write(string name, IEnumerable<(string Path, byte[] Content)> files)
    {
        var root = New(name);
        foreach (var (path, content) in files)
        {
            var file = Path.Join(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        return root;
    }

    public void Dispose()
    {
        if (folder.IsValueCreated && Directory.Exists(folder.Value))
            Directory.Delete(folder.Value, recursive: true);
    }
}
