using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.ArgoCd;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>An event of a repair becomes a number, a message and nothing else; what a slip would break without a word.</summary>
public sealed class NodeRepairEventsTests
{
    private const string Space = "node-repair-events";

    [Theory]
    [InlineData("dev")]
    [InlineData("local")]
    public void There_is_one_collector_and_never_two(string environment)
    {
        var deployment = Rendered(environment).Find("Deployment", Space, Space)!;
        Assert.Equal(1, deployment.Replicas);
        Assert.Equal("Recreate", deployment.Document.Map("spec")!.Map("strategy")!.Text("type"));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("local")]
    public void It_may_read_events_where_it_looks_and_nothing_else(string environment)
    {
        var objects = Rendered(environment);
        Assert.Empty(objects.OfKind("ClusterRole", "ClusterRoleBinding"));
        Assert.All(
            objects.OfKind("Role"),
            role =>
            {
                var rule = Assert.IsType<YamlMap>(Assert.Single(role.Document.List("rules")));
                Assert.Equal(["events"], rule.Texts("resources").Select(one => one.Text));
                Assert.Equal(["list", "watch"], rule.Texts("verbs").Select(one => one.Text));
            }
        );
        var watched = Collector().Map("receivers")!.Map("k8s_events")!.Texts("namespaces").Select(one => one.Text).Order();
        Assert.Equal(watched, objects.OfKind("Role").Select(role => role.Namespace).Order());
        Assert.Equal(watched, objects.OfKind("RoleBinding").Select(role => role.Namespace).Order());
    }

    [Fact]
    public void A_sum_is_forgotten_by_the_two_that_keep_it_at_once_and_not_before_the_alerts_have_looked_back()
    {
        var collector = Collector();
        var stale = collector.Map("processors")!.Map("delta_to_cumulative")!.Text("max_stale");
        Assert.Equal("720h", stale);
        Assert.Equal(stale, collector.Map("exporters")!.Map("prometheus")!.Text("metric_expiration"));
    }

    [Fact]
    public void Every_record_is_judged_by_its_age_and_loses_what_would_make_a_series_of_each()
    {
        var statements = Collector().Map("processors")!.Map("transform")!.Texts("log_statements").Select(one => one.Text).ToList();
        Assert.Equal(2, statements.Count(one => one.Contains("Now() - log.time < Duration(\"10m\")", StringComparison.Ordinal)));
        Assert.StartsWith("keep_keys(resource.attributes", statements[^1], StringComparison.Ordinal);
        Assert.Contains("^Node(Reboot|Reimage|Redeploy)(Start|End|Error)$", string.Join('\n', statements), StringComparison.Ordinal);
    }

    [Fact]
    public void The_logs_go_into_the_count_and_the_count_through_the_sums_to_Prometheus()
    {
        var pipelines = Collector().Map("service")!.Map("pipelines")!;
        Assert.Equal(
            ["k8s_events", "transform", "count", "count", "delta_to_cumulative", "prometheus"],
            new[] { "logs", "metrics" }.SelectMany(name =>
                new[] { "receivers", "processors", "exporters" }.SelectMany(part =>
                    pipelines.Map(name)!.Texts(part).Select(one => one.Text)
                )
            )
        );
    }

    [Fact]
    public void Messages_go_to_Slack_Teams_and_mail_by_keys_of_the_Secret_that_is_fetched()
    {
        var objects = Rendered("dev");
        var routes = Assert.Single(objects.OfKind("AlertmanagerConfig"));
        var secret = Assert.Single(objects.OfKind("ExternalSecret"));
        Assert.Equal(
            ["slack-url", "smtp-password", "teams-url"],
            secret.Document.Map("spec")!.List("data").OfType<YamlMap>().Select(one => one.Text("secretKey")).Order(StringComparer.Ordinal)
        );
        var receivers = routes.Document.Map("spec")!.List("receivers").OfType<YamlMap>().ToList();
        Assert.All(receivers, one => Assert.True(one.Says("slackConfigs") && one.Says("msteamsv2Configs")));
        Assert.Single(receivers, one => one.Says("emailConfigs"));
        Assert.Empty(Rendered("local").OfKind("AlertmanagerConfig", "ExternalSecret"));
    }

    [Fact]
    public void Each_object_is_what_its_definition_allows()
    {
        var file = Repository.Data("crds/crd-alertmanagerconfigs.yaml");
        Assert.Empty(CrdSchema.Read(file).Errors(Assert.Single(Rendered("dev").OfKind("AlertmanagerConfig")).Document));
        file = Repository.Data("crds/crd-prometheusrules.yaml");
        Assert.Empty(CrdSchema.Read(file).Errors(Assert.Single(Rendered("dev").OfKind("PrometheusRule")).Document));
    }

    // The operator lets a route take what has the label of its namespace, and alerts of a sum have none of their own.
    [Fact]
    public void Every_alert_has_the_label_by_which_the_routes_take_it()
    {
        var rules = Assert.Single(Rendered("dev").OfKind("PrometheusRule"));
        var alerts = rules
            .Document.Map("spec")!
            .List("groups")
            .OfType<YamlMap>()
            .SelectMany(group => group.List("rules"))
            .OfType<YamlMap>();
        Assert.All(
            alerts.Where(rule => rule.Says("alert")),
            alert =>
                Assert.True(
                    alert.Map("labels")!.Text("namespace") == Space
                        || alert.Text("expr")!.StartsWith("max by (cluster, namespace)", StringComparison.Ordinal)
                        || alert.Text("expr")!.StartsWith($"absent(up{{namespace=\"{Space}\"}})", StringComparison.Ordinal),
                    alert.Text("alert")
                )
        );
    }

    private static YamlMap Collector()
    {
        var file = Path.Join(Repository.Root, "apps", Space, "base", "collector.yaml");
        return YamlReader.ReadMap(file, File.ReadAllText(file), new DiagnosticBag())!;
    }

    private static Manifests Rendered(string environment)
    {
        var path = Path.Join(Repository.Root, "environments", environment, Space, "rendered", "manifests.yaml");
        return Manifests.Read(path, File.ReadAllText(path), new DiagnosticBag())!;
    }
}
