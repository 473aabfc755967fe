namespace GitOpsGen.Relocate.Sources;

/// <summary>
/// Files of a fleet that the tool itself makes: whoever edited them would be overruled by the next render, or break a frozen release. Their
/// sources move, and the next render makes them anew.
/// </summary>
public sealed class GeneratedFiles
{
    private const string Record = "/owned.json";

    private readonly HashSet<string> folders;

    /// <param name="paths">Every file of the searched folder.</param>
    public GeneratedFiles(IEnumerable<string> paths)
    {
        var all = paths.ToList();
        var roots = all.Where(path => path == "gitopsgen.yaml" || path.EndsWith("/gitopsgen.yaml", StringComparison.Ordinal))
            .Select(path => path[..^"gitopsgen.yaml".Length])
            .ToList();
        folders = all.Where(path => path.EndsWith(Record, StringComparison.Ordinal))
            .Select(path => path[..^Record.Length])
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in all)
            if (
                roots.Find(root => path.StartsWith(root + "apps/", StringComparison.Ordinal)) is { } root
                && path[root.Length..].Split('/') is ["apps", var app, "releases", var release, _, ..]
            )
                folders.Add($"{root}apps/{app}/releases/{release}");
    }

    public bool Contains(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (folders.Contains(path[..slash]))
                return true;
        return false;
    }
}
