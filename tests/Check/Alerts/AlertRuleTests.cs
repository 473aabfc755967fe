using GitOpsGen.Check.Rules;
using Xunit;
using static GitOpsGen.Tests.Check.Alerts.AlertCluster;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>The rules that look at one rule of Prometheus by itself: what breaks each, and what is near to that and right.</summary>
public sealed class AlertRuleTests
{
    [Theory]
    [InlineData("rate(err_total[5m])", RuleOutcome.Fail)]
    [InlineData("up == bool 0", RuleOutcome.Fail)]
    [InlineData("up == 0 or rate(err_total[5m])", RuleOutcome.Fail)]
    [InlineData("a and b", RuleOutcome.Fail)]
    [InlineData("rate(err_total[5m]) > 0", RuleOutcome.Pass)]
    [InlineData("sum(rate(err_total[5m]) > 0)", RuleOutcome.Pass)]
    [InlineData("absent(up)", RuleOutcome.Pass)]
    [InlineData("up unless up", RuleOutcome.Pass)]
    [InlineData("a and b > 0", RuleOutcome.Pass)]
    [InlineData("vector(1)", RuleOutcome.Pass)]
    [InlineData("sum(up", RuleOutcome.Pass)]
    public void PRR_004_an_alert_has_a_condition(string expression, RuleOutcome outcome) =>
        Of(Rules($"{{alert: A, expr: '{expression}'}}")).Gives("PRR-004", outcome, outcome == RuleOutcome.Fail ? "rules[0] (alert A)" : "");

    [Theory]
    [InlineData("expr: up > 0, for: 5m, labels: {x: '{{ $value }}'}", RuleOutcome.Fail, "error PRR-005")]
    [InlineData("expr: up > 0, labels: {x: '{{ .Value | humanize }}'}", RuleOutcome.Fail, "warning PRR-005")]
    [InlineData("expr: up == 0, for: 5m, labels: {x: '{{ $value }}'}", RuleOutcome.Pass, "")]
    [InlineData("expr: up > 0, annotations: {x: '{{ $value }}'}", RuleOutcome.Pass, "")]
    [InlineData("expr: sum by (job) (up) == 0, annotations: {x: '{{ $labels.instance }}'}", RuleOutcome.Fail, "the label instance")]
    [InlineData("expr: sum by (job) (up) == 0, annotations: {x: '{{ index $labels \"instance\" }}'}", RuleOutcome.Fail, "Known: job")]
    [InlineData("expr: sum by (job) (up) == 0, annotations: {x: '{{ .Labels.jobb }}'}", RuleOutcome.Fail, "Did you mean 'job'?")]
    [InlineData("expr: sum by (job) (up) == 0, annotations: {x: '{{ $labels.job }}'}", RuleOutcome.Pass, "")]
    [InlineData("expr: sum(up) == 0, annotations: {x: '{{ range query \"up\" }}{{ .Labels.job }}{{ end }}'}", RuleOutcome.Pass, "")]
    [InlineData("expr: sum(up) == 0, annotations: {x: 'no $labels.job'}", RuleOutcome.Pass, "")]
    [InlineData("expr: absent(up), annotations: {x: '{{ $labels.job }}'}", RuleOutcome.Fail, "the label job")]
    [InlineData("expr: sum(up, annotations: {x: '{{ $labels.job }}'}", RuleOutcome.Pass, "")]
    public void PRR_005_texts_read_what_is_there(string rule, RuleOutcome outcome, string part) =>
        Of(Rules($"{{alert: A, {rule}}}")).Gives("PRR-005", outcome, part);

    [Theory]
    [InlineData("expr: up, for: 5 minutes", RuleOutcome.Fail)]
    [InlineData("expr: up, for: 5", RuleOutcome.Fail)]
    [InlineData("expr: up, keep_firing_for: [5m]", RuleOutcome.Fail)]
    [InlineData("expr: up, for: 1h30m, keep_firing_for: 0", RuleOutcome.Pass)]
    [InlineData("expr: up, for:", RuleOutcome.Pass)]
    public void PRR_006_durations_are_durations(string rule, RuleOutcome outcome) =>
        Of(Rules($"{{alert: A, {rule}}}")).Gives("PRR-006", outcome);

    [Theory]
    [InlineData("[{name: a, rules: []}, {name: a, rules: []}]", RuleOutcome.Fail, "two groups called a")]
    [InlineData("[{name: a, rules: []}, {name: b, rules: []}]", RuleOutcome.Pass, "")]
    [InlineData("[{name: a, interval: 10m, rules: [{record: 'a:b', expr: up}]}]", RuleOutcome.Fail, "every 10m")]
    [InlineData("[{name: a, interval: 10m, rules: [{alert: A, expr: up, keep_firing_for: 10m}]}]", RuleOutcome.Pass, "")]
    [InlineData("[{name: a, interval: 5m, rules: [{record: 'a:b', expr: up}]}]", RuleOutcome.Pass, "")]
    [InlineData("[{name: a, interval: often, rules: []}]", RuleOutcome.Fail, "no duration")]
    public void PRR_006_groups_are_sound(string groups, RuleOutcome outcome, string part) =>
        Of($"{{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, metadata: {{name: x}}, spec: {{groups: {groups}}}}}")
            .Gives("PRR-006", outcome, part);

    [Theory]
    [InlineData("{alert: A, expr: 'up  == 0'}", "{alert: A, expr: up == 0}", RuleOutcome.Fail)]
    [InlineData("{record: 'a:b', expr: up}", "{record: 'a:b', expr: up}", RuleOutcome.Fail)]
    [InlineData("{alert: A, expr: up == 0}", "{alert: A, expr: up == 0, labels: {severity: page}}", RuleOutcome.Pass)]
    [InlineData("{alert: A, expr: up == 0}", "{alert: A, expr: up == 1}", RuleOutcome.Pass)]
    public void PRR_007_no_rule_is_there_twice(string one, string other, RuleOutcome outcome)
    {
        Of(Rules(one, other)).Gives("PRR-007", outcome);
        Of(Rules(one), Rules(other).Replace("name: own", "name: other", StringComparison.Ordinal)).Gives("PRR-007", outcome);
        Of(Rules(one), Rules(one)).Gives("PRR-007", RuleOutcome.Pass);
    }

    [Theory]
    [InlineData("up{job=~\"api\"}", RuleOutcome.Fail, "write job=\"api\"")]
    [InlineData("up{job!~\"api\"}", RuleOutcome.Fail, "write job!=\"api\"")]
    [InlineData("up{job=~\".*\"}", RuleOutcome.Fail, "leave it out")]
    [InlineData("up{job=~\"^api.+$\"}", RuleOutcome.Fail, "anchored")]
    [InlineData("up{job=~\"api|web\"}", RuleOutcome.Pass, "")]
    [InlineData("up{job=~\".+\"}", RuleOutcome.Pass, "")]
    [InlineData("up{job=\"^api\"}", RuleOutcome.Pass, "")]
    public void PRR_008_patterns_say_something(string expression, RuleOutcome outcome, string part) =>
        Of(Rules($"{{record: 'a:b', expr: '{expression}'}}")).Gives("PRR-008", outcome, part);

    [Theory]
    [InlineData("labels: {severity: warning}, annotations: {summary: x}", RuleOutcome.Pass, "")]
    [InlineData("annotations: {summary: x}", RuleOutcome.Fail, "no label severity")]
    [InlineData("labels: {severity: warning}", RuleOutcome.Fail, "note PRR-010")]
    [InlineData("labels: {severity: critical}, annotations: {summary: x}", RuleOutcome.Fail, "no runbook_url")]
    [InlineData("labels: {severity: page}, annotations: {runbook_url: x}", RuleOutcome.Fail, "is page and has no summary")]
    [InlineData("labels: {severity: critical}, annotations: {summary: x, runbook_url: y}", RuleOutcome.Pass, "")]
    public void PRR_010_who_is_woken_learns_enough(string rule, RuleOutcome outcome, string part) =>
        Of(Rules($"{{alert: A, expr: up == 0, {rule}}}")).Gives("PRR-010", outcome, part);
}
