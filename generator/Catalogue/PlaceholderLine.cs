using System.Text;

namespace GitOpsGen.Catalogue;

/// <summary>A line of a file that is not yet as its owner wants it.</summary>
public sealed record PlaceholderLine(string Path, int Line, string Text)
{
    /// <summary>Whose names the examples of the catalogue have.</summary>
    public const string ExampleCompany = "contoso";

    public bool IsMarked => Text.Contains(Placeholders.Mark, StringComparison.Ordinal);

    /// <summary>Lines that hold a placeholder, or a name of the company that the catalogue's examples are of.</summary>
    public static IEnumerable<PlaceholderLine> In(IEnumerable<KeyValuePair<string, byte[]>> files) =>
        files
            .Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal) && !IsFrozen(file.Key))
            .SelectMany(file =>
                Encoding
                    .UTF8.GetString(file.Value)
                    .Split('\n')
                    .Select((text, number) => new PlaceholderLine(file.Key, number + 1, text.Trim().TrimStart('#', ' ')))
                    .Where(line => line.IsMarked || line.Text.Contains(ExampleCompany, StringComparison.Ordinal))
            );

    // What is wrong in a release is mended in the head, and released again.
    private static bool IsFrozen(string path) => Layout.FleetLayout.Read(path) is Layout.ReleaseFile;
}
