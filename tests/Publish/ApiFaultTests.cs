using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>Runs by <c>--commit-via api</c> that end in the middle, or whose answers get lost: the next one converges.</summary>
public sealed class ApiFaultTests
{
    private static readonly string[] ByApi = ["--commit-via", "api", "--label", "gitops"];

    [Fact]
    public async Task A_run_that_is_killed_after_any_call_is_finished_by_the_next()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var (state, tree) = (fleet.State(), await TreeAsync(fleet));
        var calls = 0;
        while (await fleet.PublishKilledAsync(++calls, ByApi))
        {
            Assert.Equal(state, fleet.State());
            await fleet.PublishAsync(ByApi);
            Begin(fleet, tree);
        }

        // Two of them each for the base, the branches, the objects and their end; six to GitHub.
        Assert.True(calls > 12, $"only {calls} calls");
    }

    [Fact]
    public async Task An_answer_that_gets_lost_after_any_call_had_its_effect_is_made_up_for()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var tree = await TreeAsync(fleet);
        for (var place = 1; ; place++)
        {
            var isLost = false;
            fleet.Hub.AfterEffect = Calls.Lost(place, () => isLost = true);
            // Where the branch is says that it was this run that moved it, so there was no race.
            Assert.DoesNotContain("looking again", (await fleet.PublishAsync(ByApi)).Error, StringComparison.Ordinal);
            fleet.Hub.AfterEffect = null;
            // Nothing is left for another run.
            fleet.Hub.Clear();
            await fleet.PublishAsync(ByApi);
            Assert.Empty(fleet.Hub.Writes);
            Begin(fleet, tree);
            if (isLost) continue;
            Assert.True(place > 6, $"only {place} calls");
            return;
        }
    }

    private static async Task<string> TreeAsync(PublishedFleet fleet) =>
        (string)(await fleet.PlanAsync())["publications"]!.AsArray().Single(item => (string?)item!["branch"] == PublishedFleet.Dev)!["tree"]!;

    // One branch, one commit, one pull request, and nothing else; then as if nothing had been.
    private static void Begin(PublishedFleet fleet, string tree)
    {
        Assert.Equal([PublishedFleet.Dev, "main"], fleet.Hub.Branches);
        Assert.Empty(fleet.Hub.OtherRefs);
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
        Assert.Equal(tree, fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^{{tree}}"));
        var pull = Assert.Single(fleet.Hub.Pulls, one => (string?)one["state"] == "open");
        Assert.Equal("gitops", (string?)pull["labels"]![0]);
        fleet.Hub.Pulls.Clear();
        fleet.Remote("update-ref", "-d", $"refs/heads/{PublishedFleet.Dev}");
    }
}
