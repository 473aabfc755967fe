using System.Collections.Immutable;

namespace GitOpsGen.Wiring;

/// <summary>A kind of object that a Prometheus finds by selectors, and the fields of the Prometheus that have them.</summary>
/// <param name="Endpoints">The list of the monitor's spec that has its endpoints; empty where the spec is one.</param>
public sealed record MonitorKind(string Kind, string Selector, string NamespaceSelector, string Endpoints)
{
    /// <summary>The group of the Prometheus Operator.</summary>
    public const string Group = "monitoring.coreos.com";

    /// <summary>The group of the monitors that the agent of Azure Monitor reads; it knows ServiceMonitor and PodMonitor alone.</summary>
    public const string AzureGroup = "azmonitoring.coreos.com";

    public static MonitorKind ServiceMonitor { get; } =
        new("ServiceMonitor", "serviceMonitorSelector", "serviceMonitorNamespaceSelector", "endpoints");

    public static MonitorKind PodMonitor { get; } =
        new("PodMonitor", "podMonitorSelector", "podMonitorNamespaceSelector", "podMetricsEndpoints");

    public static MonitorKind Probe { get; } = new("Probe", "probeSelector", "probeNamespaceSelector", "");

    public static MonitorKind ScrapeConfig { get; } = new("ScrapeConfig", "scrapeConfigSelector", "scrapeConfigNamespaceSelector", "");

    public static MonitorKind PrometheusRule { get; } = new("PrometheusRule", "ruleSelector", "ruleNamespaceSelector", "");

    public static ImmutableArray<MonitorKind> Scraping { get; } = [ServiceMonitor, PodMonitor, Probe, ScrapeConfig];

    public static ImmutableArray<MonitorKind> All { get; } = [.. Scraping, PrometheusRule];

    public static MonitorKind? Of(string group, string kind) =>
        group == Group ? All.FirstOrDefault(known => known.Kind == kind)
        : group == AzureGroup ? new[] { ServiceMonitor, PodMonitor }.FirstOrDefault(known => known.Kind == kind)
        : null;
}
