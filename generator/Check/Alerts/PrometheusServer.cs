using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>A Prometheus of the environment: its object, or the values of the chart that makes it.</summary>
/// <param name="Spec">Of the object (monitoring.coreos.com/v1 Prometheus); the chart's prometheusSpec has the same fields.</param>
public sealed record PrometheusServer(Position At, YamlMap Spec)
{
    // The operator's, where nobody says another (API reference, PrometheusSpec.scrapeInterval).
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    public TimeSpan ScrapeInterval => PromqlDuration.Of(Spec.Text("scrapeInterval")) ?? DefaultInterval;

    /// <summary>Labels that an alert or a series gets when it leaves the server; nothing inside it has them.</summary>
    public ImmutableHashSet<string> ExternalLabels => [.. (Spec.Map("externalLabels")?.Entries ?? []).Select(entry => entry.Key.Text)];

    /// <summary>Series that nothing here makes may be in it: another server's, or of scrape jobs that are not seen.</summary>
    public string? ForeignSeries =>
        Spec.List("remoteRead").Count > 0 ? "the Prometheus reads from another server (remoteRead)"
        : Spec.Flag("enableRemoteWriteReceiver") ? "the Prometheus takes what others send (enableRemoteWriteReceiver)"
        : Says("additionalScrapeConfigs") || Says("additionalScrapeConfigsSecret")
            ? "the Prometheus has scrape jobs that are not seen (additionalScrapeConfigs)"
        : null;

    private bool Says(string key) =>
        Spec[key] is YamlMap { Entries.Count: > 0 } or YamlList { Items.Count: > 0 } or YamlScalar { IsNull: false, Text.Length: > 0 };

    public static IEnumerable<PrometheusServer> Of(ClusterContents contents) =>
        contents
            .Objects.Objects.Where(one => one.GroupKind == "monitoring.coreos.com/Prometheus")
            .Select(one => new PrometheusServer(one.Document.At, one.Spec ?? YamlMap.Empty(one.Document.At)))
            .Concat(contents.Parts.Select(part => part.Chart).OfType<ChartUse>().Select(OfChart).OfType<PrometheusServer>());

    private static PrometheusServer? OfChart(ChartUse chart)
    {
        var values = chart.Values.Map("prometheus");
        return chart is { Name: ChartRecords.Chart, IsSeen: false } && values?.Text("enabled") != "false"
            ? new PrometheusServer(chart.At, values?.Map("prometheusSpec") ?? YamlMap.Empty(chart.At))
            : null;
    }
}
