using System.Collections.Frozen;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>The pods that one object makes: their labels, and the names of the ports that they declare.</summary>
internal sealed record PodGroup(Manifest Owner, IReadOnlyDictionary<string, string> Labels, IReadOnlySet<string> Ports)
{
    // The labels and ports that the Prometheus operator gives the pods of its kinds (its source: pkg/prometheus/server, pkg/alertmanager,
    // pkg/thanos).
    private static readonly FrozenDictionary<string, (string App, string Label)> Operated = new Dictionary<string, (string, string)>(
        StringComparer.Ordinal
    )
    {
        ["Alertmanager"] = ("alertmanager", "alertmanager"),
        ["Prometheus"] = ("prometheus", "prometheus"),
        ["PrometheusAgent"] = ("prometheus-agent", "prometheus"),
        ["ThanosRuler"] = ("thanos-ruler", "thanos-ruler"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public string Namespace => Owner.Namespace;

    /// <summary>Null for what makes no pods that are known here.</summary>
    public static PodGroup? Of(Manifest manifest)
    {
        if (manifest.Pods is { } pods)
            return new PodGroup(manifest, LabelsOf(manifest, pods), PortsOf(Staying(pods)));
        return PodSpec.IsOfTheOperator(manifest) ? OfTheOperator(manifest) : null;
    }

    private static IReadOnlyDictionary<string, string> LabelsOf(Manifest manifest, PodTemplate pods) =>
        // Kubernetes adds these two itself.
        manifest.GroupKind == "batch/Job"
            ? With(pods.Labels, ("job-name", manifest.Name), ("batch.kubernetes.io/job-name", manifest.Name))
            : pods.Labels;

    // An init container ends before any Service leads to the pod, unless it restarts, as a sidecar does.
    private static IEnumerable<YamlMap> Staying(PodTemplate pods) =>
        (pods.Spec?.List("initContainers") ?? [])
            .OfType<YamlMap>()
            .Where(container => container.Text("restartPolicy") == "Always")
            .Concat((pods.Spec?.List("containers") ?? []).OfType<YamlMap>());

    private static PodGroup OfTheOperator(Manifest manifest)
    {
        var (app, label) = Operated[manifest.Kind];
        var labels = With(
            LabelSelector.Pairs(manifest.Spec?.Map("podMetadata")?.Map("labels")),
            ("app.kubernetes.io/name", app),
            ("app.kubernetes.io/instance", manifest.Name),
            ("app.kubernetes.io/managed-by", "prometheus-operator"),
            (label, manifest.Name)
        );
        if (app.StartsWith("prometheus", StringComparison.Ordinal))
            labels = With(labels, ("operator.prometheus.io/name", manifest.Name));
        var ports = PortsOf((manifest.Spec?.List("containers") ?? []).OfType<YamlMap>());
        ports.UnionWith([manifest.Spec?.Text("portName") ?? "web", "reloader-web", "grpc", "http", "mesh-tcp", "mesh-udp"]);
        return new PodGroup(manifest, labels, ports);
    }

    private static HashSet<string> PortsOf(IEnumerable<YamlMap> containers) =>
        containers
            .SelectMany(container => container.List("ports"))
            .OfType<YamlMap>()
            .Select(port => port.Text("name"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> labels,
        params ReadOnlySpan<(string Key, string Value)> more
    )
    {
        var all = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        foreach (var (key, value) in more)
            all.TryAdd(key, value);
        return all;
    }
}
