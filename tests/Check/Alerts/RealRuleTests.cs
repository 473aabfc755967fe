using System.Text;
using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>What the rules say of real stacks: each finding has been read.</summary>
public sealed class RealRuleTests
{
    private const string Planted =
        "{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, metadata: {name: planted, namespace: monitoring}, spec: {groups: "
            + "[{name: p, "
        + "rules: [{alert: P, expr: 'cluster:node_cpuu:ratio{job=\"cilium-agent\"} > 1', labels: {severity: info}, annotations: "
            + "{summary: x}}]}]}}";

    public static TheoryData<string> Environments =>
        [
            .. Directory
                .EnumerateDirectories(Path.Join(Repository.Root, "environments"))
                .Where(folder =>
                    Directory.EnumerateDirectories(folder).Any(app => File.Exists(Path.Join(app, "rendered", "manifests.yaml")))
                )
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Environments))]
    public void The_own_fleet_has_no_finding(string environment) => Assert.Equal("", Said(Environment(environment)));

    [Fact]
    public void What_is_planted_in_the_own_fleet_is_named()
    {
        Assert.Contains("error PRR-001", Said(Environment("canary", Planted)), StringComparison.Ordinal);
        var monitor = Environment(
            "canary",
            text =>
                text.Replace(
                    "relabelings:\n    - action: replace",
                    "metricRelabelings: [{action: labeldrop, regex: node}]\n    relabelings:\n    - action: replace",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            "cilium-agent spec.endpoints[0].metricRelabelings[0] drops the label node",
            Said(monitor),
            StringComparison.Ordinal
        );
        var agent = Environment("arc-dev", AlertCluster.Dashboard("node_filesystem_files"));
        Assert.Contains("warning PRR-002", Said(agent), StringComparison.Ordinal);
    }

    /// <summary>
    /// Of the chart: texts that read a label which their expression gives up, matchers on everything (its default for namespaces), and a
    /// metric that it records and drops.
    /// </summary>
    [Fact]
    public void The_findings_of_the_chart_are_true()
    {
        var text = File.ReadAllText(Repository.Data("kube-prometheus-stack-88.5.3.yaml"));
        var objects = Manifests.Read("kps.yaml", text, new DiagnosticBag())!;
        var said = Said(new ClusterContents("kps", [new ContentsPart("", objects)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["note PRR-008: 23", "warning PRR-003: 1", "warning PRR-005: 5"],
            said.GroupBy(line => line.Split(": ")[1], StringComparer.Ordinal)
                .Select(group => $"{group.Key}: {group.Count()}")
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            said.Where(line => line.Contains("PRR-005", StringComparison.Ordinal)),
            line => Assert.Contains("description reads the label job", line, StringComparison.Ordinal)
        );
        Assert.All(
            said.Where(line => line.Contains("PRR-008", StringComparison.Ordinal)),
            line => Assert.Contains("~\".*\"", line, StringComparison.Ordinal)
        );
        Assert.Contains(said, line => line.Contains("drops the metric container_memory_swap", StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_manifests_are_never_an_exception()
    {
        var mutator = new Mutator(new Random(3));
        var holders = string.Join("\n---\n", AlertCluster.Prometheus, Planted, AlertCluster.Dashboard("sum by (a) (b:c)"), Odd);
        var whole = Encoding.UTF8.GetBytes(Text("canary", "prometheus-stack").Replace("\\n", "", StringComparison.Ordinal)[^14_000..]);
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(holders), whole })
            for (var round = 0; round < 300; round++)
                if (Manifests.Read("x", mutator.Mangle(bytes), new DiagnosticBag()) is { } manifests)
                    Said(new ClusterContents("x", [new ContentsPart("", manifests)]));
    }

    private const string Odd = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ama-metrics-settings-configmap}
        data:
          schema-version: v2
          cluster-metrics: "default-targets-metrics-keep-list: |-\n  kubelet = \"a\""
          prometheus-config: "scrape_configs: [{job_name: a, metric_relabel_configs: [{action: drop, regex: b}]}]"
          alertmanager.yaml: |
            route: {receiver: a, routes: [{matchers: ['a="b"'], receiver: b, mute_time_intervals: [x]}]}
            receivers: [{name: a}, {name: b}]
            inhibit_rules: [{source_matchers: [a=b], target_matchers: [c=d], equal: [e]}]
        """;

    private static string Text(string environment, string app)
    {
        var file = Path.Join(Repository.Root, "environments", environment, app, "rendered", "manifests.yaml");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static ClusterContents Environment(string name, string planted) => Environment(name, text => $"{text}\n---\n{planted}");

    private static ClusterContents Environment(string name, Func<string, string>? change = null)
    {
        var folder = Path.Join(Repository.Root, "environments", name);
        List<ContentsPart> parts =
        [
            .. Directory
                .EnumerateDirectories(folder)
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
                .Select(app => Part(name, app!, change)),
        ];
        var unseen = parts
            .Where(part => part.Chart is not null)
            .Select(part => new UnseenPart($"the chart of {part.App}", "Argo CD inflates it", [], []));
        return new ClusterContents(name, [.. parts]) { Unseen = [.. unseen] };
    }

    private static ContentsPart Part(string environment, string app, Func<string, string>? change)
    {
        var text = Text(environment, app);
        var objects = Manifests.Read($"{app}.yaml", change is null || text.Length == 0 ? text : change(text), new DiagnosticBag())!;
        return new ContentsPart(app, objects) { Chart = app == "prometheus-stack" ? Chart(environment, app) : null };
    }

    private static ChartUse Chart(string environment, string app)
    {
        var file = Path.Join("environments", environment, app, "values.yaml");
        var values = YamlReader.ReadMap(file, File.ReadAllText(Path.Join(Repository.Root, file)), new DiagnosticBag())!;
        return new ChartUse(
            Position.Start(file),
            "kube-prometheus-stack",
            "88.5.3",
            "kube-prometheus",
            "monitoring",
            values,
            IsSeen: false
        );
    }

    private static string Said(ClusterContents contents) =>
        string.Join('\n', AlertRules.Rules.Rules.Concat(AlertmanagerRules.Rules.Rules).SelectMany(rule => rule.Judge(contents).All));
}
