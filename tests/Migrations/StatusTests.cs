using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Migrations;

/// <summary><c>gitopsgen migrate status</c>.</summary>
public sealed class StatusTests
{
    [Theory]
    [InlineData("adopted", "prepared", false, false)]
    [InlineData("prepared", "cutover", true, true)]
    [InlineData("cutover", "soak", false, true)]
    [InlineData("soak", "cleanup", false, true)]
    [InlineData("done", null, false, true)]
    public async Task It_tells_phase_next_step_and_times(string phase, string? next, bool hasGap, bool hasRollback)
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, phase);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);

        var cluster = (await StatusAsync(fleet))["clusters"]!.AsArray().Single()!;

        Assert.Equal(
            ("dev", "ama-metrics", "aks-dev", phase, next),
            (
                (string)cluster["environment"]!,
                (string)cluster["app"]!,
                (string)cluster["cluster"]!,
                (string)cluster["phase"]!,
                (string?)cluster["next"]
            )
        );
        Assert.Empty(cluster["blocking"]!.AsArray());
        Assert.Equal(hasGap, cluster["gapSeconds"] is not null);
        Assert.Equal(hasRollback, cluster["rollbackSeconds"] is not null);
        if (hasGap)
            Assert.InRange((double)cluster["gapSeconds"]!, 30, 300);
        if (hasRollback)
            Assert.InRange((double)cluster["rollbackSeconds"]!, 60, 900);
    }

    [Fact]
    public async Task It_says_what_blocks_the_next_step()
    {
        using var fleet = AgentFleet.Create();
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("bridge: true", "bridge: false", StringComparison.Ordinal)
        );
        AgentFleet.Pin(fleet, "prepared");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        var cluster = (await StatusAsync(fleet))["clusters"]!.AsArray().Single()!;
        Assert.All(cluster["blocking"]!.AsArray(), blocker => Assert.Equal("AMA-004", (string)blocker!["rule"]!));
        Assert.NotEmpty(cluster["blocking"]!.AsArray());

        var text = await Gitopsgen.RunInAsync(fleet, "migrate", "status", "--offline");
        Assert.Contains("dev cannot go on to cutover:\n  AMA-004: ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_that_a_pin_was_written_but_not_rendered()
    {
        using var fleet = AgentFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        AgentFleet.Pin(fleet, "prepared");
        var before = fleet.Snapshot();
        var cluster = (await StatusAsync(fleet))["clusters"]!.AsArray().Single()!;
        Assert.Equal("render", (string)cluster["blocking"]!.AsArray().Single()!["rule"]!);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task A_fleet_without_a_move_has_none()
    {
        using var fleet = SmallFleet.Create();
        var answer = await Gitopsgen.RunInAsync(fleet, "migrate", "status", "--offline");
        Assert.Equal((0, "No app of this fleet migrates: none has a section 'migration' in its app.yaml.\n"), (answer.Exit, answer.Output));
    }

    private static async Task<JsonNode> StatusAsync(TemporaryFolder fleet)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, "migrate", "status", "--offline", "-o", "json");
        Assert.True(answer.Exit == 0, answer.ToString());
        return JsonNode.Parse(answer.Output)!;
    }
}
