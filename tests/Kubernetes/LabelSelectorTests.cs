using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Kubernetes;

/// <summary>Selectors take the pods that Kubernetes would take.</summary>
public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal) { ["app"] = "web", ["tier"] = "front" };

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{matchLabels: {app: web}}", true)]
    [InlineData("{matchLabels: {app: web, tier: back}}", false)]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: [web, api]}]}", true)]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [web, api]}]}", false)]
    [InlineData("{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]}", true)]
    [InlineData("{matchExpressions: [{key: app, operator: Exists}]}", true)]
    [InlineData("{matchExpressions: [{key: app, operator: DoesNotExist}]}", false)]
    [InlineData("{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [back]}]}", false)]
    [InlineData("{matchExpressions: [{key: app, operator: Like, values: [web]}]}", false)]
    public void All_of_a_selector_must_hold(string selector, bool expected) =>
        Assert.Equal(expected, LabelSelector.Selects(YamlReader.ReadMap("x.yaml", selector, new DiagnosticBag()), Labels));

    [Fact]
    public void A_missing_selector_takes_all() => Assert.True(LabelSelector.Selects((YamlMap?)null, Labels));
}
