using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>A merge is no way around the protection of what people edited by hand.</summary>
public sealed class MergeEditTests
{
    [Theory]
    [InlineData("merge")]
    [InlineData("finished")]
    public async Task An_edit_that_one_side_committed_is_still_refused(string state)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        fleet.Write(MergeFleet.Manifests, $"# mine\n{fleet.Read(MergeFleet.Manifests)}");
        MergeFleet.Commit(fleet, "by hand");
        MergeFleet.Fails(fleet, "merge", "theirs");
        if (state == "finished")
        {
            Sh.Git(fleet.Path, "checkout", "-q", "--theirs", "--", MergeFleet.Record, "environments/prod");
            MergeFleet.Commit(fleet, "merge");
        }

        await AssertRefusedAsync(fleet);
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("before")]
    [InlineData("after")]
    public async Task An_edit_beside_a_merge_is_still_refused(string time)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        if (time == "before")
        {
            Sh.Git(fleet.Path, "merge", "-q", "-X", "ours", "-m", "merge", "theirs");
            await MergeFleet.CommitAsync(fleet, "render");
        }
        else
        {
            MergeFleet.Fails(fleet, "merge", "theirs");
            await MergeFleet.RenderAsync(fleet);
            if (time == "after")
                MergeFleet.Commit(fleet, "merge");
        }

        fleet.Write(MergeFleet.Manifests, $"{fleet.Read(MergeFleet.Manifests)}# mine\n");

        await AssertRefusedAsync(fleet);
    }

    [Fact]
    public async Task An_edit_of_what_the_merge_left_whole_is_still_refused()
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, "merge", "theirs");
        const string Other = "environments/dev/config/rendered/manifests.yaml";
        fleet.Write(Other, $"{fleet.Read(Other)}# mine\n");

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Contains($"{Other}(1,1): error GOG080", render.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(MergeFleet.Manifests, render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_edit_survives_the_merge_of_its_record()
    {
        using var fleet = await MergeFleet.CreateAsync();
        const string Kept = "environments/dev/web/kustomization.yaml";
        fleet.Write(Kept, $"{fleet.Read(Kept)}# mine\n");
        await MergeFleet.RenderAsync(fleet, "--adopt");
        MergeFleet.Commit(fleet, "kept");
        Sh.Git(fleet.Path, "switch", "-q", "-c", "theirs");
        fleet.Write("apps/web/base/account.yaml", MergeFleet.Account("web", "labels: {a: b}, "));
        await MergeFleet.CommitAsync(fleet, "theirs");
        Sh.Git(fleet.Path, "switch", "-q", "-c", "ours", "main");
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        await MergeFleet.CommitAsync(fleet, "ours");
        MergeFleet.Fails(fleet, "merge", "theirs");

        await MergeFleet.RenderAsync(fleet);

        Assert.EndsWith("# mine\n", fleet.Read(Kept), StringComparison.Ordinal);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
    }

    private static async Task AssertRefusedAsync(TemporaryFolder fleet)
    {
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 1, render.ToString());
        Assert.Contains($"{MergeFleet.Manifests}(1,1): error GOG080", render.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }
}
