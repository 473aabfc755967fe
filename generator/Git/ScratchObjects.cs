using System.Collections.Immutable;

namespace GitOpsGen.Git;

/// <summary>
/// A repository of the tool's own, for one run: it takes the objects that the run makes, and sees those of the user's repository, into
/// which only that goes which is pushed.
/// </summary>
public sealed class ScratchObjects : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gitopsgen-objects-");

    private ScratchObjects(IEnumerable<string> alternates)
    {
        Directory.CreateDirectory(Path.Join(Objects, "info"));
        Directory.CreateDirectory(Path.Join(Objects, "pack"));
        File.WriteAllText(Path.Join(Objects, "info", "alternates"), string.Concat(alternates.Select(path => $"{path}\n")));
    }

    public string Folder => folder.FullName;

    /// <summary>For git, so that it puts objects there and finds them.</summary>
    public ImmutableDictionary<string, string> Environment =>
        ImmutableDictionary<string, string>.Empty.Add("GIT_OBJECT_DIRECTORY", Objects);

    /// <summary>For git, so that it only finds them, after those that the user has it find.</summary>
    public ImmutableDictionary<string, string> BesideThoseOf(IReadOnlyDictionary<string, string> environment)
    {
        const string Name = "GIT_ALTERNATE_OBJECT_DIRECTORIES";
        string?[] all = [environment.GetValueOrDefault(Name), Quoted(Objects, Path.PathSeparator)];
        return ImmutableDictionary<string, string>.Empty.Add(
            Name,
            string.Join(Path.PathSeparator, all.Where(path => !string.IsNullOrEmpty(path)))
        );
    }

    private string Objects => Path.Join(Folder, "objects");

    /// <param name="git">Outside of any repository there is nothing to see, and every call says so.</param>
    public static async Task<ScratchObjects> OpenAsync(GitRepository git, CancellationToken cancellation) =>
        new(await LentAsync(git, cancellation));

    /// <summary>Where the objects of a repository are, as lines of another's <c>info/alternates</c>.</summary>
    public static async Task<IReadOnlyList<string>> LentAsync(GitRepository git, CancellationToken cancellation)
    {
        var own = await git.AskAsync(cancellation, "rev-parse", "--path-format=absolute", "--git-path", "objects");
        return own is null ? [] : [Quoted(own, '\n'), .. await AlternatesAsync(git, cancellation)];
    }

    public void Dispose()
    {
        // Objects are read-only, which on Windows keeps a file from being deleted.
        if (OperatingSystem.IsWindows())
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
                file.IsReadOnly = false;
        folder.Delete(recursive: true);
    }

    // All that the user's borrow from, at whatever depth, as one list: a chain has an end, which this one must not be beyond.
    private static async Task<IEnumerable<string>> AlternatesAsync(GitRepository git, CancellationToken cancellation)
    {
        const string Start = "alternate: ";
        var said = await git.AskAsync(cancellation, "-c", "core.quotePath=false", "count-objects", "--verbose") ?? "";
        return said.Split('\n')
            .Where(line => line.StartsWith(Start, StringComparison.Ordinal))
            .Select(line => line[Start.Length..])
            .Where(path => path[0] == '"' || Path.IsPathFullyQualified(path));
    }

    // Only where it must be: git reads quotes, LibGit2Sharp does not, so that git works alone there.
    private static string Quoted(string path, char end)
    {
        if (!path.Contains(end, StringComparison.Ordinal))
            return path;
        var escaped = path.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
