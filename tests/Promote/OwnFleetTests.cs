using System.Text.Json.Nodes;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>This repository's own fleet promotes a new version of a chart, and takes it back.</summary>
public sealed class OwnFleetTests
{
    private const string App = "prometheus-stack";
    private const string Canary = "gitopsgen/promote/wave/canary";
    private const string P10 = "gitopsgen/promote/wave/p10";

    [Fact]
    public async Task A_new_chart_version_goes_to_p10_is_taken_back_there_and_stays_away()
    {
        await using var fleet = await PromotedFleet.OfRepositoryAsync();
        var before = (fleet.Tree("prod-p10", App), fleet.Remote("rev-parse", $"main:argocd/apps/prod-p10/{App}.yaml"));
        await fleet.ChangeHeadAsync($"apps/{App}/app.yaml", "88.5.3", "88.6.0");

        await fleet.PassByStatusAsync(TimeSpan.FromDays(2));
        await fleet.PromoteAsync();
        Assert.Contains(Canary, fleet.Branches());
        Assert.Contains($"Promote {App} to 88.6.0-", (string)fleet.Hub.Pull(Canary)["body"]!, StringComparison.Ordinal);
        Assert.Contains("dev has run it healthy since ", (string)fleet.Hub.Pull(Canary)["body"]!, StringComparison.Ordinal);
        fleet.Merge(Canary);
        Assert.Contains("release: 88.6.0-", fleet.Pin("canary", App), StringComparison.Ordinal);

        await fleet.PassByStatusAsync(TimeSpan.FromDays(3));
        Assert.Contains("p10 waits: canary has been healthy for 3 d of 7 d", (await fleet.PromoteAsync()).Output, StringComparison.Ordinal);
        await fleet.PassByStatusAsync(TimeSpan.FromDays(4));
        await fleet.PromoteAsync();
        fleet.Merge(P10);
        Assert.Contains("targetRevision: 88.6.0", fleet.Remote("show", $"main:argocd/apps/prod-p10/{App}.yaml"), StringComparison.Ordinal);

        await fleet.PassByStatusAsync(TimeSpan.FromDays(1), ("prod-p10", App, "unhealthy", "prometheus-0 is not ready"));
        Assert.Contains("p25 is stopped: prod-p10 is unhealthy: ", (await fleet.PromoteAsync()).Output, StringComparison.Ordinal);
        await fleet.DoAsync("rollback", "--app", App, "--wave", "p10", "--reason", "Prometheus does not start", "--offline");
        var back = $"gitopsgen/rollback/{App}/wave/p10";
        Assert.Contains("rollback", fleet.Hub.Pull(back)["labels"]!.AsArray().Select(label => (string?)label));
        fleet.Merge(back);
        Assert.Equal(before, (fleet.Tree("prod-p10", App), fleet.Remote("rev-parse", $"main:argocd/apps/prod-p10/{App}.yaml")));

        await fleet.PassByStatusAsync(TimeSpan.FromDays(1));
        Assert.Equal(1, (await fleet.TryAsync("promote", "--app", App, "--to", "p10", "--offline")).Exit);
        var status = JsonNode.Parse((await fleet.DoAsync("status", "--app", App, "-o", "json")).Output)!;
        Assert.Equal("held", (string)status["cells"]!.AsArray().Single(cell => (string)cell!["wave"]! == "p10")!["state"]!);
    }

    [Fact]
    public async Task What_would_leave_another_app_without_its_rights_is_not_proposed()
    {
        await using var fleet = await PromotedFleet.OfRepositoryAsync();
        var answer = await fleet.TryAsync("rollback", "--app", "ama-metrics-shared", "--env", "canary", "--reason", "x", "--offline");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("error MIG-003: canary/ama-metrics", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
        Assert.Empty(fleet.Branches());
        var wave = await fleet.TryAsync("rollback", "--app", App, "--wave", "prod-p10", "--reason", "x", "--offline");
        Assert.Contains("no wave 'prod-p10'. It is an environment of the wave 'p10'.", wave.Error, StringComparison.Ordinal);
        var environment = await fleet.TryAsync("rollback", "--app", App, "--env", "p10", "--reason", "x", "--offline");
        Assert.Contains("no environment 'p10'. It is a wave.", environment.Error, StringComparison.Ordinal);
    }
}
