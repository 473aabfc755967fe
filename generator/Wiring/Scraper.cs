using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring;

/// <summary>Who scrapes, or loads rules: a Prometheus, a PrometheusAgent, a ThanosRuler, or the agent of Azure Monitor.</summary>
/// <param name="Kind">As its object has it.</param>
/// <param name="Spec">Of the object; empty for the agent of Azure Monitor, which has no such object.</param>
public sealed record Scraper(string Kind, string Namespace, string Name, YamlMap Spec, Position At)
{
    /// <summary>The schema's default (prometheuses.monitoring.coreos.com).</summary>
    public const string DefaultInterval = "30s";

    /// <summary>What the kind of the agent of Azure Monitor is called here.</summary>
    public const string AzureAgent = "ama-metrics";

    public const string Server = "Prometheus";

    public const string Agent = "PrometheusAgent";

    public const string Ruler = "ThanosRuler";

    /// <summary>Where its facts come from, such as <c>from the values of kube-prometheus-stack</c>; empty for a rendered object.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The ServiceAccount of its pods, in its own namespace; null where nobody says it.</summary>
    public string? Account { get; init; }

    public bool IsAzure => Kind == AzureAgent;

    public string FullName => $"{Namespace}/{Name}";

    public string Shown => $"{Kind} {FullName}{(Origin.Length > 0 ? $" ({Origin})" : "")}";

    public string Interval => Spec.Text("scrapeInterval") is { Length: > 0 } interval ? interval : DefaultInterval;

    /// <summary>
    /// How many servers scrape the same target: its replicas. Shards part the targets among them, and so do the agents of a DaemonSet and
    /// those of Azure Monitor.
    /// </summary>
    public int Copies => IsAzure || IsDaemonSet ? 1 : Math.Max(0, Spec.Integer("replicas") ?? 1);

    public bool IsDaemonSet => Kind == Agent && Spec.Text("mode") == "DaemonSet";
}
