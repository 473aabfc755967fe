using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Promote;

/// <summary>A head whose chart names no digest: the release that is cut of it records one, and so has another name.</summary>
public sealed class CutChartTests
{
    [Fact]
    public async Task A_pull_request_names_the_release_as_it_was_cut_with_its_charts_digest()
    {
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        await using var fleet = await PromotedFleet.CreateAsync(
            $"promotion: {{observations: 2, maxGap: 2d}}\n  tools: {{helm: {{path: {TestTools.Helm4}}}}}",
            folder =>
            {
                ChartFleet.App(folder, $"repository: {server.Url}/charts, name: demo", "helm");
                folder.Write("apps/demo/values.yaml", "replicas: 2\n");
            },
            "demo"
        );
        await fleet.ChangeHeadAsync("apps/demo/values.yaml", "replicas: 2", "replicas: 3");
        await fleet.PassByStatusAsync(TimeSpan.FromHours(1));
        var answer = await fleet.DoAsync("promote", "--all-ready");

        const string branch = "gitopsgen/promote/wave/canary";
        var release = fleet.Remote("show", $"{branch}:environments/canary/releases/demo.yaml").Split("release: ")[1].Split(',', '}')[0];
        Assert.Contains(
            $"sha256:{DemoChart.DigestOf(packed)}",
            fleet.Remote("show", $"{branch}:apps/demo/releases/{release}/release.yaml"),
            StringComparison.Ordinal
        );
        var request = fleet.Hub.Pull(branch);
        Assert.Equal($"Promote demo to {release} in canary", (string)request["title"]!);
        Assert.Contains($"Promote demo to {release} in canary.", (string)request["body"]!, StringComparison.Ordinal);
        // By what head would be cut as without its chart nothing is called.
        var head = answer
            .Output.Split('\n')
            .First(line => line.Contains("canary is ready for 1.0.0-", StringComparison.Ordinal))
            .Split("for ")[1];
        Assert.NotEqual(release, head);
        Assert.DoesNotContain(head, (string)request["body"]!, StringComparison.Ordinal);
        // Once it is merged, head is that release, and nothing is cut again.
        fleet.Merge(branch);
        Assert.Contains("canary is up to date", (await fleet.DoAsync("promote", "--app", "demo")).Output, StringComparison.Ordinal);
    }
}
