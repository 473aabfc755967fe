using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Prometheus;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline.Alerts;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Prometheus;

/// <summary>What the real promtool and amtool say, and where it is told.</summary>
public sealed class PrometheusToolsTests
{
    private const string Rules = """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: {name: own, namespace: x}
        spec:
          groups:
            - name: first
              partial_response_strategy: warn
              labels: {team: a}
              rules:
                - alert: A
                  expr: up == 0
                  labels: {team: b}
                - alert: B
                  annotations: {summary: "{{ $lab }}"}
                  expr: up == 0
            - name: second
              rules:
                - record: a:b
                  expr: |
                    sum(up
                - record: a:c
                  exp: up
        """;

    private static readonly PrometheusTools None = new(null, null);

    [Fact]
    public async Task A_rule_that_prometheus_would_refuse_is_told_where_it_stands()
    {
        var broken = Rules.Replace("exp: up", "expr: up", StringComparison.Ordinal);
        var found = await CheckAsync(Contents(broken));
        Assert.Equal(["GOG361 13", "GOG361 19"], found.Select(one => $"{one.Code} {one.At!.Value.Line}").Order(StringComparer.Ordinal));
        Assert.Contains(found, one => one.Message.Contains("unclosed left parenthesis", StringComparison.Ordinal));
        Assert.Contains(found, one => one.Message.Contains("undefined variable", StringComparison.Ordinal));
        Assert.DoesNotContain(found, one => one.Message.Contains(Path.GetTempPath(), StringComparison.Ordinal));
    }

    // Of another source, or where a variable stands for a metric, nobody can tell.
    [Theory]
    [InlineData("prometheus", "sum((up", "panel \"P\": promtool says: could not parse expression")]
    [InlineData("prometheus", "rate(up{cluster=~'$cluster'}[$__rate_interval])", "")]
    [InlineData("prometheus", "topk($n, up", "")]
    [InlineData("loki", "{app='x'} |= `y`", "")]
    public async Task What_a_panel_asks_of_a_prometheus_is_held_to_promtool(string source, string query, string part)
    {
        var board =
            $$"""{"panels": [{"title": "P", "datasource": {"type": "{{source}}", "uid": "x"}, "targets": [{"expr": "{{query}}"}]}]}""";
        var found = await CheckAsync(Contents(Board(board)));
        Assert.Equal(part.Length == 0 ? [] : ["GOG361"], found.Select(one => one.Code));
        Assert.All(found, one => Assert.Contains(part, one.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_series_of_a_variable_are_held_to_promtool()
    {
        const string board =
            """{"templating": {"list": [{"name": "v", "datasource": {"type": "prometheus"}, "definition": "label_values(up{{, pod)"}]}}""";
        var found = Assert.Single(await CheckAsync(Contents(Board(board))));
        Assert.Contains("ConfigMap b data[b.json], variable \"v\"", found.Message, StringComparison.Ordinal);
    }

    private static string Board(string json) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: b, labels: {{grafana_dashboard: \"1\"}}}}\ndata:\n  b.json: |\n    {json}\n";

    [Fact]
    public async Task What_the_operator_makes_a_configuration_of_is_counted()
    {
        var found = Assert.Single(
            await CheckAsync(
                Contents(
                    "apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: {name: a, namespace: x}\n"
                        + "spec: {route: {receiver: a}, receivers: [{name: a}]}\n"
                )
            )
        );
        Assert.Equal((Severity.Note, "GOG340"), (found.Severity, found.Code));
    }

    [Fact]
    public async Task A_field_that_is_none_is_told_where_it_stands()
    {
        var found = Assert.Single(await CheckAsync(Contents(Rules)));
        Assert.Equal("GOG361", found.Code);
        Assert.Equal(21, found.At!.Value.Line);
        Assert.Contains("field exp not found", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_operator_knows_is_no_fault()
    {
        var good = Rules.Replace("exp: up", "expr: up", StringComparison.Ordinal).Replace("sum(up", "sum(up)", StringComparison.Ordinal);
        Assert.Empty(await CheckAsync(Contents(good.Replace("$lab ", "$labels.x ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Equal_rules_of_several_environments_are_told_of_each()
    {
        var contents = Contents(Rules);
        var other = new ClusterContents("other", [new ContentsPart("", Read("other.yaml", Rules))]);
        var found = await Tools().CheckAsync([contents, other], [], [], TestContext.Current.CancellationToken);
        Assert.Equal(["other.yaml", "test.yaml"], found.Select(one => one.At!.Value.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tools_that_are_not_there_are_one_note_each()
    {
        var found = await None.CheckAsync(Contents(Rules, Secret("route: {receiver: a}")), TestContext.Current.CancellationToken);
        Assert.All(found, one => Assert.Equal("GOG360", one.Code));
        Assert.Equal(
            [
                "amtool is not on PATH, so 1 configuration of Alertmanager was not checked by it.",
                "promtool is not on PATH, so 4 rules were not checked by it.",
            ],
            found.Select(one => one.Message[..(one.Message.IndexOf('.', StringComparison.Ordinal) + 1)]).Order(StringComparer.Ordinal)
        );
        Assert.Empty(await None.CheckAsync(Contents(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_configuration_that_alertmanager_would_refuse_is_told_without_its_secrets()
    {
        const string Bad =
            "route: {receiver: a}\nreceivers: [{name: a, slack_configs: [{api_url: 'hooks.slack.com/T0/SECRET', channel: x}]}]";
        var found = Assert.Single(await CheckAsync(Contents(Secret(Bad))));
        Assert.Equal((Severity.Error, "GOG362"), (found.Severity, found.Code));
        Assert.DoesNotContain("SECRET", found.Message, StringComparison.Ordinal);
        const string Unknown = "route: {receiver: a}\nreceivers: [{name: a, foo: hunter2hunter2}]";
        var other = Assert.Single(await CheckAsync(Contents(Secret(Unknown))));
        Assert.Contains("field foo not found", other.Message, StringComparison.Ordinal);
    }

    // The tool opens what `templates` names, and repeats a word of it.
    [Theory]
    [InlineData("templates: ['{0}']\n")]
    [InlineData("templates: &t ['{0}']\n")]
    [InlineData("<<: {templates: ['{0}']}\n")]
    [InlineData("\"templates\": ['{0}', /etc/*]\n")]
    [InlineData("---\ntemplates: ['{0}']\n")]
    public async Task No_file_of_this_machine_is_opened_for_a_configuration(string templates)
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.txt", "{{ hunter2 here\n");
        var text =
            "route: {receiver: a}\nreceivers: [{name: a}]\n"
            + templates.Replace("{0}", folder.File("secret.txt"), StringComparison.Ordinal);
        Assert.Empty(await CheckAsync(Contents(Secret(text))));
    }

    [Fact]
    public async Task What_is_made_of_a_template_is_no_error()
    {
        const string Template =
            "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a}, spec: {target: {template: {data: "
            + "{alertmanager.yaml: "
            + "\"route: {receiver: a, repeat_interval: '{{ .often }}'}\\nreceivers: [{name: a}]\"}}}}}";
        var found = Assert.Single(await CheckAsync(Contents(Template)));
        Assert.Equal((Severity.Note, "GOG362"), (found.Severity, found.Code));
    }

    [Fact]
    public async Task Every_receiver_is_reached_as_the_matchers_say()
    {
        const string Routes =
            "route: {receiver: slack, routes: [{matchers: ['severity=~\"critical|page\"', 'a!=\"b\"'], receiver: pager}, "
            + "{matchers: ['odd=\"x \\\"y\\\" \\\\ z\"'], receiver: odd}]}\nreceivers: [{name: slack}, {name: pager}, {name: odd}]";
        Assert.Empty(await CheckAsync(Contents(Secret(Routes))));
    }

    [Fact]
    public async Task A_tool_that_does_not_answer_is_told()
    {
        var tools = new PrometheusTools(new Promtool("/bin/false", EngineLimits.Default), new Amtool("/bin/false", EngineLimits.Default));
        var found = await tools.CheckAsync(
            Contents(Rules, Secret("route: {receiver: a}\nreceivers: [{name: a}]")),
            TestContext.Current.CancellationToken
        );
        Assert.All(found, one => Assert.Equal("GOG364", one.Code));
        Assert.Contains(found, one => one.Message.StartsWith("promtool", StringComparison.Ordinal));
        Assert.Contains(found, one => one.Message.StartsWith("amtool", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_own_alerts_pass_their_tests()
    {
        var diagnostics = new DiagnosticBag();
        var suite = AlertTestFiles.Read(new FileTree(Repository.Root), "prometheus-stack", diagnostics);
        Assert.Empty(diagnostics.Sorted());
        Assert.Equal(3, suite.Files.Length);
        Assert.Equal("", string.Join('\n', await Tools().CheckAsync([], [suite], [], TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_test_that_fails_is_told_at_the_case()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "apps/web/base/rules.yaml",
            Rules
                .Replace("exp: up", "expr: up", StringComparison.Ordinal)
                .Replace("sum(up", "sum(up)", StringComparison.Ordinal)
                .Replace("$lab ", "$labels.x ", StringComparison.Ordinal)
        );
        folder.Write(
            "apps/web/alert-tests/a.yaml",
            """
            rule_files: [../base/rules.yaml, ../../other/x.yaml, ../base/none.yaml]
            tests:
              - interval: 1m
                input_series: [{series: 'up{job="a"}', values: 1x5 0x5}]
                alert_rule_test:
                  - {eval_time: 2m, alertname: A}
                  - {eval_time: 8m, alertname: A}
                  - {eval_time: 2m, alertname: C}
            """
        );
        var diagnostics = new DiagnosticBag();
        var suite = AlertTestFiles.Read(new FileTree(folder.Path), "web", diagnostics);
        Assert.Equal(
            ["GOG013 1", "GOG363 1"],
            diagnostics.Sorted().Select(one => $"{one.Code} {one.At!.Value.Line}").Order(StringComparer.Ordinal)
        );
        var found = await Tools().CheckAsync([], [suite], [], TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "GOG363 apps/web/alert-tests/a.yaml(7)",
                "PRR-011 apps/web/alert-tests/a.yaml(8)",
                "PRR-011 apps/web/base/rules.yaml(10)",
                "PRR-011 apps/web/base/rules.yaml(13)",
            ],
            found.Select(one => $"{one.Code} {one.At!.Value.File}({one.At!.Value.Line})").Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("AnalysisTemplate", "sum((up", "GOG361")]
    [InlineData("ClusterAnalysisTemplate", "rate(x{pod=~'web-{{args.hash}}-.+'}[2 m])", "GOG361")]
    [InlineData("AnalysisTemplate", "rate(x{pod=~'web-{{args.hash}}-.+'}[2m])", "")]
    [InlineData("AnalysisTemplate", "{{args.query}}) or (", "")]
    public async Task What_an_analysis_asks_is_held_to_promtool(string kind, string query, string code)
    {
        var found = await CheckAsync(
            Contents(
                $"apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata: {{name: a, namespace: x}}\n"
                    + $"spec: {{metrics: [{{name: errors, provider: {{prometheus: {{query: \"{query}\"}}}}}}, {{name: job, provider: {{job: {{}}}}}}]}}\n"
            )
        );
        Assert.Equal(code.Length == 0 ? [] : [code], found.Select(one => one.Code));
        Assert.All(found, one => Assert.Contains("metric \"errors\"", one.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_scaler_asks_is_held_to_promtool()
    {
        var found = Assert.Single(
            await CheckAsync(
                Contents(
                    "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a, namespace: x}\nspec:\n  triggers:\n"
                        + "    - {type: cron, metadata: {query: not PromQL}}\n    - {type: prometheus, metadata: {query: sum by (x) up}}\n"
                )
            )
        );
        Assert.Equal(("GOG361", 7), (found.Code, found.At!.Value.Line));
    }

    [Fact]
    public async Task What_the_fleet_itself_asks_is_held_to_promtool()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet.Replace(
                "{name: dev, follows: head}",
                "{name: dev, follows: head, leave: {queries: [{name: errors, query: 'sum(up', max: 1, for: 5m}]}}",
                StringComparison.Ordinal
            )
        );
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "kustomize: {base: base}",
                "promotion: {triggers: [{name: down, query: 'up{cluster=\"$cluster\"} ==', max: 1, for: 5m}]}",
                "parameters: {least: {type: integer}, most: {type: integer}, target: {type: string}}",
                "scaling: {query: 'max(up)) ', target: target, least: {parameter: least, quantile: 0.5}, most: {parameter: most, quantile: 0.99}}"
            )
        );
        var diagnostics = new DiagnosticBag();
        var queries = FleetQueries.Of(new Descriptions(new FileTree(fleet.Path), diagnostics), ["config", "web"]).ToList();
        Assert.Empty(diagnostics.Sorted());
        var found = await Tools().CheckAsync([], [], queries, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["app \"web\", query \"down\"", "app \"web\", scaling.query", "wave \"dev\", query \"errors\""],
            found.Select(one => one.Message.Split(": promtool says")[0]).Order(StringComparer.Ordinal)
        );
        Assert.All(found, one => Assert.Equal("GOG361", one.Code));
    }

    private static PrometheusTools Tools() =>
        new(new Promtool(TestTools.Promtool, EngineLimits.Default), new Amtool(TestTools.Amtool, EngineLimits.Default));

    private static Task<IReadOnlyList<Diagnostic>> CheckAsync(ClusterContents contents) =>
        Tools().CheckAsync(contents, TestContext.Current.CancellationToken);

    private static ClusterContents Contents(params string[] manifests) =>
        new("test", [new ContentsPart("", Read("test.yaml", string.Join("\n---\n", manifests)))]);

    private static Manifests Read(string file, string text) => Manifests.Read(file, text, new DiagnosticBag())!;

    private static string Secret(string configuration)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(configuration);
        return $"{{apiVersion: v1, kind: Secret, metadata: {{name: a}}, stringData: {{alertmanager.yaml: {text}}}}}";
    }
}
