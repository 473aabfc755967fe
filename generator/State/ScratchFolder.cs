namespace GitOpsGen.State;

/// <summary>A folder outside the repository, made when it is first asked for, and gone when the run ends in any way but a kill.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly Lazy<string> folder = new(() => Directory.CreateTempSubdirectory("gitopsgen-diff-").FullName);

    /// <summary>An absolute path in it that nothing has taken yet.</summary>
    public string New(string name) => Path.Join(folder.Value, $"{Guid.NewGuid():N}-{name}");

    public void Dispose()
    {
        if (folder.IsValueCreated && Directory.Exists(folder.Value))
            Directory.Delete(folder.Value, recursive: true);
    }
}
