using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The app trust-bundles: in the version that each cluster serves, or refused with what there is instead.</summary>
public sealed class TrustBundlesTests
{
    private const string Name = "trust.contoso.com:internal:example";
    private const string Gate = "clustertrustbundle-gate";

    private static readonly string[] Early = ["1.31.9", "1.32.9", "1.33.7", "1.34.2", "1.35.3", "1.36.1"];

    private static readonly string[] Platforms = ["", "aks", "eks", "local"];

    [Theory]
    [InlineData("1.37.0", "", "v1")]
    [InlineData("1.37.0", "aks", "v1")]
    [InlineData("1.37.0", "eks", "v1")]
    [InlineData("1.37.0", Gate, "v1")]
    [InlineData("1.36.1", Gate, "v1beta1")]
    [InlineData("1.35.3", Gate, "v1beta1")]
    [InlineData("1.34.2", Gate, "v1beta1")]
    [InlineData("1.33.7", Gate, "v1beta1")]
    public async Task Each_version_has_its_api(string kubernetes, string features, string version)
    {
        using var fleet = new OneAppFleet("trust-bundles", kubernetes, features, "cluster-trust-bundles");
        var bundle = (await fleet.RenderAsync()).Find("ClusterTrustBundle", "", Name)!;
        Assert.Equal($"certificates.k8s.io/{version}", bundle.Document.Text("apiVersion"));
        Assert.Equal("trust.contoso.com/internal", bundle.Spec!.Text("signerName"));
        Assert.Equal(2, PemBlock.Read(bundle.Spec.Text("trustBundle")!).Count());
        // Where it is off by default a warning says so, and only that.
        var found = await fleet.RunAsync("validate", "--offline", "--rule", "CTB", "--as-of", "2027-01-01", "--fail-on", "error");
        Assert.True(found.Exit == 0, found.ToString());
    }

    /// <summary>Every version before 1.37 on every platform without the gate, and those that have no such API with it.</summary>
    public static TheoryData<string, string, string> Refused =>
        [
            .. from kubernetes in Early from platform in Platforms select (kubernetes, platform, ">=1.37"),
            ("1.31.9", Gate, ">=1.33"),
            ("1.32.9", Gate, ">=1.33"),
        ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Where_it_is_off_it_is_refused_and_trust_manager_named(string kubernetes, string features, string versions)
    {
        using var fleet = new OneAppFleet("trust-bundles", kubernetes, features, "cluster-trust-bundles");
        var refusal = await fleet.RefusalAsync();
        Assert.Contains($"GOG416: app \"trust-bundles\" cannot run on Kubernetes {kubernetes}", refusal, StringComparison.Ordinal);
        Assert.Contains($"it needs {versions}:", refusal, StringComparison.Ordinal);
        Assert.Contains("Instead: trust-manager 0.24.0", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aks")]
    [InlineData("eks")]
    public async Task No_managed_cluster_has_the_gate(string platform)
    {
        using var fleet = new OneAppFleet("trust-bundles", "1.36.1", $"{Gate}, {platform}", "cluster-trust-bundles");
        Assert.Contains("GOG273", await fleet.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_expires_is_told_with_the_file_and_the_day()
    {
        using var fleet = new OneAppFleet("trust-bundles", "1.37.0", "", "cluster-trust-bundles");
        await fleet.RenderAsync();
        var found = await fleet.RunAsync("validate", "--offline", "--rule", "CTB-002", "--as-of", "2052-01-01");
        Assert.Equal(1, found.Exit);
        foreach (var root in new[] { "example-root-1.pem", "example-root-2.pem" })
            Assert.Contains($"apps/trust-bundles/bundles/{root} (CN=Contoso Example Root", found.Output, StringComparison.Ordinal);
        Assert.Contains("expired on 2051-", found.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arc-dev")]
    [InlineData("kind-next")]
    public void What_is_rendered_is_public(string environment)
    {
        var path = Path.Join(Repository.Root, "environments", environment, "trust-bundles", "rendered", "manifests.yaml");
        var objects = Manifests.Read(path, File.ReadAllText(path), new DiagnosticBag())!;
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.NotNull(objects.Find("ClusterTrustBundle", "", Name));
        // Two series and the two alerts about them, where a Prometheus reads them.
        Assert.Equal(environment == "kind-next" ? 2 : 0, objects.OfKind("PrometheusRule").Count());
    }
}
