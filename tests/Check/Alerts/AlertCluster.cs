using System.Collections.Immutable;
using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Check.Alerts;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>An environment of a few manifests, and what the rules say of it.</summary>
internal static class AlertCluster
{
    public const string Prometheus = """
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: main, namespace: monitoring}
        spec: {scrapeInterval: 30s}
        """;

    // Packed, as validate has them.
    public static ClusterContents Of(params string[] manifests) =>
        new("test", [new ContentsPart("", Read(manifests).Packed(int.MaxValue))]);

    /// <summary>One group with these rules, each as YAML's flow writes a map.</summary>
    public static string Rules(params string[] rules) =>
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: own, namespace: monitoring}\n"
        + $"spec:\n  groups:\n    - name: all\n      rules:\n{string.Concat(rules.Select(rule => $"        - {rule}\n"))}";

    public static string Dashboard(string expression, string source = "x") =>
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: boards, namespace: monitoring, labels: {grafana_dashboard: \"1\"}}\n"
        + "data:\n  board.json: |\n    "
        + System.Text.Json.JsonSerializer.Serialize(
            new
            {
                panels = new[]
                {
                    new
                    {
                        title = "One",
                        datasource = new { uid = source },
                        targets = new[] { new { expr = expression } },
                    },
                },
            }
        );

    public static ClusterContents WithChart(this ClusterContents contents, string values, string version = "88.5.3")
    {
        var at = new Position("values.yaml", 1, 1);
        var map = YamlReader.ReadMap("values.yaml", values, new DiagnosticBag())!;
        var chart = new ChartUse(at, "kube-prometheus-stack", version, "kps", "monitoring", map, IsSeen: false);
        var unseen = new UnseenPart("the chart of stack", "Argo CD inflates it", [], []);
        return contents with
        {
            Parts = [.. contents.Parts, new ContentsPart("stack", Manifests.None) { Chart = chart }],
            Unseen = [unseen],
        };
    }

    public static RuleOutcome Judge(this ClusterContents contents, string id, out string said)
    {
        var rule = AlertRules.Rules.Rules.Concat(AlertmanagerRules.Rules.Rules).Single(one => one.Id == id);
        var findings = rule.Judge(contents);
        said = string.Join('\n', findings.All);
        return findings.Outcome;
    }

    public static void Gives(this ClusterContents contents, string id, RuleOutcome outcome, string part = "")
    {
        var found = contents.Judge(id, out var said);
        Assert.True(found == outcome, $"{found}: {said}");
        Assert.Contains(part, said, StringComparison.Ordinal);
    }

    private static Manifests Read(string[] manifests)
    {
        var diagnostics = new DiagnosticBag();
        var found = Manifests.Read("test.yaml", string.Join("\n---\n", manifests), diagnostics);
        Assert.Empty(diagnostics.Sorted());
        return found!;
    }
}
