using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using GitOpsGen.Files;

namespace GitOpsGen.Engines.Helm;

/// <summary>The texts of a chart and of the charts in it, packed ones too, by their path in the chart.</summary>
public static class ChartTexts
{
    private static readonly string[] Endings = [".yaml", ".yml", ".tpl", ".txt", ".json"];

    // A chart says what it takes in far less; more is data.
    private const long Largest = 1 << 20;

    /// <param name="path">Absolute path of a .tgz or a folder that has been looked through (<see cref="ChartContents"/>).</param>
    public static ImmutableSortedDictionary<string, string> Read(string path)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(path))
            Folder(path, texts);
        else
            using (var file = File.OpenRead(path))
                Archive("", file, texts);
        return texts.ToImmutable();
    }

    private static void Folder(string path, ImmutableSortedDictionary<string, string>.Builder texts)
    {
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(path, file.FullName).Replace('\\', '/');
            using var content = IsWanted(name, file.Length) || IsPacked(name) ? file.OpenRead() : Stream.Null;
            Add(name, content, file.Length, texts);
        }
    }

    // The first part of a path in an archive is the chart's own folder.
    private static void Archive(string inside, Stream packed, ImmutableSortedDictionary<string, string>.Builder texts)
    {
        foreach (var entry in ChartArchive.Entries(packed))
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Name.IndexOf('/') is > 0 and var slash)
                Add(
                    inside + (inside.Length == 0 ? entry.Name[(slash + 1)..] : entry.Name),
                    entry.DataStream ?? Stream.Null,
                    entry.Length,
                    texts
                );
    }

    private static void Add(string name, Stream content, long length, ImmutableSortedDictionary<string, string>.Builder texts)
    {
        if (IsPacked(name))
            Archive($"{RepositoryPath.Parent(name)}/", content, texts);
        else if (IsWanted(name, length))
            using (var reader = new StreamReader(content, Encoding.UTF8, leaveOpen: true))
                texts[name] = reader.ReadToEnd();
    }

    private static bool IsWanted(string name, long length) =>
        length <= Largest
        && Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
        && !name.Contains("crds/", StringComparison.Ordinal);

    private static bool IsPacked(string name) =>
        name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
        && RepositoryPath.Parent(name).EndsWith("charts", StringComparison.Ordinal);
}
