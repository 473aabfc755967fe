using System.Text;
using GitOpsGen.Files;

namespace GitOpsGen.Tests.Support;

/// <summary>A fleet's files without a disk.</summary>
public sealed class MemoryFiles : ListedFiles
{
    private readonly IReadOnlyDictionary<string, byte[]> contents;

    private MemoryFiles(IReadOnlyDictionary<string, byte[]> contents, IReadOnlyDictionary<string, EntryKind> kinds)
        : base(kinds) => this.contents = contents;

    public static MemoryFiles Of(params IEnumerable<(string Path, string Text)> files)
    {
        var texts = files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetBytes(file.Text), StringComparer.Ordinal);
        return new MemoryFiles(texts, texts.ToDictionary(file => file.Key, _ => EntryKind.Regular, StringComparer.Ordinal));
    }

    /// <summary>What is on disk now; nothing that changes there later.</summary>
    public static MemoryFiles CopyOf(FileTree disk)
    {
        var kinds = Directory
            .EnumerateFileSystemEntries(disk.Root, "*", SearchOption.AllDirectories)
            .Select(entry => Path.GetRelativePath(disk.Root, entry).Replace('\\', '/'))
            .Where(path => disk.KindOf(path) != EntryKind.Folder && disk.LinkOnTheWay(RepositoryPath.Parent(path)) is null)
            .ToDictionary(path => path, disk.KindOf, StringComparer.Ordinal);
        return new MemoryFiles(kinds.Keys.Where(disk.IsRegular).ToDictionary(path => path, disk.ReadBytes, StringComparer.Ordinal), kinds);
    }

    public override byte[] ReadBytes(string path) => contents[path];
}
