using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Acceptance;

/// <summary>
/// What the operator refuses of a PrometheusRule by its form (pkg/operator/rules.go). The syntax of each expression is judged by the rules
/// on alerts, and by promtool.
/// </summary>
internal static class RuleFile
{
    // Of the ConfigMap that it becomes.
    private const int MostBytes = 512 * 1024;

    public static IEnumerable<Objection> Objections(YamlMap spec)
    {
        var groups = spec.List("groups").OfType<YamlMap>().ToList();
        if (spec.Says("groups") && spec["groups"] is not YamlList)
            yield return Objection.No(spec["groups"]!, $"groups is a {spec["groups"]!.Kind}, not a list", "Write a list of groups.");
        foreach (var group in groups.GroupBy(group => group.Text("name") ?? "", StringComparer.Ordinal))
            if (group.Key.Length == 0)
                yield return Objection.No(group.First(), "a group has no name", "Name it.");
            else if (group.Count() > 1)
                yield return Objection.No(group.Last(), $"two groups are called '{group.Key}'", "Rename one.");
        foreach (var objection in groups.SelectMany(Rules))
            yield return objection;
        if (groups.Sum(Size) > MostBytes)
            yield return Objection.No(spec, "its rules are larger than 512 KiB", "Split it into several objects.");
    }

    private static IEnumerable<Objection> Rules(YamlMap group) =>
        group.List("rules").OfType<YamlMap>().Select((rule, index) => Rule(group.Text("name") ?? "", index, rule)).OfType<Objection>();

    private static Objection? Rule(string group, int index, YamlMap rule)
    {
        var place = $"rule {index} of group '{group}'";
        if (rule.Says("alert") == rule.Says("record"))
            return Objection.No(
                rule,
                $"{place} has {(rule.Says("alert") ? "both alert and record" : "neither alert nor record")}",
                "Write one of the two."
            );
        return rule.Text("expr") is { Length: > 0 } ? null : Objection.No(rule, $"{place} has no expr", "Write the expression.");
    }

    private static long Size(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => scalar.Text.Length + 1,
            YamlList list => list.Items.Sum(Size),
            YamlMap map => map.Entries.Sum(entry => entry.Key.Text.Length + 2 + Size(entry.Value)),
            _ => 0,
        };
}
