using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>The chart grafana, by itself or within kube-prometheus-stack, where only its values are at hand.</summary>
/// <param name="Above">The keys to its values.</param>
internal sealed record GrafanaUse(ChartValues Values, string[] Above, string Namespace)
{
    /// <summary>As messages write a value's path.</summary>
    public string Path(string key) => string.Join('.', [.. Above, key]);

    public string[] Keys(params ReadOnlySpan<string> keys) => [.. Above, .. keys];

    public static IEnumerable<GrafanaUse> Unseen(ClusterContents contents) =>
        KubePrometheusStack
            .Unseen(contents)
            .Where(stack => stack.HasGrafana)
            .Select(stack => new GrafanaUse(stack.Values, ["grafana"], Space(stack.Values, "grafana", "namespaceOverride")))
            .Concat(
                contents
                    .Parts.Select(part => part.Chart)
                    .OfType<ChartUse>()
                    .Where(chart => chart is { Name: "grafana", IsSeen: false })
                    .Select(chart => new ChartValues(chart))
                    .Select(values => new GrafanaUse(values, [], Space(values, "namespaceOverride")))
            );

    private static string Space(ChartValues values, params ReadOnlySpan<string> keys) =>
        values.Text("", keys) is { Length: > 0 } space ? space : values.Chart.Namespace;

    /// <summary>The containers that run Grafana itself, with the workload that has them.</summary>
    public static IEnumerable<(Manifest Workload, Container Container)> Containers(ClusterContents contents) =>
        new[] { "apps/Deployment", "apps/StatefulSet" }
            .SelectMany(contents.OfKind)
            .SelectMany(workload => (workload.Pods?.Spec.MapsAt("containers") ?? []).Select(map => (workload, new Container(map))))
            .Where(one => IsGrafana(one.Item2.Image));

    // grafana/grafana, grafana/grafana-enterprise, grafana-oss, from any registry.
    private static bool IsGrafana(string image) =>
        image.Split('@')[0].Split('/')[^1].Split(':')[0] is "grafana" or "grafana-oss" or "grafana-enterprise";
}
