using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>The states that a branch and the base may be in when publish comes by.</summary>
public sealed class BranchTests
{
    [Fact]
    [Situation("a person's commit on the branch, other content wanted", "left alone with one comment (GOG176); exit 1")]
    public async Task A_persons_commit_is_left_alone_with_one_comment()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var person = fleet.CommitElsewhere(PublishedFleet.Dev, "Correct by hand");
        // As long as nothing else is wanted, nothing is wrong.
        await fleet.ChangeAsync("dev", "web:3");
        for (var run = 0; run < 2; run++)
        {
            var answer = await fleet.TryAsync();
            Assert.True(
                answer.Exit == 1
                    && answer.Error.Contains("GOG176", StringComparison.Ordinal)
                    && answer.Error.Contains("Jane", StringComparison.Ordinal),
                answer.ToString()
            );
        }

        Assert.Equal(person, fleet.Remote("rev-parse", PublishedFleet.Dev));
        Assert.Contains(person, (string?)Assert.Single(fleet.Hub.Comments)["body"], StringComparison.Ordinal);
    }

    [Fact]
    [Situation("our commit, amended", "counts as a person's")]
    public async Task An_amended_commit_counts_as_a_persons()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var message = fleet.Remote("show", "--no-patch", "--format=%B", PublishedFleet.Dev);
        var other = fleet.CommitElsewhere(PublishedFleet.Dev, "Otherwise", branch: "otherwise");
        var amended = fleet.Remote("commit-tree", $"{other}^{{tree}}", "-p", "main", "-m", message);
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", amended);
        await fleet.ChangeAsync("dev", "web:3");
        Assert.Contains("GOG176", (await fleet.TryAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Situation("GitHub's *Update branch* merged the base", "nobody's commit; equal content: nothing")]
    public async Task A_merge_of_the_base_by_the_host_is_nobodys_commit()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.CommitElsewhere("main", "Something else");
        MergeBase(fleet, PublishedFleet.Dev);
        fleet.Hub.Clear();
        await fleet.PublishAsync();
        Assert.Empty(fleet.Hub.Writes);
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
    }

    [Fact]
    [Situation("squash-merged, the branch still there", "the branch is deleted")]
    public async Task A_branch_that_was_squash_merged_and_not_deleted_goes()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Squash(PublishedFleet.Dev);
        await fleet.PublishAsync();
        Assert.Equal(["main"], fleet.Hub.Branches);
        // The next change is a new pull request on a new branch.
        await fleet.ChangeAsync("dev", "web:3");
        fleet.Git("fetch", "--quiet", fleet.Hub.Bare, "main");
        fleet.Git("reset", "--quiet", "--soft", "FETCH_HEAD");
        await fleet.PublishAsync();
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("squash-merged, the branch still there, a further change", "one new commit on the base, a new pull request")]
    public async Task A_squash_merged_branch_takes_a_further_change()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Squash(PublishedFleet.Dev);
        fleet.Git("fetch", "--quiet", fleet.Hub.Bare, "main");
        fleet.Git("reset", "--quiet", "--soft", "FETCH_HEAD");
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("the base has a part of it already", "rebuilt without that part")]
    public async Task What_was_merged_in_part_is_published_without_that_part()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        await fleet.PublishAsync("--per", "all");
        await fleet.PublishAsync("--only", "dev");
        fleet.Squash(PublishedFleet.Dev);
        await fleet.PublishAsync("--per", "all", "--only", "all");
        Assert.DoesNotContain("environments/dev", fleet.Remote("diff", "--name-only", "main", "gitopsgen/all"), StringComparison.Ordinal);
        Assert.Contains("environments/prod/web", fleet.Remote("diff", "--name-only", "main", "gitopsgen/all"), StringComparison.Ordinal);
    }

    [Fact]
    [Situation("somebody deleted the branch of an open pull request", "a new branch and pull request")]
    public async Task A_branch_that_was_deleted_on_the_remote_comes_back()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Remote("update-ref", "-d", $"refs/heads/{PublishedFleet.Dev}");
        await fleet.PublishAsync();
        Assert.Contains(PublishedFleet.Dev, fleet.Hub.Branches);
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("a person closed the pull request, same content", "stays closed (GOG185); new content: a new one")]
    public async Task A_pull_request_that_a_person_closed_is_not_opened_again_until_something_changes()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Hub.Pulls[0]["state"] = "closed";
        Assert.Contains("GOG185", (await fleet.PublishAsync()).Error, StringComparison.Ordinal);
        Assert.Single(fleet.Hub.Pulls);
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("the base moved on in other files, nothing published yet", "the commit stands on the base as it is")]
    public async Task A_base_that_moved_elsewhere_is_built_upon()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var moved = fleet.CommitElsewhere("main", "Something else");
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        Assert.Equal(moved, fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.DoesNotContain("person.txt", fleet.Remote("diff", "--name-only", "main", PublishedFleet.Dev), StringComparison.Ordinal);
    }

    [Fact]
    [Situation("the base changed what a changed unit reads, and it is not here", "error (GOG171), nothing is pushed")]
    public async Task A_base_that_moved_under_a_changed_unit_is_an_error()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.CommitElsewhere("main", "Another value", "apps/web/base/deployment.yaml");
        var answer = await fleet.TryAsync();
        Assert.True(
            answer.Exit == 1 && answer.Error.Contains("apps/web/base/deployment.yaml(1,1): error GOG171", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    [Situation("a branch named like a folder of ours", "error (GOG175)")]
    public async Task A_branch_that_is_a_folder_of_ours_is_in_the_way()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Remote("branch", "gitopsgen", "main");
        await fleet.ChangeAsync("dev", "web:2");
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG175", StringComparison.Ordinal), answer.ToString());
        await fleet.PublishAsync("--branch-prefix", "bots/fleet");
        Assert.Contains("bots/fleet/wave/dev", fleet.Hub.Branches);
    }

    [Fact]
    [Situation("`--per` changed, or a wave went", "commented, closed, the branch deleted")]
    public async Task A_scope_that_is_no_more_is_superseded()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync("--per", "app");
        Assert.Contains("gitopsgen/app/web", fleet.Hub.Branches);
        await fleet.PublishAsync();
        Assert.Equal([PublishedFleet.Dev, "main"], fleet.Hub.Branches);
        Assert.Contains("superseded", (string?)Assert.Single(fleet.Hub.Comments)["body"], StringComparison.Ordinal);
        Assert.Equal(["closed", "open"], fleet.Hub.Pulls.Select(pull => (string?)pull["state"]));
    }

    [Fact]
    [Situation("more to open than `--max-new-pull-requests`", "the rest waits (GOG180)")]
    public async Task No_more_pull_requests_are_opened_than_was_said()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        Assert.Contains("GOG180", (await fleet.PublishAsync("--max-new-pull-requests", "1")).Error, StringComparison.Ordinal);
        Assert.Equal([PublishedFleet.Dev, "main"], fleet.Hub.Branches);
        await fleet.PublishAsync("--max-new-pull-requests", "1");
        Assert.Equal(2, fleet.Hub.Pulls.Count);
    }

    [Fact]
    [Situation("a shallow clone, the base moved", "the history is fetched; nothing is written in vain")]
    public async Task A_shallow_clone_of_a_base_that_moved_knows_the_tools_own_branches()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.CommitElsewhere("main", "Something else");
        fleet.Hub.Clear();
        await PublishShallowAsync(fleet, depth: 1);
        Assert.Empty(fleet.Hub.Writes);
        await fleet.ChangeAsync("dev", "web:3");
        await PublishShallowAsync(fleet, depth: 1);
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
        Assert.Contains("web:3", fleet.Remote("show", $"{PublishedFleet.Dev}:environments/dev/image.yaml"), StringComparison.Ordinal);
        Assert.Empty(fleet.Hub.Comments);
    }

    [Fact]
    [Situation("a shallow clone, *Update branch* on the branch", "the base's commits are nobody's")]
    public async Task A_shallow_clone_takes_no_commit_of_the_base_for_a_persons()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.CommitElsewhere("main", "Something else");
        MergeBase(fleet, PublishedFleet.Dev);
        fleet.CommitElsewhere("main", "Another thing", "other.txt");
        await fleet.ChangeAsync("dev", "web:3");
        // The merged commit of the base is there, those before it are not.
        await PublishShallowAsync(fleet, depth: 2);
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
    }

    [Fact]
    [Situation("a shallow clone, a person's commit", "left alone (GOG176)")]
    public async Task A_persons_commit_is_found_in_a_shallow_clone()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var person = fleet.CommitElsewhere(PublishedFleet.Dev, "Correct by hand");
        fleet.CommitElsewhere("main", "Something else");
        await fleet.ChangeAsync("dev", "web:3");
        var answer = await TryShallowAsync(fleet, depth: 1);
        Assert.True(
            answer.Exit == 1
                && answer.Error.Contains("GOG176", StringComparison.Ordinal)
                && answer.Error.Contains(person[..10], StringComparison.Ordinal),
            answer.ToString()
        );
    }

    [Theory]
    [InlineData("gitopsgen/main")]
    [InlineData("gitopsgen/wave/main")]
    [Situation("branches below the prefix that we never made", "stay as they are")]
    public async Task A_branch_without_a_commit_of_ours_is_left_alone_and_so_is_the_base(string name)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        string[] others = ["gitopsgen/notes", "gitopsgen/all", "gitopsgen/app/notes", "gitopsgen/wave/jane"];
        foreach (var branch in others.Append(name))
            fleet.Remote("branch", branch, "main");
        fleet.CommitElsewhere("gitopsgen/wave/jane", "Begin by hand");
        await fleet.ChangeAsync("dev", "web:2");
        for (var run = 0; run < 2; run++)
            await fleet.PublishAsync("--base", name);
        Assert.Equal(
            [.. others.Append(name).Append(PublishedFleet.Dev).Append("main").Order(StringComparer.Ordinal)],
            fleet.Hub.Branches.Order(StringComparer.Ordinal)
        );
        Assert.Single(fleet.Hub.Pulls);
    }

    [Fact]
    [Situation("the base is called like a scope's branch", "error (GOG183)")]
    public async Task A_base_with_the_name_of_a_scopes_branch_is_not_pushed_to()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Remote("branch", PublishedFleet.Dev, "main");
        await fleet.PublishAsync("--base", PublishedFleet.Dev);
        await fleet.ChangeAsync("dev", "web:2");
        Assert.Contains("GOG183", (await fleet.TryAsync("--base", PublishedFleet.Dev)).Error, StringComparison.Ordinal);
        Assert.Equal(fleet.Remote("rev-parse", "main"), fleet.Remote("rev-parse", PublishedFleet.Dev));
    }

    [Fact]
    [Situation("a former scope's branch", "goes when merged, stays with a person's commit")]
    public async Task A_former_scopes_branch_goes_when_it_was_merged_and_stays_when_a_person_committed()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync("--per", "app");
        fleet.CommitElsewhere("gitopsgen/app/web", "Correct by hand");
        Assert.Contains("GOG176", (await fleet.TryAsync()).Error, StringComparison.Ordinal);
        fleet.Remote("update-ref", "refs/heads/gitopsgen/app/web", "gitopsgen/app/web^");
        var merged = fleet.Remote("commit-tree", "gitopsgen/app/web^{tree}", "-p", "main", "-p", "gitopsgen/app/web", "-m", "Merge");
        fleet.Remote("update-ref", "refs/heads/main", merged);
        await fleet.PublishAsync();
        Assert.DoesNotContain("gitopsgen/app/web", fleet.Hub.Branches);
    }

    [Fact]
    [Situation("somebody's branch begins at our squashed commit", "is not ours, stays")]
    public async Task A_branch_that_begins_where_our_commit_was_squashed_is_not_ours()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        // As GitHub does it for a pull request of one commit: the message is kept, trailers and all.
        var message = fleet.Remote("show", "--no-patch", "--format=%B", PublishedFleet.Dev);
        fleet.Remote(
            "update-ref",
            "refs/heads/main",
            fleet.Remote("commit-tree", $"{PublishedFleet.Dev}^{{tree}}", "-p", "main", "-m", message, "-m", "Signed-off-by: Jane")
        );
        fleet.Remote("branch", "gitopsgen/wave/notes", "main");
        fleet.CommitElsewhere("main", "Something else");
        await fleet.PublishAsync();
        Assert.Contains("gitopsgen/wave/notes", fleet.Hub.Branches);
    }

    [Fact]
    [Situation("*Update branch* after a part was merged", "nobody's commit; rebuilt on the next change")]
    public async Task A_merge_of_a_base_that_has_part_of_it_already_is_nobodys_commit()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        fleet.Folder.Write("gitopsgen.yaml", fleet.Folder.Read("gitopsgen.yaml") + "# For both.\n");
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        foreach (var branch in new[] { PublishedFleet.Dev, PublishedFleet.Prod })
            Assert.Contains("gitopsgen.yaml", fleet.Remote("diff", "--name-only", "main", branch), StringComparison.Ordinal);
        fleet.Squash(PublishedFleet.Dev);
        MergeBase(fleet, PublishedFleet.Prod);
        await fleet.ChangeAsync("prod", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Prod}"));
        Assert.Contains("web:3", fleet.Remote("show", $"{PublishedFleet.Prod}:environments/prod/image.yaml"), StringComparison.Ordinal);
    }

    // As pipelines check out: the base's last commits and no others.
    private static async Task<Answer> TryShallowAsync(PublishedFleet fleet, int depth)
    {
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", $"--depth={depth}", "--branch=main", $"file://{fleet.Hub.Bare}", ".");
        Sh.Git(clone.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);
        foreach (var (path, text) in fleet.Folder.Snapshot())
            clone.Write(path, text);
        return await fleet.TryInAsync(clone);
    }

    private static async Task PublishShallowAsync(PublishedFleet fleet, int depth)
    {
        var answer = await TryShallowAsync(fleet, depth);
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    // What the host's "update branch" does.
    private static void MergeBase(PublishedFleet fleet, string branch)
    {
        var merged = fleet.Remote(
            "commit-tree",
            fleet.Remote("merge-tree", "--write-tree", branch, "main"),
            "-p",
            branch,
            "-p",
            "main",
            "-m",
            "Merge branch 'main'"
        );
        fleet.Remote("update-ref", $"refs/heads/{branch}", merged);
    }

    [Fact]
    [Situation("an environment is taken out", "one branch deletes all of it")]
    public async Task An_environment_that_goes_goes_whole()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        Directory.Delete(fleet.Folder.File("environments/prod"), recursive: true);
        fleet.Folder.Write(
            "gitopsgen.yaml",
            System.Text.RegularExpressions.Regex.Replace(
                fleet.Folder.Read("gitopsgen.yaml"),
                @"(, )?\{name: prod[^}]*\}|\n *- \{?name: prod[^\n]*",
                "",
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
        );
        await fleet.RenderAsync();
        var answer = await fleet.PublishAsync();
        Assert.DoesNotContain("stays out", answer.Output, StringComparison.Ordinal);
        var branch = Assert.Single(fleet.Hub.Branches, name => name != "main");
        Assert.Equal("", fleet.Git("diff", "--name-only", fleet.Fetched(branch), "--", "environments", "apps", "gitopsgen.yaml", "argocd"));
        Assert.DoesNotContain("environments/prod", fleet.Remote("ls-tree", "-r", "--name-only", branch), StringComparison.Ordinal);
    }

    [Fact]
    [Situation("a run was cut off before labels and auto-merge", "the next run makes up for it, at the present commit")]
    public async Task What_was_not_finished_is_finished_for_the_commit_that_is_there_now()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        // As a run leaves it that was cut off before it asked for the merge.
        var pull = fleet.Hub.Pull(PublishedFleet.Dev);
        pull["body"] = $"{pull["body"]}\n\n{ManagedRegion.Unfinished}";
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync("--auto-merge", "dev");
        Assert.Equal($"SQUASH {fleet.Remote("rev-parse", PublishedFleet.Dev)}", (string?)pull["auto_merge"]);
    }

    [Fact]
    [Situation("another token than the run before", "the comment is not made twice")]
    public async Task A_comment_is_made_once_although_the_token_is_another()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var theirs = fleet.Remote("commit-tree", $"{PublishedFleet.Dev}^{{tree}}", "-p", PublishedFleet.Dev, "-m", "Mine");
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", theirs);
        await fleet.ChangeAsync("dev", "web:3");
        foreach (var author in new[] { "publisher[bot]", "another[bot]" })
        {
            fleet.Hub.Pull(PublishedFleet.Dev)["user"]!["login"] = author;
            Assert.Equal(1, (await fleet.TryAsync()).Exit);
            Assert.Single(fleet.Hub.Comments);
        }
    }
}
