using System.Formats.Tar;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Engines.Helm;

/// <summary>
/// Looks through a chart, and the charts packed or laid in it, before Helm does: files below its own folder, of a bounded size, whose
/// schemas stay by themselves.
/// </summary>
/// <param name="name">How people call the chart.</param>
public sealed class ChartContents(Position at, string name, DiagnosticBag diagnostics)
{
    // Charts in charts in charts: more are no chart's.
    private const int Deepest = 5;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private long bytes;
    private int entries;

    /// <param name="path">Absolute path of a .tgz or a folder.</param>
    /// <returns>False when it must not be given to Helm, and the bag says why.</returns>
    public bool Check(string path)
    {
        var before = new DiagnosticBag();
        var found = new ChartContents(at, name, before);
        try
        {
            if (Directory.Exists(path))
                found.Folder(path);
            else
                using (var file = File.OpenRead(path))
                    found.Archive("", file, 0);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            before.Add(
                Messages.ChartTooLarge(
                    at,
                    name,
                    error is InvalidDataException
                        ? $"content that cannot be unpacked ({FileErrors.Reason(error)})"
                        : "a file that cannot be read"
                )
            );
        }

        diagnostics.AddAll(before);
        return !before.HasErrors;
    }

    // Links are reported with the app's files, and not followed.
    private void Folder(string path)
    {
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", Everything).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            using var content = IsOfInterest(file.FullName) ? file.OpenRead() : Stream.Null;
            Visit(Path.GetRelativePath(path, file.FullName).Replace('\\', '/'), content, file.Length, 0);
        }
    }

    private void Archive(string inside, Stream packed, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException($"charts packed more than {Deepest} deep");
        foreach (var entry in ChartArchive.Entries(packed))
        {
            var path = inside + entry.Name;
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
                continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                diagnostics.Add(Messages.ChartEntry(at, name, path, "a link or a device"));
            else if (RepositoryPath.Resolve("", entry.Name) is null || entry.Name.Split('/').Contains("..", StringComparer.Ordinal))
                diagnostics.Add(Messages.ChartEntry(at, name, path, "outside of it"));
            else
                Visit(path, entry.DataStream ?? Stream.Null, entry.Length, depth);
        }
    }

    private void Visit(string path, Stream content, long length, int depth)
    {
        bytes += length;
        if (++entries > ChartArchive.MostEntries || bytes > ChartArchive.MostBytes)
            throw new InvalidDataException($"more than {ChartArchive.MostEntries} files or {ChartArchive.MostBytes} bytes");
        if (!IsOfInterest(path))
            return;
        if (IsPacked(path))
            Archive($"{path}/", content, depth + 1);
        else
            Schema(path, content, length);
    }

    private void Schema(string path, Stream content, long length)
    {
        if (length > FileTree.TextLimit)
            throw new InvalidDataException($"a schema of {length} bytes");
        using var read = new MemoryStream();
        content.CopyTo(read);
        foreach (var reference in ChartSchema.Outside(read.ToArray()))
            diagnostics.Add(Messages.ChartSchemaReference(at, name, path, reference));
    }

    private static bool IsOfInterest(string path) =>
        IsPacked(path) || path.EndsWith(ChartSchema.FileName, StringComparison.OrdinalIgnoreCase);

    private static bool IsPacked(string path) =>
        path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
        && path.Replace('\\', '/').Split('/').Contains("charts", StringComparer.OrdinalIgnoreCase);
}
