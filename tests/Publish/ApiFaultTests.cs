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
        // The first call only reads for the plan, which is the same by git.
        var last = 1;
        while (await fleet.PublishKilledAsync(++last, ByApi))
        {
            Assert.Equal(state, fleet.State());
            await fleet.PublishAsync(ByApi);
            Begin(fleet, tree);
        }

        Assert.True(last > 5, $"only {last} calls");
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
            var answer = await fleet.TryAsync(ByApi);
            // Where the branch is says that it was this run that moved it, so there was no race.
            Assert.DoesNotContain("looking again", answer.Error, StringComparison.Ordinal);
            // Git cannot look whether a push was done; the next run can.
            Assert.True(
                answer.Exit == 0
                    || (answer.Exit == 4 && answer.Error.Contains("cannot push refs/gitopsgen/staging", StringComparison.Ordinal)),
                answer.ToString()
            );
            if (answer.Exit != 0)
                await fleet.PublishAsync(ByApi);
            fleet.Hub.AfterEffect = null;
            // Nothing is left for another run.
            fleet.Hub.Clear();
            await fleet.PublishAsync(ByApi);
            Assert.Empty(fleet.Hub.Writes);
            Begin(fleet, tree);
            if (isLost)
                continue;
            Assert.True(place > 8, $"only {place} calls");
            return;
        }
    }

    private static async Task<string> TreeAsync(PublishedFleet fleet) =>
        (string)
            (await fleet.PlanAsync())["publications"]!.AsArray().Single(item => (string?)item!["branch"] == PublishedFleet.Dev)!["tree"]!;

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
