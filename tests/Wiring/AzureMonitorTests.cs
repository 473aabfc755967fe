using GitOpsGen.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>The monitors of the other group are the agent's, which takes all of them.</summary>
public sealed class AzureMonitorTests
{
    private const string Agent = """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ama-metrics-operator-targets, namespace: ama}
        spec: {template: {spec: {containers: []}}}

        """;

    private static string Azure(string kind) =>
        Shop.Manifests.Replace(
            $"apiVersion: monitoring.coreos.com/v1\nkind: {kind}\n",
            $"apiVersion: azmonitoring.coreos.com/v1\nkind: {kind}\n",
            StringComparison.Ordinal
        );

    [Fact]
    public void The_agent_reads_every_namespace_and_label()
    {
        var yaml = Azure("ServiceMonitor").Replace("labels: {prometheus: main}", "labels: {}", StringComparison.Ordinal) + Agent;
        var report = Shop.Map(yaml).Find("ServiceMonitor shop/cart");
        Assert.Equal((Answer.Yes, "ama-metrics ama/ama-metrics-operator-targets"), (report.Works, report.Nearest!.Scraper.Shown));
    }

    [Fact]
    public void Without_the_agent_nobody_can_tell()
    {
        var report = Shop.Map(Azure("ServiceMonitor")).Find("ServiceMonitor shop/cart");
        Assert.Equal((Answer.Unknown, Answer.Unknown, 0), (report.Selected, report.Works, report.By.Length));
        Assert.Contains("add-on", report.Unseen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scrape_class_is_refused() =>
        Assert.Equal(
            (Answer.No, Hop.Accepted),
            Shop.Map(Shop.With("endpoints: [{port", "scrapeClass: x\n  endpoints: [{port", Azure("ServiceMonitor")) + Agent)
                .Find("ServiceMonitor shop/cart")
                is var report
                ? (report.Selected, report.Nearest!.FirstFailingHop)
                : default
        );

    [Fact]
    public void The_agent_reads_nothing_of_the_operators_group_nor_probes() =>
        Assert.DoesNotContain(Shop.Map(Azure("Probe") + Agent).Monitors, report => report.By.Any(wiring => wiring.Scraper.IsAzure));
}
