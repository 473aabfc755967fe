using System.Text;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>One app, delivered in three ways by one word: the clusters get the same objects.</summary>
public sealed class DeliveryTests
{
    private const string Kustomize = "kustomize: {base: base, components: [components/more]}";

    public static TheoryData<string> Helms => ChartFleet.Helms;

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task The_three_deliveries_hold_the_same_objects(string helm)
    {
        using var fleet = Create(helm);
        var sets = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var delivery in new[] { "rendered", "kustomize", "helm", "rendered" })
        {
            fleet.Write(
                "apps/demo/app.yaml",
                fleet
                    .Read("apps/demo/app.yaml")
                    .Replace($"delivery: {sets.Keys.LastOrDefault() ?? "rendered"}", $"delivery: {delivery}", StringComparison.Ordinal)
            );
            var render = await Gitopsgen.RunInAsync(fleet, "render");
            Assert.True(render.Exit == 0, render.ToString());
            var objects = ManifestText
                .Objects(Encoding.UTF8.GetBytes(ChartFleet.Manifests(fleet)))
                .Concat(delivery == "helm" ? Inflated(fleet, helm) : [])
                .Order(StringComparer.Ordinal)
                .ToList();
            Assert.Equal(15, objects.Count);
            Assert.Equal(delivery == "kustomize", File.Exists(fleet.File("environments/dev/demo/chart.yaml")));
            Assert.Equal(objects, sets.GetValueOrDefault("rendered", objects));
            sets[delivery] = objects;
        }

        Assert.Contains("apiextensions.k8s.io/v1 CustomResourceDefinition  widgets.demo.example", sets["rendered"]);
        Assert.Contains("batch/v1 Job  rel-demo-prepare", sets["rendered"]);
        Assert.Contains("v1 ServiceAccount  rel-demo-prepare", sets["rendered"]);
        Assert.Contains("v1 Service kube-system rel-demo-dns", sets["rendered"]);
        Assert.Contains("v1 ConfigMap  rel-sub", sets["rendered"]);
        Assert.Contains("v1 ConfigMap demo own", sets["rendered"]);
        Assert.DoesNotContain(sets["rendered"], id => id.Contains("-test", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("kustomize")]
    [InlineData("helm")]
    public async Task Both_Helms_render_the_same_bytes(string delivery)
    {
        using var fleet = Create("helm 3", delivery);
        var first = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(first.Exit == 0, first.ToString());
        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml").Replace(TestTools.Helm3, TestTools.Helm4, StringComparison.Ordinal));
        Directory.Delete(fleet.State(), recursive: true);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
    }

    [Fact]
    public async Task Plain_kustomize_builds_the_committed_overlay_to_the_committed_bytes()
    {
        using var fleet = Create("helm 4", "kustomize");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Directory.Delete(fleet.State(), recursive: true);
        foreach (var environment in new[] { "dev", "prod" })
            Assert.Equal(
                ChartFleet.Manifests(fleet, environment),
                Encoding.UTF8.GetString(TestTools.Build(fleet.File($"environments/{environment}/demo")))
            );
        Assert.Contains("path: environments/dev/demo\n", fleet.Read("argocd/apps/dev/demo.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task What_goes_through_Helm_is_what_Helm_said(string helm)
    {
        // As Helm printed it, document by document, against what we made of it, through another reader than ours.
        using var fleet = Create(helm, "kustomize");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        var said = ManifestText
            .Values(Template(fleet, helm))
            .SelectMany(ManifestText.Items)
            .ToDictionary(ManifestText.Id, ManifestText.Text, StringComparer.Ordinal);
        var ours = ManifestText
            .Values(await File.ReadAllBytesAsync(fleet.File("environments/dev/demo/chart.yaml")))
            .ToDictionary(ManifestText.Id, ManifestText.Text, StringComparer.Ordinal);
        Assert.Equal(13, said.Count);
        Assert.Equal(said.OrderBy(entry => entry.Key, StringComparer.Ordinal), ours.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal(ManifestScanner.Scan(await File.ReadAllBytesAsync(fleet.File("environments/dev/demo/chart.yaml"))).Count, ours.Count);
    }

    [Fact]
    public async Task The_version_of_Kubernetes_hooks_and_values_reach_the_chart()
    {
        using var fleet = Create("helm 3");
        fleet.Write("apps/demo/values.yaml", "replicas: 2\ntext: from the app\nsub: {enabled: false}\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        var (dev, prod) = (ChartFleet.Manifests(fleet), ChartFleet.Manifests(fleet, "prod"));
        Assert.Contains("--kubernetes=v1.33.0\n", dev, StringComparison.Ordinal);
        Assert.Contains("--kubernetes=v1.34.2\n", prod, StringComparison.Ordinal);
        Assert.Contains("replicas: 2\n", dev, StringComparison.Ordinal);
        Assert.Contains("replicas: 3\n", prod, StringComparison.Ordinal);
        Assert.Contains("helm.sh/hook: pre-install,pre-upgrade\n", dev, StringComparison.Ordinal);
        Assert.Contains("helm.sh/hook-weight: \"-5\"\n", dev, StringComparison.Ordinal);
        Assert.DoesNotContain("rel-sub", dev, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody reads this", dev, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_and_patches_reach_the_chart_that_we_inflate()
    {
        using var fleet = Create("helm 4", "rendered");
        fleet.Write(
            "apps/demo/app.yaml",
            fleet
                .Read("apps/demo/app.yaml")
                .Replace(
                    Kustomize,
                    "kustomize: {base: base, labels: {team: platform}, patches: [{file: more.yaml, target: {kind: Deployment, "
                        + "labelSelector: tier=front}}]}",
                    StringComparison.Ordinal
                )
        );
        fleet.Write("apps/demo/more.yaml", "- {op: replace, path: /spec/replicas, value: 9}\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("replicas: 9\n", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
        Assert.Equal(14, ChartFleet.Manifests(fleet).Split("    team: platform\n").Length - 1);
    }

    [Fact]
    public async Task A_chart_that_makes_nothing_is_no_mistake()
    {
        using var fleet = Create("helm 4");
        fleet.Write("apps/demo/chart/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.2.3\n");
        foreach (var folder in new[] { "templates", "crds", "charts" })
            Directory.Delete(fleet.File($"apps/demo/chart/{folder}"), recursive: true);
        fleet.Write("apps/demo/chart/templates/none.yaml", "{{- if .Values.never }}\nkind: ConfigMap\n{{- end }}\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(
            ["v1 ConfigMap demo own", "v1 ConfigMap demo wanted"],
            ManifestText.Objects(Encoding.UTF8.GetBytes(ChartFleet.Manifests(fleet)))
        );
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "the Helm that keeps count is a shell script")]
    public async Task Equal_charts_and_values_are_templated_once_and_what_is_no_longer_used_is_forgotten()
    {
        using var fleet = Create("helm 4");
        fleet.Write(
            "environments/prod/environment.yaml",
            fleet
                .Read("environments/prod/environment.yaml")
                .Replace("\"1.34.2\"", "\"1.33.0\"", StringComparison.Ordinal)
                .Replace("{values: {replicas: 3}}", "{values: {replicas: 2}}", StringComparison.Ordinal)
        );
        // A Helm that keeps count.
        var helm = fleet.Beside.WriteScript("helm", $"echo \"$1\" >> {fleet.Beside.File("calls")}\nexec {TestTools.Helm4} \"$@\"");
        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml").Replace(TestTools.Helm4, helm, StringComparison.Ordinal));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        // Twice, to see whether the chart makes something by chance.
        Assert.Equal(2, fleet.Beside.Read("calls").Split('\n').Count(call => call == "template"));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
        Assert.Equal(2, fleet.Beside.Read("calls").Split('\n').Count(call => call == "template"));
        var first = Assert.Single(Directory.GetFiles(fleet.State("cache/inflated")));

        fleet.Write("apps/demo/values.yaml", "text: another\n");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev")).Exit);
        // A narrowed run does not know what the others need.
        Assert.Contains(first, Directory.GetFiles(fleet.State("cache/inflated")));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.DoesNotContain(first, Directory.GetFiles(fleet.State("cache/inflated")));
        Assert.Equal(2, Directory.GetFiles(fleet.State("cache/inflated")).Length);
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("kustomize")]
    public async Task A_chart_that_makes_something_by_chance_is_refused_where_we_commit_it(string delivery)
    {
        using var fleet = Create("helm 4", delivery);
        Random(fleet);
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(1, render.Exit);
        Assert.Contains(
            "error GOG077: templating the chart of dev/demo twice gave different results in ConfigMap random (data.password): "
                + "it makes something by chance",
            ChartFleet.Line(render, "GOG077"),
            StringComparison.Ordinal
        );
        Assert.Equal(before, fleet.Snapshot());

        // The mend that the message names.
        fleet.Write("apps/demo/values.yaml", "password: given\n");
        var mended = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.True(mended.Exit == 0, mended.ToString());
    }

    [Fact]
    public async Task A_chart_that_makes_something_by_chance_is_warned_of_where_Argo_CD_inflates_it()
    {
        using var fleet = Create("helm 3", "helm");
        Random(fleet);
        foreach (var _ in new[] { 1, 2 })
        {
            var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
            Assert.True(render.Exit == 0, render.ToString());
            Assert.Contains("warning GOG077", ChartFleet.Line(render, "GOG077"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_chart_that_prints_the_time_in_seconds_is_noticed()
    {
        using var fleet = Create("helm 4", "helm");
        fleet.Write(
            "apps/demo/chart/templates/clock.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: clock}\ndata: {seconds: '{{ now | unixEpoch }}'}\n"
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Contains(
            "twice gave different results in ConfigMap clock (data.seconds)",
            ChartFleet.Line(render, "GOG077"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{{- $now := now | date \"2006\" }}", true)]
    [InlineData("{{ include \"demo.name\" . }} # now and then", false)]
    [InlineData("{{ .Values.nowhere }}", false)]
    public void Whether_a_chart_asks_for_the_time_is_seen_in_a_folder_and_in_a_package(string template, bool asks)
    {
        using var folder = new TemporaryFolder();
        var chart = new DemoChart().With("charts/sub/templates/clock.yaml", template);
        chart.WriteTo(folder, "chart");
        File.WriteAllBytes(folder.File("chart.tgz"), chart.Pack());
        Assert.Equal((asks, asks), (ChartClock.IsAsked(folder.File("chart")), ChartClock.IsAsked(folder.File("chart.tgz"))));
    }

    private static void Random(TemporaryFolder fleet) =>
        fleet.Write(
            "apps/demo/chart/templates/random.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: random}\ndata: {password: {{ .Values.password | default "
                + "(randAlphaNum 12) }}}\n"
        );

    private static TemporaryFolder Create(string helm, string delivery = "rendered")
    {
        var fleet = ChartFleet.Create(helm, "path: chart", delivery, Kustomize);
        DemoChart.Unique().WriteTo(fleet, "apps/demo/chart");
        fleet.Write("apps/demo/base/kustomization.yaml", "resources: [map.yaml]\n");
        fleet.Write("apps/demo/base/map.yaml", SmallFleet.ConfigMap("own"));
        fleet.Write(
            "apps/demo/components/more/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [map.yaml]\n"
        );
        fleet.Write("apps/demo/components/more/map.yaml", SmallFleet.ConfigMap("wanted"));
        return fleet;
    }

    /// <summary>What Argo CD would inflate: the chart with the committed values.</summary>
    private static IEnumerable<string> Inflated(TemporaryFolder fleet, string helm) =>
        ManifestText.Values(Template(fleet, helm)).SelectMany(ManifestText.Items).Select(ManifestText.Id);

    private static byte[] Template(TemporaryFolder fleet, string helm)
    {
        var (exit, output, error) = TestTools.Run(
            ChartFleet.Program(helm),
            [
                "template",
                "rel",
                fleet.File("apps/demo/chart"),
                "--namespace",
                "demo",
                "--kube-version",
                "1.33.0",
                "--include-crds",
                "--skip-tests",
                "--values",
                fleet.File("environments/dev/demo/values.yaml"),
            ]
        );
        Assert.True(exit == 0, error);
        return output;
    }
}
