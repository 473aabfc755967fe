using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>CTB-002: certificates of trust bundles that have expired, or soon will have.</summary>
public sealed class TrustExpiryRuleTests
{
    private static readonly string Authority = TrustCertificates.Pem("CN=authority", isAuthority: true);

    [Theory]
    [InlineData(null, Contents.Pass)]
    [InlineData("2026-11-27", Contents.Pass)]
    [InlineData("2034-11-03", Contents.Pass)]
    [InlineData("2034-11-04", "warning: block 1 of spec.trustBundle (CN=authority) expires on 2035-01-02, in 59 days")]
    [InlineData("2035-01-02", "warning: expires on 2035-01-02, in 0 days")]
    [InlineData("2035-01-03", "error: block 1 of spec.trustBundle (CN=authority) expired on 2035-01-02")]
    public void It_is_told_before_and_is_an_error_after(string? day, string expected) => Expect(Authority, day, expected);

    [Fact]
    public void The_file_that_the_bundle_names_is_told()
    {
        Expect($"# apps/trust/a.pem\n{Authority}", "2040-01-01", "error: apps/trust/a.pem (CN=authority) expired on 2035-01-02");
        Expect($"# Of the year 2025.\n{Authority}", "2040-01-01", "error: block 1 of spec.trustBundle (CN=authority) expired");
    }

    [Fact]
    public void What_is_no_certificate_is_told_by_another_rule() =>
        Expect(Authority.Replace("MI", "AA", StringComparison.Ordinal), "2040-01-01", Contents.Pass);

    private static void Expect(string text, string? day, string expected) =>
        PlatformRules.Rules.Expect(
            "CTB-002",
            Contents.Of(TrustCertificates.Bundle("v1", "plain", "", text)) with
            {
                KubernetesVersion = "1.37",
                AsOf = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            },
            expected
        );
}
