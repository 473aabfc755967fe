using System.Formats.Tar;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;

namespace GitOpsGen.Schemas.Import;

/// <summary>Brings what is named on the command line to hand: a file, a folder, a chart as a folder or packed. It follows no
/// link.</summary>
public sealed class SourceFiles(DiagnosticBag diagnostics)
{
    private const string ChartFile = "Chart.yaml";

    /// <summary>Where a chart has its definitions, itself as the charts in it; its templates are no YAML yet.</summary>
    private const string Definitions = "crds";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private static readonly string[] Archives = [".tgz", ".tar.gz"];

    /// <param name="path">As it was said.</param>
    /// <param name="isChart">Only its definitions are taken.</param>
    public IReadOnlyList<SourceFile> Read(string path, out bool isChart)
    {
        var full = Path.GetFullPath(path);
        isChart = IsArchive(full) || File.Exists(Path.Join(full, ChartFile));
        try
        {
            return Directory.Exists(full) ? InFolder(new FileTree(full), isChart)
                : !File.Exists(full) ? Unreadable(path, "there is no such file or folder")
                : IsArchive(full) ? InArchive(full)
                : InFile(full);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, FileErrors.Reason(error));
        }
    }

    private IReadOnlyList<SourceFile> Unreadable(string path, string why)
    {
        diagnostics.Add(Messages.SchemaSourceUnreadable(path, why));
        return [];
    }

    private IReadOnlyList<SourceFile> InFile(string full) =>
        [.. Read(new FileTree(Path.GetDirectoryName(full)!), [Path.GetFileName(full)])];

    private IReadOnlyList<SourceFile> InFolder(FileTree files, bool isChart) =>
        [.. Read(files, files.Files("", diagnostics).Where(name => IsOfInterest(name, isChart)))];

    private IEnumerable<SourceFile> Read(FileTree files, IEnumerable<string> names)
    {
        foreach (var name in names)
            if (files.ReadUnmerged(name, FileTree.BaseLimit, diagnostics) is { } text)
                yield return new SourceFile(name, text, files.Sha256(name)!);
    }

    // The whole archive is looked at before anything of it counts.
    private List<SourceFile> InArchive(string full)
    {
        var found = new List<SourceFile>();
        using var packed = File.OpenRead(full);
        foreach (var entry in ChartArchive.Entries(packed))
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && IsOfInterest(entry.Name, isChart: true))
                if (Text(entry) is { } content)
                    found.Add(content);
        return found;
    }

    private SourceFile? Text(TarEntry entry)
    {
        var name = entry.Name;
        if (entry.Length > FileTree.BaseLimit)
        {
            diagnostics.Add(Messages.FileTooLarge(Position.Start(name), entry.Length, FileTree.BaseLimit));
            return null;
        }

        var bytes = new byte[entry.Length];
        entry.DataStream?.ReadExactly(bytes);
        return new SourceFile(name, Encoding.UTF8.GetString(bytes).TrimStart('\ufeff'), Digest.OfBytes(bytes));
    }

    private static bool IsArchive(string full) => Archives.Any(end => full.EndsWith(end, StringComparison.Ordinal)) && File.Exists(full);

    private static bool IsOfInterest(string name, bool isChart)
    {
        var parts = name.Split('/');
        return Extensions.Any(end => name.EndsWith(end, StringComparison.Ordinal))
            && !parts.Any(part => part.StartsWith('.'))
            && (!isChart || parts.SkipLast(1).Contains(Definitions, StringComparer.Ordinal));
    }
}
