using System.Text;
using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Check.Rules;
using Xunit;
using static GitOpsGen.Tests.Check.Alerts.AlertCluster;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>The rules about Alertmanager's configuration, wherever it stands.</summary>
public sealed class AlertmanagerRuleTests
{
    private const string Two = "receivers: [{name: slack}, {name: pager}]";

    [Theory]
    [InlineData("route: {receiver: slak}\nreceivers: [{name: slack}]", RuleOutcome.Fail, "Did you mean 'slack'?")]
    [InlineData(
        "route: {receiver: slack, routes: [{receiver: page}]}\nreceivers: [{name: slack}]",
        RuleOutcome.Fail,
        "route.routes[0].receiver is page"
    )]
    [InlineData("route: {routes: []}\nreceivers: [{name: slack}]", RuleOutcome.Fail, "names no receiver")]
    [InlineData("route: {receiver: slack, routes: [{matchers: ['a=b']}]}\nreceivers: [{name: slack}]", RuleOutcome.Pass, "")]
    [InlineData("{", RuleOutcome.CannotTell, "it is not YAML")]
    [InlineData("receivers: [{name: slack}]", RuleOutcome.Pass, "")]
    public void AMC_001_every_receiver_is_there(string configuration, RuleOutcome outcome, string part)
    {
        foreach (var holder in Holders(configuration))
            Of(holder).Gives("AMC-001", outcome, part);
    }

    [Fact]
    public void AMC_001_what_is_encrypted_cannot_be_told()
    {
        const string Sealed =
            "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: a}, spec: {encryptedData: {alertmanager.yaml: x}}}";
        Of(Sealed).Gives("AMC-001", RuleOutcome.CannotTell, "it is encrypted");
        Of("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {alertmanager.yaml: x}}")
            .Gives("AMC-001", RuleOutcome.CannotTell, "base64");
    }

    [Fact]
    public void AMC_001_a_branch_of_the_operator_and_the_values_of_the_chart_are_configurations()
    {
        const string Branch =
            "{apiVersion: monitoring.coreos.com/v1alpha1, kind: AlertmanagerConfig, metadata: {name: a, namespace: x}, "
            + "spec: {route: {receiver: slak}, receivers: [{name: slack}]}}";
        Of(Branch).Gives("AMC-001", RuleOutcome.Fail, "AlertmanagerConfig x/a spec route.receiver is slak");
        const string Values = "alertmanager: {config: {route: {receiver: slak}, receivers: [{name: slack}]}}";
        Of().WithChart(Values).Gives("AMC-001", RuleOutcome.Fail, "values.yaml(1,24)");
        Of()
            .WithChart(Values.Replace("{config", "{alertmanagerSpec: {useExistingSecret: true}, config", StringComparison.Ordinal))
            .Gives("AMC-001", RuleOutcome.Pass);
    }

    [Theory]
    [InlineData("route: {receiver: slack}", RuleOutcome.Fail, "pager, to which no route leads")]
    [InlineData("route: {receiver: slack, routes: [{receiver: pager, matchers: ['severity = \"critical\"']}]}", RuleOutcome.Pass, "")]
    [InlineData("route: {receiver: slack, routes: [{receiver: pager, match_re: {severity: 'critical|page'}}]}", RuleOutcome.Pass, "")]
    [InlineData("route: {receiver: slack, routes: [{receiver: pager}]}", RuleOutcome.Fail, "receiver slack, which no alert reaches")]
    [InlineData("route: {receiver: slack, routes: [{receiver: pager, continue: true}, {receiver: slack}]}", RuleOutcome.Pass, "")]
    [InlineData(
        "route: {receiver: slack, routes: [{receiver: slack, matchers: ['a=~\".+\"']}, {receiver: pager, matchers: ['a=b', 'c=d']}]}",
        RuleOutcome.Fail,
        "receiver pager, which no alert reaches"
    )]
    [InlineData(
        "route: {receiver: slack, routes: [{receiver: slack, matchers: ['team=\"x\"']}, {receiver: pager, matchers: ['a=b']}]}",
        RuleOutcome.Pass,
        ""
    )]
    [InlineData(
        "route: {receiver: slack, routes: [{receiver: pager, matchers: ['a=~\"(?i)b\"']}]}",
        RuleOutcome.CannotTell,
        "cannot be told"
    )]
    [InlineData(
        "route: {receiver: slack, routes: [{receiver: pager, matchers: ['a!=\"\"', '{b=\"c\",d!~\"e|f\"}']}]}",
        RuleOutcome.Pass,
        ""
    )]
    public void AMC_002_every_receiver_is_reached(string route, RuleOutcome outcome, string part) =>
        Of(Secret($"{route}\n{Two}")).Gives("AMC-002", outcome, part);

    [Theory]
    [InlineData(
        "[{receiver: pager}, {receiver: slack, matchers: ['a=b']}]",
        RuleOutcome.Fail,
        "route.routes[1] gets no alert: route.routes[0]"
    )]
    [InlineData("[{matchers: ['a=~\"b|c\"']}, {matchers: ['a=b', 'd=e']}]", RuleOutcome.Fail, "")]
    [InlineData("[{matchers: ['a!=\"x\"']}, {matchers: ['a=b']}]", RuleOutcome.Fail, "")]
    [InlineData("[{receiver: pager, continue: true}, {matchers: ['a=b']}]", RuleOutcome.Pass, "")]
    [InlineData("[{matchers: ['a=b', 'd=e']}, {matchers: ['a=b']}]", RuleOutcome.Pass, "")]
    [InlineData("[{matchers: ['a=b']}, {matchers: ['a=c']}]", RuleOutcome.Pass, "")]
    [InlineData("[{matchers: ['a ? b']}, {matchers: ['a=c']}]", RuleOutcome.Pass, "")]
    public void AMC_003_no_route_stands_behind_one_that_takes_all(string routes, RuleOutcome outcome, string part) =>
        Of(Secret($"route: {{receiver: slack, routes: {routes}}}\n{Two}")).Gives("AMC-003", outcome, part);

    [Theory]
    [InlineData("[instance]", RuleOutcome.Fail, "NodeDown mutes DiskFull, because neither has instance")]
    [InlineData("[instnce, alertname]", RuleOutcome.Fail, "compares the label instnce")]
    [InlineData("[node]", RuleOutcome.Pass, "")]
    [InlineData("[cluster]", RuleOutcome.Pass, "")]
    [InlineData("[instance, alertname]", RuleOutcome.Fail, "compares the label instance")]
    [InlineData("[]", RuleOutcome.Pass, "")]
    public void AMC_004_what_is_compared_is_there(string equal, RuleOutcome outcome, string part)
    {
        var configuration =
            "inhibit_rules: [{source_matchers: ['severity = \"critical\"'], target_matchers: ['severity=\"warning\"'], "
            + $"equal: {equal}}}]";
        var rules = Rules(
            "{alert: NodeDown, expr: sum by (node) (up) == 0, labels: {severity: critical}}",
            "{alert: DiskFull, expr: sum by (node) (disk) == 0, labels: {severity: warning}}",
            "{alert: Other, expr: instance == 0, labels: {severity: info}}"
        );
        var server = Prometheus.Replace("30s", "30s, externalLabels: {cluster: x}", StringComparison.Ordinal);
        Of(Secret(configuration), rules, server).Gives("AMC-004", outcome, part);
        Of(Secret(configuration), server).Gives("AMC-004", RuleOutcome.Pass);
    }

    [Fact]
    public void AMC_004_of_alerts_that_are_not_seen_nothing_is_said_for_certain()
    {
        var rules = Rules("{alert: A, expr: sum by (node) (up) == 0, labels: {severity: critical}}");
        var configuration =
            "inhibit_rules: [{source_matchers: [severity=critical], target_matchers: [severity=critical], equal: [pod, alertname]}]";
        Of(Secret(configuration), rules).WithChart("{}").Gives("AMC-004", RuleOutcome.CannotTell, "Whether others have it");
    }

    [Theory]
    [InlineData("mute_time_intervals: [nights]", RuleOutcome.Fail, "Did you mean 'night'?")]
    [InlineData("active_time_intervals: [night]", RuleOutcome.Pass, "")]
    public void AMC_005_every_time_interval_is_there(string key, RuleOutcome outcome, string part) =>
        Of(Secret($"route: {{receiver: slack, routes: [{{{key}}}]}}\ntime_intervals: [{{name: night}}]\n{Two}"))
            .Gives("AMC-005", outcome, part);

    [Fact]
    public void A_probe_passes_what_stands_before_it()
    {
        var contents = Of(
            Secret(
                "route: {receiver: slack, routes: [{matchers: ['alertname=\"Watchdog\"'], receiver: slack}, "
                    + $"{{matchers: ['severity=~\"critical|page\"', 'team!=\"x\"'], receiver: pager}}]}}\n{Two}"
            )
        );
        var root = Assert.Single(AlertmanagerContents.Of(contents).Configurations).Root!;
        Assert.Equal("critical", ReceiverProbes.Find(root, "pager")!["severity"]);
        Assert.Equal(["pager"], root.Receivers(ReceiverProbes.Find(root, "pager")!));
        Assert.Equal(["slack"], root.Receivers(ReceiverProbes.Find(root, "slack")!));
    }

    private static string Secret(string configuration) => Holders(configuration).First();

    // Where a configuration may stand; the last two are templates of their own, in which Alertmanager's texts are raw.
    private static IEnumerable<string> Holders(string configuration)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(configuration));
        var text = System.Text.Json.JsonSerializer.Serialize(configuration);
        var raw = System.Text.Json.JsonSerializer.Serialize($"{{{{`\n{configuration}\n`}}}}\n");
        yield return $"{{apiVersion: v1, kind: Secret, metadata: {{name: a, namespace: x}}, stringData: {{alertmanager.yaml: {text}}}}}";
        yield return $"{{apiVersion: v1, kind: Secret, metadata: {{name: a}}, data: {{alertmanager.yaml: {encoded}}}}}";
        yield return $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: a}}, data: {{alertmanager.yml: {text}}}}}";
        var template = "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a}, spec: {target: {template: {data: ";
        if (configuration.Length > 1)
            yield return $"{template}{{alertmanager.yaml: {raw}}}}}}}}}}}";
    }
}
