using GitOpsGen.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>The states that a branch and the base may be in when publish comes by.</summary>
public sealed class BranchTests
{
    [Fact]
    public async Task A_persons_commit_is_left_alone_with_one_comment()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var person = Commit(fleet, PublishedFleet.Dev, "Correct by hand");
        // As long as nothing else is wanted, nothing is wrong.
        await fleet.ChangeAsync("dev", "web:3");
        for (var run = 0; run < 2; run++)
        {
            var answer = await fleet.TryAsync();
            Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG176", StringComparison.Ordinal) && answer.Error.Contains("Jane", StringComparison.Ordinal), answer.ToString());
        }

        Assert.Equal(person, fleet.Remote("rev-parse", PublishedFleet.Dev));
        Assert.Contains(person, (string?)Assert.Single(fleet.Hub.Comments)["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amended_commit_counts_as_a_persons()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        var message = fleet.Remote("show", "--no-patch", "--format=%B", PublishedFleet.Dev);
        var amended = fleet.Remote("commit-tree", Tree(fleet, PublishedFleet.Dev), "-p", "main", "-m", message);
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", amended);
        await fleet.ChangeAsync("dev", "web:3");
        Assert.Contains("GOG176", (await fleet.TryAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_of_the_base_by_the_host_is_nobodys_commit()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        Commit(fleet, "main", "Something else");
        var merged = fleet.Remote("commit-tree", fleet.Remote("merge-tree", "--write-tree", PublishedFleet.Dev, "main"), "-p", PublishedFleet.Dev, "-p", "main", "-m", "Merge branch 'main'");
        fleet.Remote("update-ref", $"refs/heads/{PublishedFleet.Dev}", merged);
        fleet.Hub.Clear();
        await fleet.PublishAsync();
        Assert.Empty(fleet.Hub.Writes);
        await fleet.ChangeAsync("dev", "web:3");
        await fleet.PublishAsync();
        Assert.Equal("1", fleet.Remote("rev-list", "--count", $"main..{PublishedFleet.Dev}"));
    }

    [Fact]
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
    public async Task A_base_that_moved_elsewhere_is_built_upon()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var moved = Commit(fleet, "main", "Something else");
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        Assert.Equal(moved, fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.DoesNotContain("person.txt", fleet.Remote("diff", "--name-only", "main", PublishedFleet.Dev), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_that_moved_under_a_changed_unit_is_an_error()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        Commit(fleet, "main", "Another value", "apps/web/base/deployment.yaml");
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 1 && answer.Error.Contains("apps/web/base/deployment.yaml(1,1): error GOG171", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
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

    // A person's commit on a branch of the remote.
    private static string Commit(PublishedFleet fleet, string branch, string message, string path = "person.txt")
    {
        var commit = fleet.Remote("commit-tree", Tree(fleet, branch, path), "-p", branch, "-m", message);
        fleet.Remote("update-ref", $"refs/heads/{branch}", commit);
        return commit;
    }

    private static string Tree(PublishedFleet fleet, string branch, string path = "person.txt")
    {
        using var work = new TemporaryFolder();
        Sh.Git(work.Path, "clone", "--quiet", "--branch", branch, fleet.Hub.Bare, "clone");
        var clone = work.File("clone");
        work.Write($"clone/{path}", "by hand\n");
        Sh.Git(clone, "add", "--all");
        var tree = Sh.Git(clone, "write-tree");
        Sh.Git(clone, "push", "--quiet", "origin", $"{Sh.Git(clone, "commit-tree", tree, "-m", "objects")}:refs/objects/{tree}");
        return tree;
    }

    [Fact]
    public async Task An_environment_that_goes_goes_whole()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        Directory.Delete(fleet.Folder.File("environments/prod"), recursive: true);
        fleet.Folder.Write("gitopsgen.yaml", System.Text.RegularExpressions.Regex.Replace(fleet.Folder.Read("gitopsgen.yaml"), @"(, )?\{name: prod[^}]*\}|\n *- \{?name: prod[^\n]*", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await fleet.RenderAsync();
        var answer = await fleet.PublishAsync();
        Assert.DoesNotContain("stays out", answer.Output, StringComparison.Ordinal);
        var branch = Assert.Single(fleet.Hub.Branches, name => name != "main");
        Assert.Equal("", fleet.Git("diff", "--name-only", fleet.Fetched(branch), "--", "environments", "apps", "gitopsgen.yaml", "argocd"));
        Assert.DoesNotContain("environments/prod", fleet.Remote("ls-tree", "-r", "--name-only", branch), StringComparison.Ordinal);
    }

    [Fact]
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
