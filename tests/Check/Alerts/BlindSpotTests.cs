using GitOpsGen.Check.Rules;
using GitOpsGen.Kubernetes;
using Xunit;
using static GitOpsGen.Tests.Check.Alerts.AlertCluster;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>
/// What nobody sees until an alert stays silent: series that nobody makes, that the agent drops, that a relabeling takes away.
/// </summary>
public sealed class BlindSpotTests
{
    private const string Record = "{record: 'job:up:sum', expr: sum by (job) (up)}";

    private const string Alert = "{alert: A, expr: 'job:upp:sum == 0'}";

    private const string Agent = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ama-metrics-settings-configmap, namespace: kube-system}
        data:
        """;

    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: cilium-agent, namespace: kube-system, labels: {app: cilium}}
        """;

    [Fact]
    public void PRR_001_an_alert_on_a_recording_rule_that_nobody_makes_is_named()
    {
        Of(Prometheus, Rules(Record, Alert)).Gives("PRR-001", RuleOutcome.Fail, "test.yaml(14,28): error PRR-001");
        Of(Prometheus, Rules(Record, Alert)).Gives("PRR-001", RuleOutcome.Fail, "Did you mean 'job:up:sum'?");
        Of(Prometheus, Rules(Record), Dashboard("job:upp:sum")).Gives("PRR-001", RuleOutcome.Fail, "warning PRR-001");
    }

    [Fact]
    public void PRR_001_what_is_made_anywhere_in_the_cluster_passes()
    {
        Of(Prometheus, Rules(Record, "{alert: A, expr: 'job:up:sum == 0'}")).Gives("PRR-001", RuleOutcome.Pass);
        Of(Prometheus, Rules("{alert: A, expr: 'up == 0'}")).Gives("PRR-001", RuleOutcome.Pass);
        Of(Rules("{alert: A, expr: 'cluster:node_cpu:ratio > 1'}")).WithChart("{}").Gives("PRR-001", RuleOutcome.Pass);
        Of(Rules("{alert: A, expr: 'own:x > 1'}"))
            .WithChart("additionalPrometheusRulesMap: {x: {groups: [{name: y, rules: [{record: 'own:x', expr: up}]}]}}")
            .Gives("PRR-001", RuleOutcome.Pass);
    }

    [Fact]
    public void PRR_001_a_chart_whose_rules_are_known_is_no_reason_for_doubt()
    {
        Of(Rules(Record, Alert)).WithChart("{}").Gives("PRR-001", RuleOutcome.Fail);
        Of(Rules("{alert: A, expr: 'cluster:node_cpu:ratio > 1'}"))
            .WithChart("defaultRules: {create: false}")
            .Gives("PRR-001", RuleOutcome.Fail);
        Of(Rules(Record, Alert)).WithChart("{}", version: "99.0.0").Gives("PRR-001", RuleOutcome.CannotTell, "Argo CD inflates it");
        Of(Rules(Record, Alert)).WithChart("windowsMonitoring: {enabled: true}").Gives("PRR-001", RuleOutcome.CannotTell);
        Of(Rules(Record, Alert))
            .WithChart("prometheus: {prometheusSpec: {additionalScrapeConfigs: [{job_name: x}]}}")
            .Gives("PRR-001", RuleOutcome.CannotTell, "additionalScrapeConfigs");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{apiVersion: monitoring.coreos.com/v1, kind: ThanosRuler, metadata: {name: x}}")]
    [InlineData("{apiVersion: monitoring.coreos.com/v1, kind: ScrapeConfig, metadata: {name: x}, spec: {metricsPath: /federate}}")]
    [InlineData("{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: x}, spec: {remoteRead: [{url: x}]}}")]
    public void PRR_001_series_of_others_cannot_be_told(string other) =>
        Of([
                .. new[] { Rules(Record, Alert), other, other.Contains("Thanos") || other.Contains("Scrape") ? Prometheus : "" }.Where(
                    one => one.Length > 0
                ),
            ])
            .Gives("PRR-001", RuleOutcome.CannotTell, "note PRR-001");

    [Theory]
    [InlineData(
        "node_filesystem_files",
        "{schema-version: v1}",
        RuleOutcome.Fail,
        "the minimal ingestion profile of the agent's target nodeexporter drops it"
    )]
    [InlineData("node_cpu_seconds_total", "{schema-version: v1}", RuleOutcome.Pass, "")]
    [InlineData("kube_pod_labels", "{schema-version: v1}", RuleOutcome.Pass, "")]
    [InlineData("kube_persistentvolume_status_phase", "{schema-version: v1}", RuleOutcome.Fail, "target kubestate drops it")]
    [InlineData("coredns_cache_entries", "{schema-version: v1}", RuleOutcome.Fail, "target coredns is off")]
    [InlineData("my_app_requests_total", "{schema-version: v1}", RuleOutcome.Pass, "")]
    [InlineData("go_threads{job=\"kubelet\"}", "{schema-version: v1}", RuleOutcome.Fail, "target kubelet drops it")]
    [InlineData("node_load1{job=\"node-exporter\"}", "{schema-version: v1}", RuleOutcome.Fail, "job=\"node\"")]
    [InlineData("up{job=\"kubelet\"}", "{schema-version: v1}", RuleOutcome.Pass, "")]
    [InlineData("node_filesystem_files", "{default-targets-metrics-keep-list: 'minimalingestionprofile = false'}", RuleOutcome.Pass, "")]
    [InlineData(
        "node_filesystem_files",
        "{default-targets-metrics-keep-list: 'nodeexporter = \"node_filesystem_.*\"'}",
        RuleOutcome.Pass,
        ""
    )]
    [InlineData(
        "node_filesystem_files",
        "{default-targets-metrics-keep-list: \"minimalingestionprofile = false\\nnodeexporter = \\\"node_load1\\\"\"}",
        RuleOutcome.Fail,
        "drops it"
    )]
    [InlineData(
        "node_filesystem_files",
        "{default-targets-metrics-keep-list: 'kubelet = \"(?P<x>a)\"'}",
        RuleOutcome.CannotTell,
        "keep list"
    )]
    [InlineData("node_load1", "{default-scrape-settings-enabled: 'nodeexporter = true # why'}", RuleOutcome.Fail, "nodeexporter is off")]
    [InlineData(
        "node_filesystem_files",
        "{schema-version: v2, cluster-metrics: \"minimal-ingestion-profile: |-\\n  enabled = false\"}",
        RuleOutcome.Pass,
        ""
    )]
    [InlineData(
        "node_filesystem_files",
        "{schema-version: v2, cluster-metrics: \"minimal-ingestion-profile: |- # x\\n  enabled = false\"}",
        RuleOutcome.Fail,
        "drops it"
    )]
    [InlineData(
        "node_filesystem_files",
        "{schema-version: v1, cluster-metrics: \"minimal-ingestion-profile: |-\\n  enabled = false\"}",
        RuleOutcome.Fail,
        "drops it"
    )]
    [InlineData(
        "coredns_dns_requests_total",
        "{schema-version: v2, cluster-metrics: \"default-targets-scrape-enabled: |-\\n  coredns = true\"}",
        RuleOutcome.Pass,
        ""
    )]
    public void PRR_002_a_metric_that_the_minimal_profile_drops_is_named(string expression, string data, RuleOutcome outcome, string part)
    {
        var agent = $"{Agent}  {data}";
        Of(agent, Dashboard(expression)).Gives("PRR-002", outcome, part);
        Of(agent, Rules($"{{alert: A, expr: '{expression} > 0'}}")).Gives("PRR-002", outcome, part);
        Of(Dashboard(expression)).Gives("PRR-002", RuleOutcome.Pass);
    }

    [Fact]
    public void PRR_002_a_prometheus_of_the_cluster_has_its_own_metrics()
    {
        var agent = $"{Agent}  {{schema-version: v1}}";
        Of(agent, Prometheus, Dashboard("node_filesystem_files")).Gives("PRR-002", RuleOutcome.Pass);
        const string Sources = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: sources, labels: {grafana_datasource: "1"}}
            data:
              x.yaml: "datasources: [{name: Azure, uid: az, url: 'https://x.westeurope.prometheus.monitor.azure.com'}]"
            """;
        Of(agent, Prometheus, Sources, Dashboard("node_filesystem_files", "az")).Gives("PRR-002", RuleOutcome.Fail, "panel \"One\"");
        Of(agent, Prometheus, Sources, Dashboard("node_filesystem_files", "other")).Gives("PRR-002", RuleOutcome.Pass);
    }

    [Fact]
    public void PRR_002_in_a_part_of_a_cluster_there_may_be_a_prometheus_too()
    {
        var part = Of($"{Agent}  {{schema-version: v1}}", Dashboard("node_filesystem_files"));
        var rest = new UnseenPart("the rest", "only a part of it was given", [], []);
        (part with { Unseen = [rest] }).Gives("PRR-002", RuleOutcome.CannotTell, "only a part of it was given");
        (part with { Unseen = [rest with { Namespaces = ["x"] }] }).Gives("PRR-002", RuleOutcome.Fail);
    }

    [Fact]
    public void PRR_002_a_monitor_of_the_same_program_cannot_be_told()
    {
        const string Monitor =
            "{apiVersion: azmonitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: node-exporter, namespace: x}, "
            + "spec: {podMetricsEndpoints: [{port: metrics}]}}";
        Of($"{Agent}  {{schema-version: v1}}", Monitor, Dashboard("node_filesystem_files"))
            .Gives("PRR-002", RuleOutcome.CannotTell, "may bring it");
    }

    [Theory]
    [InlineData(
        "{action: labeldrop, regex: reason}",
        "sum by (reason) (cilium_drop_total{job=\"cilium-agent\"})",
        RuleOutcome.Fail,
        "the label reason"
    )]
    [InlineData(
        "{action: labeldrop, regex: 're.*'}",
        "cilium_drop_total{job=\"cilium-agent\", reason=\"x\"}",
        RuleOutcome.Fail,
        "the label reason"
    )]
    [InlineData("{action: labelkeep, regex: 'a|b'}", "cilium_drop_total{reason=\"x\"}", RuleOutcome.Fail, "the label reason")]
    [InlineData("{targetLabel: reason, replacement: ''}", "cilium_drop_total{reason=\"x\"}", RuleOutcome.Fail, "the label reason")]
    [InlineData(
        "{action: drop, sourceLabels: [__name__], regex: 'cilium_.*'}",
        "cilium_drop_total > 0",
        RuleOutcome.Fail,
        "the metric cilium_drop_total"
    )]
    [InlineData(
        "{action: keep, sourceLabels: [__name__], regex: 'cilium_forward.*'}",
        "cilium_drop_total > 0",
        RuleOutcome.Fail,
        "the metric"
    )]
    [InlineData("{action: labeldrop, regex: reason}", "sum without (reason) (cilium_drop_total)", RuleOutcome.Pass, "")]
    [InlineData("{action: labeldrop, regex: reason}", "sum by (node) (cilium_drop_total)", RuleOutcome.Pass, "")]
    [InlineData("{action: labeldrop, regex: reason}", "sum by (reason) (cilium_drop_total{job=\"other\"})", RuleOutcome.Pass, "")]
    [InlineData("{action: drop, sourceLabels: [__name__, le], regex: 'cilium_.*;1'}", "cilium_drop_total > 0", RuleOutcome.Pass, "")]
    [InlineData("{action: labeldrop, regex: reason}", "sum by (reason) (drops_total)", RuleOutcome.CannotTell, "cannot be told")]
    [InlineData("{action: keep, sourceLabels: [__name__], regex: 'cilium_.*'}", "other_total > 0", RuleOutcome.Pass, "")]
    public void PRR_003_a_relabeling_that_drops_what_is_needed_is_named(string step, string expression, RuleOutcome outcome, string part)
    {
        var monitor =
            "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: cilium-agent, namespace: kube-system}, "
            + $"spec: {{selector: {{matchLabels: {{app: cilium}}}}, endpoints: [{{port: x, metricRelabelings: [{step}]}}]}}}}";
        Of(Prometheus, Service, monitor, Rules($"{{record: 'a:b', expr: '{expression}'}}")).Gives("PRR-003", outcome, part);
        Of(Prometheus, Service, monitor, Dashboard(expression)).Gives("PRR-003", outcome, part);
    }

    [Fact]
    public void PRR_003_texts_need_labels_and_targets_lose_them()
    {
        const string Monitor =
            "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: web, namespace: x}, "
            + "spec: {podMetricsEndpoints: [{port: x, relabelings: [{action: labeldrop, regex: 'pod|foo'}]}]}}";
        const string OfPod = "{alert: A, expr: 'up{job=\"x/web\"} == 0', annotations: {summary: '{{ $labels.pod }}'}}";
        Of(Prometheus, Monitor, Rules(OfPod))
            .Gives("PRR-003", RuleOutcome.Fail, "PodMonitor x/web spec.podMetricsEndpoints[0].relabelings[0]");
        Of(Prometheus, Monitor, Rules(OfPod.Replace("$labels.pod", "$labels.foo", StringComparison.Ordinal)))
            .Gives("PRR-003", RuleOutcome.Pass);
        var setAgain = Monitor.Replace("pod|foo'}", "pod|foo'}, {targetLabel: pod, sourceLabels: [x]}", StringComparison.Ordinal);
        Of(Prometheus, setAgain, Rules(OfPod)).Gives("PRR-003", RuleOutcome.Pass);
    }

    [Theory]
    [InlineData("30s", "[30s]", RuleOutcome.Fail, "Make it 2m")]
    [InlineData("30s", "[1m]", RuleOutcome.Pass, "")]
    [InlineData("1m", "[1m]", RuleOutcome.Fail, "scraped every 1m")]
    [InlineData("1m", "[5m]", RuleOutcome.Pass, "")]
    public void PRR_009_a_range_holds_two_samples(string interval, string range, RuleOutcome outcome, string part)
    {
        var monitor =
            "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: web, namespace: x}, "
            + $"spec: {{podMetricsEndpoints: [{{port: x, interval: {interval}}}]}}}}";
        Of(Prometheus, monitor, Rules($"{{record: 'a:b', expr: 'rate(a_total{{job=\"x/web\"}}{range})'}}")).Gives("PRR-009", outcome, part);
        Of(monitor, Rules("{record: 'a:b', expr: 'rate(other_total[30s])'}")).Gives("PRR-009", RuleOutcome.CannotTell);
        Of(monitor, Rules("{record: 'a:b', expr: 'max_over_time(a_total[10s])'}")).Gives("PRR-009", RuleOutcome.Pass);
    }
}
