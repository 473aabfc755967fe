using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>What a hook or an outer tool says of its own repository never chooses another one than that of <c>--root</c>.</summary>
public sealed class ForeignRepositoryTests
{
    [Theory]
    [InlineData("GIT_DIR", ".git")]
    [InlineData("GIT_WORK_TREE", ".")]
    [InlineData("GIT_INDEX_FILE", ".git/index")]
    [InlineData("GIT_COMMON_DIR", ".git")]
    [InlineData("GIT_OBJECT_DIRECTORY", ".git/objects")]
    [InlineData("GIT_ALTERNATE_OBJECT_DIRECTORIES", ".git/objects")]
    [InlineData("GIT_NAMESPACE", "other")]
    [InlineData("GIT_PREFIX", "apps/")]
    public async Task A_variable_of_another_repository_changes_nothing(string name, string value)
    {
        using var fleet = await CommittedAsync("1");
        using var foreign = await CommittedAsync("2");
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:3", StringComparison.Ordinal));
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [name] = name is "GIT_NAMESPACE" or "GIT_PREFIX" ? value : foreign.File(value),
        };
        foreach (var command in new[] { new[] { "diff", "--base", "HEAD" }, ["render", "--dry-run"] })
        {
            var expected = await Gitopsgen.RunInAsync(fleet, command);
            Assert.Contains("web", expected.Output, StringComparison.Ordinal);
            var answer = await Gitopsgen.RunAsAsync(fleet, variables, command);
            Assert.Equal(expected.Exit, answer.Exit);
            Assert.Equal(Timeless(expected.Output), Timeless(answer.Output));
        }
    }

    private static string Timeless(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("seconds ", StringComparison.Ordinal)));

    private static async Task<TemporaryFolder> CommittedAsync(string value)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", value));
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "commit", "-q", "-m", "first");
        return fleet;
    }
}
