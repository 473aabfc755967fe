using System.Collections.Immutable;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Alertmanager;

/// <summary>
/// AMC-004: what an inhibit rule compares is there. A label that neither alert has is equal to Alertmanager, so one alert mutes another
/// that has nothing to do with it (prometheus.io/docs/alerting/latest/configuration, "inhibit_rule").
/// </summary>
internal static class InhibitionRules
{
    public static Rule<ClusterContents> CompareWhatIsThere { get; } =
        new("AMC-004", "The labels under `equal` of an inhibit rule are labels of the alerts that it is about.", Check)
        {
            Why = "Two alerts that both lack a label are equal in it: one mutes another that has nothing to do with it.",
            Mend =
                "Name a label that both have (`alertname` too, if only alerts of one name shall mute each other), or keep it in the "
                + "expressions.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents cluster, Findings findings)
    {
        var configurations = AlertmanagerContents.Of(cluster).Configurations;
        if (!configurations.Any(one => one.Inhibitions.Length > 0))
            return;
        var alerts = new KnownAlerts(MonitoringContents.Of(cluster));
        foreach (var one in configurations)
        foreach (var rule in one.Inhibitions.Where(rule => !rule.IsUnclear && !rule.Equal.IsEmpty))
            Judge(one, rule, alerts, findings);
    }

    private static void Judge(AlertmanagerConfiguration one, InhibitRule rule, KnownAlerts alerts, Findings findings)
    {
        var (sources, targets) = (alerts.Taken(rule.Source), alerts.Taken(rule.Target));
        foreach (var label in rule.Equal.Where(label => label != "alertname" && !alerts.IsExternal(label)))
            if (sources.Count > 0 && targets.Count > 0 && !sources.Concat(targets).Any(alert => alert.MayHave(label)))
                if (alerts.AreAll)
                    findings.Fail(Messages.EqualNowhere(one.At, one.Title, rule.Path, label, sources[0].Name, targets[0].Name));
                else
                    findings.CannotTell(Messages.EqualPerhapsNowhere(one.At, one.Title, rule.Path, label));
        if (!rule.Equal.Contains("alertname") && Pair(rule, sources, targets, alerts) is var (source, target, lacking))
            findings.Fail(Messages.EqualOnNeither(one.At, one.Title, rule.Path, lacking, source, target));
    }

    // Two alerts of which neither has any of the labels that could tell them apart.
    private static (string Source, string Target, string Label)? Pair(
        InhibitRule rule,
        List<KnownAlert> sources,
        List<KnownAlert> targets,
        KnownAlerts alerts
    )
    {
        var telling = rule.Equal.Where(label => !alerts.IsExternal(label)).ToList();
        foreach (var source in telling.Count == 0 ? [] : sources.Where(source => !telling.Exists(source.MayHave)))
            if (targets.Find(target => target.Name != source.Name && !telling.Exists(target.MayHave)) is { } target)
                return (source.Name, target.Name, string.Join(", ", telling));
        return null;
    }

    /// <summary>An alert, with the labels that it has for certain and those that it can have.</summary>
    private sealed record KnownAlert(string Name, RuleEntry Rule, LabelSet Carried)
    {
        public bool MayHave(string label) => Rule.Label(label) is not null || Carried.MayHave(label);

        // What the expression brings is not known, so a matcher on it may hold.
        public bool MayMatch(LabelMatcher matcher) =>
            matcher.Label == "alertname" ? Matching.Matches(matcher, Name) != false
            : Rule.Label(matcher.Label) is { } value
                ? value.Contains("{{", StringComparison.Ordinal) || Matching.Matches(matcher, value) != false
            : Carried.MayHave(matcher.Label) && matcher.Label != "severity";
    }

    private sealed class KnownAlerts(MonitoringContents contents)
    {
        private readonly ImmutableHashSet<string> external = [.. contents.Servers.SelectMany(server => server.ExternalLabels)];

        private readonly List<KnownAlert> all =
        [
            .. contents
                .Alerts.Where(alert => alert.Parsed is not null)
                .Select(alert => new KnownAlert(alert.Alert!, alert, OutputLabels.Of(alert.Parsed!))),
        ];

        public bool AreAll { get; } = !contents.Unseen(RuleReader.GroupKind).Any();

        public bool IsExternal(string label) => external.Contains(label);

        public List<KnownAlert> Taken(ImmutableArray<LabelMatcher> matchers) => all.FindAll(alert => matchers.All(alert.MayMatch));
    }
}
