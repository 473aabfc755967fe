using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>What a person declined stays declined as long as nothing new is wanted.</summary>
public sealed class DeclinedTests
{
    [Fact]
    [Situation("declined, and another scope merges the shared part", "what is left stays declined (GOG185)")]
    public async Task What_is_left_of_it_when_another_scope_merges_the_shared_part_stays_declined()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        fleet.Folder.Write("gitopsgen.yaml", fleet.Folder.Read("gitopsgen.yaml") + "# For both.\n");
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        fleet.Hub.Pull(PublishedFleet.Prod)["state"] = "closed";
        fleet.Squash(PublishedFleet.Dev);
        fleet.Pull(keep: true);
        for (var run = 0; run < 2; run++)
        {
            var answer = await fleet.PublishAsync();
            Assert.Contains("GOG185", answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(["closed", "closed"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
        // Something new is another matter.
        await fleet.ChangeAsync("prod", "web:3");
        await fleet.PublishAsync();
        Assert.Equal(["closed", "closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("GitHub closed it because the base was deleted", "not declined: a new pull request")]
    public async Task One_that_github_closed_with_its_base_is_not_declined()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var main = fleet.Remote("rev-parse", "main");
        fleet.Remote("update-ref", "-d", "refs/heads/main");
        // GitHub sees it when it is asked, as here.
        Assert.NotEqual(0, (await fleet.TryAsync()).Exit);
        fleet.Hub.LookAtPulls();
        fleet.Remote("update-ref", "refs/heads/main", main);
        await fleet.PublishAsync();
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }
}
