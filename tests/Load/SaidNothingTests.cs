using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>What has the right form and says nothing, or what no API server would take.</summary>
public sealed class SaidNothingTests
{
    [Theory]
    [InlineData("conflicts: [{features: ‸[], why: W.}]", "GOG428")]
    [InlineData("trustBundles: [{name: a, files: ‸[]}]", "GOG428")]
    [InlineData("kubernetes: [{versions: ‸\">=1.38 <1.33\", why: W.}]", "GOG429")]
    [InlineData("kubernetes: [{versions: ‸\">=1.33 <1.33\", why: W.}]", "GOG429")]
    [InlineData("dashboards: [{file: x.yaml, kubernetes: ‸\">=1.34.2 <1.34\"}]", "GOG429")]
    [InlineData("kustomize: {base: base, labels: {‸\"a b\": c}}", "GOG038")]
    [InlineData("kustomize: {base: base, labels: {a: ‸\"b c\"}}", "GOG038")]
    [InlineData("monitoring: {operatorMode: true, labels: {a: ‸-b-}}", "GOG038")]
    [InlineData(
        "outputs: [{file: x.json, to: ‸iam/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.json}]",
        "GOG038"
    )]
    public void It_is_told_at_its_place(string line, string code)
    {
        using var fleet = new BrokenFleet();
        fleet.App("web", "requires: [config]", line);
        var told = fleet.Diagnose();
        Assert.Contains(told, item => item.Code == code && item.At == fleet.Marks[0]);
    }

    [Theory]
    [InlineData("kubernetes: [{versions: \">=1.33 <1.33.1\", why: W.}]")]
    [InlineData("kustomize: {base: base, labels: {app.kubernetes.io/part-of: \"\", a_B.c: \"1\"}}")]
    public void What_says_something_passes(string line)
    {
        using var fleet = new BrokenFleet();
        fleet.App(
            "web",
            "requires: [config]",
            line.StartsWith("kustomize", System.StringComparison.Ordinal) ? line : $"kustomize: {{base: base}}\n  {line}"
        );
        Assert.Empty(fleet.Diagnose());
    }
}
