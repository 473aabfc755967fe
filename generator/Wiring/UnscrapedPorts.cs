using GitOpsGen.Wiring.Discovery;

namespace GitOpsGen.Wiring;

/// <summary>Services and pods that say they have metrics, and whom nobody scrapes.</summary>
internal static class UnscrapedPorts
{
    private const string Annotation = "prometheus.io/scrape";

    private static readonly string[] Names =
    [
        "metrics",
        "http-metrics",
        "https-metrics",
        "prometheus",
        "prom",
        "http-prometheus",
        "http-prom",
        "tcp-prometheus",
    ];

    public static IEnumerable<UnscrapedPort> Of(WiringIndex index, WiringMap map)
    {
        var targets = map.Monitors.SelectMany(report => report.Targets).ToList();
        var services = targets.Select(target => target.Service).ToHashSet(StringComparer.Ordinal);
        var workloads = targets.Select(target => target.Workload).ToHashSet(StringComparer.Ordinal);
        var doubt = Doubt(map);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in index.Services.Where(service => service.Unrendered.Length == 0 && Sign(service) is not null))
        {
            var pods = Backing.Of(index, service).Pods;
            covered.UnionWith(pods.Select(pod => pod.FullName));
            if (!services.Contains(service.FullName) && !pods.Any(pod => workloads.Contains(pod.FullName)))
                yield return Port(service.Shown, Sign(service)!, doubt, service.At);
        }

        foreach (
            var pod in index.Pods.Where(pod =>
                Sign(pod) is not null && !covered.Contains(pod.FullName) && !workloads.Contains(pod.FullName)
            )
        )
            yield return Port(pod.Shown, Sign(pod)!, doubt, pod.At);
    }

    private static UnscrapedPort Port(string owner, string sign, string? doubt, Diagnostics.Position at) =>
        new(owner, sign, doubt is null ? Answer.No : Answer.Unknown, doubt ?? "no monitor leads here", at);

    private static string? Sign(ServiceSource service) =>
        service.Annotations.Pairs.GetValueOrDefault(Annotation) == "true" ? $"annotation {Annotation}"
        : service.Ports.FirstOrDefault(port => Names.Contains(port.Name, StringComparer.Ordinal)) is { } port ? $"port {port.Name}"
        : null;

    private static string? Sign(PodSource pod) =>
        pod.Annotations.Pairs.GetValueOrDefault(Annotation) == "true" ? $"annotation {Annotation}"
        : pod.Containers.SelectMany(container => container.Ports).FirstOrDefault(port => Names.Contains(port.Name, StringComparer.Ordinal))
            is { } port
            ? $"container port {port.Name}"
        : null;

    // Who may scrape all the same.
    private static string? Doubt(WiringMap map) =>
        map.Scrapers.IsEmpty ? "no Prometheus is among the manifests"
        : map.Monitors.FirstOrDefault(report => report.Works == Answer.Unknown && report.Kind != MonitorKind.PrometheusRule) is { } unclear
            ? $"{unclear.Shown} may; what it scrapes cannot be told"
        : map.Scrapers.FirstOrDefault(HasOwnConfiguration) is { } scraper
            ? $"{scraper.Shown} has scrape jobs of its own beside its monitors"
        : map.Scrapers.FirstOrDefault(scraper => scraper.IsAzure) is { } agent
            ? $"{agent.Shown} may by its settings, which decide on annotations and jobs"
        : map.Contents.Unseen.FirstOrDefault() is { } unseen ? $"{unseen.What} may bring a monitor: {unseen.Why}"
        : null;

    private static bool HasOwnConfiguration(Scraper scraper) =>
        scraper.Spec.Says("additionalScrapeConfigs")
        || scraper.Spec.Says("additionalScrapeConfigsSecret")
        || (scraper.Kind != Scraper.Ruler && !scraper.IsAzure && !MonitorKind.Scraping.Any(kind => scraper.Spec.Says(kind.Selector)));
}
