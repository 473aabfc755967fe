using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>A part of the stack that runs in a container.</summary>
/// <param name="Path">To its resources.</param>
internal sealed record StackPart(Position At, string Title, string Path, YamlMap? Resources);

/// <summary>
/// The parts of kube-prometheus-stack and the like: servers of the operator, its chart's values, and workloads of its labels.
/// </summary>
internal static class StackParts
{
    private static readonly string[] Charts =
    [
        "grafana",
        "kube-state-metrics",
        "prometheus-node-exporter",
        "prometheus-windows-exporter",
        "prometheus-operator",
    ];

    public static IEnumerable<StackPart> Of(ClusterContents contents) =>
        StackServer
            .Of(contents)
            .Select(server => new StackPart(
                server.Place("resources"),
                server.Title,
                $"{server.Path}.resources",
                server.Spec.Map("resources")
            ))
            .Concat(KubePrometheusStack.Unseen(contents).SelectMany(OfValues))
            .Concat(
                new[] { "apps/Deployment", "apps/DaemonSet", "apps/StatefulSet" }
                    .SelectMany(contents.OfKind)
                    .Where(IsOfStack)
                    .SelectMany(Containers)
            );

    private static IEnumerable<StackPart> OfValues(KubePrometheusStack stack)
    {
        var values = stack.Values;
        (bool IsOn, string[] Keys)[] parts =
        [
            (values.Flag(true, "prometheusOperator", "enabled"), ["prometheusOperator", "resources"]),
            (values.Flag(true, "prometheusOperator", "enabled"), ["prometheusOperator", "prometheusConfigReloader", "resources"]),
            (IsPatched(values), ["prometheusOperator", "admissionWebhooks", "patch", "resources"]),
            (stack.HasGrafana, ["grafana", "resources"]),
            (stack.HasGrafana && HasSidecar(values), ["grafana", "sidecar", "resources"]),
            (values.Flag(true, "kubeStateMetrics", "enabled"), ["kube-state-metrics", "resources"]),
            (values.Flag(true, "nodeExporter", "enabled"), ["prometheus-node-exporter", "resources"]),
            (values.Flag(false, "windowsMonitoring", "enabled"), ["prometheus-windows-exporter", "resources"]),
        ];
        return parts
            .Where(part => part.IsOn)
            .Select(part => new StackPart(
                values.Place(part.Keys),
                $"the chart {KubePrometheusStack.ChartName}",
                string.Join('.', part.Keys),
                values.Map(part.Keys)
            ));
    }

    private static bool IsPatched(ChartValues values) =>
        values.Flag(true, "prometheusOperator", "enabled")
        && values.Flag(true, "prometheusOperator", "admissionWebhooks", "enabled")
        && values.Flag(true, "prometheusOperator", "admissionWebhooks", "patch", "enabled")
        && !values.Flag(false, "prometheusOperator", "admissionWebhooks", "certManager", "enabled");

    private static bool HasSidecar(ChartValues values) =>
        values.Flag(true, "grafana", "sidecar", "dashboards", "enabled")
        || values.Flag(true, "grafana", "sidecar", "datasources", "enabled");

    private static bool IsOfStack(Manifest workload) =>
        workload.Label("app.kubernetes.io/part-of") == KubePrometheusStack.ChartName
        || Charts.Contains(workload.Label("app.kubernetes.io/name"), StringComparer.Ordinal);

    private static IEnumerable<StackPart> Containers(Manifest workload) =>
        workload
            .Pods?.Spec.MapsAt("containers")
            .Select(container => new StackPart(
                container.Place("resources"),
                $"{workload}, container {container.Text("name")}",
                "resources",
                container.Map("resources")
            ))
        ?? [];
}
