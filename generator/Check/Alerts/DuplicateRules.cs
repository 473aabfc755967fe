using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-007: no rule is there twice in a cluster (as pint's rule/duplicate; promtool sees the rules of one file only).</summary>
internal static class DuplicateRules
{
    public static Rule<ClusterContents> AreNotThere { get; } =
        new("PRR-007", "No two rules of a cluster have the same name, labels and expression.", Check)
        {
            Why =
                "The same is computed twice; of two alerts one resolves what the other still fires, and of two recordings each loses "
                + "samples to the other.",
            Mend = "Remove one, or give them labels that tell them apart.",
            Severities = [Severity.Warning],
        };

    private static void Check(ClusterContents cluster, Findings findings)
    {
        var seen = new Dictionary<string, RuleEntry>(StringComparer.Ordinal);
        foreach (var rule in MonitoringContents.Of(cluster).Rules.Where(rule => rule.Name.Length > 0 && rule.Expression is not null))
            if (!seen.TryAdd(Identity(rule), rule) && !IsSameObject(seen[Identity(rule)], rule))
                findings.Fail(Messages.RuleTwice(rule.At, rule.Title, seen[Identity(rule)].Title));
    }

    // An object that is there twice is one object.
    private static bool IsSameObject(RuleEntry one, RuleEntry other) => one.Owner != other.Owner && one.Owner.Id == other.Owner.Id;

    private static string Identity(RuleEntry rule) =>
        string.Join(
            '\n',
            new[] { rule.Kind, rule.Name, Folded(rule.Expression!.Text) }.Concat(Labels(rule.GroupLabels).Concat(Labels(rule.Labels)))
        );

    private static IEnumerable<string> Labels(YamlMap? labels) =>
        (labels?.Entries ?? [])
            .Select(entry => $"{entry.Key.Text}={(entry.Value as YamlScalar)?.Text}")
            .Order(StringComparer.Ordinal)
            .Append("");

    // Blanks mean nothing but in texts, where few have several in a row.
    private static string Folded(string expression) =>
        string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
