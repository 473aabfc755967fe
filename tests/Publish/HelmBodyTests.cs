using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>What a chart that Argo CD inflates makes of a change stands in the pull request.</summary>
public sealed class HelmBodyTests
{
    [Fact]
    public async Task The_body_tells_what_the_chart_makes_and_a_second_run_sends_nothing()
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Write(
            "environments/dev/environment.yaml",
            fleet
                .Folder.Read("environments/dev/environment.yaml")
                .Replace("demo: {}", "demo: {values: {replicas: 0}}", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        var body = (string)Assert.Single(fleet.Hub.Pulls)["body"]!;
        fleet.Hub.Clear();
        await fleet.PublishAsync();
        Assert.Empty(fleet.Hub.Writes);
        await Snapshot.VerifyAsync(body.Hashes(), "md");
    }

    [Fact]
    public async Task Where_Helm_is_missing_the_body_says_so()
    {
        await using var fleet = await CreateAsync();
        fleet.Folder.Write(
            "environments/dev/environment.yaml",
            fleet
                .Folder.Read("environments/dev/environment.yaml")
                .Replace("demo: {}", "demo: {values: {replicas: 0}}", StringComparison.Ordinal)
        );
        fleet.Folder.Write(
            "gitopsgen.yaml",
            fleet.Folder.Read("gitopsgen.yaml").Replace(TestTools.Helm4, "/nowhere/helm", StringComparison.Ordinal)
        );
        await fleet.RenderAsync();
        var diff = System.Text.Json.Nodes.JsonNode.Parse((await Gitopsgen.RunInAsync(fleet.Folder, "diff", "--output", "json")).Output)!;
        var reasons = diff["changes"]!
            .AsArray()
            .SelectMany(change => change!["reasons"]!.AsArray())
            .Where(reason => (string)reason!["risk"]! != "low")
            .Select(reason => (string)reason!["reason"]!)
            .ToList();
        var dry = (await fleet.PublishAsync("--dry-run")).Output;
        await fleet.PublishAsync();
        var body = (string)Assert.Single(fleet.Hub.Pulls)["body"]!;
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Contains(reason, body, StringComparison.Ordinal));
        Assert.All(reasons.Concat(["Title: dev: change demo", "## Risks"]), text => Assert.Contains(text, dry, StringComparison.Ordinal));
        await Snapshot.VerifyAsync(body.Folder(TestTools.Helm4, "helm").Hashes(), "md");
    }

    private static async Task<PublishedFleet> CreateAsync()
    {
        var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write("gitopsgen.yaml", fleet.Folder.Read("gitopsgen.yaml") + $"  tools: {{helm: {{path: {TestTools.Helm4}}}}}\n");
        DemoChart.Unique().WriteTo(fleet.Folder, "apps/demo/chart");
        ChartFleet.App(fleet.Folder, "path: chart", "helm");
        fleet.Folder.Write("apps/demo/values.yaml", "replicas: 2\ntext: from the app\n");
        foreach (var environment in new[] { "dev", "prod" })
            fleet.Folder.Write(
                $"environments/{environment}/environment.yaml",
                fleet
                    .Folder.Read($"environments/{environment}/environment.yaml")
                    .Replace("web: {}", "web: {}, demo: {}", StringComparison.Ordinal)
            );
        await fleet.RenderAsync();
        fleet.Git("add", "--all");
        fleet.Git("commit", "--quiet", "--message=Add demo");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "main");
        return fleet;
    }
}
