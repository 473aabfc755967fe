using System.IO.Enumeration;
using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Files;

/// <summary>The repository's files. Reads only regular files inside the root, through no symbolic link, up to a size, in UTF-8.</summary>
public sealed class FileTree(string root)
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

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Absolute, without a trailing separator.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Absolute(string path) => path.Length == 0 ? Root : Path.Join(Root, path);

    public bool DirectoryExists(string path) => Directory.Exists(Absolute(path));

    /// <summary>Pipes and devices are no files.</summary>
    public bool FileExists(string path) => File.Exists(Absolute(path)) && EntryKinds.Of(Absolute(path)) != EntryKind.Special;

    /// <summary>There is a file, and opening it neither waits nor follows a link in its last part.</summary>
    public bool IsRegular(string path) => EntryKinds.Of(Absolute(path)) == EntryKind.Regular;

    /// <summary>What is said of a pipe, socket or device in place of a file; null for anything else.</summary>
    public Diagnostic? Special(string path) =>
        EntryKinds.Of(Absolute(path)) == EntryKind.Special
            ? Messages.NotRegular(Position.Start(path), path, EntryKind.Special.Words())
            : null;

    /// <summary>
    /// The text of a file; null with a diagnostic when it is missing, a link, too large or not UTF-8. <paramref name="namedAt"/>: who asked
    /// for it, and is told when it is missing.
    /// </summary>
    public string? ReadText(string path, long limit, DiagnosticBag diagnostics, Position? namedAt = null)
    {
        if (LinkOnTheWay(path) is { } link)
        {
            diagnostics.Add(Messages.SymbolicLink(Position.Start(link), link));
            return null;
        }

        if (Special(path) is { } special)
        {
            diagnostics.Add(special);
            return null;
        }

        var file = new FileInfo(Absolute(path));
        if (!file.Exists)
        {
            diagnostics.Add(Messages.FileMissing(namedAt ?? Position.Start(path), path, Neighbour(path)));
            return null;
        }

        if (file.Length > limit)
        {
            diagnostics.Add(Messages.FileTooLarge(Position.Start(path), file.Length, limit));
            return null;
        }

        var bytes = File.ReadAllBytes(file.FullName);
        try
        {
            var text = Strict.GetString(bytes);
            return text.Length > 0 && text[0] == '\ufeff' ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Add(Messages.NotUtf8(FirstBadByte(path, bytes)));
            return null;
        }
    }

    /// <summary>Names of all that is in <paramref name="directory"/>, links too, in ordinal order; hidden ones are left out.</summary>
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
    /// All files below <paramref name="directory"/>, in ordinal order of their paths, without those below <paramref name="skip"/>; links
    /// are reported.
    /// </summary>
    public IReadOnlyList<string> Files(string directory, DiagnosticBag diagnostics, string? skip = null)
    {
        var files = new List<string>();
        foreach (var path in DirectoryExists(directory) ? Walk(directory, skip) : [])
        {
            var kind = EntryKinds.Of(Absolute(path));
            if (kind == EntryKind.Link)
                diagnostics.Add(Messages.SymbolicLink(Position.Start(path), path));
            else if (kind == EntryKind.Special)
                diagnostics.Add(Special(path)!);
            else
                files.Add(path);
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>
    /// Everything at or below <paramref name="path"/> that is no folder, in no order; behind no link. Asks the system nothing about files:
    /// their folder's list says enough.
    /// </summary>
    public IEnumerable<string> Walk(string path) => Walk(path, skip: null);

    public bool IsLink(string path) => new FileInfo(Absolute(path)).LinkTarget is not null;

    private IEnumerable<string> Walk(string path, string? skip)
    {
        if (path == skip)
            return [];
        if (!DirectoryExists(path) || IsLink(path))
            return Path.Exists(Absolute(path)) || IsLink(path) ? [path] : [];
        return new FileSystemEnumerable<string>(Absolute(path), (ref entry) => Relative(ref entry), Everything)
        {
            ShouldIncludePredicate = (ref entry) => (!entry.IsDirectory || IsLink(ref entry)) && !IsUnfinished(entry.FileName),
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry) && (skip is null || Relative(ref entry) != skip),
        };
    }

    private string Relative(ref FileSystemEntry entry) => entry.ToFullPath()[(Root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>The first part of <paramref name="path"/>, from the root down, that is a symbolic link.</summary>
    public string? LinkOnTheWay(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); ; slash = path.IndexOf('/', slash + 1))
        {
            var part = slash < 0 ? path : path[..slash];
            if (IsLink(part))
                return part;
            if (slash < 0)
                return null;
        }
    }

    // What desktops and editors leave lying about must neither count as stray nor change a release's content.
    private static bool IsUnfinished(ReadOnlySpan<char> name) =>
        name is ".DS_Store" or "Thumbs.db" or "desktop.ini"
        || name.EndsWith('~')
        || name.StartsWith(".#", StringComparison.Ordinal)
        || name.EndsWith(".swp", StringComparison.Ordinal);

    /// <summary>The name beside <paramref name="path"/> that is most like it.</summary>
    public string? Neighbour(string path)
    {
        var directory = Absolute(RepositoryPath.Parent(path));
        return Directory.Exists(directory)
            ? Nearest.To(
                RepositoryPath.Name(path),
                Directory.EnumerateFileSystemEntries(directory).Select(entry => Path.GetFileName(entry)!)
            )
            : null;
    }

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
