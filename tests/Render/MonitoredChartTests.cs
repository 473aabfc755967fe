using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>An app whose workload comes from a chart: inflated here it is reached, by Argo CD only by what the description says.</summary>
public sealed class MonitoredChartTests
{
    [Fact]
    public async Task Pods_of_a_chart_that_is_inflated_here_are_annotated()
    {
        using var fleet = Create("rendered", "{workload: Deployment/rel-demo}");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("        prometheus.io/port: \"8080\"\n", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rendered", "{operatorMode: true, monitorType: service, service: rel-dmo}", "GOG370", "Did you mean 'rel-demo'?")]
    [InlineData("rendered", "{operatorMode: true, workload: Deployment/rel-demo}", "GOG376", "has no port '8080'")]
    [InlineData("helm", "{operatorMode: true, selector: {app: dmo}}", "GOG377", "Deployment rel-demo (app=demo)")]
    [InlineData("helm", "{operatorMode: true, monitorType: service, selector: {app: demo}, port: http}", "GOG376", "Service rel-demo")]
    public async Task What_the_chart_does_not_make_is_told(string delivery, string monitoring, string code, string words)
    {
        using var fleet = Create(delivery, monitoring);
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(1, render.Exit);
        var told = Assert.Single(render.Error.Split('\n'), line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.Contains($"error {code}: ", told, StringComparison.Ordinal);
        Assert.Contains(words, told, StringComparison.Ordinal);
    }

    private static TemporaryFolder Create(string delivery, string monitoring)
    {
        var fleet = ChartFleet.Create("helm 3", "path: chart", delivery, $"monitoring: {monitoring}");
        new DemoChart().WriteTo(fleet, "apps/demo/chart");
        return fleet;
    }
}
