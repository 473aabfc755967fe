using System.Globalization;
using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Relocate;

/// <summary>A labelled mention: what the token names was decided before the tool was asked.</summary>
public sealed record Label(string Path, int Line, int Nth, string Verdict, string Category)
{
    /// <summary>By path, line and how many mentions stand before it on the line.</summary>
    public string Key => $"{Path}:{Line}:{Nth}";

    public static Label Read(string line)
    {
        var words = line.Split(' ');
        var place = words[0].Split(':');
        return new Label(
            place[0],
            int.Parse(place[1], CultureInfo.InvariantCulture),
            int.Parse(place[2], CultureInfo.InvariantCulture),
            words[1],
            words[2]
        );
    }
}

/// <summary>A folder below tests/Fixtures with a repository and the labels of all its mentions.</summary>
/// <param name="Name">Of the folder.</param>
public sealed record LabelledSet(string Name)
{
    public string Folder => Path.Join(Repository.Root, "tests", "Fixtures", Name);

    public string Files => Path.Join(Folder, "repo");

    public IReadOnlyList<Label> Labels =>
        [.. File.ReadLines(Path.Join(Folder, "labels.txt")).Where(line => !line.StartsWith('#')).Select(Label.Read)];
}
