using GitOpsGen.Diagnostics;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring;

/// <summary>Services and pods that say they have metrics, and whom nobody scrapes.</summary>
internal sealed class UnscrapedPorts
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

    private readonly WiringIndex index;
    private readonly HashSet<string> services = new(StringComparer.Ordinal);
    private readonly HashSet<string> workloads = new(StringComparer.Ordinal);
    private readonly List<MonitorWiring> unclear;
    private readonly string? doubt;

    private UnscrapedPorts(WiringIndex index, WiringMap map)
    {
        this.index = index;
        foreach (var target in map.Monitors.SelectMany(report => report.Targets))
        {
            services.Add(target.Service);
            workloads.Add(target.Workload);
        }

        unclear = [.. map.Monitors.SelectMany(report => report.By).Where(wiring => wiring.Works == Answer.Unknown)];
        doubt = map.Doubt;
    }

    public static IEnumerable<UnscrapedPort> Of(WiringIndex index, WiringMap map) => new UnscrapedPorts(index, map).All();

    private IEnumerable<UnscrapedPort> All()
    {
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in index.Services.Where(service => service.Unrendered.Length == 0 && Sign(service) is not null))
        {
            var pods = Backing.Of(index, service).Pods;
            covered.UnionWith(pods.Select(pod => pod.FullName));
            if (!services.Contains(service.FullName) && !pods.Any(pod => workloads.Contains(pod.FullName)))
                yield return Port(service.Shown, Sign(service)!, Unclear(service), service.At);
        }

        foreach (
            var pod in index.Pods.Where(pod =>
                Sign(pod) is not null && !covered.Contains(pod.FullName) && !workloads.Contains(pod.FullName)
            )
        )
            yield return Port(pod.Shown, Sign(pod)!, Unclear(MonitorKind.PodMonitor, pod.Namespace, pod.Labels), pod.At);
    }

    private UnscrapedPort Port(string owner, string sign, string? monitor, Position at) =>
        new(owner, sign, (monitor ?? doubt) is null ? Answer.No : Answer.Unknown, monitor ?? doubt ?? "no monitor leads here", at)
        {
            IsOfMonitor = monitor is not null,
        };

    private static string? Sign(ServiceSource service) =>
        service.Annotations.Pairs.GetValueOrDefault(Annotation) == "true" ? $"annotation {Annotation}"
        : service.Ports.FirstOrDefault(port => Names.Contains(port.Name, StringComparer.Ordinal)) is { } port ? $"port {port.Name}"
        : null;

    private static string? Sign(PodSource pod)
    {
        if (pod.Annotations.Pairs.GetValueOrDefault(Annotation) == "true")
            return $"annotation {Annotation}";
        var port = pod
            .Containers.SelectMany(container => container.Ports)
            .FirstOrDefault(port => Names.Contains(port.Name, StringComparer.Ordinal));
        return port is null ? null : $"container port {port.Name}";
    }

    private string? Unclear(ServiceSource service) => Unclear(MonitorKind.ServiceMonitor, service.Namespace, service.Labels);

    // A monitor that takes it, of which nobody can tell what it scrapes.
    private string? Unclear(MonitorKind kind, string space, KnownLabels labels) =>
        unclear.Find(wiring => wiring.Kind == MonitorKind.ScrapeConfig || (wiring.Kind == kind && MayTake(wiring, space, labels)))
            is { } found
            ? $"{found.Kind.Kind} {Spaces.FullName(found.Monitor)} may; what it scrapes cannot be told"
            : null;

    private static bool MayTake(MonitorWiring wiring, string space, KnownLabels labels)
    {
        var spec = wiring.Monitor.Spec;
        return TargetSpaces.Of(wiring.Scraper, wiring.Monitor, spec?.Map("namespaceSelector")).Has(space)
            && Selector.Read(spec, "selector").Selects(labels, Matching.Pattern) != Answer.No;
    }

    /// <summary>Who may scrape anything, whatever the monitors say; null for nobody.</summary>
    public static string? Doubt(WiringIndex index, WiringMap map) =>
        map.Scrapers.IsEmpty ? "no Prometheus is among the manifests"
        : map.Scrapers.FirstOrDefault(HasOwnConfiguration) is { } scraper
            ? $"{scraper.Shown} has scrape jobs of its own beside its monitors"
        : map.Scrapers.FirstOrDefault(one => one.IsAzure) is { } agent
            ? $"{agent.Shown} may by its settings, which decide on annotations and jobs"
        : index.Unseen($"{MonitorKind.Group}/{MonitorKind.ServiceMonitor.Kind}", null);

    private static bool HasOwnConfiguration(Scraper scraper) =>
        scraper.Spec.Says("additionalScrapeConfigs")
        || scraper.Spec.Says("additionalScrapeConfigsSecret")
        || (scraper.Kind != Scraper.Ruler && !scraper.IsAzure && !MonitorKind.Scraping.Any(kind => scraper.Spec.Says(kind.Selector)));
}
