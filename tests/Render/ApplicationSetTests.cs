using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>What people wrote, in the template of an ApplicationSet; and how large one may get.</summary>
public sealed class ApplicationSetTests
{
    private const string Expression = ".metadata.annotations | select(. == \"{{.server}} {{ \\\"a}}\\\" }} {{{\")";

    [Fact]
    public async Task What_looks_like_a_template_stays_what_it_is()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(
            "apps/web/app.yaml",
            fleet.Read("apps/web/app.yaml")
                + $"  argocd: {{ignoreDifferences: [{{group: apps, kind: Deployment, jqPathExpressions: ['{Expression}']}}]}}\n"
        );
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());

        Assert.Equal(Expression, Ignored(fleet.Read("argocd/apps/dev/web.yaml"), "spec"));
        var template = Ignored(fleet.Read("argocd/apps/prod/web.yaml"), "spec", "template", "spec");
        Assert.NotEqual(Expression, template);
        Assert.Equal(Expression, Executed(template));
        Assert.Contains("server: '{{.server}}'", fleet.Read("argocd/apps/prod/web.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2600, false)]
    [InlineData(5000, true)]
    public async Task A_set_that_comes_near_what_etcd_stores_is_warned_of(int clusters, bool isTold)
    {
        using var fleet = SmallFleet.Create();
        var more = Enumerable
            .Range(3, clusters - 2)
            .Select(number => $"aks-production-westeurope-{number:0000}")
            .Select(name => $"    - {{name: {name}, server: https://{name}.hcp.westeurope.azmk8s.io}}\n");
        var environment = fleet.Read("environments/prod/environment.yaml");
        fleet.Write(
            "environments/prod/environment.yaml",
            environment.Replace("  apps:", $"{string.Concat(more)}  apps:", StringComparison.Ordinal)
        );
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
            Assert.True(answer.Exit == 0, answer.ToString());
            Assert.Equal(isTold ? 2 : 0, answer.Error.Split("warning GOG207").Length - 1);
            fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "y"));
        }
    }

    [Fact]
    public async Task Clusters_are_synced_in_steps_where_an_environment_says_so()
    {
        using var fleet = SmallFleet.Create();
        var environment = fleet.Read("environments/prod/environment.yaml");
        fleet.Write(
            "environments/prod/environment.yaml",
            environment
                .Replace("extends: [shared]", "extends: [shared]\n  argocd: {rollingSync: {clusters: 2}}", StringComparison.Ordinal)
                .Replace(
                    "  apps: {config: {}, web: {}}",
                    "    - {name: a-late-one, server: https://late.example}\n  apps: {config: {sync: manual}, web: {}}",
                    StringComparison.Ordinal
                )
        );
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());

        var text = fleet.Read("argocd/apps/prod/web.yaml");
        Assert.Contains("# RollingSync needs the ApplicationSet controller's --enable-progressive-syncs", text, StringComparison.Ordinal);
        var set = YamlReader.ReadMap("web", text, new DiagnosticBag())!;
        var strategy = set.Map("spec")!.Map("strategy")!;
        Assert.Equal("RollingSync", strategy.Text("type"));
        var steps = strategy.Map("rollingSync")!.List("steps").OfType<YamlMap>().Select(step => (YamlMap)step.List("matchExpressions")[0]);
        Assert.Equal(
            ["gitopsgen.io/cluster In prod-1 prod-2", "gitopsgen.io/cluster In a-late-one"],
            steps.Select(step =>
                $"{step.Text("key")} {step.Text("operator")} {string.Join(' ', step.Texts("values").Select(value => value.Text))}"
            )
        );
        Assert.Equal("{{.cluster}}", set.Map("spec")!.Map("template")!.Map("metadata")!.Map("labels")!.Text("gitopsgen.io/cluster"));
        // What people sync by hand the controller would start, and one cluster has no steps.
        Assert.DoesNotContain("RollingSync", fleet.Read("argocd/apps/prod/config.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("RollingSync", fleet.Read("argocd/apps/dev/web.yaml"), StringComparison.Ordinal);
    }

    private static string Ignored(string document, params string[] path)
    {
        var map = YamlReader.ReadMap("test", document, new DiagnosticBag())!;
        foreach (var key in path)
            map = map.Map(key)!;
        return map.List("ignoreDifferences").OfType<YamlMap>().Single().Texts("jqPathExpressions").Single().Text;
    }

    // Helm executes templates of Go as Argo CD does.
    private static string Executed(string template)
    {
        using var chart = new TemporaryFolder();
        chart.Write("Chart.yaml", "apiVersion: v2\nname: one\nversion: 1.0.0\n");
        chart.Write("templates/text.yaml", "text: |-\n  " + template + "\n");
        var (exit, output, error) = TestTools.Run(TestTools.Helm4, ["template", "one", chart.Path]);
        Assert.True(exit == 0, error);
        return YamlReader.ReadMap("test", Encoding.UTF8.GetString(output), new DiagnosticBag())!.Text("text")!;
    }
}
