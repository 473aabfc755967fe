using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Git;

/// <summary>Clones as people and pipelines have them: what keeps git from answering is named with its cause and what mends it.</summary>
public sealed class RepositoryStateTests
{
    private static readonly string[][] Commands =
    [
        ["render"],
        ["render", "--check"],
        ["diff"],
        ["publish", "--dry-run", "--offline"],
        ["release", "cut", "web", "--dry-run"],
    ];

    [Fact]
    public async Task Another_user_s_repository_is_told_as_that_and_not_as_none()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        using var fleet = await GitFleet.CommittedAsync();
        TestTools.Run("chown", ["-R", "12345", fleet.Folder.Path]);
        foreach (var command in Commands)
        {
            var answer = await fleet.RunAsync(command);
            Assert.True(answer.Exit == 1, $"{command[0]}: {answer}");
            Assert.Contains("GOG285", answer.Error, StringComparison.Ordinal);
            Assert.Contains($"git config --global --add safe.directory {fleet.Folder.Path}", answer.Error, StringComparison.Ordinal);
        }

        var doctor = await fleet.RunAsync("doctor");
        Assert.Contains($"safe.directory {fleet.Folder.Path}", doctor.Output, StringComparison.Ordinal);

        var trusting = new Dictionary<string, string?>(Sh.Settings, StringComparer.Ordinal)
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "safe.directory",
            ["GIT_CONFIG_VALUE_0"] = fleet.Folder.Path,
        };
        var trusted = await Gitopsgen.RunAsAsync(fleet.Folder, trusting, "render", "--check");
        Assert.True(trusted.Exit == 0, trusted.ToString());
    }

    [Fact]
    public async Task A_work_tree_whose_repository_is_gone_is_told_as_that()
    {
        using var fleet = await GitFleet.CommittedAsync();
        var linked = fleet.Folder.Beside.File("linked");
        fleet.Git("worktree", "add", "--quiet", linked);
        Directory.Move(fleet.Folder.File(".git/worktrees"), fleet.Folder.Beside.File("gone"));
        foreach (var command in Commands)
        {
            var answer = await fleet.RunAtAsync(linked, command);
            Assert.True(answer.Exit == 1, $"{command[0]}: {answer}");
            Assert.Contains("GOG286", answer.Error, StringComparison.Ordinal);
            Assert.Contains("git worktree repair", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("index", "git reset")]
    [InlineData("config", "git config --edit")]
    [InlineData("extension", "install one")]
    public async Task A_repository_that_git_cannot_work_with_is_told_with_the_mend(string state, string mend)
    {
        using var fleet = await GitFleet.CommittedAsync();
        switch (state)
        {
            case "index":
                fleet.Write(".git/index", "none");
                break;
            case "config":
                fleet.Write(".git/config", "[core");
                break;
            case "extension":
                fleet.Git("config", "core.repositoryFormatVersion", "1");
                fleet.Git("config", "extensions.nobodyKnows", "true");
                break;
        }

        foreach (var command in Commands)
        {
            var answer = await fleet.RunAsync(command);
            Assert.True(answer.Exit == 1, $"{command[0]}: {answer}");
            Assert.Contains("GOG286", answer.Error, StringComparison.Ordinal);
            Assert.Contains(mend, answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_git_takes_for_a_bare_repository_is_told_with_the_mend()
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Git("config", "core.bare", "true");
        foreach (var command in new string[][] { ["diff"], ["publish", "--dry-run", "--offline"] })
        {
            var answer = await fleet.RunAsync(command);
            Assert.True(answer.Exit == 1, $"{command[0]}: {answer}");
            Assert.Contains("GOG286", answer.Error, StringComparison.Ordinal);
            Assert.Contains("git config core.bare false", answer.Error, StringComparison.Ordinal);
        }

        Assert.Contains("core.bare false", (await fleet.RunAsync("doctor")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_repository_each_command_says_so_that_needs_one()
    {
        using var fleet = SmallFleet.Create();
        foreach (var command in new[] { "diff", "publish" })
        {
            var answer = await Gitopsgen.RunAsAsync(fleet, Sh.Settings, command == "diff" ? ["diff"] : ["publish", "--dry-run"]);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains("GOG160", answer.Error, StringComparison.Ordinal);
            Assert.Contains("git init", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_commit_each_command_says_so_that_needs_one()
    {
        using var fleet = new GitFleet();
        await fleet.RenderAsync();
        foreach (var command in new[] { "diff", "publish" })
        {
            var answer = await fleet.RunAsync(command == "diff" ? ["diff"] : ["publish", "--dry-run"]);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains("GOG161", answer.Error, StringComparison.Ordinal);
            Assert.Contains("no commit at all yet", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sparse_checkout_that_leaves_files_of_the_fleet_out_is_told()
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Write("docs/x.md", "x");
        fleet.Commit();
        foreach (var patterns in new[] { "/*\n!/environments/prod/", "/*\n!/apps/web/base/" })
        {
            fleet.Git(["sparse-checkout", "set", "--no-cone", .. patterns.Split('\n')]);
            foreach (var command in Commands)
            {
                var answer = await fleet.RunAsync(command);
                Assert.True(answer.Exit == 1, $"{command[0]}: {answer}");
                Assert.Contains("GOG284", answer.Error, StringComparison.Ordinal);
                Assert.Contains("git sparse-checkout disable", answer.Error, StringComparison.Ordinal);
            }
        }

        fleet.Git("sparse-checkout", "set", "--no-cone", "/*", "!/docs/");
        var fine = await fleet.RunAsync("render", "--check");
        Assert.True(fine.Exit == 0, fine.ToString());
        // What a commit has is compared, whatever is checked out of it.
        fleet.Git("sparse-checkout", "set", "--no-cone", "/gitopsgen.yaml");
        var commits = await fleet.RunAsync("diff", "--base", "HEAD~1", "--head", "HEAD");
        Assert.True(commits.Exit == 0, commits.ToString());
    }

    [Fact]
    public async Task A_checkout_with_CRLF_is_told_as_that_and_not_as_a_hand_edit()
    {
        using var fleet = await GitFleet.CommittedAsync();
        var clone = fleet.Folder.Beside.File("clone");
        Sh.Git(".", "clone", "--quiet", "-c", "core.autocrlf=true", fleet.Folder.Path, clone);
        foreach (var mode in new[] { "--check", "--dry-run" })
        {
            var answer = await fleet.RunAtAsync(clone, "render", mode);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains("GOG281", answer.Error, StringComparison.Ordinal);
            Assert.Contains("core.autocrlf", answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("edited", answer.Output + answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Generated_files_with_CRLF_are_told_once_where_git_is_not_the_cause_any_more()
    {
        using var fleet = await GitFleet.CommittedAsync();
        foreach (var path in fleet.Folder.Snapshot().Keys.Where(path => path.StartsWith("environments/dev/web/", StringComparison.Ordinal)))
            fleet.Write(path, fleet.Folder.Read(path).ReplaceLineEndings("\r\n"));
        foreach (var mode in new[] { "--check", "--offline" })
        {
            var answer = await fleet.RunAsync("render", mode);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Equal(1, answer.Error.Split("error GOG288: 2 files").Length - 1);
            Assert.DoesNotContain("GOG080", answer.Error, StringComparison.Ordinal);
        }

        var discarded = await fleet.RunAsync("render", "--discard");
        Assert.True(discarded.Exit == 0, discarded.ToString());
        Assert.Equal("", fleet.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_hand_edit_is_one_whatever_its_line_ends()
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Write("environments/dev/web/kustomization.yaml", "# mine\r\n" + fleet.Folder.Read("environments/dev/web/kustomization.yaml"));
        var answer = await fleet.RunAsync("render");
        Assert.Contains("error GOG080", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_with_CRLF_names_the_checkout()
    {
        using var fleet = new GitFleet();
        var cut = await fleet.RunAsync("release", "cut", "web");
        var release = $"apps/web/releases/{cut.Output.Trim()}";
        fleet.Write($"{release}/app.yaml", fleet.Folder.Read($"{release}/app.yaml").ReplaceLineEndings("\r\n"));
        var answer = await fleet.RunAsync("render");
        Assert.Contains($"{release}(1,1): error GOG041", answer.Error, StringComparison.Ordinal);
        Assert.Contains("has CR LF at the ends of lines", answer.Error, StringComparison.Ordinal);
        fleet.Write($"{release}/app.yaml", fleet.Folder.Read($"{release}/app.yaml") + "# more\r\n");
        Assert.Contains("Releases are frozen", (await fleet.RunAsync("render")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_that_is_cut_off_is_told_where_it_decides_what_is_synced()
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Git("switch", "--quiet", "--create", "work");
        fleet.Commit("Mine");
        fleet.Git("switch", "--quiet", "main");
        fleet.Commit("Theirs");
        var clone = fleet.Folder.Beside.File("clone");
        Sh.Git(".", "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", $"file://{fleet.Folder.Path}", clone);
        foreach (var mode in new[] { "--check", "--dry-run", "--offline" })
        {
            var answer = await fleet.RunAtAsync(clone, "render", mode);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains("GOG289", answer.Error, StringComparison.Ordinal);
            Assert.Contains("git fetch --unshallow", answer.Error, StringComparison.Ordinal);
        }

        Assert.Contains("git fetch --unshallow", (await fleet.RunAtAsync(clone, "diff")).Error, StringComparison.Ordinal);
        Sh.Git(clone, "fetch", "--quiet", "--unshallow");
        var whole = await fleet.RunAtAsync(clone, "render", "--check");
        Assert.True(whole.Exit == 0, whole.ToString());
    }

    [Fact]
    public async Task A_shallow_clone_of_the_commit_alone_is_checked()
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Commit("More");
        var clone = fleet.Folder.Beside.File("clone");
        Sh.Git(".", "clone", "--quiet", "--depth=1", $"file://{fleet.Folder.Path}", clone);
        var answer = await fleet.RunAtAsync(clone, "render", "--check");
        Assert.True(answer.Exit == 0, answer.ToString());
    }
}
