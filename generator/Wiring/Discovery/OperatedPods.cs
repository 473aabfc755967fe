using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>
/// The pods that the Prometheus Operator makes of a Prometheus, a PrometheusAgent or an Alertmanager, and the Services that nobody renders.
/// Names, labels and ports as the operator's 0.93 writes them (pkg/prometheus, pkg/alertmanager, cmd/operator).
/// </summary>
internal static class OperatedPods
{
    private const string KubeletArgument = "kubelet-service";

    /// <summary>Null for every other kind.</summary>
    public static PodSource? Of(Manifest manifest, int number) =>
        manifest.Id.Group != MonitorKind.Group
            ? null
            : manifest.Kind switch
            {
                "Prometheus" => Pods(manifest, number, "prometheus", [new("web", 9090, "TCP")]),
                "PrometheusAgent" => Pods(manifest, number, "prometheus-agent", [new("web", 9090, "TCP")]),
                "Alertmanager" => Pods(
                    manifest,
                    number,
                    "alertmanager",
                    [new("web", 9093, "TCP"), new("mesh-tcp", 9094, "TCP"), new("mesh-udp", 9094, "UDP")]
                ),
                _ => null,
            };

    /// <summary>What every cluster has, and what the operator makes for the kubelets.</summary>
    public static IEnumerable<ServiceSource> Services(Manifests objects)
    {
        yield return new ServiceSource(
            Spaces.Default,
            "kubernetes",
            Labels(("component", "apiserver"), ("provider", "kubernetes")),
            null,
            [new ServicePort("https", "6443")],
            default
        )
        {
            Unrendered = "the API server makes it and its endpoints itself",
        };
        foreach (var name in Kubelets(objects))
            yield return Kubelet(name);
    }

    private static IEnumerable<string> Kubelets(Manifests objects) =>
        objects
            .OfKind("Deployment")
            .SelectMany(manifest => manifest.Pods?.Containers ?? [])
            .Select(container => container.Argument(KubeletArgument))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static ServiceSource Kubelet(string name)
    {
        var parts = name.Split('/', 2);
        return new ServiceSource(
            parts.Length == 2 ? parts[0] : Spaces.System,
            parts[^1],
            Labels(("k8s-app", "kubelet"), ("app.kubernetes.io/name", "kubelet"), ("app.kubernetes.io/managed-by", "prometheus-operator")),
            null,
            [new("https-metrics", "10250"), new("http-metrics", "10255"), new("cadvisor", "4194")],
            default
        )
        {
            Unrendered = "the Prometheus Operator makes it, and fills it with the addresses of the nodes",
            IsOfNodes = true,
        };
    }

    private static PodSource Pods(Manifest manifest, int number, string application, ImmutableArray<ContainerPort> ports)
    {
        var (spec, name) = (manifest.Spec, manifest.Name);
        var labels = LabelSelector.Pairs(spec?.Map("podMetadata")?.Map("labels")).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in Own(application, name))
            labels[key] = value;
        var web = spec?.Text("portName");
        var containers = ports.Select(port => port.Name == "web" && web is not null ? port with { Name = web } : port);
        return new PodSource(
            number,
            manifest.Kind,
            Spaces.Of(manifest),
            $"{(application == "prometheus-agent" ? "prom-agent" : application)}-{name}",
            new KnownLabels(labels),
            manifest.Document.At
        )
        {
            Annotations = PodReader.Known(spec?.Map("podMetadata"), "annotations"),
            Containers =
            [
                new ContainerSource(application == "prometheus-agent" ? "prometheus" : application, "", IsInit: false, [.. containers]),
                new ContainerSource("config-reloader", "", IsInit: false, [new("reloader-web", 8080, "TCP")]),
            ],
            Maker = manifest.Id,
            Count =
                spec?.Text("mode") == "DaemonSet"
                    ? PodCount.OnEachNode
                    : PodCount.Of((long)(spec?.Integer("replicas") ?? 1) * (spec?.Integer("shards") ?? 1)),
            Idle = spec?.Integer("replicas") == 0 ? "has replicas: 0" : "",
        };
    }

    private static IEnumerable<(string Key, string Value)> Own(string application, string name) =>
        [
            ("app.kubernetes.io/name", application),
            ("app.kubernetes.io/instance", name),
            ("app.kubernetes.io/managed-by", "prometheus-operator"),
            application == "alertmanager" ? ("alertmanager", name) : ("operator.prometheus.io/name", name),
            application == "prometheus" ? ("prometheus", name) : ("app.kubernetes.io/name", application),
        ];

    private static KnownLabels Labels(params (string Key, string Value)[] pairs) =>
        new(pairs.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
}
