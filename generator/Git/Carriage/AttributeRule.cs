using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Files;

namespace GitOpsGen.Git.Carriage;

/// <summary>
/// Finds the line of <c>.gitattributes</c> that gives a file an attribute, which git does not tell. Its patterns are those of ignore files,
/// of which git does tell: so the lines in question are written as such, each at its place.
/// </summary>
internal sealed class AttributeRule(GitRepository git, string top) : IDisposable
{
    private const string Attributes = ".gitattributes";

    private const string Ignores = ".gitignore";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gitopsgen-rules-");

    /// <summary>The files that may say something of some paths, from the top of the repository.</summary>
    public static IEnumerable<string> Sources(IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var path in paths)
            for (var at = RepositoryPath.Parent(path); folders.Add(at); )
                at = RepositoryPath.Parent(at);
        return folders.Select(at => at.Length == 0 ? Attributes : $"{at}/{Attributes}");
    }

    /// <param name="path">From the top of the repository.</param>
    /// <param name="names">Of the attributes, as lines name them: <c>text</c>, <c>binary</c>.</param>
    /// <returns>The file and line; null where none is found, as for the user's own attributes.</returns>
    public async Task<string?> FindAsync(string path, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        foreach (var source in Sources([path]).Where(source => FileStamp.Of(Path.Join(top, source)) is not null))
        {
            var file = Path.Join(folder.FullName, source[..^Attributes.Length], Ignores);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(file, File.ReadLines(Path.Join(top, source)).Select(line => Pattern(line, names)));
        }

        var call = new GitCall("-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "--verbose", "-z", "--", path)
        {
            Environment = ImmutableDictionary<string, string>
                .Empty.Add("GIT_DIR", WorkTree.Of(top)!.GitFolder!)
                .Add("GIT_WORK_TREE", folder.FullName),
        };
        var said = await git.TryAsync(call, cancellation);
        return said.Succeeded && said.Text.Split('\0') is [var found, var line, ..] && found.EndsWith(Ignores, StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{found[..^Ignores.Length]}{Attributes}:{line}")
            : null;
    }

    public void Dispose() => folder.Delete(recursive: true);

    // A line that is not in question keeps its place.
    private static string Pattern(string line, IReadOnlyCollection<string> names)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return
            words is [var pattern, .. var attributes]
            && pattern[0] is not ('#' or '!' or '[')
            && attributes.Any(attribute => names.Contains(attribute.TrimStart('-', '!').Split('=')[0]))
            ? pattern
            : "";
    }
}
