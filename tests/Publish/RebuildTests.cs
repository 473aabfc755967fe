using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>A branch is what it would be if it were built now, on the base as it is.</summary>
public sealed class RebuildTests
{
    private const string Image = "environments/dev/image.yaml";

    [Fact]
    [Situation("the base changed a file of the branch, equal content wanted", "rebuilt on the base, and the report says why")]
    public async Task A_base_that_changed_the_same_file_has_the_branch_rebuilt()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.MergedAsync("dev", "web:1.1");
        await fleet.ChangeAsync("dev", "web:1.2");
        await fleet.PublishAsync();
        var first = fleet.Remote("rev-parse", PublishedFleet.Dev);
        // Somebody else merges another value; here it is merged in and 1.2 kept.
        await fleet.MergeElsewhereAsync("dev", "web:1.3");
        fleet.Pull(keep: true);
        var answer = await fleet.PublishAsync();
        Assert.Contains($"main has changed {Image} since", answer.Output, StringComparison.Ordinal);
        Assert.NotEqual(first, fleet.Remote("rev-parse", PublishedFleet.Dev));
        Assert.Equal(fleet.Remote("rev-parse", "main"), fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.Contains("web:1.3 → web:1.2", (string?)fleet.Hub.Pull(PublishedFleet.Dev)["body"], StringComparison.Ordinal);
        await fleet.AssertNothingToDoAsync();
        fleet.Squash(PublishedFleet.Dev);
    }

    [Fact]
    [Situation("the base only moved elsewhere", "nothing; `--keep-up-to-date`: brought onto the base")]
    public async Task A_base_that_only_moved_elsewhere_leaves_the_branch_alone_unless_it_is_to_be_up_to_date()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var first = fleet.Remote("rev-parse", PublishedFleet.Dev);
        fleet.CommitElsewhere("main", "Something else", "notes.txt");
        await fleet.AssertNothingToDoAsync();
        Assert.Equal(first, fleet.Remote("rev-parse", PublishedFleet.Dev));
        var answer = await fleet.PublishAsync("--keep-up-to-date");
        Assert.Contains("because main has moved on", answer.Output, StringComparison.Ordinal);
        Assert.Equal(fleet.Remote("rev-parse", "main"), fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        fleet.Hub.Clear();
        await fleet.PublishAsync("--keep-up-to-date");
        Assert.Empty(fleet.Hub.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Situation("the base was force-pushed, amended, or has a new root", "rebuilt on it")]
    public async Task A_base_that_was_rewritten_blocks_nothing(bool isNewRoot)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.CommitElsewhere("main", "Something else", "notes.txt");
        fleet.Pull();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        // The same files in other commits.
        string[] parents = isNewRoot ? [] : ["-p", "main~1"];
        var rewritten = fleet.Remote(["commit-tree", "main^{tree}", .. parents, "-m", "Rewritten"]);
        fleet.Remote("update-ref", "refs/heads/main", rewritten);
        fleet.Pull();
        var answer = await fleet.PublishAsync();
        Assert.Contains("because main was rewritten", answer.Output, StringComparison.Ordinal);
        Assert.Equal(rewritten, fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.Equal(["open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
        await fleet.AssertNothingToDoAsync();
    }

    [Fact]
    [Situation("our commit, taken onto a person's", "left alone (GOG176)")]
    public async Task A_persons_commit_below_one_of_ours_is_still_a_persons()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        // Ours, taken onto a person's commit with all that it says.
        var message = fleet.Remote("show", "--no-patch", "--format=%B", PublishedFleet.Dev);
        var person = fleet.CommitElsewhere("main", "By hand", "notes.txt", branch: "person");
        var tree = fleet.Remote("merge-tree", "--write-tree", person, PublishedFleet.Dev);
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", fleet.Remote("commit-tree", tree, "-p", person, "-m", message));
        fleet.Remote("branch", "-D", "person");
        await fleet.ChangeAsync("dev", "web:3");
        Assert.Contains("GOG176", (await fleet.TryAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Situation("a person's commit, and the base changed a file of the branch", "left alone, with the reason (GOG176)")]
    public async Task A_persons_branch_that_the_base_moved_under_is_named_and_stays()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.MergedAsync("dev", "web:1.1");
        await fleet.ChangeAsync("dev", "web:1.2");
        await fleet.PublishAsync();
        // The same content by another hand: equal, so nothing is wrong until the base moves.
        var person = fleet.Remote("commit-tree", $"{PublishedFleet.Dev}^{{tree}}", "-p", PublishedFleet.Dev, "-m", "Look again");
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", person);
        await fleet.PublishAsync();
        await fleet.MergeElsewhereAsync("dev", "web:1.3");
        fleet.Pull(keep: true);
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains($"although main has changed {Image} since", answer.Error, StringComparison.Ordinal);
        Assert.Equal(person, fleet.Remote("rev-parse", PublishedFleet.Dev));
    }

    [Fact]
    [Situation("merged at the branch's tip, a person's commit on it", "free: a new commit, a new pull request")]
    public async Task A_merged_pull_request_frees_its_branch_whoever_committed_there()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.CommitElsewhere(PublishedFleet.Dev, "Correct by hand", "notes.txt");
        fleet.Squash(PublishedFleet.Dev);
        // The base has gone on from there, so that the branch's files are no longer the base's.
        await fleet.MergeElsewhereAsync("dev", "web:4");
        fleet.Pull();
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("merged with a merge commit, by whatever hand, the branch still there", "GitHub has it as merged; the branch is deleted")]
    public async Task A_branch_whose_commit_is_in_the_base_goes()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var merged = fleet.Remote("commit-tree", $"{PublishedFleet.Dev}^{{tree}}", "-p", "main", "-p", PublishedFleet.Dev, "-m", "Merge");
        fleet.Remote("update-ref", "refs/heads/main", merged);
        fleet.Pull();
        await fleet.PublishAsync();
        Assert.Equal(["main"], fleet.Hub.Branches);
        Assert.NotNull(Assert.Single(fleet.Hub.Pulls)["merged_at"]);
        await fleet.AssertNothingToDoAsync();
    }

    [Fact]
    [Situation("rebased onto the base by a person, nothing else changed", "counts as ours: rebuilt on the next change")]
    public async Task Our_commit_rebased_by_a_person_is_still_ours()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.CommitElsewhere("main", "Something else", "notes.txt");
        var tree = fleet.Remote("merge-tree", "--write-tree", "main", PublishedFleet.Dev);
        var message = fleet.Remote("show", "--no-patch", "--format=%B", PublishedFleet.Dev);
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", fleet.Remote("commit-tree", tree, "-p", "main", "-m", message));
        await fleet.AssertNothingToDoAsync();
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
    }

    [Fact]
    [Situation("the base took a change back that the branch still wants", "rebuilt, so that it merges")]
    public async Task A_base_that_reverted_what_was_merged_takes_the_change_again()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Squash(PublishedFleet.Dev);
        // Reverted there, and wanted here as before.
        fleet.Remote("update-ref", "refs/heads/main", fleet.Remote("commit-tree", "main~1^{tree}", "-p", "main", "-m", "Revert"));
        fleet.Pull(keep: true);
        await fleet.PublishAsync();
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
        await fleet.AssertNothingToDoAsync();
        fleet.Squash(PublishedFleet.Dev);
    }

    [Fact]
    [Situation("the base deleted a file of the branch", "rebuilt with the file as new")]
    public async Task A_base_that_deleted_a_file_of_the_branch_has_it_rebuilt()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.MergedAsync("dev", "web:1.1");
        await fleet.ChangeAsync("dev", "web:1.2");
        await fleet.PublishAsync();
        // There the patch goes altogether; here it stays with 1.2.
        fleet.Remote("update-ref", "refs/heads/main", fleet.Remote("commit-tree", "main~1^{tree}", "-p", "main", "-m", "Take it back"));
        fleet.Pull(keep: true);
        await fleet.PublishAsync();
        Assert.Equal(fleet.Remote("rev-parse", "main"), fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.Contains(Image, fleet.Remote("diff", "--name-only", "main", PublishedFleet.Dev), StringComparison.Ordinal);
        await fleet.AssertNothingToDoAsync();
        fleet.Squash(PublishedFleet.Dev);
    }
}
