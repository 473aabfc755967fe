using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Alerts;

/// <summary>PRR-006: groups and durations that the operator takes, and Prometheus can evaluate without gaps.</summary>
internal static class GroupRules
{
    public static Rule<ClusterContents> AreSound { get; } =
        new(
            "PRR-006",
            "Names of groups are there once in an object; `for`, `keep_firing_for` and `interval` are durations, and an interval is at "
                + "most 5m.",
            Check
        )
        {
            Why =
                "The operator leaves out the whole object for a name that is there twice, and the API server refuses what is no "
                + "duration. A "
                + "sample is looked back to for 5m: what is evaluated more rarely has gaps, and alerts on it flap.",
            Mend = "Give each group its own name, write durations such as `5m` or `1h30m`, evaluate at least every 5m.",
            Severities = [Severity.Error, Severity.Warning],
        };

    // How far back an instant query takes a sample for the current one (Prometheus, --query.lookback-delta).
    private static readonly TimeSpan Lookback = TimeSpan.FromMinutes(5);

    private static void Check(ClusterContents cluster, Findings findings)
    {
        var contents = MonitoringContents.Of(cluster);
        foreach (
            var names in contents
                .Groups.GroupBy(group => (group.Owner, group.Name))
                .Where(names => names.Key.Name.Length > 0 && names.Count() > 1)
        )
            findings.Fail(Messages.GroupTwice(names.Last().Node.At, Naming.Of(names.Key.Owner), names.Key.Name));
        foreach (var group in contents.Groups)
            CheckInterval(group, findings);
        foreach (var rule in contents.Rules)
        foreach (var field in new[] { "for", "keep_firing_for" })
            CheckDuration(rule.Node, field, rule.Title, findings);
    }

    private static void CheckInterval(RuleGroup group, Findings findings)
    {
        CheckDuration(group.Node, "interval", group.Title, findings);
        if (PromqlDuration.Of(group.Node.Text("interval")) is not { } interval || interval <= Lookback || group.Rules.IsEmpty)
            return;
        // An alert that goes on firing that long has no gaps.
        if (!group.Rules.All(rule => rule.Alert is not null && PromqlDuration.Of(rule.Node.Text("keep_firing_for")) >= interval))
            findings.Fail(Messages.IntervalTooLong(group.Node["interval"]!.At, group.Title, group.Node.Text("interval")!));
    }

    private static void CheckDuration(YamlMap node, string field, string title, Findings findings)
    {
        if (node[field] is { } value and not YamlScalar { IsNull: true } && PromqlDuration.Of((value as YamlScalar)?.Text) is null)
            findings.Fail(Messages.NotADuration(value.At, title, field, (value as YamlScalar)?.Text ?? $"a {value.Kind}"));
    }
}
