namespace GitOpsGen.Processes;

/// <summary>The ground that others can commit to: a git work tree from its top, or the folder alone where there is none.</summary>
/// <param name="Top">A real path.</param>
public sealed record WorkTree(string Top)
{
    private static readonly StringComparison Comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <param name="folder">The fleet, or any folder that is worked on.</param>
    public static WorkTree Around(string folder)
    {
        var real = RealPath.Of(Path.GetFullPath(folder));
        return new WorkTree(TopOf(real) ?? real);
    }

    public static bool IsAround(string folder) => TopOf(RealPath.Of(Path.GetFullPath(folder))) is not null;

    /// <summary>Whether a path, or what it leads to, lies in it.</summary>
    public bool Holds(string path) => IsBelow(Path.GetFullPath(path)) || IsBelow(RealPath.Of(Path.GetFullPath(path)));

    private static string? TopOf(string real)
    {
        for (var top = new DirectoryInfo(real); top is not null; top = top.Parent)
            if (Path.Exists(Path.Join(top.FullName, ".git"))) return top.FullName;
        return null;
    }

    private bool IsBelow(string path) =>
        path.Equals(Top, Comparison) || path.StartsWith(Path.EndsInDirectorySeparator(Top) ? Top : Top + Path.DirectorySeparatorChar, Comparison);
}
