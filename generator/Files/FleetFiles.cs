using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Files;

/// <summary>
/// How a fleet's files are read, wherever they are: only regular files, through no symbolic link, up to a size, in UTF-8.
/// </summary>
public static class FleetFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>There is a file, and opening it neither waits nor follows a link in its last part.</summary>
    public static bool IsRegular(this IFleetFiles files, string path) => files.KindOf(path) == EntryKind.Regular;

    /// <summary>What is said of a pipe, socket or device in place of a file; null for anything else.</summary>
    public static Diagnostic? Special(this IFleetFiles files, string path) =>
        files.KindOf(path) == EntryKind.Special ? Messages.NotRegular(Position.Start(path), path, EntryKind.Special.Words()) : null;

    /// <summary>
    /// The text of a file; null with a diagnostic when it is missing, a link, too large, not UTF-8 or not merged.
    /// <paramref name="namedAt"/>: who asked for it, and is told when it is missing.
    /// </summary>
    public static string? ReadText(this IFleetFiles files, string path, long limit, DiagnosticBag diagnostics, Position? namedAt = null)
    {
        var text = files.ReadUnmerged(path, limit, diagnostics, namedAt);
        if (text is null)
            return null;
        if (ConflictMarkers.Trouble(path, text) is not { } conflict)
            return text;
        diagnostics.Add(conflict);
        return null;
    }

    /// <summary>The same of a file that a person need not merge: markers of conflicts may be in it.</summary>
    public static string? ReadUnmerged(this IFleetFiles files, string path, long limit, DiagnosticBag diagnostics, Position? namedAt = null)
    {
        if (files.Refused(path, limit, namedAt) is { } refused)
        {
            diagnostics.Add(refused);
            return null;
        }

        var bytes = files.ReadBytes(path);
        try
        {
            var text = Strict.GetString(bytes);
            return text.Length > 0 && text[0] == '\ufeff' ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Add(Messages.NotUtf8(FileTree.FirstBadByte(path, bytes)));
            return null;
        }
    }

    /// <summary>
    /// All files below <paramref name="directory"/>, in ordinal order of their paths, without those below <paramref name="skip"/>; links
    /// are reported.
    /// </summary>
    public static IReadOnlyList<string> Files(this IFleetFiles files, string directory, DiagnosticBag diagnostics, string? skip = null)
    {
        var found = new List<string>();
        foreach (var path in files.DirectoryExists(directory) ? files.Walk(directory, skip) : [])
        {
            var kind = files.KindOf(path);
            if (kind == EntryKind.Link)
                diagnostics.Add(Messages.SymbolicLink(Position.Start(path), path));
            else if (kind == EntryKind.Special)
                diagnostics.Add(files.Special(path)!);
            else
                found.Add(path);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>One digest of all files below a directory: their paths relative to it and their contents.</summary>
    public static string TreeDigest(this IFleetFiles files, string directory, DiagnosticBag diagnostics, string? skip = null) =>
        Digest.OfAll(
            files
                .Files(directory, diagnostics, skip)
                .Select(path => KeyValuePair.Create(path[(directory.Length + 1)..], files.Sha256(path) ?? ""))
        );

    /// <summary>The first part of <paramref name="path"/>, from the root down, that is a symbolic link.</summary>
    public static string? LinkOnTheWay(this IFleetFiles files, string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); ; slash = path.IndexOf('/', slash + 1))
        {
            var part = slash < 0 ? path : path[..slash];
            if (files.KindOf(part) == EntryKind.Link)
                return part;
            if (slash < 0)
                return null;
        }
    }

    /// <summary>The name beside <paramref name="path"/> that is most like it.</summary>
    public static string? Neighbour(this IFleetFiles files, string path) =>
        Nearest.To(RepositoryPath.Name(path), files.Names(RepositoryPath.Parent(path)));

    /// <summary>What desktops and editors leave lying about must neither count as stray nor change a release's content.</summary>
    internal static bool IsDebris(ReadOnlySpan<char> name) =>
        name is ".DS_Store" or "Thumbs.db" or "desktop.ini"
        || name.EndsWith('~')
        || name.StartsWith(".#", StringComparison.Ordinal)
        || name.EndsWith(".swp", StringComparison.Ordinal);

    private static Diagnostic? Refused(this IFleetFiles files, string path, long limit, Position? namedAt)
    {
        if (files.LinkOnTheWay(path) is { } link)
            return Messages.SymbolicLink(Position.Start(link), link);
        if (files.Special(path) is { } special)
            return special;
        if (files.KindOf(path) is not EntryKind.Regular and var kind)
            return Messages.FileMissing(namedAt ?? Position.Start(path), path, files.Neighbour(path), kind == EntryKind.Folder);
        var length = files.Length(path);
        return length > limit ? Messages.FileTooLarge(Position.Start(path), length, limit) : null;
    }
}
