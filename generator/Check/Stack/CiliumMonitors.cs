using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>Which parts of Cilium have a monitor, told by the names and labels that Cilium gives its pods and Services.</summary>
internal static class CiliumMonitors
{
    private static readonly string[] Kinds = ["ServiceMonitor", "PodMonitor", "ScrapeConfig"];

    public static HashSet<string> Of(ClusterContents contents) =>
        [
            .. Kinds.SelectMany(kind => contents.OfKind($"monitoring.coreos.com/{kind}")).Select(Part).OfType<string>(),
            .. contents
                .Parts.Select(part => part.Chart)
                .OfType<ChartUse>()
                .Where(chart => chart is { Name: "cilium", IsSeen: false })
                .SelectMany(chart => OfValues(new ChartValues(chart))),
        ];

    private static string? Part(Manifest monitor)
    {
        var words = (monitor.Spec.MapAt("selector", "matchLabels")?.Entries ?? [])
            .Select(entry => $"{entry.Key.Text}={(entry.Value as YamlScalar)?.Text}")
            .Append(monitor.Name)
            .ToList();
        return words.Any(word => word.Contains("hubble", StringComparison.Ordinal)) ? "Hubble"
            : words.Any(word => word.Contains("cilium-operator", StringComparison.Ordinal) || word == "io.cilium/app=operator")
                ? "the operator"
            : words.Any(word => word.Contains("cilium", StringComparison.Ordinal)) ? "the agent"
            : null;
    }

    private static IEnumerable<string> OfValues(ChartValues values)
    {
        if (values.Flag(false, "prometheus", "serviceMonitor", "enabled"))
            yield return "the agent";
        if (values.Flag(false, "operator", "prometheus", "serviceMonitor", "enabled"))
            yield return "the operator";
        if (values.Flag(false, "hubble", "metrics", "serviceMonitor", "enabled"))
            yield return "Hubble";
    }
}
