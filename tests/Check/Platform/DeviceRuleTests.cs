using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>DRA-001: claims of devices, and the pods that name them.</summary>
public sealed class DeviceRuleTests
{
    private const string Nested = "requests: [{name: gpu, exactly: {deviceClassName: gpu.nvidia.com}}]";
    private const string Flat = "requests: [{name: gpu, deviceClassName: gpu.nvidia.com}]";

    [Theory]
    [InlineData("v1", "1.34", Nested, Contents.Pass)]
    [InlineData("v1", "1.36.2", "requests: [{name: gpu, firstAvailable: [{name: a, deviceClassName: b}]}]", Contents.Pass)]
    [InlineData("v1", "1.34", Flat, "error: 'deviceClassName' of a request stands below 'exactly'")]
    [InlineData("v1beta2", "1.34", Flat, "error: stands below 'exactly'")]
    [InlineData("v1beta1", "1.32", Nested, "error: has no 'exactly'")]
    [InlineData("v1", "1.34", "requests: [{name: gpu, count: 2}]", "error: 'count' of a request")]
    [InlineData("v1", "1.34", "requests: [{name: gpu}]", "error: neither exactly.deviceClassName nor firstAvailable")]
    [InlineData("v1", "1.33", Nested, "error: Write it in the version v1beta2")]
    [InlineData("v1", "1.30", Nested, "error: Leave it out there")]
    [InlineData("v1", null, Nested, "note: nobody says its version")]
    [InlineData("v1beta2", "1.33", Nested, "warning: only where somebody has switched it on")]
    [InlineData("v1beta1", "1.38", Flat, "error: Kubernetes 1.38 does not serve 'resource.k8s.io/v1beta1'")]
    [InlineData("v1beta3", "1.34", Nested, "error: no Kubernetes has the version")]
    public void A_claim_is_of_the_form_of_its_version(string version, string? kubernetes, string devices, string expected)
    {
        foreach (
            var claim in new[]
            {
                Contents.Object($"resource.k8s.io/{version}", "ResourceClaim", "c", $"spec: {{devices: {{{devices}}}}}"),
                Contents.Object($"resource.k8s.io/{version}", "ResourceClaimTemplate", "c", $"spec: {{spec: {{devices: {{{devices}}}}}}}"),
            }
        )
            PlatformRules.Rules.Expect("DRA-001", Contents.Of(claim) with { KubernetesVersion = kubernetes }, expected);
    }

    [Fact]
    public void A_slice_is_not_in_git() =>
        PlatformRules.Rules.Expect(
            "DRA-001",
            Contents.Of("{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: s}}"),
            "error: publishes its slices itself"
        );

    private const string Used = "containers: [{name: c, resources: {claims: [{name: gpu}]}}]";

    [Theory]
    [InlineData("resourceClaims: [{name: gpu, resourceClaimTemplateName: one}], " + Used, Contents.Pass)]
    [InlineData("resourceClaims: [{name: gpu, resourceClaimName: shared}], " + Used, Contents.Pass)]
    [InlineData("resourceClaims: [{name: gpu, resourceClaimTemplateName: oen}], " + Used, "error: Did you mean 'one'?")]
    [InlineData(
        "resourceClaims: [{name: gpu, resourceClaimName: one}], " + Used,
        "error: ResourceClaim monitoring/one, which is not there"
    )]
    [InlineData("resourceClaims: [{name: gpus, resourceClaimTemplateName: one}], " + Used, "error: the pod has no claim 'gpu'")]
    [InlineData(Used, "error: the pod has no claim 'gpu'")]
    [InlineData("resourceClaims: [{name: gpu}], " + Used, "error: has none of")]
    [InlineData("resourceClaims: [{name: gpu, resourceClaimName: shared, resourceClaimTemplateName: one}], " + Used, "error: has both of")]
    [InlineData(
        "resourceClaims: [{name: gpu, resourceClaimTemplateName: one}], containers: [{name: c, resources: {claims: [{name: gpu, "
            + "request: gpx}]}}]",
        "error: Did you mean 'gpu'?"
    )]
    public void Pods_name_claims_that_are_there(string spec, string expected)
    {
        var manifests =
            Contents.Object("apps/v1", "Deployment", "web", $"spec: {{template: {{spec: {{{spec}}}}}}}")
            + Contents.Object("resource.k8s.io/v1", "ResourceClaimTemplate", "one", $"spec: {{spec: {{devices: {{{Nested}}}}}}}")
            + Contents.Object("resource.k8s.io/v1", "ResourceClaim", "shared", $"spec: {{devices: {{{Nested}}}}}");
        PlatformRules.Rules.Expect("DRA-001", Contents.Of(manifests), expected);
        if (expected.Contains("not there", StringComparison.Ordinal))
            PlatformRules.Rules.Expect(
                "DRA-001",
                Contents.Of(manifests).WithUnseen(),
                "note: nobody can tell whether there is ResourceClaim"
            );
    }
}
