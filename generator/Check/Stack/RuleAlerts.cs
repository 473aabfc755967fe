using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>The alerts of an environment, by name.</summary>
internal static class RuleAlerts
{
    // The alerts of the chart about nodes and pods, with the group of rules that has each (88.5.3).
    private static readonly (string Name, string Group)[] OfChart =
    [
        ("KubeNodeNotReady", "kubernetesSystem"),
        ("KubeNodeUnreachable", "kubernetesSystem"),
        ("KubePodCrashLooping", "kubernetesApps"),
        ("NodeMemoryHighUtilization", "nodeExporterAlerting"),
        ("NodeCPUHighUsage", "nodeExporterAlerting"),
    ];

    public static HashSet<string> Of(ClusterContents contents) =>
        [
            .. contents.OfKind("monitoring.coreos.com/PrometheusRule").SelectMany(rule => Names(rule.Spec)),
            .. KubePrometheusStack.Unseen(contents).SelectMany(OfValues),
        ];

    /// <summary>What else may bring alerts; the stack's own chart is known by its values.</summary>
    public static UnseenPart? Unseen(ClusterContents contents) => Others(contents).MayHave("monitoring.coreos.com/PrometheusRule", "");

    public static ClusterContents Others(ClusterContents contents) =>
        contents with
        {
            Unseen = [.. contents.Unseen.Where(part => part.Chart?.Name != KubePrometheusStack.ChartName)],
        };

    private static IEnumerable<string> OfValues(KubePrometheusStack stack)
    {
        var values = stack.Values;
        var added = (values.Map("additionalPrometheusRulesMap")?.Entries ?? [])
            .Select(entry => entry.Value as YamlMap)
            .Concat(values.Node("additionalPrometheusRules") is YamlList list ? list.Items.OfType<YamlMap>() : [])
            .Concat((values.Node("extraManifests") as YamlList)?.Items.OfType<YamlMap>().Select(one => one.Map("spec")) ?? [])
            .SelectMany(Names);
        return values.Flag(true, "defaultRules", "create")
            ? added.Concat(
                OfChart
                    .Where(alert =>
                        values.Flag(true, "defaultRules", "rules", alert.Group)
                        && !values.Flag(false, "defaultRules", "disabled", alert.Name)
                    )
                    .Select(alert => alert.Name)
            )
            : added;
    }

    private static IEnumerable<string> Names(YamlMap? spec) =>
        spec.MapsAt("groups").SelectMany(group => group.MapsAt("rules")).Select(rule => rule.Text("alert")).OfType<string>();
}
