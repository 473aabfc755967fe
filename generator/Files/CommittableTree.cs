namespace GitOpsGen.Files;

/// <summary>
/// What others can commit to: a git work tree from its top, with the one that it is a submodule of, or a folder alone where there is none.
/// </summary>
/// <param name="Top">A real path.</param>
public sealed record CommittableTree(string Top)
{
    private static readonly StringComparison Comparison = OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;

    /// <param name="folder">The fleet, or any folder that is worked on.</param>
    public static CommittableTree Around(string folder)
    {
        var tree = WorkTree.Of(folder);
        while (tree is not null && Outer(tree) is { } outer)
            tree = outer;
        return new CommittableTree(tree?.Root ?? RealPath.Of(folder));
    }

    /// <summary>Whether a path, or what it leads to, lies in it.</summary>
    public bool Holds(string path) => IsBelow(Top, Path.GetFullPath(path)) || IsBelow(Top, RealPath.Of(path));

    // Whoever commits to that chooses the submodule's commit, too.
    private static WorkTree? Outer(WorkTree tree) =>
        Path.GetDirectoryName(tree.Root) is { } parent
        && WorkTree.Of(parent) is { GitFolder: { } above } outer
        && tree.GitFolder is { } own
        && IsBelow(above, own)
            ? outer
            : null;

    private static bool IsBelow(string top, string path) =>
        path.Equals(top, Comparison)
        || path.StartsWith(Path.EndsInDirectorySeparator(top) ? top : top + Path.DirectorySeparatorChar, Comparison);
}
