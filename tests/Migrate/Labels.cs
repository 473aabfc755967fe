using System.Globalization;
using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Migrate;

/// <summary>The labelled mentions of tests/Fixtures/migrate: what each token names was decided before the tool was asked.</summary>
public sealed record Label(string Path, int Line, int Nth, string Verdict, string Category)
{
    public static string Folder { get; } = System.IO.Path.Join(Repository.Root, "tests", "Fixtures", "migrate");

    /// <summary>By path, line and how many mentions stand before it on the line.</summary>
    public string Key => $"{Path}:{Line}:{Nth}";

    public static IReadOnlyList<Label> All { get; } = [.. File.ReadLines(System.IO.Path.Join(Folder, "labels.txt")).Where(line => !line.StartsWith('#')).Select(Read)];

    private static Label Read(string line)
    {
        var words = line.Split(' ');
        var place = words[0].Split(':');
        return new Label(place[0], int.Parse(place[1], CultureInfo.InvariantCulture), int.Parse(place[2], CultureInfo.InvariantCulture), words[1], words[2]);
    }
}
