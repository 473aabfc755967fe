using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-005: all parts of the stack are in one namespace.</summary>
internal static class NamespaceOverrideRule
{
    // The subcharts of kube-prometheus-stack, and the value that switches each on.
    private static readonly (string Chart, string Switch, bool IsOn)[] Subcharts =
    [
        ("alertmanager", "alertmanager", true),
        ("grafana", "grafana", true),
        ("kube-state-metrics", "kubeStateMetrics", true),
        ("prometheus-node-exporter", "nodeExporter", true),
        ("prometheus-windows-exporter", "windowsMonitoring", false),
    ];

    private static readonly string[] Workloads =
    [
        "apps/Deployment",
        "apps/DaemonSet",
        "apps/StatefulSet",
        "monitoring.coreos.com/Alertmanager",
        "monitoring.coreos.com/Prometheus",
        "monitoring.coreos.com/ThanosRuler",
    ];

    public static Rule<ClusterContents> OneNamespace { get; } =
        new(
            "PROM-005",
            "The release's namespace, `namespaceOverride` and the override of every subchart that is on are the same; all workloads of a "
                + "rendered release are in one namespace.",
            Check
        )
        {
            Why = "A part elsewhere misses what the others name by namespace: data sources, Secrets, monitors, network policies.",
            Mend = "Write the release's namespace into all of them, or leave all of them out.",
            Severities = [Severity.Warning],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var stack in KubePrometheusStack.Unseen(contents))
            Values(stack, findings);
        foreach (var prometheus in contents.OfKind("monitoring.coreos.com/Prometheus"))
            if (
                prometheus.Label("app.kubernetes.io/part-of") == KubePrometheusStack.ChartName
                && prometheus.Label("release") is { } release
            )
                Rendered(contents, prometheus, release, findings);
    }

    private static void Values(KubePrometheusStack stack, Findings findings)
    {
        var (values, release) = (stack.Values, stack.Values.Chart.Namespace);
        if (stack.Namespace != release)
            findings.Fail(Messages.NamespaceDiffers(values.Place("namespaceOverride"), "namespaceOverride", stack.Namespace, release));
        foreach (var (chart, key, isOn) in Subcharts.Where(one => values.Flag(one.IsOn, one.Switch, "enabled")))
            // Alertmanager is no subchart: without a word of its own it goes with the stack.
            if (values.Text("", chart, "namespaceOverride") is var space && space.Length == 0)
            {
                if (chart != "alertmanager" && stack.Namespace != release)
                    findings.Fail(
                        Messages.NamespaceNotOverridden(values.Place(chart, "namespaceOverride"), chart, release, stack.Namespace)
                    );
            }
            else if (space != stack.Namespace)
                findings.Fail(
                    Messages.NamespaceDiffers(
                        values.Place(chart, "namespaceOverride"),
                        $"{chart}.namespaceOverride",
                        space,
                        stack.Namespace
                    )
                );
    }

    private static void Rendered(ClusterContents contents, Manifest prometheus, string release, Findings findings)
    {
        foreach (var workload in Workloads.SelectMany(contents.OfKind))
            if (IsOfStack(workload, release) && workload.Namespace != prometheus.Namespace)
                findings.Fail(
                    Messages.WorkloadElsewhere(
                        workload.Metadata?.At ?? workload.Document.At,
                        workload.ToString(),
                        release,
                        prometheus.ToString(),
                        prometheus.Namespace
                    )
                );
    }

    private static bool IsOfStack(Manifest workload, string release) =>
        workload.Label("app.kubernetes.io/instance") == release
        && (
            workload.Label("app.kubernetes.io/part-of") == KubePrometheusStack.ChartName
            || Subcharts.Any(one => workload.Label("app.kubernetes.io/name") == one.Chart)
        );
}
