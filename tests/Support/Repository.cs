using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>This repository, and the real data that may lie beside it.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file of <c>shared/data</c>; the test is skipped where the repository stands alone.</summary>
    public static string Data(string relative)
    {
        var file = Path.GetFullPath(Path.Join(Root, "..", "shared", "data", relative));
        Assert.SkipUnless(
            File.Exists(file) || Directory.Exists(file),
            $"the real data shared/data/{relative} is not beside the repository"
        );
        return file;
    }

    /// <summary>The folders of this repository's own fleet.</summary>
    public static IReadOnlyList<string> Described { get; } = ["apps", "argocd", "environments"];

    public static TemporaryFolder CopyOfFleet()
    {
        var copy = new TemporaryFolder();
        foreach (
            var file in Described
                .SelectMany(folder => Directory.EnumerateFiles(Path.Join(Root, folder), "*", SearchOption.AllDirectories))
                .Append(Path.Join(Root, "gitopsgen.yaml"))
        )
            copy.Write(Path.GetRelativePath(Root, file), File.ReadAllText(file));
        return copy;
    }

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Join(folder.FullName, "GitOpsGen.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"no GitOpsGen.sln above {start}");
    }
}
