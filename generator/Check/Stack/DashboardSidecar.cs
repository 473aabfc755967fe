using System.Collections.Immutable;
using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>What the sidecar of a Grafana looks for.</summary>
/// <param name="Value">Empty where any value will do.</param>
/// <param name="Namespaces">Empty where it looks in all.</param>
internal sealed record DashboardSidecar(string Label, string Value, ImmutableArray<string> Namespaces)
{
    /// <summary>What kube-prometheus-stack asks for (its values, version 88.5.3).</summary>
    public static DashboardSidecar Default { get; } = new("grafana_dashboard", "1", []);

    public static IEnumerable<DashboardSidecar> Of(ClusterContents contents) =>
        GrafanaUse.Unseen(contents).Select(OfValues).OfType<DashboardSidecar>().Concat(Rendered(contents));

    // The chart grafana by itself has the sidecar switched off, and any value of the label.
    private static DashboardSidecar? OfValues(GrafanaUse grafana)
    {
        var isOfStack = grafana.Above.Length > 0;
        if (!grafana.Values.Flag(isOfStack, grafana.Keys("sidecar", "dashboards", "enabled")))
            return null;
        var spaces = grafana.Values.Text(isOfStack ? "ALL" : "", grafana.Keys("sidecar", "dashboards", "searchNamespace"));
        return new DashboardSidecar(
            grafana.Values.Text("grafana_dashboard", grafana.Keys("sidecar", "dashboards", "label")),
            grafana.Values.Text(isOfStack ? "1" : "", grafana.Keys("sidecar", "dashboards", "labelValue")),
            Watched(spaces, grafana.Namespace)
        );
    }

    // The sidecar k8s-sidecar reads LABEL, LABEL_VALUE and NAMESPACE; that of data sources has another label.
    private static IEnumerable<DashboardSidecar> Rendered(ClusterContents contents) =>
        GrafanaUse
            .Containers(contents)
            .Select(one => one.Workload)
            .Distinct()
            .SelectMany(workload =>
                workload
                    .Pods!.Containers.Where(container => container.Image.Contains("k8s-sidecar", StringComparison.Ordinal))
                    .Select(container => container.Variables.DistinctBy(one => one.Name).ToDictionary(one => one.Name, one => one.Value))
                    .Where(variables => variables.GetValueOrDefault("LABEL")?.Contains("dashboard", StringComparison.Ordinal) == true)
                    .Select(variables => new DashboardSidecar(
                        variables["LABEL"],
                        variables.GetValueOrDefault("LABEL_VALUE") ?? "",
                        Watched(variables.GetValueOrDefault("NAMESPACE") ?? "", workload.Namespace)
                    ))
            );

    private static ImmutableArray<string> Watched(string text, string own) =>
        text == "ALL" ? []
        : text.Length == 0 ? [own]
        : [.. text.Split(',', StringSplitOptions.TrimEntries)];
}
