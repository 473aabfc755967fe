using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>Reads the groups of PrometheusRules (monitoring.coreos.com/v1); what has another form is left out.</summary>
internal static class RuleReader
{
    public const string GroupKind = "monitoring.coreos.com/PrometheusRule";

    public static IEnumerable<RuleGroup> Groups(Manifest manifest) =>
        (manifest.Spec?.List("groups") ?? []).OfType<YamlMap>().Select((group, index) => Group(manifest, group, index));

    /// <summary>Rules that the values of kube-prometheus-stack name, while the objects that it makes of them are not at hand.</summary>
    public static IEnumerable<RuleGroup> Groups(ChartUse chart)
    {
        if (chart.IsSeen || chart.Name != ChartRecords.Chart)
            return [];
        var named = (chart.Values.Map("additionalPrometheusRulesMap")?.Entries ?? []).Select(entry => (entry.Key.Text, entry.Value));
        var listed = chart.Values.List("additionalPrometheusRules").Select(item => ((item as YamlMap)?.Text("name") ?? "", item));
        return named
            .Concat(listed)
            .Where(rules => rules.Item2 is YamlMap)
            .SelectMany(rules => Groups(new Manifest(Id(chart, rules.Item1), Y.Map(("spec", rules.Item2)))));
    }

    private static ObjectId Id(ChartUse chart, string name) => new("monitoring.coreos.com", "PrometheusRule", chart.Namespace, name);

    private static RuleGroup Group(Manifest manifest, YamlMap group, int index)
    {
        var name = group.Text("name") ?? "";
        var path = $"spec.groups[{(name.Length == 0 ? index : name)}]";
        var labels = group.Map("labels");
        ImmutableArray<RuleEntry> rules =
        [
            .. group
                .List("rules")
                .Select((rule, at) => (Rule: rule as YamlMap, At: at))
                .Where(one => one.Rule is not null)
                .Select(one => new RuleEntry(manifest, one.Rule!, path, one.At, labels)),
        ];
        return new RuleGroup(manifest, group, name, path, rules);
    }
}
