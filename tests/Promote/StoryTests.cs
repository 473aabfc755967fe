using System.Text.Json.Nodes;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>The way of a change from head to the last wave and back, by the whole command, real git and the fake GitHub.</summary>
public sealed class StoryTests
{
    [Fact]
    public async Task A_change_goes_wave_by_wave_stops_where_it_does_harm_and_is_taken_back()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        var begun = fleet.Tree("p10");
        await fleet.ChangeHeadAsync("web:2");
        Assert.Contains("canary waits, as nobody can tell", (await fleet.PromoteAsync()).Output, StringComparison.Ordinal);

        await fleet.PassAsync(TimeSpan.FromHours(1));
        var first = await fleet.PromoteAsync();
        Assert.Equal(["gitopsgen/promote/wave/canary"], fleet.Branches());
        Assert.Contains("canary is ready for 1.0.0-", first.Output, StringComparison.Ordinal);
        // Again, and nothing is done twice.
        fleet.Hub.Clear();
        await fleet.PromoteAsync();
        Assert.Empty(fleet.Hub.Writes);
        fleet.Merge("gitopsgen/promote/wave/canary");
        Assert.StartsWith("# Who runs what.\n", fleet.Pin("canary"), StringComparison.Ordinal);
        Assert.Contains("previous: ", fleet.Pin("canary"), StringComparison.Ordinal);

        await fleet.PassAsync(TimeSpan.FromHours(18));
        var waits = (await fleet.PromoteAsync()).Output;
        Assert.True(waits.Contains("p10 waits: canary has been healthy for 18 h of 1 d", StringComparison.Ordinal), waits);
        Assert.Empty(fleet.Branches());
        await fleet.PassAsync(TimeSpan.FromHours(6));
        await fleet.PromoteAsync();
        fleet.Merge("gitopsgen/promote/wave/p10");
        Assert.NotEqual(begun, fleet.Tree("p10"));

        // It does harm there.
        await fleet.PassAsync(TimeSpan.FromHours(6), ("p10", "web", "unhealthy", "1 of 2 replicas"));
        Assert.Contains("p100 is stopped: p10 is unhealthy: p10-1: ", (await fleet.PromoteAsync()).Output, StringComparison.Ordinal);
        Assert.Empty(fleet.Branches());
        var back = await fleet.DoAsync("rollback", "--app", "web", "--wave", "p10", "--reason", "half of it is down", "--offline");
        Assert.Equal(["gitopsgen/rollback/web/wave/p10"], fleet.Branches());
        Assert.Contains("clusters run it about 7 min after the merge", back.Output, StringComparison.Ordinal);
        // Not merged yet, it counts.
        Assert.Contains("p100 is held: 1.0.0-", (await fleet.PromoteAsync()).Output, StringComparison.Ordinal);
        fleet.Merge("gitopsgen/rollback/web/wave/p10");
        Assert.Equal(begun, fleet.Tree("p10"));
        Assert.Contains("hold: {reason: half of it is down, actor: ada, release: 1.0.0-", fleet.Pin("p10"), StringComparison.Ordinal);

        await fleet.PassAsync(TimeSpan.FromDays(2));
        Assert.Contains(
            "p10 is held: half of it is down, by ada, until it is lifted",
            (await fleet.PromoteAsync()).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, (await fleet.TryAsync("promote", "--app", "web", "--to", "p10", "--offline")).Exit);
        Assert.Empty(fleet.Branches());
        Assert.Equal(begun, fleet.Tree("p10"));

        await fleet.DoAsync("hold", "lift", "--app", "web", "--wave", "p10", "--offline");
        fleet.Merge("gitopsgen/hold/web/wave/p10");
        Assert.DoesNotContain("hold", fleet.Pin("p10"), StringComparison.Ordinal);
        await fleet.PromoteAsync();
        fleet.Merge("gitopsgen/promote/wave/p10");
        await fleet.PassAsync(TimeSpan.FromDays(1));
        await fleet.PromoteAsync();
        fleet.Merge("gitopsgen/promote/wave/p100");
        Assert.Contains("p100 is up to date", (await fleet.PromoteAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_tells_what_runs_what_is_left_and_what_is_open()
    {
        await using var fleet = await PromotedFleet.CreateAsync();
        await fleet.ChangeHeadAsync("web:2");
        await fleet.PassAsync(TimeSpan.FromHours(1));
        await fleet.PromoteAsync();
        var json = JsonNode.Parse((await fleet.DoAsync("status", "--app", "web", "-o", "json")).Output)!;
        Assert.Equal(["dev", "canary", "p10", "p100"], json["waves"]!.AsArray().Select(wave => (string)wave!));
        var canary = json["cells"]!.AsArray().Single(cell => (string)cell!["wave"]! == "canary")!;
        Assert.Equal("ready", (string)canary["state"]!);
        Assert.Equal("gitopsgen/promote/wave/canary", (string)canary["open"]![0]!);
        Assert.Equal("healthy", (string)canary["environments"]![0]!["health"]!);
        Assert.Single(json["open"]!.AsArray());
        Assert.StartsWith("http", (string)json["open"]![0]!["pullRequest"]!, StringComparison.Ordinal);
        var text = (await fleet.DoAsync("status")).Output;
        Assert.Contains("APP", text, StringComparison.Ordinal);
        Assert.Contains("<table>", (await fleet.DoAsync("status", "-o", "html")).Output, StringComparison.Ordinal);
    }
}
