using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>Who is woken by what: alerts that go or mean something else, and where they are sent.</summary>
public static class AlertRisks
{
    private static readonly string[] Grave = ["critical", "page", "emergency", "error"];

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.Any.Kind is "PrometheusRule" or "PrometheusRuleGroup" or "VMRule")
            return Rules(change);
        return change.Any.IsKind("monitoring.coreos.com/AlertmanagerConfig", "monitoring.coreos.com/Alertmanager") ? Routing(change) : [];
    }

    private static IEnumerable<Risk> Routing(ObjectChange change) =>
        change.Kind == ChangeKind.Removed ? [new Risk(RiskClass.Alerting, RiskLevel.High, "who is told of its alerts is told no more")]
        : change.Kind != ChangeKind.Added
        && change.Deltas.Any(delta => delta.Path.IsIn("spec") && (change.Any.Kind == "AlertmanagerConfig" || IsConfig(delta)))
            ? [Medium("who is told of which alert changes")]
        : [];

    private static bool IsConfig(FieldDelta delta) => delta.Path.Name.Contains("onfig", StringComparison.Ordinal);

    private static IEnumerable<Risk> Rules(ObjectChange change)
    {
        var left = Of(change.Old).ToList();
        foreach (var rule in Of(change.New))
        {
            // The same name may stand for a warning and an alarm.
            var old = left.Find(one => one.Name == rule.Name && one.Severity == rule.Severity) ?? left.Find(one => one.Name == rule.Name);
            if (old is null)
                continue;
            left.Remove(old);
            foreach (var risk in Changed(old, rule))
                yield return risk;
        }

        foreach (var gone in left)
            yield return gone.IsAlert
                ? new Risk(RiskClass.Alerting, gone.Level, $"alert {gone.Name} is gone: nobody is told of it any more")
                : Medium($"recorded series {gone.Name} is gone: alerts and dashboards that ask for it find nothing");
    }

    private static IEnumerable<Risk> Changed(Rule old, Rule @new)
    {
        if (old.Severity != @new.Severity)
            yield return new Risk(
                RiskClass.Alerting,
                old.Level,
                $"alert {@new.Name}: severity {old.Severity ?? "(none)"} became {@new.Severity ?? "(none)"}"
            );
        if (old.Document.Text("expr") != @new.Document.Text("expr"))
            yield return Medium($"{@new.Called}: what it looks at changes");
        foreach (var key in new[] { "for", "keep_firing_for" })
            if (old.Document.Text(key) != @new.Document.Text(key))
                yield return Medium(
                    $"{@new.Called}: {key} {old.Document.Text(key) ?? "(none)"} became {@new.Document.Text(key) ?? "(none)"}"
                );
        if (!NodeEquality.Same(old.Labels, @new.Labels))
            yield return Medium($"{@new.Called}: labels by which it is routed or found change");
    }

    private static IEnumerable<Rule> Of(Manifest? manifest) =>
        (manifest?.Spec?.List("groups") ?? [])
            .OfType<YamlMap>()
            .SelectMany(group => group.List("rules"))
            .Concat(manifest?.Spec?.List("rules") ?? [])
            .OfType<YamlMap>()
            .Select(rule => new Rule(rule));

    private static Risk Medium(string reason) => new(RiskClass.Alerting, RiskLevel.Medium, reason);

    private sealed record Rule(YamlMap Document)
    {
        public bool IsAlert => Document.Says("alert");

        public string Name => Document.Text("alert") ?? Document.Text("record") ?? "";

        public string Called => $"{(IsAlert ? "alert" : "recorded series")} {Name}";

        public string? Severity => Document.Map("labels")?.Text("severity") ?? Document.Text("severity");

        public YamlMap Labels => NodeEquality.Without(Document.Map("labels") ?? YamlMap.Empty(Document.At), "severity");

        public RiskLevel Level => Grave.Contains(Severity, StringComparer.OrdinalIgnoreCase) ? RiskLevel.High : RiskLevel.Medium;
    }
}
