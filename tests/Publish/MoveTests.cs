using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>Pull requests of an app that moves from one namespace to another.</summary>
public sealed class MoveTests
{
    [Fact]
    [Situation("several phases of a move at once", "error (GOG187)")]
    public async Task Several_phases_are_not_published_as_one()
    {
        await using var fleet = await PublishedFleet.CreateAsync(AgentFleet.Create());
        foreach (var phase in new[] { "prepared", "cutover" })
        {
            AgentFleet.Pin(fleet.Folder, phase);
            await fleet.RenderAsync();
            fleet.Commit(phase);
        }

        var answer = await fleet.TryAsync();
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("environments/dev/releases/ama-metrics.yaml(3,30): error GOG187", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Contains("After adopted comes prepared;", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["main"], fleet.Hub.Branches);

        // The first of the two is a step.
        await fleet.PublishAsync("--head", "HEAD^");
        Assert.Single(fleet.Hub.Pulls);
    }

    [Fact]
    [Situation("a cutover before the wave before it soaks", "error (GOG188)")]
    public async Task A_wave_is_not_cut_over_before_the_merged_state_of_the_one_before_soaks()
    {
        var folder = AgentFleet.Create();
        AgentFleet.AddProd(folder);
        AgentFleet.Pin(folder, "cutover");
        AgentFleet.Pin(folder, "prepared", environment: "prod");
        await using var fleet = await PublishedFleet.CreateAsync(folder);
        AgentFleet.Pin(folder, "soak");
        AgentFleet.Pin(folder, "cutover", environment: "prod");
        await fleet.RenderAsync();

        var answer = await fleet.TryAsync();
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("environments/prod/releases/ama-metrics.yaml(3,30): error GOG188", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Contains("\"dev\"", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["main"], fleet.Hub.Branches);

        // In one pull request they go together; by waves, one after the other.
        Assert.Equal(0, (await fleet.TryAsync("--per", "all", "--dry-run")).Exit);
        await fleet.PublishAsync("--only", "dev");
        fleet.Squash(PublishedFleet.Dev);
        await fleet.PublishAsync();
        Assert.Contains(PublishedFleet.Prod, fleet.Hub.Branches);
    }

    [Fact]
    public async Task The_first_pull_request_of_a_move_shows_what_stands_in_both_namespaces_and_its_risks_first()
    {
        await using var fleet = await PublishedFleet.CreateAsync(AgentFleet.Create());
        AgentFleet.Pin(fleet.Folder, "prepared");
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        var body = (string)fleet.Hub.Pull(PublishedFleet.Dev)["body"]!;
        var places = new[]
        {
            "## Risks",
            "ClusterRole ama-metrics-reader",
            "## What moves",
            "`dev/ama-metrics` goes from **adopted** to **prepared**",
            "copied from `kube-system` to `azure-managed-prometheus` (ama-metrics in dev): ",
            "apps/DaemonSet `ama-metrics-node`, `ama-metrics-win-node`; apps/Deployment `ama-metrics`",
            "## What changes",
            "## The difference",
            "**copied apps/Deployment kube-system/ama-metrics → azure-managed-prometheus/ama-metrics",
            "## How to roll back",
            "Do **not** revert",
            "migration/rollback.md",
        }
            .Select(text => (text, At: body.IndexOf(text, StringComparison.Ordinal)))
            .ToList();
        Assert.All(places, place => Assert.True(place.At >= 0, $"{place.text}\n{body}"));
        Assert.Equal(places.Select(place => place.At).Order(), places.Select(place => place.At));
        // What follows from the rest is not told.
        Assert.DoesNotContain("owned.json", body, StringComparison.Ordinal);
    }
}
