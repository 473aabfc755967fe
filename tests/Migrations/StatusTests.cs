using System.Text.Json.Nodes;
using GitOpsGen.Pipeline.Migrations;
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
        // One cause, however many images have it.
        Assert.Single(cluster["blocking"]!.AsArray());

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
    public async Task What_was_judged_is_not_built_again_and_what_changed_is()
    {
        using var fleet = AgentFleet.Create();
        AgentFleet.Pin(fleet, "prepared");
        var (program, prefix) = TestTools.Kustomize;
        fleet.Beside.WriteScript(
            "kustomize",
            $"""
            if [ "$1" = version ]; then echo v5.5.0; exit; fi
            if [ -e '{fleet.Beside.File("broken")}' ]; then echo 'built again' >&2; exit 1; fi
            exec '{program}' {string.Join(' ', prefix)} "$2"
            """
        );
        var path = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = $"{fleet.Beside.Path}:/usr/bin:/bin" };
        Assert.Equal(0, (await Gitopsgen.RunAsAsync(fleet, path, "render", "--offline")).Exit);
        var first = await Gitopsgen.RunAsAsync(fleet, path, "migrate", "status", "--offline");
        Assert.True(first.Exit == 0 && first.Output.Contains("cutover", StringComparison.Ordinal), first.ToString());

        fleet.Beside.Write("broken", "");
        Assert.Equal(first.Output, (await Gitopsgen.RunAsAsync(fleet, path, "migrate", "status", "--offline")).Output);

        const string settings = "environments/dev/environment.yaml";
        fleet.Write(settings, fleet.Read(settings).Replace("bridge: true", "bridge: false", StringComparison.Ordinal));
        var stale = await Gitopsgen.RunAsAsync(fleet, path, "migrate", "status", "--offline");
        Assert.True(stale.Exit == 1 && stale.Error.Contains("built again", StringComparison.Ordinal), stale.ToString());

        File.Delete(fleet.Beside.File("broken"));
        var changed = await Gitopsgen.RunAsAsync(fleet, path, "migrate", "status", "--offline");
        Assert.Contains("AMA-004", changed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_is_none_costs_only_time()
    {
        using var fleet = AgentFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--offline")).Exit);
        var first = await StatusAsync(fleet);
        var cache = StepJudgements.PlaceOf(fleet.Path);
        Assert.True(File.Exists(cache));
        foreach (var text in new[] { "", "null", "[1]", "{\"a\": 1" })
        {
            await File.WriteAllTextAsync(cache, text);
            Assert.Equal($"{first}", $"{await StatusAsync(fleet)}");
        }
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
