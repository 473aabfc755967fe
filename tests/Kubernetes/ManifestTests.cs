using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using Xunit;

namespace GitOpsGen.Tests.Kubernetes;

/// <summary>What one object is called, what a list holds, and what pods an object makes.</summary>
public sealed class ManifestTests
{
    [Theory]
    [InlineData("apps/v1", "Deployment", "web", "apps/Deployment web/a")]
    [InlineData("v1", "Service", "web", "Service web/a")]
    [InlineData("v1", "Namespace", "", "Namespace a")]
    [InlineData("", "Thing", "", "Thing a")]
    public void An_object_is_called_by_group_kind_namespace_and_name(string apiVersion, string kind, string space, string expected)
    {
        var header = ManifestHeader.Of(apiVersion, kind, space, "a");
        Assert.Equal(expected, header.Id.ToString());
        Assert.Equal(apiVersion, header.ApiVersion);
    }

    [Fact]
    public void The_version_makes_no_other_object()
    {
        var (one, other) = (
            ManifestHeader.Of("policy/v1", "PodDisruptionBudget", "web", "a"),
            ManifestHeader.Of("policy/v1beta1", "PodDisruptionBudget", "web", "a")
        );
        Assert.Equal(one.Id, other.Id);
        Assert.NotEqual(one, other);
    }

    [Theory]
    [InlineData(
        "{apiVersion: v1, kind: List, items: [{kind: Secret, metadata: {name: a}}, {kind: ConfigMap, metadata: {name: b}}]}",
        "Secret a, ConfigMap b"
    )]
    [InlineData("{apiVersion: apps/v1, kind: DeploymentList, items: [{metadata: {name: a}}]}", "apps/Deployment a")]
    [InlineData(
        "{apiVersion: v1, kind: SecretList, items: [{apiVersion: v1, metadata: {name: a}}, {kind: ConfigMap, metadata: {name: b}}]}",
        "Secret a, ConfigMap b"
    )]
    [InlineData("{kind: List, items: [{apiVersion: v1, kind: SecretList, items: [{metadata: {name: a}}]}]}", "Secret a")]
    [InlineData("{kind: List, items: [{metadata: {name: a}}]}", "")]
    [InlineData("{apiVersion: x.io/v1, kind: AllowList, metadata: {name: a}}", "x.io/AllowList a")]
    [InlineData("{metadata: {name: a}}", "")]
    public void A_list_is_taken_apart_and_its_items_say_what_they_are(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read(text).Objects));

    [Theory]
    [InlineData("{kind: Deployment, spec: {template: {metadata: {labels: {app: a}}}}}")]
    [InlineData("{kind: Rollout, spec: {template: {metadata: {labels: {app: a}}}}}")]
    [InlineData("{kind: CronJob, spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: a}}}}}}}")]
    [InlineData("{kind: Pod, metadata: {labels: {app: a}}}")]
    public void Every_kind_that_makes_pods_has_a_template(string text) =>
        Assert.Equal("a", Assert.Single(Read(text).Objects).Pods!.Labels["app"]);

    [Fact]
    public void A_Service_makes_no_pods() => Assert.Null(Assert.Single(Read("{kind: Service, spec: {template: {}}}").Objects).Pods);

    private static Manifests Read(string text)
    {
        var problems = new DiagnosticBag();
        var read = Manifests.Read("x.yaml", text, problems);
        Assert.Empty(problems.Sorted());
        return read!;
    }
}
