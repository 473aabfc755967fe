using GitOpsGen.State;

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

    /// <summary>Of the tool's own folder for this one.</summary>
    public string State(string relative = "") => System.IO.Path.Join(StateFolder.Of(Path).Path, relative);

    public void WriteState(string relative, string text)
    {
        Directory.CreateDirectory(
            System.IO.Path.GetDirectoryName(State(relative))!,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        System.IO.File.WriteAllText(State(relative), text);
    }

    public string Read(string relative) => System.IO.File.ReadAllText(File(relative));

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(relative))!);
        System.IO.File.WriteAllText(File(relative), text);
    }

    /// <summary>Every file with its content, without the tool's scratch folder: what must be equal before and after.</summary>
    public IReadOnlyDictionary<string, string> Snapshot() =>
        Directory
            .EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToDictionary(file => file, Read, StringComparer.Ordinal);

    public void Dispose()
    {
        beside?.Dispose();
        if (Directory.Exists(State()))
            Directory.Delete(State(), recursive: true);
        Directory.Delete(Path, recursive: true);
    }
}
