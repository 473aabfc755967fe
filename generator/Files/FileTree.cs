using System.IO.Enumeration;
using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Files;

/// <summary>The repository's files on disk.</summary>
public sealed class FileTree(string root) : IFleetFiles
{
    /// <summary>Bytes a hand-written description may have.</summary>
    public const long DescriptionLimit = 1 << 20;

    /// <summary>Bytes a values file, patch or template may have.</summary>
    public const long TextLimit = 4 << 20;

    /// <summary>Bytes a file of a base may have: bundles of CRDs are long.</summary>
    public const long BaseLimit = 16 << 20;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>Absolute, without a trailing separator.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Absolute(string path) => path.Length == 0 ? Root : Path.Join(Root, path);

    public bool DirectoryExists(string path) => Directory.Exists(Absolute(path));

    public bool FileExists(string path) => File.Exists(Absolute(path)) && EntryKinds.Of(Absolute(path)) != EntryKind.Special;

    public EntryKind KindOf(string path) => EntryKinds.Of(Absolute(path));

    public long Length(string path) => new FileInfo(Absolute(path)).Length;

    public byte[] ReadBytes(string path) => File.ReadAllBytes(Absolute(path));

    public string? Sha256(string path) => this.IsRegular(path) ? Digest.OfFile(Absolute(path)) : null;

    public IReadOnlyList<string> Names(string directory) =>
        DirectoryExists(directory)
            ?
            [
                .. new DirectoryInfo(Absolute(directory))
                    .EnumerateFileSystemInfos()
                    .Select(entry => entry.Name)
                    .Where(name => !name.StartsWith('.'))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>
    /// Names of the directories in <paramref name="directory"/>, in ordinal order; a symbolic link among them is reported.
    /// </summary>
    public IReadOnlyList<string> Directories(string directory, DiagnosticBag diagnostics)
    {
        if (!DirectoryExists(directory))
            return [];
        var names = new List<string>();
        foreach (var entry in new DirectoryInfo(Absolute(directory)).EnumerateDirectories())
        {
            if (entry.LinkTarget is not null)
                diagnostics.Add(Messages.SymbolicLink(Position.Start($"{directory}/{entry.Name}"), $"{directory}/{entry.Name}"));
            else if (!entry.Name.StartsWith('.'))
                names.Add(entry.Name);
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>
    /// Everything at or below <paramref name="path"/> that is no folder, in no order; behind no link. Asks the system nothing about files:
    /// their folder's list says enough.
    /// </summary>
    public IEnumerable<string> Walk(string path) => Walk(path, skip: null);

    public bool IsLink(string path) => new FileInfo(Absolute(path)).LinkTarget is not null;

    public IEnumerable<string> Walk(string path, string? skip)
    {
        if (path == skip)
            return [];
        if (!DirectoryExists(path) || IsLink(path))
            return Path.Exists(Absolute(path)) || IsLink(path) ? [path] : [];
        return new FileSystemEnumerable<string>(Absolute(path), (ref entry) => Relative(ref entry), Everything)
        {
            ShouldIncludePredicate = (ref entry) => (!entry.IsDirectory || IsLink(ref entry)) && !FleetFiles.IsDebris(entry.FileName),
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry) && (skip is null || Relative(ref entry) != skip),
        };
    }

    private string Relative(ref FileSystemEntry entry) => entry.ToFullPath()[(Root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>Where a file stops being UTF-8.</summary>
    public static Position FirstBadByte(string path, byte[] bytes)
    {
        var rest = bytes.AsSpan();
        if (rest.StartsWith(Encoding.UTF8.Preamble))
            rest = rest[Encoding.UTF8.Preamble.Length..];
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            rest = rest[length..];
        }

        return new Position(path, line, column);
    }
}
