using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Cost;
using GitOpsGen.Wiring.Writers;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>How much is scraped: the arithmetic, how many pods there are, and what is not counted.</summary>
public sealed class CostTests
{
    private const string Autoscaler = """
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: cart, namespace: shop}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}, minReplicas: 3, maxReplicas: 9}

        """;

    private const string Keda = """
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: cart, namespace: shop}
        spec: {scaleTargetRef: {name: cart}, maxReplicaCount: 5}

        """;

    [Fact]
    public void Targets_times_series_by_interval_times_replicas_times_clusters_are_samples_a_minute()
    {
        var cost = Cost(Shop.With("  serviceAccountName: prometheus\n", "  replicas: 2\n  shards: 3\n"), clusters: 4);
        var cart = Job(cost, "ServiceMonitor shop/cart");
        Assert.Equal((2d, 500d, 15d, 2), (cart.Targets.Most, cart.Series.Series, cart.Interval.TotalSeconds, cart.Replicas));
        // Each replica scrapes all; shards part the targets among them.
        Assert.Equal(Amount.Of(2 * 500 * 4 * 2), cart.PerMinute);
        Assert.Equal(Amount.Of(2 * 500 * 4 * 2 * 4), cost.Of(cart));
        // Where an endpoint says no interval, the Prometheus' own counts, which is 30s unless it says another.
        Assert.Equal(30, Job(cost, "PodMonitor shop/jobs").Interval.TotalSeconds);
        Assert.Equal(
            60,
            Job(
                Cost(Shop.With("  serviceAccountName: prometheus\n", "  scrapeInterval: 1m\n")),
                "PodMonitor shop/jobs"
            ).Interval.TotalSeconds
        );
        Assert.Equal(25, Job(cost, "Probe shop/site").Series.Series);
        Assert.Empty(cost.NotCounted);
    }

    [Theory]
    [InlineData(Autoscaler, 3, 9)]
    [InlineData(Keda, 0, 5)]
    public void An_autoscaler_gives_a_range(string scaler, double least, double most)
    {
        var cart = Job(Cost(Shop.Manifests + scaler), "ServiceMonitor shop/cart");
        Assert.Equal(new Amount(least, most, 0), cart.Targets);
        Assert.Equal(new Amount(least * 2000, most * 2000, 0), cart.PerMinute);
    }

    [Fact]
    public void A_Rollout_that_refers_to_a_Deployment_runs_its_pods()
    {
        const string Rollout = """
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {name: cart, namespace: shop}
            spec: {replicas: 7, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: cart}}

            """;
        Assert.Equal(
            Amount.Of(7),
            Job(Cost(Shop.With("  replicas: 2\n", "  replicas: 0\n") + Rollout), "ServiceMonitor shop/cart").Targets
        );
    }

    [Fact]
    public void A_DaemonSet_is_one_on_each_node_of_which_the_sample_file_knows_the_number()
    {
        var yaml = Shop.With("kind: StatefulSet", "kind: DaemonSet");
        var without = Cost(yaml);
        Assert.Equal(new Amount(0, 0, 1), Job(without, "PodMonitor shop/jobs").Targets);
        Assert.Equal(new Amount(0, 0, 1000), without.Of(Job(without, "PodMonitor shop/jobs")));
        var with = Cost(yaml, Samples("", "12"));
        Assert.Equal(Amount.Of(12_000), with.Of(Job(with, "PodMonitor shop/jobs")));
    }

    [Fact]
    public void What_was_measured_comes_before_what_is_known()
    {
        var measured = """{"metric": {"job": "cart", "namespace": "shop", "service": "cart"}, "value": [1, "42"]}""";
        var cost = Cost(Shop.Manifests, Samples(measured, "1"));
        Assert.Equal(
            [(42d, SeriesOrigin.Measured), (500d, SeriesOrigin.Assumed)],
            new[] { "ServiceMonitor shop/cart", "PodMonitor shop/jobs" }
                .Select(name => Job(cost, name).Series)
                .Select(series => (series.Series, series.Origin))
        );
        // Of another namespace it says nothing.
        var elsewhere = Cost(Shop.Manifests, Samples(measured.Replace("\"shop\"", "\"x\"", StringComparison.Ordinal), "1"));
        Assert.Equal(SeriesOrigin.Assumed, Job(elsewhere, "ServiceMonitor shop/cart").Series.Origin);
    }

    [Theory]
    [InlineData("  replicas: 2\n  template:\n", "  replicas: 0\n  template:\n", "")]
    [InlineData("scrapeConfigSelector: {}", "paused: true\n  scrapeConfigSelector: {}", "ServiceMonitor shop/cart (1)")]
    [InlineData(
        "  probeSelector: {}\n",
        "  probeSelector: {}\n  additionalScrapeConfigs: {name: x, key: y}\n",
        "Prometheus monitoring/main (0)"
    )]
    [InlineData("spec: {selector: {app: cart}, ports", "spec: {ports", "ServiceMonitor shop/cart (1)")]
    [InlineData("kind: Prometheus\nmetadata: {name: main", "kind: ThanosRuler\nmetadata: {name: main", "ServiceMonitor shop/cart (1)")]
    public void What_cannot_be_told_is_named_and_never_counted_as_nothing(string old, string @new, string untold)
    {
        var cost = Cost(Shop.With(old, @new));
        var found = cost.NotCounted.Select(one => $"{one.What} ({one.Endpoints})").ToList();
        if (untold.Length == 0)
            Assert.Empty(found);
        else
            Assert.Contains(untold, found);
        Assert.DoesNotContain(
            cost.Jobs,
            job => job.Monitor == "ServiceMonitor shop/cart" && untold.StartsWith(job.Monitor, StringComparison.Ordinal)
        );
        Assert.All(cost.NotCounted, one => Assert.NotEqual("", one.Reason));
    }

    [Fact]
    public void An_autoscaler_that_says_no_number_leaves_the_pods_uncounted()
    {
        var cost = Cost(Shop.Manifests + Autoscaler.Replace(", maxReplicas: 9", "", StringComparison.Ordinal));
        Assert.Contains("autoscaler", Assert.Single(cost.NotCounted).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_that_is_not_seen_is_said_not_to_be_counted()
    {
        var at = Position.Start("app.yaml");
        var chart = new ChartUse(at, "kube-prometheus-stack", "88.5.3", "kps", "monitoring", YamlMap.Empty(at), IsSeen: false);
        var unseen = new UnseenPart("the chart of stack", "nobody has it", [], ["monitoring"]) { Chart = chart };
        var cost = ScrapeCosts.Of(Shop.Map(unseen: unseen), GitOpsGen.Wiring.Cost.Samples.None);
        Assert.Contains(cost.NotCounted, one => one is { What: "the chart of stack", Reason: "nobody has it", Endpoints: 0 });
    }

    [Fact]
    public void The_real_chart_is_counted_with_its_kubelets()
    {
        var yaml = File.ReadAllText(Repository.Data("kube-prometheus-stack-88.5.3.yaml"));
        var contents = Shop.Contents(yaml, [.. UnseenPart.OfEveryCluster]);
        var cost = ScrapeCosts.Of(Wirings.Of(contents), Samples("", "10"));
        Assert.Equal(
            [(10d, 1500d), (10d, 5000d), (10d, 100d)],
            cost.Jobs.Where(job => job.Job == "kubelet").Select(job => (job.Targets.WithNodes(10).Most, job.Series.Series))
        );
        Assert.Equal(
            (SeriesOrigin.Known, 1000d),
            (Job(cost, "ServiceMonitor monitoring/kps-prometheus-node-exporter").Series is var node ? (node.Origin, node.Series) : default)
        );
        // API server, CoreDNS, and four parts of the control plane.
        Assert.Equal(6, cost.NotCounted.Length);
        Assert.Equal(Amount.Of(26_000 + (10 * 35_200)), cost.Total);
    }

    [Fact]
    public async Task The_command_answers_as_a_table()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop.With("kind: StatefulSet", "kind: DaemonSet") + Autoscaler);
        folder.Write("samples.json", Document("""{"metric": {"job": "cart"}, "value": [1, "321.5"]}""", "3"));
        var answer = await Gitopsgen.RunAsync("wiring", folder.File("shop.yaml"), "--cost", folder.File("samples.json"));
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Replace(folder.Path, "<folder>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_answers_as_JSON_and_twice_the_same()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop.Manifests + Autoscaler);
        var answer = await Gitopsgen.RunAsync("wiring", folder.File("shop.yaml"), "--cost", "--output", "json");
        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        var cost = JsonNode.Parse(answer.Output)!["cost"]!;
        Assert.Null(cost["samples"]);
        var job = cost["environments"]![0]!["apps"]![0]!["jobs"]!.AsArray().First(one => one!["job"]!.GetValue<string>() == "cart")!;
        Assert.Equal(
            """{"least":6000,"most":18000,"perNode":0} assumed 15""",
            $"{job["samplesPerMinute"]!.ToJsonString()} {job["series"]} {job["intervalSeconds"]}"
        );
        var again = await Gitopsgen.RunAsync("wiring", folder.File("shop.yaml"), "--cost", "--output", "json");
        Assert.Equal(answer.Output, again.Output);
    }

    [Fact]
    public async Task A_fleet_is_counted_by_app_environment_and_clusters_and_by_its_own_samples()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/base/deployment.yaml", Shop.Manifests);
        Assert.Equal([("dev", 1, 4000), ("prod", 2, 8000)], await OfFleetAsync(fleet));
        fleet.Write("monitoring/samples.json", Document("""{"metric": {"job": "cart"}, "value": [1, "10"]}""", """{"prod": 3}"""));
        Assert.Equal([("dev", 1, 80), ("prod", 2, 160)], await OfFleetAsync(fleet));
        fleet.Write("monitoring/samples.json", "{}");
        var answer = await Gitopsgen.RunInAsync(fleet, "wiring", "--cost");
        Assert.Equal((1, ""), (answer.Exit, answer.Output));
        Assert.Contains("monitoring/samples.json(1,1): error GOG321", answer.Error, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<(string, int, int)>> OfFleetAsync(TemporaryFolder fleet)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, "wiring", "--cost", "--output", "json");
        Assert.True(answer.Exit == 0, $"{answer}");
        return
        [
            .. JsonNode.Parse(answer.Output)!["cost"]!["environments"]!
                .AsArray()
                .Select(environment =>
                {
                    var app = Assert.Single(environment!["apps"]!.AsArray(), app => (string?)app!["app"] == "web")!;
                    var cart = Assert.Single(app["jobs"]!.AsArray(), job => (string?)job!["job"] == "cart")!;
                    return ((string)environment["name"]!, (int)environment["clusters"]!, (int)(double)cart["samplesPerMinute"]!["most"]!);
                }),
        ];
    }

    [Theory]
    [InlineData("--monitor", "shop/cart", "without --monitor")]
    [InlineData("--output", "svg", "text or json")]
    public async Task What_does_not_go_with_it_is_a_mistake_of_the_caller(string option, string value, string says)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop.Manifests);
        var answer = await Gitopsgen.RunAsync("wiring", folder.File("shop.yaml"), "--cost", option, value);
        Assert.Equal(2, answer.Exit);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.25, "0.3")]
    [InlineData(999, "999")]
    [InlineData(1000, "1 k")]
    [InlineData(1_249_999, "1.2 M")]
    [InlineData(999_960, "1 M")]
    [InlineData(-2_500_000, "-2.5 M")]
    public void Numbers_are_written_short(double number, string text) => Assert.Equal(text, AmountText.Number(number));

    [Fact]
    public void Ranges_and_nodes_are_said()
    {
        Assert.Equal("1 k to 2 k + 3 per node", AmountText.Of(new Amount(1000, 2000, 3)));
        Assert.Equal("+1.2 M", AmountText.Change(Amount.Of(1_200_000)));
        Assert.Equal("-300 per node", AmountText.Change(new Amount(0, 0, -300)));
        Assert.Equal("+300 per node", AmountText.Change(new Amount(0, 0, 300)));
        Assert.Equal("+1 k and -300 per node", AmountText.Change(new Amount(1000, 1000, -300)));
    }

    private static ScrapeJob Job(ScrapeCost cost, string monitor) => Assert.Single(cost.Jobs, job => job.Monitor == monitor);

    private static ScrapeCost Cost(string yaml, Samples? samples = null, int clusters = 1) =>
        ScrapeCosts.Of(Wirings.Of(Shop.Contents(yaml) with { Clusters = clusters }), samples ?? GitOpsGen.Wiring.Cost.Samples.None);

    private static Samples Samples(string result, string nodes) =>
        new SampleReader("samples.json", new GitOpsGen.Diagnostics.DiagnosticBag()).Read(Document(result, nodes))!;

    private static string Document(string result, string nodes) =>
        $$"""{"status": "success", "data": {"resultType": "vector", "result": [{{result}}]}, "nodes": {{nodes}}}""";
}
