namespace GitOpsGen.Files;

/// <summary>Paths relative to the repository's root: '/' between parts, no empty, '.' or '..' part.</summary>
public static class RepositoryPath
{
    /// <summary>
    /// Resolves <paramref name="relative"/> from <paramref name="directory"/>; null when it is absolute or leaves the repository.
    /// </summary>
    public static string? Resolve(string directory, string relative)
    {
        if (
            relative.Length == 0
            || relative[0] is '/' or '~'
            || relative.Contains('\\', StringComparison.Ordinal)
            || relative.Contains('\0', StringComparison.Ordinal)
            || relative is [_, ':', ..]
        )
            return null;
        var parts = new List<string>(directory.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count == 0)
                return null;
            else
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    /// <summary>Like <see cref="Resolve"/>, and the result must be <paramref name="directory"/> or below it.</summary>
    public static string? ResolveInside(string directory, string relative) =>
        Resolve(directory, relative) is { } path && IsInside(directory, path) ? path : null;

    public static bool IsInside(string directory, string path) =>
        directory.Length == 0 || path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>How to get from one directory to another path, both relative to the root.</summary>
    public static string Relative(string fromDirectory, string to)
    {
        var from = fromDirectory.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var target = to.Split('/');
        var common = 0;
        while (common < from.Length && common < target.Length - 1 && from[common] == target[common])
            common++;
        return string.Join('/', Enumerable.Repeat("..", from.Length - common).Concat(target.Skip(common)));
    }
}
