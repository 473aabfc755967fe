using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Files;

namespace GitOpsGen.Processes;

/// <summary>
/// Where programs are looked for: PATH, without what is relative (the framework and some systems look in the current folder first) and
/// without what a repository brings along, such as <c>node_modules/.bin</c>.
/// </summary>
public sealed record SearchPath(ImmutableArray<string> Folders, ImmutableArray<string> Skipped)
{
    private static readonly ConcurrentDictionary<string, SearchPath> Known = new(StringComparer.Ordinal);

    /// <summary>All of PATH, for who trusts where it leads; what is relative starts at the current folder.</summary>
    public static SearchPath Everything => Of(_ => true);

    /// <summary>All of PATH that is absolute.</summary>
    public static SearchPath Whole => Of(Path.IsPathFullyQualified);

    /// <summary>What <see cref="Whole"/> has outside of the repositories that some folders are in.</summary>
    public static SearchPath Outside(params IEnumerable<string> folders) =>
        Known.GetOrAdd(
            string.Join('\0', folders.Prepend(Said)),
            key =>
            {
                var grounds = key.Split('\0').Skip(1).Select(CommittableTree.Around).ToList();
                return Of(entry => Path.IsPathFullyQualified(entry) && !grounds.Exists(ground => ground.Holds(entry)));
            }
        );

    /// <summary>As a variable.</summary>
    public string Text => string.Join(Path.PathSeparator, Folders);

    /// <summary>The absolute path of a program; null when it is nowhere.</summary>
    public string? Find(string name) => Find(Folders, name);

    /// <summary>The program that would be taken if nothing were skipped.</summary>
    public string? FindSkipped(string name) => Find(Skipped, name);

    private static string? Find(ImmutableArray<string> folders, string name) =>
        folders.SelectMany(folder => Extensions.Select(extension => Path.Join(folder, name + extension))).FirstOrDefault(File.Exists);

    private static string[] Extensions => OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];

    private static string Said => CallerVariables.Get("PATH") ?? "";

    private static SearchPath Of(Predicate<string> isTaken)
    {
        var entries = Said.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).ToLookup(entry => isTaken(entry));
        return new SearchPath([.. entries[true].Select(Path.GetFullPath)], [.. entries[false].Select(Path.GetFullPath)]);
    }
}
