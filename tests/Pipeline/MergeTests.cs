using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>Branches that touch one unit come together: what is generated is rendered anew, whatever git made of it.</summary>
public sealed class MergeTests
{
    [Theory]
    [InlineData("merge")]
    [InlineData("diff3")]
    [InlineData("zdiff3")]
    public async Task A_merge_that_git_cannot_finish_is_rendered_and_told(string style)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, "-c", $"merge.conflictStyle={style}", "merge", "theirs");
        Assert.Contains("<<<<<<<", fleet.Read(MergeFleet.Record), StringComparison.Ordinal);
        Assert.Contains("<<<<<<<", fleet.Read(MergeFleet.Manifests), StringComparison.Ordinal);

        var render = await MergeFleet.RenderAsync(fleet);

        Assert.Contains("note GOG303", render.Error, StringComparison.Ordinal);
        Assert.Contains("git add environments", render.Error, StringComparison.Ordinal);
        await MergeFleet.AssertRightAsync(fleet);
        MergeFleet.Commit(fleet, "merge");
        await MergeFleet.AssertRightAsync(fleet);
    }

    [Theory]
    [InlineData("*.json conflict-marker-size=12")]
    [InlineData("*.yaml conflict-marker-size=4")]
    [InlineData("owned.json merge=union")]
    [InlineData("owned.json -merge\nmanifests.yaml -merge")]
    [InlineData("environments/** merge=binary")]
    public async Task Attributes_change_how_git_merges_and_not_what_is_rendered(string attributes)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        fleet.Write(".git/info/attributes", attributes + "\n");
        try
        {
            Sh.Git(fleet.Path, "merge", "-q", "-m", "merge", "theirs");
        }
        catch (Exception)
        {
            // Some of them let git finish.
        }

        await MergeFleet.RenderAsync(fleet);

        await MergeFleet.AssertRightAsync(fleet);
    }

    [Theory]
    [InlineData("ours")]
    [InlineData("theirs")]
    public async Task A_merge_that_took_a_side_wherever_both_changed_is_put_right(string side)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        Sh.Git(fleet.Path, "merge", "-q", "-X", side, "-m", "merge", "theirs");

        await MergeFleet.RenderAsync(fleet);

        await MergeFleet.AssertRightAsync(fleet);
    }

    [Theory]
    [InlineData("--ours")]
    [InlineData("--theirs")]
    public async Task A_merge_is_put_right_after_it_was_committed_with_one_sides_record(string side)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, "merge", "theirs");
        Sh.Git(fleet.Path, "checkout", "-q", side, "--", MergeFleet.Record, "environments/prod");
        MergeFleet.Commit(fleet, "merge");
        fleet.Write("notes.md", "More is committed on top.\n");
        MergeFleet.Commit(fleet, "more");

        await MergeFleet.RenderAsync(fleet);

        await MergeFleet.AssertRightAsync(fleet);
    }

    [Fact]
    public async Task A_rebase_goes_through_step_by_step()
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, "rebase", "theirs");

        await MergeFleet.RenderAsync(fleet);
        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "-c", "core.editor=true", "rebase", "--continue");

        await MergeFleet.AssertRightAsync(fleet);
        Assert.Equal("", Sh.Git(fleet.Path, "status", "--porcelain"));
    }

    [Theory]
    [InlineData("cherry-pick")]
    [InlineData("stash")]
    public async Task Other_work_of_git_is_put_right_too(string work)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        if (work == "stash")
        {
            Sh.Git(fleet.Path, "switch", "-q", "main");
            Sh.Git(fleet.Path, "cherry-pick", "--no-commit", "theirs");
            Sh.Git(fleet.Path, "stash");
            Sh.Git(fleet.Path, "switch", "-q", "ours");
            MergeFleet.Fails(fleet, "stash", "pop");
        }
        else
        {
            MergeFleet.Fails(fleet, "cherry-pick", "theirs");
        }

        await MergeFleet.RenderAsync(fleet);

        await MergeFleet.AssertRightAsync(fleet);
    }

    [Fact]
    public async Task A_unit_that_one_branch_removed_and_the_other_changed_goes()
    {
        using var fleet = await MergeFleet.DivergedAsync();
        const string Description = "environments/dev/environment.yaml";
        fleet.Write(Description, fleet.Read(Description).Replace("{config: {}, web: {}}", "{config: {}}", StringComparison.Ordinal));
        await MergeFleet.RenderAsync(fleet, "--allow-deletions");
        MergeFleet.Commit(fleet, "without web");
        MergeFleet.Fails(fleet, "merge", "theirs");
        Assert.True(File.Exists(fleet.File(MergeFleet.Manifests)));

        await MergeFleet.RenderAsync(fleet, "--allow-deletions");

        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
    }

    [Fact]
    public async Task Markers_are_no_hand_edit_where_there_is_no_git_to_ask()
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, "merge", "theirs");
        Directory.Delete(fleet.File(".git"), recursive: true);

        await MergeFleet.RenderAsync(fleet);

        await MergeFleet.AssertRightAsync(fleet);
    }

    [Fact]
    public async Task A_check_and_a_dry_run_in_the_middle_tell_what_a_render_would_do_and_write_nothing()
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, "merge", "theirs");
        var before = fleet.Snapshot();

        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        var dryRun = await Gitopsgen.RunInAsync(fleet, "render", "--dry-run");

        Assert.True(check.Exit == 3, check.ToString());
        Assert.Matches($"changed +{MergeFleet.Manifests}", check.Output);
        Assert.DoesNotContain("edited", check.Output, StringComparison.Ordinal);
        Assert.True(dryRun.Exit == 0, dryRun.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("rebase")]
    [InlineData("cherry-pick")]
    public async Task Publish_waits_until_it_is_finished(string work)
    {
        using var fleet = await MergeFleet.DivergedAsync();
        MergeFleet.Fails(fleet, work, "theirs");
        await MergeFleet.RenderAsync(fleet);

        var publish = await Gitopsgen.RunInAsync(fleet, "publish", "--dry-run");

        Assert.Equal(1, publish.Exit);
        Assert.Contains($"error GOG302: a {work} is not finished", publish.Error, StringComparison.Ordinal);
    }
}
