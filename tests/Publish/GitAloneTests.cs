using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>A system for which there is no native library: git does alone what LibGit2Sharp does elsewhere.</summary>
public sealed class GitAloneTests : IDisposable
{
    private readonly TemporaryFolder tool = new();

    public GitAloneTests()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = tool.File(Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (Path.GetFileName(file).Contains("git2-", StringComparison.Ordinal))
                File.WriteAllText(copy, "no library");
            else if (Path.GetFileName(file).StartsWith("gitopsgen", StringComparison.Ordinal))
                File.Copy(file, copy);
            else
                File.CreateSymbolicLink(copy, file);
        }
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    [Situation("git alone makes the commits", "the very same commit")]
    public async Task Git_alone_publishes_the_very_same_commit()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var made = (await fleet.PlanAsync())["publications"]!.AsArray().Single(item => (string?)item!["branch"] == PublishedFleet.Dev)!;

        var environment = fleet
            .Environment()
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        using var process = BuiltTool.Start("dotnet", fleet.Folder.Path, [tool.File("gitopsgen.dll"), "publish", "--offline"], environment);
        var answer = await BuiltTool.EndAsync(process);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Single(
            answer.Error.Split('\n'),
            line => line.Contains("git alone makes the commits: LibGit2Sharp cannot here", StringComparison.Ordinal)
        );
        Assert.Equal((string?)made["commit"], fleet.Remote("rev-parse", PublishedFleet.Dev));
        Assert.Equal((string?)made["tree"], fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^{{tree}}"));
    }
}
