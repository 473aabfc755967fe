using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Stack;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>EKS-001: where Prometheus selects monitors by a label, those of the subcharts bear it too.</summary>
internal static class SubchartLabelRule
{
    private sealed record Subchart(string Name, string Switch, bool IsOn, string[] Monitor, string[] Labels, string Common);

    // Subcharts of kube-prometheus-stack 88.5.3: the value that switches the chart on, its monitor, the monitor's labels, and labels of all
    // its objects.
    private static readonly Subchart[] Subcharts =
    [
        new("grafana", "grafana", true, ["serviceMonitor"], ["serviceMonitor", "labels"], "extraLabels"),
        new(
            "kube-state-metrics",
            "kubeStateMetrics",
            true,
            ["prometheus", "monitor"],
            ["prometheus", "monitor", "additionalLabels"],
            "customLabels"
        ),
        new(
            "prometheus-node-exporter",
            "nodeExporter",
            true,
            ["prometheus", "monitor"],
            ["prometheus", "monitor", "additionalLabels"],
            "commonLabels"
        ),
        new(
            "prometheus-windows-exporter",
            "windowsMonitoring",
            false,
            ["prometheus", "monitor"],
            ["prometheus", "monitor", "additionalLabels"],
            "commonLabels"
        ),
    ];

    public static Rule<ClusterContents> Borne { get; } =
        new(
            "EKS-001",
            "Where Prometheus selects ServiceMonitors by labels (`prometheus: main`), they are in `commonLabels`, and also in "
                + "`grafana.serviceMonitor.labels`, `kube-state-metrics.prometheus.monitor.additionalLabels` and "
                + "`prometheus-node-exporter.prometheus.monitor.additionalLabels`, which `commonLabels` does not reach.",
            Check
        )
        {
            Why = "The monitors of the subcharts are never selected: no metrics of nodes, objects or Grafana, and no error.",
            Mend = "Write the label into each of these values.",
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var stack in KubePrometheusStack.Unseen(contents).Where(stack => stack.HasPrometheus))
            if (stack.Values.Map("prometheus", "prometheusSpec", "serviceMonitorSelector") is { Entries.Count: > 0 } selector)
                Values(stack, selector, findings);
        Rendered(contents, findings);
    }

    private static void Values(KubePrometheusStack stack, YamlMap selector, Findings findings)
    {
        var values = stack.Values;
        foreach (
            var one in Subcharts.Where(one =>
                values.Flag(one.IsOn, one.Switch, "enabled") && values.Flag(true, [one.Name, .. one.Monitor, "enabled"])
            )
        )
            if (!LabelSelector.Selects(selector, Labels(stack, values.Map([one.Name, .. one.Labels]), values.Map(one.Name, one.Common))))
                findings.Fail(
                    Messages.SubchartUnlabelled(
                        values.Place([one.Name, .. one.Labels]),
                        string.Join('.', [one.Name, .. one.Labels]),
                        Asked(selector)
                    )
                );
        if (!LabelSelector.Selects(selector, Labels(stack, values.Map("commonLabels"))))
            findings.Fail(Messages.SubchartUnlabelled(values.Place("commonLabels"), "commonLabels", Asked(selector)));
    }

    // Helm's release stands on all of them (releaseLabel).
    private static Dictionary<string, string> Labels(KubePrometheusStack stack, params ReadOnlySpan<YamlMap?> maps)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["release"] = stack.Values.Chart.ReleaseName,
            ["app.kubernetes.io/instance"] = stack.Values.Chart.ReleaseName,
        };
        foreach (var map in maps)
        foreach (var (key, value) in LabelSelector.Pairs(map))
            labels[key] = value;
        return labels;
    }

    private static void Rendered(ClusterContents contents, Findings findings)
    {
        var all = new[] { "Prometheus", "PrometheusAgent" }.SelectMany(kind => contents.OfKind($"monitoring.coreos.com/{kind}")).ToList();
        if (all.Count == 0)
            return;
        foreach (var monitor in contents.OfKind("monitoring.coreos.com/ServiceMonitor"))
            if (
                Subcharts.Any(one => monitor.Label("app.kubernetes.io/name") == one.Name)
                && !all.Any(one => LabelSelector.Selects(one.Spec?.Map("serviceMonitorSelector"), Labels(monitor)))
            )
                findings.Fail(
                    Messages.SubchartNotSelected(
                        monitor.Metadata?.Place("labels") ?? monitor.Document.At,
                        monitor.ToString(),
                        all[0].ToString(),
                        Asked(all[0].Spec?.Map("serviceMonitorSelector"))
                    )
                );
    }

    private static IReadOnlyDictionary<string, string> Labels(Manifest monitor) => LabelSelector.Pairs(monitor.Metadata?.Map("labels"));

    private static string Asked(YamlMap? selector) =>
        LabelSelector.Pairs(selector?.Map("matchLabels")) is { Count: > 0 } pairs
            ? string.Join(", ", pairs.Select(pair => $"{pair.Key}: {pair.Value}"))
            : "labels by expressions";
}
