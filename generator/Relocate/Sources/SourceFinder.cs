using System.Collections.Immutable;
using System.IO.Enumeration;
using GitOpsGen.Files;
using GitOpsGen.Git;

namespace GitOpsGen.Relocate.Sources;

/// <summary>
/// Which files are searched: in a git work tree all but the ignored ones, elsewhere all. Never git's own, the tool's own, or what is behind
/// a symbolic link.
/// </summary>
public static class SourceFinder
{
    /// <param name="skip">Patterns of paths; <c>*</c> also matches <c>/</c>.</param>
    /// <returns>Paths relative to <paramref name="root"/>, in ordinal order.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(string root, ImmutableArray<string> skip, CancellationToken cancellation)
    {
        var files = new FileTree(root);
        var found = await TrackedAsync(root, cancellation) ?? [.. files.Walk("")];
        return
        [
            .. found
                .Where(path => !IsOwn(path) && !IsSkipped(path, skip))
                .Distinct(StringComparer.Ordinal)
                .Where(path => files.IsRegular(path) && files.LinkOnTheWay(path) is null)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A pattern is for the whole path, or for a folder above.</summary>
    public static bool IsSkipped(string path, ImmutableArray<string> skip) => skip.Any(pattern => Matches(pattern, path));

    public static bool Matches(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression($"{pattern.TrimEnd('/')}/*", path, ignoreCase: false);

    private static bool IsOwn(string path) => path.Split('/').Any(part => part is ".git" or ".gitopsgen");

    // A folder that git ignores as a whole was named all the same, so it is searched.
    private static async Task<IReadOnlyList<string>?> TrackedAsync(string root, CancellationToken cancellation)
    {
        // A bare repository in a folder of no work tree is nothing that the user made one of.
        if (WorkTree.Of(root) is null)
            return null;
        try
        {
            var said = await new GitRepository(root).AskAsync(cancellation, "ls-files", "-co", "--exclude-standard", "-z");
            return said?.Split('\0', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } paths ? paths : null;
        }
        catch (FileNotFoundException)
        {
            return null; // Without git there is nothing to ask.
        }
    }
}
