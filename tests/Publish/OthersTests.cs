using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>What was published for another base or fleet, or from what is not here, is not ours to touch.</summary>
public sealed class OthersTests
{
    [Fact]
    [Situation("a branch of another base", "left alone and named (GOG252)")]
    public async Task Another_bases_branches_are_left_alone_and_named()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Remote("branch", "release", "main");
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var before = fleet.Remote("rev-parse", PublishedFleet.Dev);
        // With other content for release: refused, with the way out.
        var refused = await fleet.TryAsync("--base", "release");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("error GOG252", StringComparison.Ordinal), refused.ToString());
        Assert.Contains("--branch-prefix", refused.Error, StringComparison.Ordinal);
        // With nothing for it: a note.
        fleet.Git("stash", "--quiet", "--include-untracked");
        var quiet = await fleet.PublishAsync("--base", "release");
        Assert.Contains("note GOG252", quiet.Error, StringComparison.Ordinal);
        Assert.Contains("the base main", quiet.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Remote("rev-parse", PublishedFleet.Dev));
        Assert.Equal(["open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
        fleet.Git("stash", "pop", "--quiet");
        await fleet.PublishAsync("--base", "release", "--branch-prefix", "gitopsgen/release");
        Assert.Equal(["main", "release"], fleet.Hub.Pulls.Select(pull => (string?)pull["base"]!["ref"]));
    }

    [Fact]
    [Situation("a branch of another fleet of the repository", "left alone and named (GOG252)")]
    public async Task Two_fleets_of_one_repository_do_not_touch_each_other()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        using var clone = fleet.Clone();
        using var small = SmallFleet.Create();
        foreach (var (path, text) in small.Snapshot())
            clone.Write($"second/{path}", text);
        var second = clone.File("second");
        var rendered = await Gitopsgen.RunAsync("render", "--offline", "--root", second);
        Assert.True(rendered.Exit == 0, rendered.ToString());
        Sh.Git(clone.Path, "add", "--all");
        Sh.Git(clone.Path, "commit", "--quiet", "--message=Second");
        Sh.Git(clone.Path, "push", "--quiet", fleet.Hub.Bare, "HEAD:main");
        var before = fleet.Remote("rev-parse", PublishedFleet.Dev);
        var answer = await Gitopsgen.RunAsAsync(fleet.Environment(), "publish", "--offline", "--root", second);
        Assert.True(answer.Exit == 0 && answer.Error.Contains("the fleet in .", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(before, fleet.Remote("rev-parse", PublishedFleet.Dev));
        // Nor does it get in the way of what the other fleet has to publish.
        var path2 = "second/environments/dev/environment.yaml";
        clone.Write(path2, clone.Read(path2) + "# Other.\n");
        Assert.Equal(0, (await Gitopsgen.RunAsync("render", "--offline", "--root", second)).Exit);
        string[] publish = ["publish", "--offline", "--root", second];
        Assert.Contains("error GOG252", (await Gitopsgen.RunAsAsync(fleet.Environment(), publish)).Error, StringComparison.Ordinal);
        var apart = await Gitopsgen.RunAsAsync(fleet.Environment(), [.. publish, "--branch-prefix", "second"]);
        Assert.True(apart.Exit == 0, apart.ToString());
        Assert.Contains("second/wave/dev", fleet.Hub.Branches);
    }

    [Fact]
    [Situation(
        "a branch made from a commit that is not here, nothing wanted here",
        "not closed; one comment (GOG253); `--take-over` closes it"
    )]
    public async Task A_checkout_that_never_had_a_change_does_not_take_it_back()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        using var pipeline = fleet.Clone();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("Only here");
        await fleet.PublishAsync();
        for (var run = 0; run < 2; run++)
        {
            var answer = await fleet.TryInAsync(pipeline);
            Assert.True(answer.Exit == 0 && answer.Error.Contains("warning GOG253", StringComparison.Ordinal), answer.ToString());
        }

        Assert.Equal(["open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
        Assert.Contains("--take-over", (string?)Assert.Single(fleet.Hub.Comments)["body"], StringComparison.Ordinal);
        var taken = await fleet.TryInAsync(pipeline, "--take-over");
        Assert.True(taken.Exit == 0, taken.ToString());
        Assert.Equal(["closed"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("a branch made from a commit that is not here, other content wanted", "not replaced (GOG253); `--take-over` does")]
    public async Task Another_checkouts_change_is_not_replaced_silently()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        using var second = fleet.Clone();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("Only here");
        await fleet.PublishAsync();
        var before = fleet.Remote("rev-parse", PublishedFleet.Dev);
        second.Write("environments/dev/environment.yaml", second.Read("environments/dev/environment.yaml") + "# Other.\n");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(second, "render", "--offline")).Exit);
        var refused = await fleet.TryInAsync(second);
        Assert.True(refused.Exit == 1 && refused.Error.Contains("error GOG253", StringComparison.Ordinal), refused.ToString());
        Assert.Equal(before, fleet.Remote("rev-parse", PublishedFleet.Dev));
        var taken = await fleet.TryInAsync(second, "--take-over");
        Assert.True(taken.Exit == 0, taken.ToString());
        Assert.NotEqual(before, fleet.Remote("rev-parse", PublishedFleet.Dev));
    }

    [Fact]
    [Situation("the same, but the base has all of it", "the branch is deleted")]
    public async Task A_local_change_that_was_squash_merged_goes_wherever_publish_runs()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("Only here");
        await fleet.PublishAsync();
        fleet.Squash(PublishedFleet.Dev);
        using var pipeline = fleet.Clone();
        var answer = await fleet.TryInAsync(pipeline);
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    [Situation("somebody gave the pull request another base", "stays so, updated, never closed (GOG254)")]
    public async Task A_retargeted_pull_request_is_respected_and_named()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Remote("branch", "release", "main");
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Hub.Pulls[0]["base"]!["ref"] = "release";
        await fleet.ChangeAsync("dev", "web:3");
        var answer = await fleet.PublishAsync();
        Assert.Contains("warning GOG254", answer.Error, StringComparison.Ordinal);
        Assert.Equal("release", (string?)Assert.Single(fleet.Hub.Pulls)["base"]!["ref"]);
        Assert.Contains("web:3", (string?)fleet.Hub.Pulls[0]["body"], StringComparison.Ordinal);
        // Nothing to publish any more: a person's pull request is not closed.
        fleet.Git("checkout", "--quiet", ".");
        fleet.Git("clean", "--quiet", "-fd");
        await fleet.PublishAsync();
        Assert.Equal("open", (string?)fleet.Hub.Pulls[0]["state"]);
    }

    [Fact]
    [Situation("a person wrote another title", "it stays; the body is updated")]
    public async Task A_title_that_a_person_wrote_stays()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Hub.Pulls[0]["title"] = "[urgent] web in dev";
        await fleet.AssertNothingToDoAsync();
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("[urgent] web in dev", (string?)fleet.Hub.Pulls[0]["title"]);
        Assert.Contains("web:3", (string?)fleet.Hub.Pulls[0]["body"], StringComparison.Ordinal);
    }
}
