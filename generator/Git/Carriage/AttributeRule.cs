using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Files;

namespace GitOpsGen.Git.Carriage;

/// <summary>
/// Finds the line of <c>.gitattributes</c> that gives a file an attribute, which git does not tell. So the lines in question are written
/// anew, in a temporary work tree, with another attribute: their own number. Of that git tells the value.
/// </summary>
internal sealed class AttributeRule(GitRepository git, string top) : IDisposable
{
    private const string Attributes = ".gitattributes";

    private const string Number = "gitopsgen-line";

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
    /// <param name="names">Of the attributes, as lines name them: <c>text</c>.</param>
    /// <returns>The file and line; null where none is found, as for the user's own attributes.</returns>
    public async Task<string?> FindAsync(string path, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        List<string> sources = [.. Sources([path]).Where(source => FileStamp.Of(Path.Join(top, source)) is not null)];
        foreach (var (number, source) in sources.Index())
            Write(source, File.ReadLines(Path.Join(top, source)).Select((line, i) => Numbered(line, names, $"{number}-{i + 1}")));
        var call = new GitCall("-C", folder.FullName, "check-attr", "-z", "--stdin", Number)
        {
            Input = $"{path}\0",
            Environment = ImmutableDictionary<string, string>
                .Empty.Add("GIT_DIR", WorkTree.Of(top)!.GitFolder!)
                .Add("GIT_WORK_TREE", folder.FullName),
        };
        var said = await git.TryAsync(call, cancellation);
        return said.Succeeded && said.Text.Split('\0') is [_, _, var value, ..] && value.Split('-') is [var found, var line]
            ? $"{sources[int.Parse(found, CultureInfo.InvariantCulture)]}:{line}"
            : null;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string source, IEnumerable<string> lines)
    {
        var file = Path.Join(folder.FullName, source);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, lines);
    }

    private static string Numbered(string line, IReadOnlyCollection<string> names, string number)
    {
        var text = line.Trim();
        // A pattern with blanks stands in quotes.
        var end = text.StartsWith('"') ? text.IndexOf("\" ", StringComparison.Ordinal) + 1 : text.AsSpan().IndexOfAny(' ', '\t');
        if (end <= 0 || text[0] is '#' or '!' or '[')
            return "";
        var said = text[end..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return said.Any(attribute => names.Contains(attribute.TrimStart('-', '!').Split('=')[0])) ? $"{text[..end]} {Number}={number}" : "";
    }
}
