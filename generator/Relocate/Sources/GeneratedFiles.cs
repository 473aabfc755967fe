using GitOpsGen.Layout;

namespace GitOpsGen.Relocate.Sources;

/// <summary>
/// Files of a fleet that the tool itself makes: whoever edited them would be overruled by the next render, or break a frozen release. Their
/// sources move, and the next render makes them anew.
/// </summary>
public sealed class GeneratedFiles
{
    private const string Record = $"/{OverlayFolder.RecordFile}";

    private const string Fleet = $"/{FleetLayout.FleetFile}";

    private readonly HashSet<string> folders;

    /// <param name="paths">Every file of the searched folder.</param>
    public GeneratedFiles(IEnumerable<string> paths)
    {
        var all = paths.ToList();
        var roots = all.Where(path => path == FleetLayout.FleetFile || path.EndsWith(Fleet, StringComparison.Ordinal))
            .Select(path => path[..^FleetLayout.FleetFile.Length])
            .ToList();
        folders = all.Where(path => path.EndsWith(Record, StringComparison.Ordinal))
            .Select(path => path[..^Record.Length])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in all)
            if (
                roots.Find(root => path.StartsWith($"{root}{FleetLayout.Apps}/", StringComparison.Ordinal)) is { } root
                && FleetLayout.Read(path[root.Length..]) is ReleaseFile release
            )
                folders.Add(root + FleetLayout.App(release.App).Release(release.Release).Directory);
    }

    public bool Contains(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (folders.Contains(path[..slash]))
                return true;
        return false;
    }
}
