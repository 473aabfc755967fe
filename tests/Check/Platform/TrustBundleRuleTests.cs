using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>CTB-001: trust bundles, what they hold, and the volumes that mount them.</summary>
public sealed class TrustBundleRuleTests
{
    private static readonly string Authority = TrustCertificates.Pem("CN=authority", isAuthority: true);
    private static readonly string Leaf = TrustCertificates.Pem("CN=leaf", isAuthority: false);

    [Theory]
    [InlineData("v1", "1.37", "example.com:foo:a", "example.com/foo", Contents.Pass)]
    [InlineData("v1", "1.37", "plain", "", Contents.Pass)]
    [InlineData("v1", "1.37", "example.com-foo", "example.com/foo", "error: must begin with 'example.com:foo:'")]
    [InlineData("v1", "1.37", "example.com:foo", "example.com/foo", "error: must begin with 'example.com:foo:'")]
    [InlineData("v1", "1.37", "example.com:foo:a", "", "error: its name may have no ':'")]
    [InlineData("v1", "1.37", "kubernetes.io:x:a", "kubernetes.io/x", "warning: is Kubernetes' own")]
    [InlineData("v1", "1.36", "plain", "", "error: Write it in the version v1beta1")]
    [InlineData("v1beta1", "1.36", "plain", "", "warning: only where somebody has switched it on")]
    [InlineData("v1beta1", "1.32", "plain", "", "error: Write it in the version v1alpha1")]
    [InlineData("v1", null, "plain", "", "note: nobody says its version")]
    public void A_bundle_is_one_that_the_api_takes(string version, string? kubernetes, string name, string signer, string expected) =>
        PlatformRules.Rules.Expect(
            "CTB-001",
            Contents.Of(TrustCertificates.Bundle(version, name, signer, Authority)) with
            {
                KubernetesVersion = kubernetes,
            },
            expected
        );

    [Fact]
    public void A_bundle_holds_authorities_once()
    {
        Expect(Authority, null, Contents.Pass);
        Expect("A comment.\n" + Authority + TrustCertificates.Pem("CN=other", isAuthority: true), null, Contents.Pass);
        Expect(Leaf, null, "error: block 1 of spec.trustBundle (CN=leaf) is of no authority");
        Expect(Authority + Authority, null, "error: block 2 of spec.trustBundle is there before already");
        // That is another rule's.
        Expect(Authority, new DateOnly(2035, 1, 3), Contents.Pass);
        Expect("", null, "error: has no certificate");
        Expect(Authority.Replace("MI", "AA", StringComparison.Ordinal), null, "error: is no certificate that can be read");
        Expect(Authority.Replace("CERTIFICATE", "PRIVATE KEY", StringComparison.Ordinal), null, "error: only CERTIFICATE is taken");
        Expect(
            Authority.Replace("-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\nA: b\n\n", StringComparison.Ordinal),
            null,
            "error: has headers"
        );
    }

    [Theory]
    [InlineData("projected: {sources: [{clusterTrustBundle: {name: plain, path: ca.pem}}]}", "1.37", Contents.Pass)]
    [InlineData("projected: {sources: [{clusterTrustBundle: {signerName: example.com/foo, path: ca.pem}}]}", "1.37", Contents.Pass)]
    [InlineData("clusterTrustBundle: {name: plain}", "1.37", "error: is a source of projected volumes")]
    [InlineData("projected: {sources: [{clusterTrustBundles: {name: plain}}]}", "1.37", "error: there is no source 'clusterTrustBundles'")]
    [InlineData("projected: {sources: [{clusterTrustBundle: {name: plain}}]}", "1.37", "error: needs 'path'")]
    [InlineData(
        "projected: {sources: [{clusterTrustBundle: {name: a, signerName: b/c, path: d}}]}",
        "1.37",
        "error: one of 'name' and 'signerName'"
    )]
    [InlineData("projected: {sources: [{clusterTrustBundle: {name: plian, path: ca.pem}}]}", "1.37", "error: Did you mean 'plain'?")]
    [InlineData("projected: {sources: [{clusterTrustBundle: {name: none, path: ca.pem, optional: true}}]}", "1.37", Contents.Pass)]
    [InlineData(
        "projected: {sources: [{clusterTrustBundle: {name: plain, path: ca.pem}}]}",
        "1.34",
        "warning: volume 'v': Kubernetes 1.34 projects"
    )]
    [InlineData("projected: {sources: [{clusterTrustBundle: {name: plain, path: ca.pem}}]}", "1.30", "error: cannot project")]
    [InlineData("projected: {sources: [{clusterTrustBundle: {name: plain, path: ca.pem}}]}", null, "note: whether the cluster projects")]
    public void A_volume_mounts_what_is_there(string volume, string? kubernetes, string expected)
    {
        var contents = Contents.Of(
            TrustCertificates.Bundle("v1", "plain", "", Authority)
                + Contents.Object("apps/v1", "Deployment", "web", $"spec: {{template: {{spec: {{volumes: [{{name: v, {volume}}}]}}}}}}")
        ) with
        {
            KubernetesVersion = kubernetes,
        };
        PlatformRules.Rules.Expect("CTB-001", contents, expected);
        if (expected.EndsWith("'plain'?", StringComparison.Ordinal))
            PlatformRules.Rules.Expect(
                "CTB-001",
                contents.WithUnseen(),
                "note: nobody can tell whether there is the ClusterTrustBundle 'plian'"
            );
    }

    private static void Expect(string text, DateOnly? asOf, string expected) =>
        PlatformRules.Rules.Expect(
            "CTB-001",
            Contents.Of(TrustCertificates.Bundle("v1", "plain", "", text)) with
            {
                KubernetesVersion = "1.37",
                AsOf = asOf,
            },
            expected
        );
}
