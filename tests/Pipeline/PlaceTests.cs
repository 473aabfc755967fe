using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>A fleet that stands in the wrong place, makes nothing, or still has placeholders, says so at render.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("https://git.example/small.git", 1, "error GOG265")]
    [InlineData("git@git.example:small", 1, "error GOG265")]
    [InlineData("https://git.example/other.git", 0, "warning GOG265")]
    [InlineData(null, 0, "warning GOG265")]
    public async Task A_fleet_below_the_root_of_its_repository_is_told(string? origin, int exit, string expected)
    {
        using var fleet = SmallFleet.Create();
        using var repository = new TemporaryFolder();
        TestTools.Run("git", ["-C", repository.Path, "init", "--quiet"]);
        if (origin is not null)
            TestTools.Run("git", ["-C", repository.Path, "remote", "add", "origin", origin]);
        foreach (var path in fleet.Snapshot().Keys)
            repository.Write($"deploy/fleet/{path}", fleet.Read(path));
        var answer = await Gitopsgen.RunAsync("render", "--root", repository.File("deploy/fleet"));
        Assert.True(answer.Exit == exit, answer.ToString());
        Assert.Contains($"{expected}: the fleet stands in 'deploy/fleet' of its repository", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_root_nothing_is_said()
    {
        using var fleet = SmallFleet.Create();
        TestTools.Run("git", ["-C", fleet.Path, "init", "--quiet"]);
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0 && !answer.Error.Contains("GOG265", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task A_unit_that_makes_no_object_is_a_warning_also_where_it_is_known()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/base/kustomization.yaml", "resources: []\n");
        foreach (var run in new[] { "first", "again" })
        {
            var answer = await Gitopsgen.RunInAsync(fleet, "render");
            Assert.True(answer.Exit == 0, $"{run}: {answer}");
            Assert.Contains("warning GOG266: dev/web makes no object at all", answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("dev/config makes no object", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("REPLACE-ME", "")]
    [InlineData("replaceme", "")]
    [InlineData("https://x.example.invalid/y", "")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000000/x", "")]
    [InlineData("REPLACE-ME", "sync: manual, ")]
    public async Task A_placeholder_that_a_cluster_would_get_is_an_error_and_by_hand_a_warning(string value, string sync)
    {
        using var fleet = WithParameter(value, sync, "https://dev-1.example");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(sync.Length > 0 ? 0 : 1, answer.Exit);
        Assert.Contains(
            $"environments/dev/environment.yaml(10,{50 + sync.Length}): {(sync.Length > 0 ? "warning" : "error")} GOG268: '{value}'",
            answer.Error,
            StringComparison.Ordinal
        );
        var doctor = JsonNode.Parse((await Gitopsgen.RunInAsync(fleet, "doctor", "-o", "json")).Output)!.ToJsonString();
        Assert.Contains("a placeholder is left at environments/dev/environment.yaml:10", doctor, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a replacement", "https://dev-1.example")]
    [InlineData("00000000-0000-0000-0000-000000000001", "https://dev-1.example")]
    [InlineData("REPLACE-ME", "https://dev-1.example.invalid")]
    public async Task What_is_none_or_reaches_no_cluster_says_nothing(string value, string server)
    {
        using var fleet = WithParameter(value, "", server);
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0 && !answer.Error.Contains("GOG268", StringComparison.Ordinal), answer.ToString());
    }

    private static TemporaryFolder WithParameter(string value, string sync, string server)
    {
        var fleet = SmallFleet.Create();
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "requires: [config]", "kustomize: {base: base}", "parameters: {address: {type: string, default: none}}")
        );
        var description = fleet.Read("environments/dev/environment.yaml");
        fleet.Write(
            "environments/dev/environment.yaml",
            description
                .Replace("web: {}", $"web: {{{sync}parameters: {{address: \"{value}\"}}}}", StringComparison.Ordinal)
                .Replace("https://dev-1.example", server, StringComparison.Ordinal)
        );
        return fleet;
    }
}
