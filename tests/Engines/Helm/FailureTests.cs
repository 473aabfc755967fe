using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Load;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>What goes wrong between us and a chart is one error that names the chart and the way out, and nothing is written.</summary>
public sealed class FailureTests
{
    public static TheoryData<string> Helms => ChartFleet.Helms;

    public static MatrixTheoryData<string, string, string> Answers =>
        new(["helm 3", "helm 4"], ["https", "oci"], ["404", "500", "garbage", "nothing"]);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_server_that_does_not_serve_is_one_clear_error(string helm, string scheme, string answer)
    {
        await using var server = await ChartServer.AnswerAsync(async context =>
        {
            if (answer == "nothing")
                context.Abort();
            else if (answer == "garbage")
                await context.Response.WriteAsync("<html>Welcome to the guest network</html>");
            else
                context.Response.StatusCode = int.Parse(answer);
        });
        using var fleet = ChartFleet.Create(helm, Source(server, scheme) + ", name: demo");

        var error = await FailsAsync(fleet, "GOG070");

        Assert.StartsWith(
            $"apps/demo/app.yaml(8,10): error GOG070: the chart {Source(server, scheme).Split(' ')[1].TrimEnd(',')}/demo 1.2.3 "
                + "is not at hand: helm says: Error:",
            error,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_server_that_is_not_there_is_one_clear_error(string helm)
    {
        string url;
        await using (var server = await ChartServer.AnswerAsync(_ => Task.CompletedTask))
            url = server.Url;
        using var fleet = ChartFleet.Create(helm, $"repository: {url}, name: demo");
        Assert.Contains("connection refused", await FailsAsync(fleet, "GOG070"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task What_is_no_chart_is_neither_used_nor_kept(string helm)
    {
        var garbage = Guid.NewGuid().ToByteArray();
        await using var server = await ChartServer.ServeAsync(garbage);
        using var fleet = ChartFleet.Create(helm, $"repository: {server.Url}/charts, name: demo");
        Assert.Contains("no chart", await FailsAsync(fleet, "GOG070"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(UserCache.Root, "charts", $"{DemoChart.DigestOf(garbage)}.tgz")));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_version_that_is_not_there_is_one_clear_error(string helm)
    {
        await using var server = await ChartServer.ServeAsync(DemoChart.Unique().Pack());
        using var registry = new OciRegistry();
        registry.Push(DemoChart.Unique().Pack(), "--plain-http");
        foreach (
            var source in new[] { $"repository: {server.Url}/charts", $"repository: oci://{registry.Address}/charts, plainHttp: true" }
        )
        {
            using var fleet = ChartFleet.Create(helm, source + ", name: demo");
            fleet.Write(
                "apps/demo/app.yaml",
                fleet.Read("apps/demo/app.yaml").Replace("version: 1.2.3", "version: 9.9.9", StringComparison.Ordinal)
            );
            Assert.Matches("9\\.9\\.9.* not found", await FailsAsync(fleet, "GOG070"));
        }
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        var ended = new TaskCompletionSource();
        await using var server = await ChartServer.AnswerAsync(_ => ended.Task);
        using var folder = new TemporaryFolder();
        var helm = new Engine("helm", TestTools.Helm4, [], "4.1.4", "helm 4.1.4");
        var chart = new Chart(Position.Start("x"), server.Url, "demo", null, "1.2.3", null, "rel")
        {
            PlainHttp = false,
            CaFile = null,
            Produces = new Produces(Position.Start("x"), [], [], []),
        };

        var (file, failure) = await new ChartPuller(helm) { TimeLimit = TimeSpan.FromSeconds(1) }.PullAsync(
            chart,
            null,
            folder.Path,
            CancellationToken.None
        );

        ended.SetResult();
        Assert.Null(file);
        Assert.Equal("the server did not answer within 1 seconds.", failure);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Another_digest_than_the_pinned_one_is_an_error_and_nothing_is_written(string helm)
    {
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        using var registry = new OciRegistry();
        registry.Push(packed, "--plain-http");
        var pinned = DemoChart.DigestOf(DemoChart.Unique().Pack());
        foreach (
            var source in new[] { $"repository: {server.Url}/charts", $"repository: oci://{registry.Address}/charts, plainHttp: true" }
        )
        {
            using var fleet = ChartFleet.Create(helm, $"{source}, name: demo, digest: \"sha256:{pinned}\"");
            Assert.Contains(
                $"its digest is sha256:{DemoChart.DigestOf(packed)}, pinned is sha256:{pinned}.",
                await FailsAsync(fleet, "GOG071"),
                StringComparison.Ordinal
            );
            // What was pulled is not taken for the pinned one later either.
            Assert.Contains("--offline", await FailsAsync(fleet, "GOG070", "--offline"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Offline_without_the_chart_the_error_says_the_ways_out()
    {
        await using var server = await ChartServer.ServeAsync(DemoChart.Unique().Pack());
        using var fleet = ChartFleet.Create("helm 4", $"repository: {server.Url}/charts, name: demo");
        Assert.EndsWith(
            "Run once without --offline, or put the chart into the app and name it with chart.path.",
            await FailsAsync(fleet, "GOG070", "--offline"),
            StringComparison.Ordinal
        );
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_chart_in_the_cache_is_pulled_again(bool isPinned)
    {
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        using var fleet = ChartFleet.Create(
            "helm 3",
            $"repository: {server.Url}/charts, name: demo" + (isPinned ? $", digest: \"sha256:{DemoChart.DigestOf(packed)}\"" : "")
        );
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        var before = fleet.Snapshot();
        var cached = Path.Join(UserCache.Root, "charts", $"{DemoChart.DigestOf(packed)}.tgz");
        await File.WriteAllBytesAsync(cached, packed[..(packed.Length / 2)]);

        Assert.Contains("not in the cache", await FailsAsync(fleet, "GOG070", "--check", "--offline"), StringComparison.Ordinal);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");

        Assert.True(check.Exit == 0, check.ToString());
        Assert.Equal(packed, await File.ReadAllBytesAsync(cached));
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task A_damaged_result_in_the_cache_is_templated_again()
    {
        using var fleet = ChartFleet.Create("helm 3", "path: chart");
        DemoChart.Unique().WriteTo(fleet, "apps/demo/chart");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        foreach (var file in Directory.EnumerateFiles(fleet.State("cache/inflated")))
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..500]);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
    }

    [Theory]
    [InlineData("path: chart", "rendered", "GOG016", "apps/demo/chart")]
    [InlineData("path: empty", "rendered", "GOG016", "apps/demo/empty/Chart.yaml")]
    [InlineData("path: ../config", "rendered", "GOG013", "apps/demo")]
    [InlineData("path: garbage.tgz", "rendered", "GOG070", "it is no chart")]
    [InlineData("path: garbage.tgz", "helm", "GOG079", "With delivery 'helm' chart.path must be a folder")]
    [InlineData("path: other", "rendered", "GOG078", "should have version 1.2.3, but its Chart.yaml says 1.2.4")]
    [InlineData(
        "path: other, digest: \"sha256:0000000000000000000000000000000000000000000000000000000000000000\"",
        "rendered",
        "GOG069",
        "Remove chart.digest"
    )]
    [InlineData(
        "repository: \"https://me:my-secret@charts.example/x\", name: demo",
        "rendered",
        "GOG038",
        "cannot be 'https://***@charts.example/x'"
    )]
    [InlineData("repository: \"oci://me:my-secret@charts.example/x\", name: demo", "helm", "GOG038", "helm registry login")]
    [InlineData("repository: \"https://charts.example/x\", name: --debug", "rendered", "GOG038", "chart.name cannot be '--debug'")]
    [InlineData("repository: \"https://charts.example/x\", path: other", "rendered", "GOG050", "Say one of the two")]
    public async Task A_mistake_in_the_description_is_named(string chart, string delivery, string code, string words)
    {
        using var fleet = ChartFleet.Create("helm 4", chart, delivery);
        fleet.Write("apps/demo/empty/README.md", "No chart.\n");
        fleet.Write("apps/demo/garbage.tgz", "No archive.\n");
        fleet.Write("apps/demo/other/Chart.yaml", "apiVersion: v2\nname: other\nversion: 1.2.4\n");
        Assert.Contains(words, await FailsAsync(fleet, code, "--offline"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("^1.2.3")]
    [InlineData("1.x")]
    [InlineData("latest")]
    public async Task A_range_is_no_version(string range)
    {
        using var fleet = ChartFleet.Create("helm 4", "path: chart");
        DemoChart.Unique().WriteTo(fleet, "apps/demo/chart");
        fleet.Write(
            "apps/demo/app.yaml",
            fleet.Read("apps/demo/app.yaml").Replace("version: 1.2.3", $"version: {range}", StringComparison.Ordinal)
        );
        Assert.Contains("Exact version", await FailsAsync(fleet, "GOG038"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task What_the_chart_itself_refuses_is_told_in_its_words(string helm)
    {
        using var fleet = ChartFleet.Create(helm, "path: chart");
        DemoChart.Unique().Replace("Chart.yaml", ">=1.30.0-0", ">=1.34.0-0").WriteTo(fleet, "apps/demo/chart");
        Assert.Contains(
            "Helm cannot template dev/demo: chart requires kubeVersion: >=1.34.0-0 which is incompatible with Kubernetes v1.33.0",
            await FailsAsync(fleet, "GOG073"),
            StringComparison.Ordinal
        );

        DemoChart
            .Unique()
            .With("values.schema.json", """{"properties": {"replicas": {"type": "integer", "maximum": 2}}}""")
            .WriteTo(fleet, "apps/demo/chart");
        Assert.Matches("Helm cannot template prod/demo: .*replicas", await FailsAsync(fleet, "GOG073"));
        File.Delete(fleet.File("apps/demo/chart/values.schema.json"));

        DemoChart
            .Unique()
            .With("templates/twice.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: b}\ndata: {a: c}\n")
            .WriteTo(fleet, "apps/demo/chart");
        var twice = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, twice.Exit);
        Assert.Contains("the key 'data' is here twice", twice.Error, StringComparison.Ordinal);
    }

    private static string Source(ChartServer server, string scheme) =>
        scheme == "oci"
            ? $"repository: {server.Url.Replace("http://", "oci://", StringComparison.Ordinal)}/{Unknown}, plainHttp: true"
            : $"repository: {server.Url}/{Unknown}";

    // Another server may have had the port, and a chart of its own that is remembered by its address.
    private static readonly string Unknown = $"charts-{Guid.NewGuid():N}";

    /// <returns>The line with the one error.</returns>
    private static async Task<string> FailsAsync(TemporaryFolder fleet, string code, params string[] options)
    {
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, ["render", .. options]).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(render.Exit == 1, render.ToString());
        Assert.Equal(before, fleet.Snapshot());
        Assert.DoesNotContain("   at ", render.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret", render.ToString(), StringComparison.Ordinal);
        return ChartFleet.Line(render, code);
    }
}
