namespace GitOpsGen.Files;

/// <summary>The place that a path means once every link in it is followed.</summary>
public static class RealPath
{
    // As many as Linux follows; then it is a circle.
    private const int Links = 40;

    /// <returns>Absolute. What is not there, or is a circle, stays as it is written.</returns>
    public static string Of(string path)
    {
        var real = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var followed = 0; followed < Links && FirstLink(real) is var (link, target); followed++)
            real = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target + real[link.Length..], Path.GetDirectoryName(link)!));
        return real;
    }

    private static (string Link, string Target)? FirstLink(string path)
    {
        var start = Path.GetPathRoot(path)!.Length;
        for (var end = start; end < path.Length; end++)
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end) is >= 0 and var separator ? separator : path.Length;
            if (new FileInfo(path[..end]).LinkTarget is { } target) return (path[..end], target);
        }

        return null;
    }
}
