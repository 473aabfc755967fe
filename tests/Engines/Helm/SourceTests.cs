using GitOpsGen.Engines;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>Where charts come from: a repository, a registry, the app's folder; always through the real Helm.</summary>
public sealed class SourceTests
{
    public static TheoryData<string> Helms => ChartFleet.Helms;

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_repository_is_pulled_from_once_and_not_needed_again(string helm)
    {
        var packed = DemoChart.Unique().Pack();
        TemporaryFolder fleet;
        await using (var server = await ChartServer.ServeAsync(packed))
        {
            fleet = ChartFleet.Create(
                helm,
                $"repository: {server.Url}/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\""
            );
            await RendersAsync(fleet);
            Assert.Equal(["/charts/index.yaml", "/charts/demo-1.2.3.tgz"], server.Requests);
        }

        await RendersAgainAsync(fleet);
        fleet.Dispose();
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_repository_with_a_private_authority_is_trusted_by_its_file(string helm)
    {
        using var certificates = new Certificates();
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed, certificates.Server);
        Assert.StartsWith("https://", server.Url, StringComparison.Ordinal);
        var source = $"repository: {server.Url}/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\"";
        using var fleet = ChartFleet.Create(helm, source);
        var untrusted = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, untrusted.Exit);
        Assert.Contains("certificate", ChartFleet.Line(untrusted, "GOG070"), StringComparison.Ordinal);

        fleet.Write("apps/demo/authority.pem", certificates.AuthorityPem);
        ChartFleet.App(fleet, source + ", caFile: authority.pem", "rendered");
        await RendersAsync(fleet);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_registry_is_pulled_from_once_and_not_needed_again(string helm)
    {
        var packed = DemoChart.Unique().Pack();
        TemporaryFolder fleet;
        using (var registry = new OciRegistry())
        {
            registry.Push(packed, "--plain-http");
            fleet = ChartFleet.Create(
                helm,
                $"repository: oci://{registry.Address}/charts, name: demo, plainHttp: true, digest: \"sha256:{DemoChart.DigestOf(packed)}\""
            );
            await RendersAsync(fleet);
        }

        await RendersAgainAsync(fleet);
        fleet.Dispose();
    }

    [Fact]
    public async Task A_registry_with_a_private_authority_is_trusted_by_its_file()
    {
        // Helm 3 speaks plain HTTP to every registry on loopback; the test with a proxy stands for it.
        using var certificates = new Certificates();
        using var registry = new OciRegistry(certificates);
        var packed = DemoChart.Unique().Pack();
        using var fleet = ChartFleet.Create(
            "helm 4",
            $"repository: oci://{registry.Address}/charts, name: demo, caFile: authority.pem, digest: "
                + $"\"sha256:{DemoChart.DigestOf(packed)}\""
        );
        fleet.Write("apps/demo/authority.pem", certificates.AuthorityPem);
        registry.Push(packed, "--ca-file", fleet.File("apps/demo/authority.pem"));
        await RendersAsync(fleet);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_registry_behind_a_proxy_is_reached_as_Helm_reaches_it(string helm)
    {
        using var certificates = new Certificates();
        using var registry = new OciRegistry(certificates);
        await using var proxy = new ConnectProxy(registry.Address);
        var packed = DemoChart.Unique().Pack();
        using var fleet = ChartFleet.Create(
            helm,
            $"repository: oci://registry.test/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\""
        );
        fleet.Write("authority.pem", certificates.AuthorityPem);
        registry.Push(packed, "--ca-file", fleet.File("authority.pem"));

        var render = await Gitopsgen.RunAsAsync(
            fleet,
            new Dictionary<string, string?>
            {
                ["HTTPS_PROXY"] = $"http://someone:proxy-secret@{proxy.Address}",
                ["SSL_CERT_FILE"] = fleet.File("authority.pem"),
                ["SSL_CERT_DIR"] = fleet.Path,
                ["NO_PROXY"] = null,
                ["no_proxy"] = null,
            },
            "render"
        );

        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("registry.test:443", proxy.Targets);
        Assert.DoesNotContain("proxy-secret", render.ToString(), StringComparison.Ordinal);
        Assert.Contains("kind: Widget", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_packed_chart_in_the_app_needs_no_network(string helm)
    {
        using var fleet = ChartFleet.Create(helm, "path: charts/demo-1.2.3.tgz");
        Directory.CreateDirectory(fleet.File("apps/demo/charts"));
        var packed = DemoChart.Unique().Pack();
        await File.WriteAllBytesAsync(fleet.File("apps/demo/charts/demo-1.2.3.tgz"), packed);
        await RendersAsync(fleet, "--offline");

        ChartFleet.App(fleet, $"path: charts/demo-1.2.3.tgz, digest: \"sha256:{new string('0', 64)}\"", "rendered");
        var before = fleet.Snapshot();
        var wrong = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.Equal(1, wrong.Exit);
        Assert.Contains($"its digest is sha256:{DemoChart.DigestOf(packed)}", ChartFleet.Line(wrong, "GOG071"), StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_folder_in_the_app_is_a_chart_and_editing_it_renders_again(string helm)
    {
        using var fleet = ChartFleet.Create(helm, "path: chart");
        DemoChart.Unique().WriteTo(fleet, "apps/demo/chart");
        await RendersAsync(fleet, "--offline");
        fleet.Write("apps/demo/chart/values.yaml", fleet.Read("apps/demo/chart/values.yaml") + "# no matter\n");
        fleet.Write(
            "apps/demo/chart/templates/workload.yaml",
            fleet.Read("apps/demo/chart/templates/workload.yaml").Replace("demo:{{", "other:{{", StringComparison.Ordinal)
        );
        var second = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(second.Exit == 0, second.ToString());
        Assert.Contains("image: other:1.2.3", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(fleet.State("cache/inflated")).Length);
    }

    [Fact]
    public async Task A_pulled_chart_is_found_again_without_a_pinned_digest_too()
    {
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        using var fleet = ChartFleet.Create("helm 4", $"repository: {server.Url}/charts, name: demo");
        var first = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(first.Exit == 0, first.ToString());
        Assert.Contains(
            $"apps/demo/app.yaml(8,10): warning GOG072: the chart {server.Url}/charts/demo 1.2.3 has no digest pinned. It is "
                + $"now sha256:{DemoChart.DigestOf(packed)};",
            ChartFleet.Line(first, "GOG072"),
            StringComparison.Ordinal
        );
        var asked = server.Requests.Count;

        // The digest that the warning gives is the one to pin.
        ChartFleet.App(fleet, $"repository: {server.Url}/charts, name: demo, digest: \"sha256:{DemoChart.DigestOf(packed)}\"", "rendered");
        var second = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(second.Exit == 0, second.ToString());
        Assert.DoesNotContain("GOG072", second.Error, StringComparison.Ordinal);
        Assert.Equal(asked, server.Requests.Count);
    }

    [Fact]
    public async Task A_release_and_its_head_pull_their_chart_once()
    {
        var packed = DemoChart.Unique().Pack();
        await using var server = await ChartServer.ServeAsync(packed);
        using var fleet = ChartFleet.Create("helm 3", $"repository: {server.Url}/charts, name: demo");
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "cut", "demo");
        Assert.True(cut.Exit == 0, cut.ToString());
        var release = cut.Output.Split(' ', '\n')[0];
        Assert.Contains(
            $"chartDigest: sha256:{DemoChart.DigestOf(packed)}",
            fleet.Read($"apps/demo/releases/{release}/release.yaml"),
            StringComparison.Ordinal
        );
        fleet.Write(
            "environments/prod/releases/demo.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {release}}}\n"
        );
        File.Delete(Path.Join(UserCache.Root, "charts", $"{DemoChart.DigestOf(packed)}.tgz"));

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(4, server.Requests.Count(path => path.StartsWith("/charts/", StringComparison.Ordinal)));
        Assert.Contains(
            "GOG072",
            Assert.Single(
                render.Error.Split('\n'),
                line => line.StartsWith("apps/demo/", StringComparison.Ordinal) && !line.Contains("SYN-003", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );
    }

    private static async Task RendersAsync(TemporaryFolder fleet, params string[] options)
    {
        var render = await Gitopsgen.RunInAsync(fleet, ["render", .. options]);
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("kind: Widget", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
        Assert.Contains("value: from the app", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
        Assert.Contains("replicas: 3", ChartFleet.Manifests(fleet, "prod"), StringComparison.Ordinal);
    }

    /// <summary>With the server gone, in a fresh clone and with --offline.</summary>
    private static async Task RendersAgainAsync(TemporaryFolder fleet)
    {
        var before = fleet.Snapshot();
        Directory.Delete(fleet.State(), recursive: true);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
        var offline = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(offline.Exit == 0, offline.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }
}
