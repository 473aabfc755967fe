namespace GitOpsGen.Files;

/// <summary>Where a path leads, behind every link in any part of it.</summary>
public static class RealPath
{
    // The system follows no more, either.
    private const int MostLinks = 40;

    /// <returns>Absolute. What is not there, or is a circle, stays as it is written.</returns>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var left = new Stack<string>();
        Push(left, full[real.Length..]);
        for (var links = 0; left.TryPop(out var part); )
        {
            if (part == "..")
                real = Path.GetDirectoryName(real) ?? real;
            else if (links < MostLinks && new FileInfo(Path.Join(real, part)).LinkTarget is { } target)
            {
                links++;
                var start = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
                if (start.Length > 0)
                    real = start;
                Push(left, target[start.Length..]);
            }
            else
                real = Path.Join(real, part);
        }

        return real;
    }

    private static void Push(Stack<string> left, string path)
    {
        foreach (
            var part in path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
                .Reverse()
        )
            if (part != ".")
                left.Push(part);
    }
}
