using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>What becomes of builds that were made fast once nobody trusts the way they were made.</summary>
public sealed class DoubtTests
{
    // Nothing of it is merged, so a description that lacks a list builds it as well as any.
    private const string Harmless = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: demo}
        spec:
          replicas: {{parameters.replicas}}

        """;

    [Fact]
    public async Task A_build_that_was_made_fast_is_taken_as_long_as_the_engine_is_trusted()
    {
        using var fleet = PatchedFleet.Create();
        var first = await Trusted(fleet).BuildAsync(keeps: true);
        var second = Trusted(fleet);
        second.TakeWays();
        Assert.Equal(first, await second.BuildAsync(keeps: true));
        Assert.Empty(second.TakeWays());
        second.Verdict.Keep(false);
        var third = new WatchedKustomize(fleet);
        Assert.Equal(first, await third.BuildAsync(keeps: true));
        // The first of the shape was built both ways, and what was taken of it was the plain one's.
        Assert.Equal(["plain"], third.TakeWays());
        await third.BuildAsync();
        Assert.Empty(third.TakeWays());
    }

    [Theory]
    [InlineData(FastBuilds.None, 1)]
    [InlineData(FastBuilds.Taken, 0)]
    public async Task A_plain_run_builds_what_was_made_fast_and_one_that_publishes_takes_it(FastBuilds fast, int builds)
    {
        using var fleet = PatchedFleet.Create();
        var first = await Trusted(fleet).BuildAsync(keeps: true);
        var second = new WatchedKustomize(fleet) { Fast = fast };
        second.TakeWays();
        Assert.Equal(first, await second.BuildAsync());
        Assert.Equal(Enumerable.Repeat("plain", builds), second.TakeWays());
    }

    [Fact]
    public async Task What_comes_out_differently_takes_back_what_was_made_fast_before_in_the_same_run()
    {
        using var fleet = PatchedFleet.Create(Harmless);
        var facts = new MergeSchema(FalseFacts.Without("PodSpec", "containers"));
        await Trusted(fleet, facts).BuildAsync(keeps: true);
        // Of another shape, and one that the false description builds wrong.
        fleet.Write("apps/config/base/kustomization.yaml", "resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n");
        fleet.Write("apps/config/base/deployment.yaml", SmallFleet.Deployment);
        fleet.Write("apps/config/base/patch.yaml", PatchedFleet.Patch.Replace("{{parameters.replicas}}", "1", StringComparison.Ordinal));
        const string dev = "environments/dev/environment.yaml";
        fleet.Write(dev, fleet.Read(dev).Replace("web:", "config: {}, web:", StringComparison.Ordinal));
        var second = new WatchedKustomize(fleet) { Schema = facts };
        second.TakeWays();

        var built = await second.BuildAsync();

        Assert.Equal("GOG205", Assert.Single(second.Diagnostics.Sorted()).Code);
        // Config both ways, and the web that was taken as it lay there.
        Assert.Equal(["fast", "plain", "plain"], second.TakeWays().Order());
        Assert.Equal(await new WatchedKustomize(fleet) { Fast = FastBuilds.None }.BuildAsync(), built);
    }

    private static WatchedKustomize Trusted(TemporaryFolder fleet, MergeSchema? schema = null)
    {
        var kustomize = new WatchedKustomize(fleet) { Schema = schema ?? MergeSchema.BuiltIn };
        kustomize.Verdict.Keep(true);
        return kustomize;
    }
}
