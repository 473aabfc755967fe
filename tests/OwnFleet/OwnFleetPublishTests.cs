using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.OwnFleet;

/// <summary>Changes of this repository's own fleet, as a pipeline publishes them.</summary>
public sealed class OwnFleetPublishTests
{
    private const string Canary = "gitopsgen/wave/canary";
    private const string P10 = "gitopsgen/wave/p10";

    [Fact]
    public async Task One_value_of_canary_is_one_pull_request_with_exactly_that_change()
    {
        await using var fleet = await PublishedFleet.CreateAsync(Repository.CopyOfFleet());
        var before = await SetAsync(fleet, "canary", "maxReplicas: 8", "maxReplicas: 9");

        await fleet.PublishAsync();
        Assert.Equal([Canary, "main"], fleet.Hub.Branches);
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{Canary}"));
        var body = (string)Assert.Single(fleet.Hub.Pulls)["body"]!;
        // In the cluster and in the input, and nowhere else.
        Assert.Equal(
            [
                "- spec.maxReplicas: 8",
                "+ spec.maxReplicas: 9",
                "-         hpa: {minReplicas: 2, maxReplicas: 8}",
                "+         hpa: {minReplicas: 2, maxReplicas: 9}",
            ],
            Changed(body)
        );
        Assert.Equal(before, fleet.State());

        fleet.Hub.Clear();
        await fleet.PublishAsync();
        Assert.Empty(fleet.Hub.Writes);

        await SetAsync(fleet, "canary", "maxReplicas: 9", "maxReplicas: 10");
        await fleet.PublishAsync();
        Assert.Contains("+ spec.maxReplicas: 10", Changed((string)Assert.Single(fleet.Hub.Pulls)["body"]!));
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{Canary}"));

        await SetAsync(fleet, "canary", "maxReplicas: 10", "maxReplicas: 8");
        await fleet.PublishAsync();
        Assert.Equal("closed", (string?)Assert.Single(fleet.Hub.Pulls)["state"]);
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    public async Task The_move_of_a_wave_begins_with_a_pull_request_that_can_be_judged()
    {
        var folder = Repository.CopyOfFleet();
        const string pin = "environments/prod-p10/releases/ama-metrics.yaml";
        var prepared = folder.Read(pin);
        folder.Write(pin, prepared.Replace(", phase: prepared", "", StringComparison.Ordinal));
        // As if the move had not begun: where nothing is committed, any phase may be the first.
        Directory.Delete(folder.File("environments/prod-p10/ama-metrics"), recursive: true);
        await using var fleet = await PublishedFleet.CreateAsync(folder);
        folder.Write(pin, prepared);
        await fleet.RenderAsync();

        await fleet.PublishAsync();

        var body = (string)fleet.Hub.Pull(P10)["body"]!;
        Assert.StartsWith("<!-- gitopsgen:begin", body, StringComparison.Ordinal);
        // Each after the one before: risks name the same objects that the difference does.
        var place = 0;
        foreach (
            var text in new[]
            {
                "## Risks\n\n- **high**",
                "## What moves\n\n- `prod-p10/ama-metrics` goes from **adopted** to **prepared**\n- copied from `kube-system` to "
                    + "`azure-managed-prometheus` (ama-metrics in",
                "apps/Deployment `ama-metrics`",
                "## The difference",
                "copied apps/Deployment kube-system/ama-metrics → azure-managed-prometheus/ama-metrics",
                "Do **not** revert",
                "`environments/prod-p10/ama-metrics/migration/rollback.md`",
            }
        )
        {
            place = body.IndexOf(text, place, StringComparison.Ordinal);
            Assert.True(place >= 0, $"{text} comes nowhere after that in\n{body}");
        }

        // Nothing that is in both namespaces is told as new, and nothing goes.
        Assert.DoesNotContain("added apps/", body, StringComparison.Ordinal);
        Assert.DoesNotContain("**removed ", body, StringComparison.Ordinal);
    }

    private static async Task<string> SetAsync(PublishedFleet fleet, string environment, string old, string now)
    {
        var path = $"environments/{environment}/environment.yaml";
        Assert.Contains(old, fleet.Folder.Read(path), StringComparison.Ordinal);
        fleet.Folder.Write(path, fleet.Folder.Read(path).Replace(old, now, StringComparison.Ordinal));
        await fleet.RenderAsync();
        return fleet.State();
    }

    // Every line that goes or comes, of the whole difference.
    private static IEnumerable<string> Changed(string body) =>
        body[body.IndexOf("## The difference", StringComparison.Ordinal)..body.IndexOf("## What to check", StringComparison.Ordinal)]
            .Split('\n')
            .Where(line => line.StartsWith('-') || line.StartsWith('+'));
}
