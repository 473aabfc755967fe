using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>GOG431 to GOG436: PEM files of an app become a ClusterTrustBundle, or are refused at the line where the mistake is.</summary>
public sealed class TrustBundleTests : IDisposable
{
    private static readonly string Authority = TrustCertificates.Pem("CN=authority", isAuthority: true);
    private static readonly string Other = TrustCertificates.Pem("CN=other", isAuthority: true);
    private static readonly string Leaf = TrustCertificates.Pem("CN=leaf", isAuthority: false);

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task Certificates_come_in_the_order_of_their_files_without_the_words_between()
    {
        Trust("{name: example, signerName: example.com/a, files: [one.pem, two.pem]}", "1.37.1");
        fleet.Write("apps/web/one.pem", $"Of the first.\n{Other}").Write("apps/web/two.pem", Authority.ReplaceLineEndings("\r\n"));
        var bundle = await RenderedAsync("trust-bundle-example.yaml");
        Assert.Contains("apiVersion: certificates.k8s.io/v1\n", bundle, StringComparison.Ordinal);
        Assert.Contains("name: example.com:a:example\n", bundle, StringComparison.Ordinal);
        Assert.DoesNotContain("Of the first", bundle, StringComparison.Ordinal);
        var lines = bundle.Split('\n').Select(line => line.Trim()).ToList();
        var first = lines.IndexOf("# apps/web/one.pem");
        Assert.Equal(Other.Split('\n')[1].Trim(), lines[first + 2]);
        Assert.True(first < lines.IndexOf("# apps/web/two.pem"));
    }

    [Fact]
    public async Task When_they_expire_is_recorded_where_it_is_asked()
    {
        Trust("{name: example, files: [one.pem], expiryRule: {labels: {prometheus: main}}}", "1.36.1");
        fleet.Write("apps/web/one.pem", Authority);
        Assert.Contains(
            "apiVersion: certificates.k8s.io/v1beta1\n",
            await RenderedAsync("trust-bundle-example.yaml"),
            StringComparison.Ordinal
        );
        var rule = await RenderedAsync("trust-bundle-example-expiry.yaml");
        Assert.Contains("prometheus: main", rule, StringComparison.Ordinal);
        Assert.Contains(
            $"vector({new DateTimeOffset(2035, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()})",
            rule,
            StringComparison.Ordinal
        );
        Assert.Contains("file: one.pem", rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_bundle_may_not_hold_is_refused_where_it_stands()
    {
        Trust("{name: example, files: [one.pem]}", "1.37.1");
        await RefusedAsync("", "one.pem(1,1): error GOG432");
        await RefusedAsync("no block\n", "one.pem(1,1): error GOG432");
        await RefusedAsync($"{Authority}-----BEGIN CERTIFICATE-----\n", "one.pem(1,1): error GOG431");
        await RefusedAsync($"# a\n{Leaf}", "one.pem(2,1): error GOG433: block 1 (CN=leaf) is of no authority");
        await RefusedAsync(
            Authority.Replace("CERTIFICATE", "PRIVATE KEY", StringComparison.Ordinal),
            "one.pem(1,1): error GOG433: block 1 is of the type PRIVATE KEY"
        );
        await RefusedAsync(
            Authority.Replace("MI", "AA", StringComparison.Ordinal),
            "error GOG433: block 1 is no certificate that can be read"
        );
        await RefusedAsync(
            $"{Other}{Authority}{Other}",
            "error GOG434: CN=other is in the bundle \"example\" before already (apps/web/one.pem:1)"
        );
    }

    [Fact]
    public async Task A_certificate_may_be_in_one_file_of_a_bundle_alone()
    {
        Trust("{name: example, files: [one.pem, two.pem]}", "1.37.1");
        fleet.Write("apps/web/two.pem", Authority);
        await RefusedAsync(Authority, "apps/web/two.pem(1,1): error GOG434: CN=authority");
    }

    [Fact]
    public async Task A_version_without_bundles_and_a_signer_of_Kubernetes_are_refused()
    {
        Trust("{name: example, files: [one.pem]}", "1.32.9");
        fleet.Write("apps/web/one.pem", Authority);
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--offline");
        Assert.Equal(1, answer.Exit);
        foreach (var environment in new[] { "dev", "prod" })
            Assert.Contains(
                $"apps/web/app.yaml(9,25): error GOG435: Kubernetes 1.32.9 of the environment {environment} has no",
                answer.Error,
                StringComparison.Ordinal
            );
        foreach (var signer in new[] { "kubernetes.io/kube-apiserver-serving", "x.k8s.io/a" })
        {
            Trust($"{{name: example, signerName: {signer}, files: [one.pem]}}", "1.37.1");
            await RefusedAsync(Authority, $"error GOG436: the signer '{signer}'");
        }
    }

    [Theory]
    [InlineData("{name: example, files: [‸none.pem]}", "GOG016")]
    [InlineData("{name: example, files: [‸../one.pem]}", "GOG013")]
    [InlineData("{name: example, signerName: ‸example, files: [app.yaml]}", "GOG038")]
    [InlineData("{name: example, files: ‸[]}", "GOG428")]
    public void What_is_said_wrongly_is_told_at_its_place(string bundle, string code)
    {
        Trust(bundle, "1.37.1");
        fleet.Says(code);
    }

    private void Trust(string bundle, string kubernetes)
    {
        fleet.App("web", "requires: [config]", "kustomize: {base: base}", $"trustBundles: [{bundle}]");
        fleet.Environment("shared", "abstract: true", $"kubernetesVersion: {kubernetes}", "features: [cloud]");
    }

    private async Task<string> RenderedAsync(string resource)
    {
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        return fleet.Folder.Read($"environments/dev/web/resources/{resource}");
    }

    private async Task RefusedAsync(string pem, string expected)
    {
        fleet.Write("apps/web/one.pem", pem);
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--offline");
        Assert.Equal(1, answer.Exit);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        // Once, however many environments have it.
        Assert.Equal(1, answer.Error.Split("error GOG43").Length - 1);
    }
}
