using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Check.Wiring;

/// <summary>Each rule of the wiring: what breaks it, what comes near and does not, and what cannot be told.</summary>
public sealed class WiringRuleTests
{
    private const string Monitor = "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}";

    private const string Headless = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart-headless, namespace: shop, labels: {app: cart}}
        spec: {clusterIP: None, selector: {app: cart}, ports: [{name: metrics, port: 9102}]}

        """;

    public static TheoryData<string, string, string, string> Cases =>
        new()
        {
            // id, what is written in place of what, and what comes of it
            { "EKS-002", "name: shop, labels: {monitoring: prometheus}", "name: shop", "Fail" },
            { "EKS-002", "kind: Namespace\nmetadata: {name: shop,", "kind: Namespace\nmetadata: {name: other,", "CannotTell" },
            { "EKS-002", "name: shop, labels: {monitoring: prometheus}", "name: shop, labels: {monitoring: prometheus, team: a}", "Pass" },
            { "EKS-002", "name: monitoring, labels: {monitoring: prometheus}", "name: monitoring", "Pass" },
            { "SCR-001", "scrapeTimeout: 10s", "scrapeTimeout: 16s", "Fail" },
            { "SCR-001", "scrapeTimeout: 10s", "scrapeTimeout: 15s", "Pass" },
            { "SCR-001", "interval: 15s, scrapeTimeout: 10s", "scrapeTimeout: 31s", "Fail" },
            { "SCR-001", "interval: 15s, scrapeTimeout: 10s", "scrapeTimeout: 30s", "Pass" },
            { "SCR-001", "  serviceAccountName: prometheus\n", "  scrapeInterval: 10s\n  scrapeTimeout: 11s\n", "Fail" },
            { "SCR-001", "kind: Prometheus\n", "kind: None\n", "Pass" },
            {
                "SCR-003",
                "{matchLabels: {app: jobs}}\n  podMetricsEndpoints: [{port: http}]",
                "{matchLabels: {app: cart}}\n  podMetricsEndpoints: [{port: prom}]",
                "Fail"
            },
            {
                "SCR-003",
                "{matchLabels: {app: jobs}}\n  podMetricsEndpoints: [{port: http}]",
                "{matchLabels: {app: cart}}\n  podMetricsEndpoints: [{port: prom, path: /other}]",
                "Pass"
            },
            {
                "SCR-003",
                "{matchLabels: {app: jobs}}\n  podMetricsEndpoints: [{port: http}]",
                "{matchLabels: {app: cart}}\n  podMetricsEndpoints: [{port: prom, params: {collect: [x]}}]",
                "Pass"
            },
            { "WIR-001", Monitor, "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: mian}}", "Fail" },
            {
                "WIR-001",
                Monitor,
                "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main, team: a}}",
                "Pass"
            },
            { "WIR-001", "kind: Namespace\nmetadata: {name: shop,", "kind: Namespace\nmetadata: {name: other,", "CannotTell" },
            { "WIR-001", "kind: Prometheus\n", "kind: None\n", "Pass" },
            { "WIR-001", "  serviceAccountName: prometheus\n", "  paused: true\n", "CannotTell" },
            // What SCR-001 says is not said twice.
            { "WIR-001", "scrapeTimeout: 10s", "scrapeTimeout: 16s", "Pass" },
            { "WIR-002", "port: 9090, targetPort: prom", "port: 9090, targetPort: prometheus", "Fail" },
            { "WIR-002", "port: 9090, targetPort: prom", "port: 9090, targetPort: 9102", "Pass" },
            { "WIR-002", "endpoints: [{port: metrics,", "endpoints: [{port: nowhere}, {port: metrics,", "Fail" },
            { "WIR-002", "spec: {selector: {app: cart}, ports", "spec: {ports", "CannotTell" },
            {
                "WIR-003",
                "kind: PrometheusRule\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}",
                "kind: PrometheusRule\nmetadata: {name: cart, namespace: shop}",
                "Fail"
            },
            { "WIR-003", "alert: Down, expr: up == 0", "alert: Down", "Fail" },
            { "WIR-003", "alert: Down, expr: up == 0", "record: down, expr: up == 0", "Pass" },
            { "WIR-003", "ruleNamespaceSelector: {}", "ruleNamespaceSelector: {matchLabels: {team: a}}", "Fail" },
            { "WIR-003", "  serviceAccountName: prometheus\n", "  paused: true\n", "CannotTell" },
            { "WIR-004", "resources: [services, endpoints, pods]", "resources: [services, pods]", "Fail" },
            { "WIR-004", "verbs: [get, list, watch]", "verbs: [get, list]", "Fail" },
            { "WIR-004", "verbs: [get, list, watch]", "verbs: ['*']", "Pass" },
            {
                "WIR-004",
                "kind: ServiceAccount, name: prometheus, namespace: monitoring}",
                "kind: ServiceAccount, name: prometheus, namespace: shop}",
                "Fail"
            },
            {
                "WIR-004",
                "kind: ClusterRoleBinding\nmetadata: {name: discovery}",
                "kind: RoleBinding\nmetadata: {name: discovery, namespace: shop}",
                "Pass"
            },
            {
                "WIR-004",
                "kind: ClusterRoleBinding\nmetadata: {name: discovery}",
                "kind: RoleBinding\nmetadata: {name: discovery, namespace: monitoring}",
                "Fail"
            },
            { "WIR-004", "kind: ClusterRole\nmetadata: {name: discovery}", "kind: ClusterRole\nmetadata: {name: other}", "CannotTell" },
            {
                "WIR-004",
                "kind: ServiceAccount\nmetadata: {name: prometheus",
                "kind: ServiceAccount\nmetadata: {name: other",
                "CannotTell"
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_holds_what_it_says(string id, string old, string @new, string outcome)
    {
        var findings = Rule(id).Judge(Shop.Contents(Shop.With(old, @new)));
        Assert.Equal(outcome, $"{findings.Outcome}");
        Assert.All(findings.All, finding => Assert.True(finding.At is { Line: > 0, File: "shop.yaml" }, $"{finding}"));
    }

    [Fact]
    public void What_is_wired_breaks_no_rule() =>
        Assert.All(Set.Rules, rule => Assert.Equal((rule.Id, RuleOutcome.Pass), (rule.Id, rule.Judge(Shop.Contents()).Outcome)));

    [Fact]
    public void Two_Services_of_the_same_pods_are_two_jobs()
    {
        var finding = Assert.Single(Rule("SCR-003").Judge(Shop.Contents(Shop.Manifests + Headless)).All);
        Assert.Contains("Service shop/cart-headless", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_is_named_once_for_all_its_monitors()
    {
        var yaml = Shop.With("name: shop, labels: {monitoring: prometheus}", "name: shop");
        var finding = Assert.Single(Rule("EKS-002").Judge(Shop.Contents(yaml)).All);
        Assert.Equal((Severity.Error, 5), (finding.Severity, finding.At!.Value.Line));
        // Where the selector asks for something else, another rule says so.
        var other = yaml.Replace("{monitoring: prometheus}}\n  p", "{team: a}}\n  p", StringComparison.Ordinal);
        Assert.NotEqual(yaml, other);
        Assert.Empty(Rule("EKS-002").Judge(Shop.Contents(other)).All);
    }

    [Fact]
    public void Whoever_may_be_there_unseen_is_a_doubt_and_no_finding()
    {
        var yaml = Shop.With(Monitor, "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop}");
        var unseen = new UnseenPart("the chart of stack", "it is not at hand", ["monitoring.coreos.com/Prometheus"], ["monitoring"]);
        Assert.Equal(RuleOutcome.CannotTell, Rule("WIR-001").Judge(Shop.Contents(yaml, unseen)).Outcome);
        var binding = Shop.With("kind: ClusterRoleBinding\n", "kind: None\n");
        var other = new UnseenPart("the platform", "somebody else runs it", ["rbac.authorization.k8s.io/ClusterRoleBinding"], []);
        Assert.Equal(RuleOutcome.Fail, Rule("WIR-004").Judge(Shop.Contents(binding)).Outcome);
        Assert.Equal(RuleOutcome.CannotTell, Rule("WIR-004").Judge(Shop.Contents(binding, other)).Outcome);
    }

    private static RuleSet<ClusterContents> Set =>
        RuleCatalogue.Sets.OfType<RuleSet<ClusterContents>>().Single(set => set.Catalogue.Any(rule => rule.Id == "WIR-001"));

    private static Rule<ClusterContents> Rule(string id) => Set.Rules.Single(rule => rule.Id == id);
}
