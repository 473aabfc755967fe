using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>What a chart is declared to produce is compared with what it makes, wherever the chart is at hand.</summary>
public sealed class ProducesTests
{
    [Theory]
    [InlineData("rendered")]
    [InlineData("kustomize")]
    [InlineData("helm")]
    public async Task What_the_chart_makes_beyond_its_declaration_is_named_with_the_unit(string delivery)
    {
        using var fleet = Create(delivery);
        Declare(fleet, "namespaces: [kube-system], ", "");
        Declare(fleet, "batch/Job, ", "");
        Declare(fleet, ", rbac.authorization.k8s.io/ClusterRole", "");
        var before = fleet.Snapshot();

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Equal(
            [
                "error GOG074: the chart makes objects in the namespace kube-system for dev/demo,",
                "error GOG074: the chart makes objects in the namespace kube-system for prod/demo,",
                "error GOG074: the chart makes the cluster-scoped kind rbac.authorization.k8s.io/ClusterRole for dev/demo,",
                "error GOG074: the chart makes the cluster-scoped kind rbac.authorization.k8s.io/ClusterRole for prod/demo,",
                "error GOG074: the chart makes the kind batch/Job for dev/demo,",
                "error GOG074: the chart makes the kind batch/Job for prod/demo,",
            ],
            render
                .Error.Split('\n')
                .Where(line => line.Contains("GOG074", StringComparison.Ordinal))
                .Select(line =>
                    line[
                        line.IndexOf("error", StringComparison.Ordinal)..(
                            line.IndexOf(',', line.IndexOf("error", StringComparison.Ordinal)) + 1
                        )
                    ]
                )
        );
        Assert.Equal(before, fleet.Snapshot());
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("helm")]
    public async Task What_is_declared_and_made_nowhere_is_a_warning_of_a_complete_run(string delivery)
    {
        using var fleet = Create(delivery);
        Declare(fleet, "kinds: [", "kinds: [policy/PodDisruptionBudget, batch/CronJob, ");
        Declare(fleet, "[kube-system]", "[kube-system, elsewhere, demo]");
        // One environment is enough for the budget.
        fleet.Write(
            "environments/prod/environment.yaml",
            fleet
                .Read("environments/prod/environment.yaml")
                .Replace("{replicas: 3}", "{replicas: 3, budget: true}", StringComparison.Ordinal)
        );

        var narrowed = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.True(narrowed.Exit == 0, narrowed.ToString());
        Assert.DoesNotContain("GOG076", narrowed.Error, StringComparison.Ordinal);

        var whole = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(whole.Exit == 0, whole.ToString());
        var warnings = whole.Error.Split('\n').Where(line => line.Contains("GOG076", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains(
            "warning GOG076: chart.produces of \"demo\" declares objects in the namespace elsewhere,",
            warnings[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "warning GOG076: chart.produces of \"demo\" declares the kind batch/CronJob,",
            warnings[1],
            StringComparison.Ordinal
        );
    }

    /// <summary>A project permits what the charts of its environments make, not what those of others do.</summary>
    [Fact]
    public async Task A_kind_may_be_produced_where_a_feature_is_on_alone()
    {
        using var fleet = Create("helm");
        Declare(fleet, "batch/Job,", "{name: batch/Job, when: jobs},");
        const string Prod = "environments/prod/environment.yaml";
        fleet.Write(Prod, fleet.Read(Prod).Replace("apps:", "features: [jobs]\n  apps:", StringComparison.Ordinal));

        var refused = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Contains("the kind batch/Job for dev/demo", ChartFleet.Line(refused, "GOG074"), StringComparison.Ordinal);

        // Where the chart is not at hand, what is declared counts.
        Declare(fleet, "path: chart", "repository: \"http://127.0.0.1:9/none\", name: demo");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.DoesNotContain("kind: Job\n", fleet.Read("argocd/projects/dev.yaml"), StringComparison.Ordinal);
        Assert.Contains("kind: Job\n", fleet.Read("argocd/projects/prod.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_only_a_release_still_makes_is_not_called_unused()
    {
        using var fleet = Create("rendered");
        Declare(fleet, "kinds: [", "kinds: [policy/PodDisruptionBudget, ");
        fleet.Write("apps/demo/values.yaml", "budget: true\n");
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "cut", "demo");
        fleet.Write(
            "environments/prod/releases/demo.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {cut.Output.Split(' ', '\n')[0]}}}\n"
        );
        fleet.Write("apps/demo/values.yaml", "budget: false\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.DoesNotContain("GOG07", render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_chart_it_cannot_be_told_until_the_chart_is_pulled()
    {
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        using var fleet = ChartFleet.Create(
            "helm 4",
            $"repository: {server.Url}/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\"",
            "helm"
        );
        Declare(fleet, "batch/Job, ", "");
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "cut", "demo");
        fleet.Write(
            "environments/prod/releases/demo.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {cut.Output.Split(' ', '\n')[0]}}}\n"
        );

        // No network, no Helm: the first render of a clone needs neither. Said once, whatever the environments run.
        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml").Replace(TestTools.Helm4, "nowhere/helm", StringComparison.Ordinal));
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.StartsWith("apps/demo/app.yaml(8,", ChartFleet.Line(render, "GOG0"), StringComparison.Ordinal);
        Assert.Contains(
            "note GOG075: cannot tell whether chart.produces of \"demo\" is complete: chart not at hand. `gitopsgen render "
                + "--pull` brings it.",
            ChartFleet.Line(render, "GOG0"),
            StringComparison.Ordinal
        );
        Assert.Empty(server.Requests);

        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml").Replace("nowhere/helm", TestTools.Helm4, StringComparison.Ordinal));
        var pulled = await Gitopsgen.RunInAsync(fleet, "render", "--pull");
        Assert.Equal(1, pulled.Exit);
        Assert.Contains("GOG074: the chart makes the kind batch/Job for dev/demo", pulled.Error, StringComparison.Ordinal);

        // Now at hand: the check needs no option any more. Without Helm it cannot be told again.
        var again = await Gitopsgen.RunInAsync(fleet, "render", "--check", "--offline");
        Assert.Contains("GOG074", again.Error, StringComparison.Ordinal);
        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml").Replace(TestTools.Helm4, "nowhere/helm", StringComparison.Ordinal));
        var without = await Gitopsgen.RunInAsync(fleet, "render", "--check", "--offline");
        Assert.True(without.Exit == 0, without.ToString());
        Assert.Contains("complete: helm not at hand.", ChartFleet.Line(without, "GOG0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "{kind: Deployment, name: rel-demo}",
        "error GOG068: the patch's target (kind: Deployment, name: rel-demo) is in dev/demo only among the chart's objects"
    )]
    [InlineData(
        "{labelSelector: tier=front}",
        "error GOG068: the patch's target (labelSelector: tier=front) is in dev/demo only among the chart's objects"
    )]
    [InlineData(
        "{kind: Deployment, name: nobody}",
        "error GOG063: the patch's target (kind: Deployment, name: nobody) matches no object of dev/demo"
    )]
    public async Task A_patch_for_the_chart_that_Argo_CD_inflates_is_refused_when_the_chart_is_at_hand(string target, string message)
    {
        using var fleet = Create("helm", Patched(target));
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(1, render.Exit);
        Assert.Contains(message, ChartFleet.Line(render, "GOG06"), StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());

        // The other deliveries do what was meant.
        fleet.Write(
            "apps/demo/app.yaml",
            fleet.Read("apps/demo/app.yaml").Replace("delivery: helm", "delivery: rendered", StringComparison.Ordinal)
        );
        var rendered = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(target.Contains("nobody", StringComparison.Ordinal) ? 1 : 0, rendered.Exit);
    }

    [Fact]
    public async Task A_patch_for_a_chart_that_is_not_at_hand_cannot_be_judged_and_this_is_said_each_time()
    {
        using var fleet = ChartFleet.Create(
            "helm 4",
            "repository: https://127.0.0.1:9/charts, name: demo",
            "helm",
            Patched("{kind: Deployment, name: rel-demo}")
        );
        Own(fleet);
        foreach (var arguments in new[] { new[] { "render" }, ["render"], ["render", "--check"] })
        {
            var render = await Gitopsgen.RunInAsync(fleet, arguments);
            Assert.True(render.Exit == 0, render.ToString());
            Assert.Contains(
                "warning GOG064: cannot tell whether the target (kind: Deployment, name: rel-demo) exists in dev/demo: chart not at hand",
                render.Error,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_patch_without_target_is_told_where_it_does_not_reach()
    {
        using var fleet = Create("helm", "kustomize: {base: base, patches: [{file: patch.yaml}]}");
        fleet.Write(
            "apps/demo/patch.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: rel-demo, namespace: demo}\nspec: {replicas: 9}\n"
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(1, render.Exit);
        Assert.Contains(
            "With delivery 'helm' a patch does not reach the chart's objects.",
            ChartFleet.Line(render, "GOG062"),
            StringComparison.Ordinal
        );
    }

    private static string Patched(string target) => $"kustomize: {{base: base, patches: [{{file: patch.yaml, target: {target}}}]}}";

    private static TemporaryFolder Create(string delivery, params string[] more)
    {
        var fleet = ChartFleet.Create("helm 4", "path: chart", delivery, more);
        DemoChart.Unique().WriteTo(fleet, "apps/demo/chart");
        Own(fleet);
        return fleet;
    }

    private static void Own(TemporaryFolder fleet)
    {
        fleet.Write("apps/demo/base/kustomization.yaml", "resources: [map.yaml]\n");
        fleet.Write("apps/demo/base/map.yaml", SmallFleet.ConfigMap("own"));
        fleet.Write("apps/demo/patch.yaml", "- {op: add, path: /metadata/annotations, value: {patched: well}}\n");
    }

    private static void Declare(TemporaryFolder fleet, string old, string now)
    {
        Assert.Contains(old, fleet.Read("apps/demo/app.yaml"), StringComparison.Ordinal);
        fleet.Write("apps/demo/app.yaml", fleet.Read("apps/demo/app.yaml").Replace(old, now, StringComparison.Ordinal));
    }
}
