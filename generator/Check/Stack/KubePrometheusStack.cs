using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>
/// The chart kube-prometheus-stack, where its values are at hand. What a value's absence means is its default of version 88.5.3.
/// </summary>
internal sealed class KubePrometheusStack(ChartUse chart)
{
    public const string ChartName = "kube-prometheus-stack";

    public ChartValues Values { get; } = new(chart);

    public bool HasPrometheus => Values.Flag(true, "prometheus", "enabled");

    public bool HasAlertmanager => Values.Flag(true, "alertmanager", "enabled");

    public bool HasGrafana => Values.Flag(true, "grafana", "enabled");

    public string Namespace => Values.Text("", "namespaceOverride") is { Length: > 0 } space ? space : Values.Chart.Namespace;

    /// <summary>What its objects' names begin with (`kube-prometheus-stack.fullname`): 26 characters at most.</summary>
    public string FullName
    {
        get
        {
            var name = Values.Text("", "nameOverride") is { Length: > 0 } other ? other : ChartName;
            var release = Values.Chart.ReleaseName;
            var full =
                Values.Text("", "fullnameOverride") is { Length: > 0 } given ? given
                : release.Contains(name, StringComparison.Ordinal) ? release
                : $"{release}-{name}";
            return (full.Length > 26 ? full[..26] : full).TrimEnd('-');
        }
    }

    /// <summary>Those that somebody inflates elsewhere: their objects are not at hand, only what they are made of.</summary>
    public static IEnumerable<KubePrometheusStack> Unseen(ClusterContents contents) =>
        All(contents).Where(stack => !stack.Values.Chart.IsSeen);

    public static IEnumerable<KubePrometheusStack> All(ClusterContents contents) =>
        contents
            .Parts.Select(part => part.Chart)
            .OfType<ChartUse>()
            .Where(chart => chart.Name == ChartName)
            .Select(chart => new KubePrometheusStack(chart));
}
