namespace GitOpsGen.Tests.Support;

/// <summary>An empty folder that goes when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private TemporaryFolder? beside;

    public TemporaryFolder(string name = "gitopsgen-test-") => Path = Directory.CreateTempSubdirectory(name).FullName;

    public string Path { get; }

    /// <summary>Another, which goes with this one: for what is none of its own.</summary>
    public TemporaryFolder Beside => beside ??= new TemporaryFolder("gitopsgen-test-beside-");

    public string File(string relative) => System.IO.Path.Join(Path, relative);

    public string Read(string relative) => System.IO.File.ReadAllText(File(relative));

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(relative))!);
        System.IO.File.WriteAllText(File(relative), text);
    }

    /// <summary>Every file with its content, without the tool's scratch folder: what must be equal before and after.</summary>
    public IReadOnlyDictionary<string, string> Snapshot() =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith(".gitopsgen/", StringComparison.Ordinal) && !file.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(file => file, Read, StringComparer.Ordinal);

    public void Dispose()
    {
        beside?.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
