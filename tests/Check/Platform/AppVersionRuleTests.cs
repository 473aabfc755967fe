using GitOpsGen.Check.Platform;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Check.Stack;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>APP-001: what an app says it needs, held against the version that somebody asks about.</summary>
public sealed class AppVersionRuleTests
{
    [Fact]
    public void What_an_app_refuses_fails_and_nothing_else()
    {
        var contents = Contents.Of("") with { KubernetesVersion = "1.37" };
        PlatformRules.Rules.Expect("APP-001", contents, Contents.Pass);
        var refusal = new VersionRefusal(new Position("apps/web/app.yaml", 9, 3), "web", "<1.37", "It is old.", "Use web-2.");
        PlatformRules.Rules.Expect(
            "APP-001",
            contents with
            {
                Refusals = [refusal],
            },
            "error: app \"web\" cannot run on Kubernetes 1.37; it needs <1.37: It is old. Instead: Use web-2."
        );
    }

    [Theory]
    [InlineData("1.36", 0)]
    [InlineData("1.37", 1)]
    public async Task Asked_about_a_version_validate_tells_it_once_beside_all_else(string version, int exit)
    {
        using var fleet = new BrokenFleet();
        fleet
            .App("web", "requires: [config]", "kustomize: {base: base}", "kubernetes: [{versions: \"<1.37\", why: It is old.}]")
            .Edit(BrokenFleet.Shared, "features: [cloud]", "");
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "validate", "--kubernetes-version", version, "--rule", "APP-001");
        Assert.True(answer.Exit == exit, answer.ToString());
        var told = answer.Output.Split('\n').Where(line => line.Contains("APP-001: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(exit, told.Count);
        if (exit == 1)
            Assert.Contains("(in dev, prod)", told[0], StringComparison.Ordinal);
        Assert.DoesNotContain("objects            0", answer.Output, StringComparison.Ordinal);
    }
}
