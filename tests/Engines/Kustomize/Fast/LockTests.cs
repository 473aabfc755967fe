using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>The two locks before the fast way, and what opens and shuts them.</summary>
public sealed class LockTests
{
    [Fact]
    public async Task The_first_overlay_of_a_shape_is_built_both_ways_and_the_next_are_built_fast()
    {
        using var fleet = PatchedFleet.Create();
        var kustomize = Trusted(fleet);
        var first = await kustomize.BuildAsync();
        Assert.Equal(["fast", "fast", "plain"], kustomize.TakeWays().Order());
        var second = await kustomize.BuildAsync();
        Assert.Equal(["fast", "fast"], kustomize.TakeWays());
        Assert.Equal(first, second);
        Assert.Equal(await PlainAsync(fleet), first);
        Assert.Empty(kustomize.Diagnostics.Sorted());
    }

    [Fact]
    public async Task An_engine_that_nobody_has_tested_or_that_has_failed_builds_the_plain_way()
    {
        using var fleet = PatchedFleet.Create();
        var kustomize = new WatchedKustomize(fleet);
        await kustomize.BuildAsync();
        Assert.Equal(["plain", "plain"], kustomize.TakeWays());
        kustomize.Verdict.Keep(false);
        await kustomize.BuildAsync();
        Assert.Equal(["plain", "plain"], kustomize.TakeWays());
    }

    [Fact]
    public async Task What_comes_out_differently_is_told_and_ends_the_fast_way()
    {
        using var fleet = PatchedFleet.Create();
        var kustomize = new WatchedKustomize(fleet) { Schema = new MergeSchema(FalseFacts.Without("PodSpec", "containers")) };
        kustomize.Verdict.Keep(true);
        var built = await kustomize.BuildAsync();
        Assert.Equal(["fast", "plain", "plain"], kustomize.TakeWays().Order());
        Assert.Equal(await PlainAsync(fleet), built);
        var told = Assert.Single(kustomize.Diagnostics.Sorted());
        Assert.Equal("GOG205", told.Code);
        Assert.False(kustomize.Verdict.Known);
        kustomize.TakeWays();
        await kustomize.BuildAsync();
        Assert.Equal(["plain", "plain"], kustomize.TakeWays());
    }

    [Fact]
    public async Task What_fails_the_fast_way_is_built_the_plain_way()
    {
        using var fleet = PatchedFleet.Create();
        var kustomize = new WatchedKustomize(fleet, "if [ $way = fast ]; then echo of the fast way >&2; exit 2; fi");
        kustomize.Verdict.Keep(true);
        var built = await kustomize.BuildAsync();
        Assert.Equal(["fast", "plain", "plain"], kustomize.TakeWays().Order());
        Assert.Equal(await PlainAsync(fleet), built);
        Assert.Empty(kustomize.Diagnostics.Sorted());
        Assert.True(kustomize.Verdict.Known);
    }

    [Fact]
    public async Task What_fails_both_ways_is_told_in_the_words_of_the_plain_one()
    {
        using var fleet = PatchedFleet.Create();
        var kustomize = Trusted(fleet);
        await kustomize.BuildAsync();
        var failing = new WatchedKustomize(fleet, "echo in the $way way >&2; exit 1");
        failing.Verdict.Keep(true);
        Assert.Empty(await failing.BuildAsync());
        Assert.All(failing.Diagnostics.Sorted(), told => Assert.Equal("GOG062", told.Code));
        Assert.All(failing.Diagnostics.Sorted(), told => Assert.Contains("in the plain way", told.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_and_a_fleet_that_says_plain_put_nothing_to_the_test()
    {
        using var fleet = PatchedFleet.Create();
        var kustomize = new WatchedKustomize(fleet) { Fast = FastBuilds.None };
        await kustomize.BuildAsync();
        Assert.Equal(["plain", "plain"], kustomize.TakeWays());
    }

    [Fact]
    public void Only_a_program_that_the_machine_runs_itself_can_be_trusted()
    {
        using var folder = new TemporaryFolder();
        Assert.True(NativeProgram.Is(TestTools.KustomizeAlone));
        Assert.False(NativeProgram.Is(folder.WriteScript("kustomize", "exec elsewhere")));
        folder.Write("empty", "");
        Assert.False(NativeProgram.Is(folder.File("empty")));
    }

    private static WatchedKustomize Trusted(TemporaryFolder fleet)
    {
        var kustomize = new WatchedKustomize(fleet);
        kustomize.Verdict.Keep(true);
        return kustomize;
    }

    private static Task<IReadOnlyDictionary<string, string>> PlainAsync(TemporaryFolder fleet) =>
        new WatchedKustomize(fleet) { Fast = FastBuilds.None }.BuildAsync();
}
