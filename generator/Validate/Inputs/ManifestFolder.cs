using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Validate.Inputs;

/// <summary>
/// Finds the files of a folder that may hold manifests. Follows no link; leaves out what is hidden, and the templates of charts.
/// </summary>
public sealed class ManifestFolder(DiagnosticBag diagnostics)
{
    private const string ChartFile = "Chart.yaml";

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    // What charts hold besides manifests.
    private static readonly string[] OfCharts = ["templates", "charts", "crds"];

    public IEnumerable<ManifestFile> Files(string folder)
    {
        var name = folder.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/');
        return Below(new DirectoryInfo(folder), name.Length == 0 ? "/" : name);
    }

    private IEnumerable<ManifestFile> Below(DirectoryInfo folder, string name)
    {
        var entries = Entries(folder, name);
        var isChart = entries.Any(entry => entry is FileInfo && entry.Name == ChartFile);
        if (isChart)
            diagnostics.Add(Messages.ChartNotJudged(name));
        foreach (var entry in entries.Where(entry => !isChart || (entry is DirectoryInfo && !OfCharts.Contains(entry.Name))))
        {
            var path = name == "." ? entry.Name : $"{name.TrimEnd('/')}/{entry.Name}";
            if (entry.LinkTarget is not null)
                diagnostics.Add(Messages.LinkNotFollowed(path));
            else if (entry is DirectoryInfo inner)
                foreach (var file in Below(inner, path))
                    yield return file;
            else if (!Endings.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                continue;
            else if (EntryKinds.Of(entry.FullName) == EntryKind.Special)
                diagnostics.Add(Messages.NotRegular(Position.Start(path), path, EntryKind.Special.Words()));
            else
                yield return new ManifestFile(path, IsNamed: false);
        }
    }

    private List<FileSystemInfo> Entries(DirectoryInfo folder, string name)
    {
        try
        {
            return
            [
                .. folder
                    .EnumerateFileSystemInfos()
                    .Where(entry => !entry.Name.StartsWith('.'))
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Messages.FileUnreadable(name, FileErrors.Reason(error)));
            return [];
        }
    }
}
