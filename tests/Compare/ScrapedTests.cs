using System.Text.Json;
using GitOpsGen.Compare;
using GitOpsGen.Compare.Risks;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Tests.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>How much more or less is scraped after a change, and when nobody looks for it.</summary>
public sealed class ScrapedTests
{
    private const string Slow = "interval: 15s, scrapeTimeout: 10s";
    private const string Fast = "interval: 5s, scrapeTimeout: 5s";

    [Theory]
    [InlineData("text", "txt")]
    [InlineData("markdown", "md")]
    public async Task What_is_scraped_more_is_one_line_for_equal_environments(string form, string kind)
    {
        using var fleet = Fleet();
        Change(fleet, "dev", Slow, Fast);
        Change(fleet, "prod", Slow, Fast);
        var answer = await fleet.DiffAsync("--output", form);
        Assert.Equal((3, ""), (answer.Exit, answer.Error));
        await Snapshot.VerifyAsync(answer.Output.Hashes(), kind);
        Assert.Contains(
            "shop: +8 k samples/min in each of dev, prod (4 k → 12 k, not all of it measured)",
            (await fleet.DiffAsync("--output", "html")).Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("  replicas: 2\n  template:\n", "  replicas: 5\n  template:\n", "shop", 4000, 10000)]
    [InlineData(
        "labels: {prometheus: main}}\nspec:\n  selector: {matchLabels: {app: cart}}",
        "labels: {}}\nspec:\n  selector: {matchLabels: {app: cart}}",
        "shop",
        4000,
        0
    )]
    [InlineData("selector: {app: cart}, ports", "selector: {app: carts}, ports", "shop", 4000, 0)]
    [InlineData("  serviceAccountName: prometheus\n", "  serviceAccountName: prometheus\n  replicas: 2\n", "shop", 4000, 8000)]
    [InlineData("metadata: {name: shop, labels: {monitoring: prometheus}}", "metadata: {name: shop}", "shop", 4000, 0)]
    public async Task Whatever_the_wiring_reads_makes_a_difference(string old, string @new, string app, double before, double after)
    {
        using var fleet = Fleet();
        Change(fleet, "prod", old, @new);
        var found = Assert.Single(await ScrapedAsync(fleet), one => one.GetProperty("app").GetString() == app);
        Assert.Equal(["prod"], Texts(found.GetProperty("environments")));
        Assert.Equal((before, after), (Most(found, "before"), Most(found, "after")));
        Assert.Equal(after - before, Most(found, "difference"));
    }

    [Theory]
    [InlineData("containers: [{name: app, ports: [{name: web", "containers: [{name: app, image: app:2, ports: [{name: web")]
    [InlineData("{alert: Down, expr: up == 0}", "{alert: Down, expr: up == 1}")]
    public async Task What_the_wiring_does_not_read_is_not_looked_at(string old, string @new)
    {
        using var fleet = Fleet();
        // Whoever looked at the environment would stumble over this.
        fleet.Folder.Write(GitFleet.Path("prod/broken"), "a: [\n");
        fleet.Commit();
        Change(fleet, "prod", old, @new);
        var answer = await fleet.JsonAsync();
        Assert.Equal((0, 0), (answer.GetProperty("scraped").GetArrayLength(), answer.GetProperty("notes").GetArrayLength()));
        Change(fleet, "prod", "  replicas: 2\n  template:\n", "  replicas: 3\n  template:\n");
        Assert.Equal(
            ["How much is scraped in prod cannot be told: a file of it is not readable."],
            Texts((await fleet.JsonAsync()).GetProperty("notes"))
        );
    }

    [Theory]
    [InlineData("Deployment", "spec.template.spec.containers[app].image", false)]
    [InlineData("Deployment", "spec.template.spec.containers[app].env[A].value", false)]
    [InlineData("Deployment", "spec.template.metadata.annotations[checksum/config]", false)]
    [InlineData("Deployment", "spec.template.metadata.labels.env", true)]
    [InlineData("Deployment", "spec.template.metadata.annotations[prometheus.io/scrape]", true)]
    [InlineData("Deployment", "spec.template.spec.containers[env].ports[web].name", true)]
    [InlineData("Deployment", "spec.template.spec.containers[sidecar]", true)]
    [InlineData("DaemonSet", "spec.template.spec.nodeSelector.image", true)]
    [InlineData("HelmValues", "grafana.replicas", false)]
    [InlineData("HelmValues", "prometheus.prometheusSpec.scrapeInterval", true)]
    [InlineData("Secret", "data.password", false)]
    [InlineData("ClusterRole", "rules", false)]
    public void Which_fields_count(string kind, string field, bool counts)
    {
        var change = new FieldChange(field, "changed", "a", "b", [], IsHidden: false);
        var group = new ChangeGroup(ChangeKind.Changed, new ObjectId("", kind, "shop", "cart"), null, [change], "", [Risk.None], []);
        Assert.Equal(counts, ScrapedObjects.Concerns(group));
    }

    [Fact]
    public async Task Both_sides_are_counted_by_the_samples_of_the_head()
    {
        using var fleet = Fleet();
        Change(fleet, "prod", "  replicas: 2\n  template:\n", "  replicas: 3\n  template:\n");
        fleet.Folder.Write("monitoring/samples.json", Samples("""{"metric": {"job": "cart"}, "value": [1, "10"]}"""));
        var found = Assert.Single(await ScrapedAsync(fleet));
        Assert.Equal((80, 120, 40), (Most(found, "before"), Most(found, "after"), Most(found, "difference")));

        // The same where they are committed, and a measure that changes is no change of a cluster.
        fleet.Commit();
        Assert.Equal(40, Most(Assert.Single(await ScrapedAsync(fleet, "--base", "HEAD~1", "--head", "HEAD")), "difference"));
        fleet.Folder.Write("monitoring/samples.json", Samples("""{"metric": {"job": "cart"}, "value": [1, "1000"]}"""));
        Assert.Empty(await ScrapedAsync(fleet));
    }

    [Theory]
    [InlineData("{\"data\": 1}", "no object data")]
    [InlineData("", "JSON")]
    [InlineData(null, "symbolic link")]
    public async Task Samples_that_are_none_are_told_once_and_are_no_reason_to_fail(string? text, string says)
    {
        using var fleet = Fleet();
        if (text is null)
        {
            Directory.CreateDirectory(fleet.Folder.File("monitoring"));
            File.CreateSymbolicLink(fleet.Folder.File("monitoring/samples.json"), "/etc/hostname");
        }
        else
            fleet.Folder.Write("monitoring/samples.json", text);
        Change(fleet, "dev", "  replicas: 2\n  template:\n", "  replicas: 3\n  template:\n");
        Change(fleet, "prod", "  replicas: 2\n  template:\n", "  replicas: 4\n  template:\n");
        var answer = await fleet.JsonAsync();
        Assert.Equal([2000, 4000], answer.GetProperty("scraped").EnumerateArray().Select(one => Most(one, "difference")).Order());
        var note = Assert.Single(answer.GetProperty("notes").EnumerateArray()).GetString();
        Assert.StartsWith("monitoring/samples.json counts for nothing", note, StringComparison.Ordinal);
        Assert.Contains(says, note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_and_cannot_be_counted_is_said()
    {
        using var fleet = Fleet();
        Change(fleet, "prod", "spec: {selector: {app: cart}, ports", "spec: {ports");
        var answer = await fleet.JsonAsync();
        Assert.Equal(-4000, Most(Assert.Single(answer.GetProperty("scraped").EnumerateArray()), "difference"));
        Assert.StartsWith(
            "What ServiceMonitor shop/cart has scraped in prod is not counted",
            Assert.Single(answer.GetProperty("notes").EnumerateArray()).GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_cluster_more_is_as_much_more()
    {
        using var fleet = Fleet();
        fleet.Folder.Write("environments/prod/environment.yaml", Environment("{name: a, server: https://a.example}"));
        fleet.Commit();
        fleet.Folder.Write(
            "environments/prod/environment.yaml",
            Environment("{name: a, server: https://a.example}, {name: b, server: https://b.example}")
        );
        var all = await ScrapedAsync(fleet, "--committed");
        Assert.Equal(
            (4000, 8000),
            all.First(one => one.GetProperty("app").GetString() == "shop") is var shop
                ? (Most(shop, "before"), Most(shop, "after"))
                : default
        );
    }

    private static string Environment(string clusters) =>
        SmallFleet.Environment("prod", "class: prod", "wave: prod", $"clusters: [{clusters}]", "apps: {}");

    // The Prometheus and what only it has in an app of its own.
    private static GitFleet Fleet()
    {
        var fleet = new GitFleet();
        var documents = Shop.Manifests.Split("---\n");
        foreach (var environment in new[] { "dev", "prod" })
        {
            fleet.Write($"{environment}/monitoring", [.. documents.Where(IsOfMonitoring)]);
            fleet.Write($"{environment}/shop", [.. documents.Where(document => IsOfShop(document) && !IsOfMonitoring(document))]);
        }

        fleet.Commit();
        return fleet;
    }

    private static bool IsOfMonitoring(string document) =>
        document.Contains("namespace: monitoring", StringComparison.Ordinal) && !document.Contains("kind: Probe", StringComparison.Ordinal);

    // One thing to scrape is enough.
    private static bool IsOfShop(string document) =>
        document.Contains("name: cart", StringComparison.Ordinal) || document.Contains("name: shop", StringComparison.Ordinal);

    private static void Change(GitFleet fleet, string environment, string old, string @new)
    {
        var path = new[] { "shop", "monitoring" }
            .Select(app => GitFleet.Path($"{environment}/{app}"))
            .Single(path => fleet.Folder.Read(path).Contains(old, StringComparison.Ordinal));
        fleet.Folder.Write(path, fleet.Folder.Read(path).Replace(old, @new, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<JsonElement>> ScrapedAsync(GitFleet fleet, params string[] arguments) =>
        [.. (await fleet.JsonAsync(arguments)).GetProperty("scraped").EnumerateArray()];

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());

    private static double Most(JsonElement change, string field) => change.GetProperty(field).GetProperty("most").GetDouble();

    private static string Samples(string result) =>
        $$$"""{"status": "success", "data": {"resultType": "vector", "result": [{{{result}}}]}}""";
}
