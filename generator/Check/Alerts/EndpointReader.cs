using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>
/// Reads what is scraped: monitors of Prometheus (monitoring.coreos.com) and of the agent (azmonitoring.coreos.com), and the jobs in the
/// agent's ConfigMaps (reference page of the agent, "Custom jobs").
/// </summary>
internal sealed class EndpointReader(Manifests objects)
{
    private const string AgentGroup = "azmonitoring.coreos.com";

    private readonly ILookup<string, Manifest> services = objects
        .Objects.Where(one => one.GroupKind == "Service")
        .ToLookup(one => one.Namespace, StringComparer.Ordinal);

    public IEnumerable<ScrapeEndpoint> All() => objects.Objects.SelectMany(Of);

    private IEnumerable<ScrapeEndpoint> Of(Manifest manifest) =>
        (manifest.Id.Group, manifest.Kind) switch
        {
            ("monitoring.coreos.com" or AgentGroup, "ServiceMonitor") => Endpoints(manifest, "endpoints", JobsOfService(manifest)),
            ("monitoring.coreos.com" or AgentGroup, "PodMonitor") => Endpoints(manifest, "podMetricsEndpoints", JobsOfPods(manifest)),
            ("monitoring.coreos.com", "Probe") => Whole(
                manifest,
                [manifest.Spec?.Text("jobName") ?? $"probe/{manifest.Namespace}/{manifest.Name}"]
            ),
            ("monitoring.coreos.com", "ScrapeConfig") => Whole(
                manifest,
                [manifest.Spec?.Text("jobName") ?? $"scrapeConfig/{manifest.Namespace}/{manifest.Name}"]
            ),
            ("", "ConfigMap") when AgentSettings.IsJobs(manifest) => CustomJobs(manifest),
            _ => [],
        };

    private static IEnumerable<ScrapeEndpoint> Endpoints(Manifest manifest, string key, ImmutableArray<string> jobs) =>
        (manifest.Spec?.List(key) ?? [])
            .OfType<YamlMap>()
            .Select((endpoint, index) => Endpoint(manifest, endpoint, $"spec.{key}[{index}]", jobs));

    private static IEnumerable<ScrapeEndpoint> Whole(Manifest manifest, ImmutableArray<string> jobs) =>
        manifest.Spec is { } spec ? [Endpoint(manifest, spec, "spec", jobs)] : [];

    private static ScrapeEndpoint Endpoint(Manifest manifest, YamlMap endpoint, string path, ImmutableArray<string> jobs)
    {
        var interval = PromqlDuration.Of(endpoint.Text("interval") ?? endpoint.Text("scrapeInterval"));
        return new ScrapeEndpoint(manifest, path, Renamed(endpoint, "relabelings", jobs), interval)
        {
            IsOfAgent = manifest.Id.Group == AgentGroup,
            MetricsPath = endpoint.Text("path") ?? endpoint.Text("metricsPath") ?? "/metrics",
            HonorsLabels = endpoint.Flag("honorLabels"),
            Relabelings =
            [
                .. Relabeling.Of(endpoint, "relabelings", path + ".", isOfMetrics: false),
                .. Relabeling.Of(endpoint, "metricRelabelings", path + ".", isOfMetrics: true),
            ],
        };
    }

    // A relabeling may give the job another name; one that is made of labels nobody knows here.
    private static ImmutableArray<string> Renamed(YamlMap endpoint, string key, ImmutableArray<string> jobs) =>
        Relabeling.Of(endpoint, key, "", isOfMetrics: false).LastOrDefault(step => step.Action == "replace" && step.Target == "job")
            is { } last
            ? last.Replacement.Contains('$', StringComparison.Ordinal)
                ? []
                : [last.Replacement]
            : jobs;

    // The operator: the value of the Service's label that jobLabel names, else the Service's name.
    private ImmutableArray<string> JobsOfService(Manifest monitor)
    {
        var label = monitor.Spec?.Text("jobLabel");
        return
        [
            .. Spaces(monitor)
                .Where(service =>
                    LabelSelector.Selects(monitor.Spec?.Map("selector"), LabelSelector.Pairs(service.Metadata?.Map("labels")))
                )
                .Select(service => label is not null && service.Label(label) is { Length: > 0 } job ? job : service.Name)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private IEnumerable<Manifest> Spaces(Manifest monitor)
    {
        var selector = monitor.Spec?.Map("namespaceSelector");
        if (selector?.Flag("any") == true)
            return services.SelectMany(space => space);
        var names = selector?.Texts("matchNames").Select(name => name.Text).ToList() ?? [];
        return names.Count == 0 ? services[monitor.Namespace] : names.SelectMany(name => services[name]);
    }

    // The operator: the pod's label that jobLabel names, which is not looked for here, else namespace/name.
    private static ImmutableArray<string> JobsOfPods(Manifest monitor) =>
        monitor.Spec?.Text("jobLabel") is null ? [$"{monitor.Namespace}/{monitor.Name}"] : [];

    private static IEnumerable<ScrapeEndpoint> CustomJobs(Manifest manifest) =>
        AgentSettings.Jobs(manifest).Select(job => CustomJob(manifest, job));

    private static ScrapeEndpoint CustomJob(Manifest manifest, YamlMap job)
    {
        var name = job.Text("job_name") ?? "";
        var path = $"scrape_configs[{name}]";
        // What stands inside a text has no place of its own.
        var at = AgentSettings.JobsText(manifest)?.At ?? manifest.Document.At;
        var steps = new[] { ("relabel_configs", false), ("metric_relabel_configs", true) }
            .SelectMany(list => Relabeling.Of(job, list.Item1, path + ".", list.Item2))
            .Select(step => step with { At = at });
        return new ScrapeEndpoint(manifest, path, Renamed(job, "relabel_configs", [name]), PromqlDuration.Of(job.Text("scrape_interval")))
        {
            IsOfAgent = true,
            MetricsPath = job.Text("metrics_path") ?? "/metrics",
            HonorsLabels = job.Flag("honor_labels"),
            Relabelings = [.. steps],
        };
    }
}
