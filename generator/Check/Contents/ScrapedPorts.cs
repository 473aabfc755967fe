using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>A port of the pods of a workload, as an endpoint of a monitor scrapes it.</summary>
internal sealed record ScrapedPort(Manifest Monitor, YamlMap Endpoint, Manifest Workload, int Port);

/// <summary>
/// What the ServiceMonitors and PodMonitors at hand scrape of the workloads at hand. Ports that pods do not declare are left out: nobody
/// knows what listens there.
/// </summary>
internal sealed class ScrapedPorts
{
    private static readonly string[] Groups = ["monitoring.coreos.com", "azmonitoring.coreos.com"];

    private readonly ILookup<string, Manifest> workloads;
    private readonly ILookup<string, Manifest> services;

    private ScrapedPorts(ClusterContents contents)
    {
        workloads = contents.Objects.Objects.Where(one => one.Pods is not null).ToLookup(one => one.Namespace, StringComparer.Ordinal);
        services = contents.OfKind("Service").ToLookup(one => one.Namespace, StringComparer.Ordinal);
    }

    public static IEnumerable<ScrapedPort> Of(ClusterContents contents)
    {
        var all = new ScrapedPorts(contents);
        return Groups
            .SelectMany(group => contents.OfKind($"{group}/PodMonitor").SelectMany(all.OfPods))
            .Concat(Groups.SelectMany(group => contents.OfKind($"{group}/ServiceMonitor").SelectMany(all.OfServices)));
    }

    private IEnumerable<ScrapedPort> OfPods(Manifest monitor) =>
        from space in Namespaces(monitor)
        from workload in workloads[space]
        where Selects(monitor, workload.Pods!.Labels)
        from endpoint in monitor.Spec.MapsAt("podMetricsEndpoints")
        from port in ContainerPorts(workload, endpoint.Text("port") ?? endpoint.Text("portNumber") ?? endpoint.Text("targetPort"))
        select new ScrapedPort(monitor, endpoint, workload, port);

    private IEnumerable<ScrapedPort> OfServices(Manifest monitor) =>
        from space in Namespaces(monitor)
        from service in services[space]
        where Selects(monitor, LabelSelector.Pairs(service.Metadata?.Map("labels")))
        let pairs = LabelSelector.Pairs(service.Spec?.Map("selector"))
        where pairs.Count > 0
        from workload in workloads[space]
        where LabelSelector.Selects(pairs, workload.Pods!.Labels)
        from endpoint in monitor.Spec.MapsAt("endpoints")
        from port in ServicePorts(service, workload, endpoint)
        select new ScrapedPort(monitor, endpoint, workload, port);

    // Without a selector nothing is taken, with an empty one everything.
    private static bool Selects(Manifest monitor, IReadOnlyDictionary<string, string> labels) =>
        monitor.Spec?.Map("selector") is { } selector && LabelSelector.Selects(selector, labels);

    private static IEnumerable<int> ServicePorts(Manifest service, Manifest workload, YamlMap endpoint) =>
        endpoint.Text("port") is null && endpoint.Text("targetPort") is { } target
            ? ContainerPorts(workload, target)
            : service
                .Spec.MapsAt("ports")
                .Where(port => endpoint.Text("port") is not { } asked || port.Text("name") == asked)
                .SelectMany(port => ContainerPorts(workload, port.Text("targetPort") ?? port.Text("port")));

    private static IEnumerable<int> ContainerPorts(Manifest workload, string? asked)
    {
        if (int.TryParse(asked, out var number))
            return [number];
        return workload
            .Pods!.Containers.SelectMany(container => container.Document.MapsAt("ports"))
            .Where(port => asked is null || port.Text("name") == asked)
            .Select(port => port.Integer("containerPort"))
            .OfType<int>();
    }

    private IEnumerable<string> Namespaces(Manifest monitor)
    {
        var selector = monitor.Spec?.Map("namespaceSelector");
        if (selector?.Flag("any") == true)
            return workloads.Select(group => group.Key);
        return selector.TextsAt("matchNames").ToList() is { Count: > 0 } names ? names : [monitor.Namespace];
    }
}
