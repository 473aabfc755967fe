using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GitOpsGen.Engines;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>What publish can start from.</summary>
public sealed class SourceTests
{
    [Fact]
    [Situation("a detached HEAD, other files changed", "only what belongs to the fleet's change")]
    public async Task A_detached_head_and_a_dirty_tree_publish_only_what_belongs_to_the_change()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Git("checkout", "--quiet", "--detach");
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Folder.Write("README.md", "mine\n");
        fleet.Folder.Write("staged.txt", "staged\n");
        fleet.Git("add", "staged.txt");
        fleet.Folder.Write(".git/hooks/pre-push", "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(fleet.Folder.File(".git/hooks/pre-push"), (UnixFileMode)0b111_101_101);
        var (status, index) = (fleet.Git("status", "--porcelain"), File.ReadAllBytes(fleet.Folder.File(".git/index")));
        var answer = await fleet.PublishAsync();
        Assert.Contains("stays out: README.md", answer.Output, StringComparison.Ordinal);
        Assert.Contains("stays out: staged.txt", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(".txt", fleet.Remote("diff", "--name-only", "main", PublishedFleet.Dev), StringComparison.Ordinal);
        Assert.Equal(status, fleet.Git("status", "--porcelain"));
        Assert.Equal(index, File.ReadAllBytes(fleet.Folder.File(".git/index")));
    }

    [Fact]
    public async Task A_shallow_clone_of_a_branch_finds_what_it_has_in_common_with_the_base()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Git("add", "--all");
        fleet.Git("commit", "--quiet", "--message=Change");
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=Nothing");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "HEAD:work");
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--depth=1", "--branch=work", $"file://{fleet.Hub.Bare}", ".");
        Sh.Git(clone.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);
        var answer = await fleet.TryInAsync(clone);
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(fleet.Remote("rev-parse", "main"), fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.Contains(
            "environments/dev/web/owned.json",
            fleet.Remote("diff", "--name-only", "main", PublishedFleet.Dev),
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Situation("a partial clone", "what must be shown is fetched")]
    public async Task A_clone_without_blobs_fetches_those_that_it_must_show()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("Change");
        fleet.Git("push", "--quiet", fleet.Hub.Bare, "HEAD:work");
        foreach (var setting in new[] { "allowFilter", "allowAnySHA1InWant" })
            fleet.Remote("config", $"uploadpack.{setting}", "true");
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--filter=blob:none", "--branch=work", $"file://{fleet.Hub.Bare}", ".");
        Sh.Git(clone.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);

        var answer = await fleet.TryInAsync(clone);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains(
            "- spec.template.spec.containers[web].image: web:1\n+ spec.template.spec.containers[web].image: web:2\n",
            (string)Assert.Single(fleet.Hub.Pulls)["body"]!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("worktree", "add", "--quiet", "-b", "work", "{clone}", "HEAD")]
    [InlineData("clone", "--quiet", "--shared", ".", "{clone}")]
    public async Task What_a_clone_borrows_is_left_whole(params string[] making)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("Change");
        using var clone = new TemporaryFolder();
        fleet.Git(Array.ConvertAll(making, word => word == "{clone}" ? clone.Path : word));
        Sh.Git(clone.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);

        var answer = await fleet.TryInAsync(clone);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.DoesNotContain("git alone", answer.Error, StringComparison.Ordinal);
        Assert.Equal(fleet.Git("rev-parse", "HEAD^{tree}"), fleet.Remote("rev-parse", $"{PublishedFleet.Dev}^{{tree}}"));
        Sh.Git(clone.Path, "fsck", "--strict", "--no-dangling");
        fleet.Git("fsck", "--strict", "--no-dangling");
    }

    [Fact]
    public async Task Objects_that_lie_elsewhere_are_found_and_an_odd_temporary_folder_does_no_harm()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        using var elsewhere = new TemporaryFolder();
        Directory.Move(fleet.Folder.File(".git/objects"), elsewhere.File("objects"));
        Directory.CreateDirectory(fleet.Folder.File(".git/objects"));
        var environment = fleet.Environment();
        environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = elsewhere.File("objects");
        environment["TMPDIR"] = Directory.CreateDirectory(elsewhere.File("a:b \"c\" \\d")).FullName;

        var answer = await Gitopsgen.RunAloneAsync(fleet.Folder, environment, "publish", "--offline");

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.DoesNotContain("git alone", answer.Error, StringComparison.Ordinal);
        Assert.Equal([PublishedFleet.Dev, "main"], fleet.Hub.Branches);
        Assert.Empty(Directory.EnumerateFileSystemEntries(environment["TMPDIR"]!, "gitopsgen-*"));
    }

    [Fact]
    [Situation("`--push-remote` is a fork", "branches there, pull requests here")]
    public async Task From_a_fork_branches_are_pushed_to_it_and_pull_requests_opened_where_it_comes_from()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var fork = fleet.Hub.Fork("jane");
        fleet.Git("remote", "add", "mine", fleet.Hub.RepositoryUrl.Replace("/contoso/", "/jane/", StringComparison.Ordinal));
        await fleet.ChangeAsync("dev", "web:2");

        await fleet.PublishAsync("--push-remote", "mine");

        Assert.Equal(["main"], fleet.Hub.Branches);
        Assert.Equal(fleet.Remote("rev-parse", "main"), Sh.Git(fork, "rev-parse", $"{PublishedFleet.Dev}^"));
        Assert.Equal(
            ["jane", Sh.Git(fork, "rev-parse", PublishedFleet.Dev)],
            new[] { "owner", "sha" }.Select(name => (string?)Assert.Single(fleet.Hub.Pulls)["head"]![name])
        );
        fleet.Hub.Clear();
        await fleet.PublishAsync("--push-remote", "mine");
        Assert.Empty(fleet.Hub.Writes);

        var path = "environments/dev/environment.yaml";
        fleet.Folder.Write(
            path,
            fleet.Folder.Read(path).Replace("web: {patches: [{file: image.yaml}]}", "web: {}", StringComparison.Ordinal)
        );
        File.Delete(fleet.Folder.File("environments/dev/image.yaml"));
        await fleet.RenderAsync();
        await fleet.PublishAsync("--push-remote", "mine");
        Assert.Equal("closed", (string?)Assert.Single(fleet.Hub.Pulls)["state"]);
        Assert.Equal("main", Sh.Git(fork, "for-each-ref", "--format=%(refname:short)"));
    }

    [Fact]
    [Situation("a fork of the same owner", "told by its name (`head_repo`)")]
    public async Task Within_one_owner_a_fork_is_told_by_its_name()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Hub.Fork("contoso", "mine");
        fleet.Git("remote", "add", "mine", fleet.Hub.RepositoryUrl.Replace("small", "mine", StringComparison.Ordinal));
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync("--push-remote", "mine");
        Assert.Equal("contoso/mine", (string?)Assert.Single(fleet.Hub.Pulls)["head"]!["repo"]);
        fleet.Hub.Clear();
        await fleet.PublishAsync("--push-remote", "mine");
        Assert.Empty(fleet.Hub.Writes);
    }

    [Fact]
    [Situation("`pushurl` is another repository", "read and written there")]
    public async Task A_push_address_of_its_own_is_read_and_written()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Hub.Fork("jane");
        fleet.Git("remote", "set-url", "--push", "origin", fleet.Hub.RepositoryUrl.Replace("contoso", "jane", StringComparison.Ordinal));
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        Assert.Equal("jane", (string?)Assert.Single(fleet.Hub.Pulls)["head"]!["owner"]);
        Assert.Equal(["main"], fleet.Hub.Branches);
        fleet.Hub.Clear();
        await fleet.PublishAsync();
        Assert.Empty(fleet.Hub.Writes);
    }

    [Fact]
    public async Task A_push_address_with_a_secret_is_refused_without_it()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Git("remote", "set-url", "--push", "origin", "https://jane:planted@github.example/jane/small.git");
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 1 && answer.Error.Contains("pushurl", StringComparison.Ordinal), answer.ToString());
        Assert.DoesNotContain("planted", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Situation("the list by head does not show the pull request", "found among all open ones")]
    public async Task A_pull_request_that_the_list_by_head_does_not_show_is_found()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        await fleet.ChangeAsync("dev", "web:3");
        fleet.Hub.ListLag = 2;
        var answer = await fleet.PublishAsync();
        Assert.Contains("found pull request 1", answer.Output, StringComparison.Ordinal);
        Assert.Contains("web:3", (string?)Assert.Single(fleet.Hub.Pulls)["body"], StringComparison.Ordinal);
    }

    [Fact]
    [Situation("a shallow clone, a fork that lacks the history", "deepened and pushed again")]
    public async Task A_shallow_clone_pushes_to_a_fork_that_lacks_its_history()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Hub.Fork("jane");
        fleet.CommitElsewhere("main", "Something else", "notes.txt");
        fleet.CommitElsewhere("main", "And more", "more.txt");
        await fleet.ChangeAsync("dev", "web:2");
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--depth=1", "--branch=main", $"file://{fleet.Hub.Bare}", ".");
        Sh.Git(clone.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);
        Sh.Git(clone.Path, "remote", "add", "jane", fleet.Hub.RepositoryUrl.Replace("contoso", "jane", StringComparison.Ordinal));
        foreach (var (path, text) in fleet.Folder.Snapshot())
            clone.Write(path, text);
        var answer = await fleet.TryInAsync(clone, "--push-remote", "jane");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal("jane", (string?)Assert.Single(fleet.Hub.Pulls)["head"]!["owner"]);
    }

    [Fact]
    public async Task A_mirror_and_settings_for_other_pushes_change_nothing()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("Change");
        fleet.Git("tag", "--annotate", "--message=mine", "private-note", "HEAD^");
        using var mirror = new TemporaryFolder();
        Sh.Git(mirror.Path, "clone", "--quiet", "--mirror", fleet.Folder.Path, ".");
        Sh.Git(mirror.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);
        foreach (var setting in new[] { "push.followTags", "log.showSignature" })
            Sh.Git(mirror.Path, "config", setting, "true");

        var answer = await fleet.TryInAsync(mirror, "--head", "main");

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal([PublishedFleet.Dev, "main"], fleet.Hub.Branches);
        Assert.DoesNotContain(fleet.Hub.OtherRefs, name => name.StartsWith("refs/tags/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--remote")]
    [InlineData("--push-remote")]
    public async Task A_remote_is_never_taken_for_an_option_of_git(string option)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var answer = await fleet.TryAsync($"{option}=--upload-pack=touch {fleet.Folder.File("made")};");
        Assert.Equal(4, answer.Exit);
        Assert.False(File.Exists(fleet.Folder.File("made")));
    }

    [Fact]
    [Situation("a bare clone with `--head`", "publishes that commit")]
    public async Task A_bare_clone_publishes_a_commit()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Git("add", "--all");
        fleet.Git("commit", "--quiet", "--message=Change");
        using var bare = new TemporaryFolder();
        Sh.Git(bare.Path, "clone", "--quiet", "--bare", fleet.Folder.Path, ".");
        Sh.Git(bare.Path, "remote", "set-url", "origin", fleet.Hub.RepositoryUrl);
        var answer = await fleet.TryInAsync(bare, "--head", "main");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal("", fleet.Git("diff", "--name-only", "HEAD", fleet.Fetched(PublishedFleet.Dev)));
    }

    [Fact]
    [Situation("the fleet lies in a folder of the repository", "only that folder is changed")]
    public async Task A_fleet_in_a_folder_of_a_repository_changes_only_that_folder()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        using var outer = new TemporaryFolder();
        foreach (var (path, text) in fleet.Folder.Snapshot())
            outer.Write($"deploy/{path}", text);
        outer.Write("outside.txt", "one\n");
        Sh.Git(outer.Path, "init", "--quiet", "--initial-branch=main");
        Sh.Git(outer.Path, "add", "--all");
        Sh.Git(outer.Path, "commit", "--quiet", "--message=Begin");
        Sh.Git(outer.Path, "push", "--quiet", "--force", fleet.Hub.Bare, "main");
        Sh.Git(outer.Path, "remote", "add", "origin", fleet.Hub.RepositoryUrl);
        outer.Write("outside.txt", "two\n");
        var deployment = "deploy/apps/web/base/deployment.yaml";
        outer.Write(deployment, outer.Read(deployment).Replace("web:1", "web:2", StringComparison.Ordinal));
        var environment = fleet.Environment();
        Assert.Equal(0, (await Gitopsgen.RunAsync("render", "--offline", "--root", outer.File("deploy"))).Exit);
        using var process = BuiltTool.Start(
            outer.File("deploy"),
            ["publish", "--offline", "--only", "dev"],
            environment.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal)
        );
        var answer = await BuiltTool.EndAsync(process);
        Assert.True(answer.Exit == 0, answer.ToString());
        var paths = fleet.Remote("diff", "--name-only", "main", PublishedFleet.Dev).Split('\n');
        Assert.All(paths, path => Assert.StartsWith("deploy/", path, StringComparison.Ordinal));
        Assert.Contains(deployment, paths);
    }

    [Fact]
    [Situation("a run from an older checkout", "what was merged is not wanted again")]
    public async Task A_run_from_where_the_base_is_older_wants_nothing_of_what_was_merged()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Squash(PublishedFleet.Dev);
        fleet.Remote("update-ref", "-d", $"refs/heads/{PublishedFleet.Dev}");
        fleet.Hub.Clear();
        var answer = await fleet.PublishAsync("--output", "json");
        Assert.Empty(fleet.Hub.Writes);
        Assert.All(JsonNode.Parse(answer.Output)!["publications"]!.AsArray(), item => Assert.Equal("nothing", (string?)item!["action"]));
    }

    [Fact]
    public async Task A_file_keeps_its_mode()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        File.SetUnixFileMode(fleet.Folder.File("environments/dev/image.yaml"), (UnixFileMode)0b111_101_101);
        await fleet.PublishAsync();
        Assert.StartsWith("100755", fleet.Remote("ls-tree", PublishedFleet.Dev, "environments/dev/image.yaml"), StringComparison.Ordinal);
        Assert.StartsWith(
            "100644",
            fleet.Remote("ls-tree", PublishedFleet.Dev, "environments/dev/environment.yaml"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false, "open")]
    [InlineData(true, "closed")]
    public async Task Only_the_waves_named_merge_by_themselves(bool isClean, string state)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.ChangeAsync("prod", "web:2");
        fleet.Hub.IsClean = isClean;
        await fleet.PublishAsync("--auto-merge", "dev", "--merge-method", "rebase");
        var pull = fleet.Hub.Pull(PublishedFleet.Dev);
        Assert.Equal(state, (string?)pull["state"]);
        Assert.Equal(isClean ? null : $"REBASE {fleet.Remote("rev-parse", PublishedFleet.Dev)}", (string?)pull["auto_merge"]);
        Assert.Equal(
            (null, "open"),
            ((string?)fleet.Hub.Pull(PublishedFleet.Prod)["auto_merge"], (string?)fleet.Hub.Pull(PublishedFleet.Prod)["state"])
        );
    }

    [Fact]
    public async Task An_app_publishes_with_a_token_of_its_own()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        using var key = RSA.Create(2048);
        using var keys = new TemporaryFolder();
        keys.Write("app.pem", key.ExportPkcs8PrivateKeyPem());
        fleet.Hub.App = key;
        var environment = fleet.Environment(token: null);
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            environment,
            "publish",
            "--offline",
            "--app-id",
            "1234",
            "--app-key-file",
            keys.File("app.pem")
        );
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Single(fleet.Hub.Pulls);
        // Another App is refused.
        var other = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            environment,
            "publish",
            "--offline",
            "--app-id",
            "1",
            "--app-key-file",
            keys.File("app.pem")
        );
        Assert.True(other.Exit == 4 && other.Error.Contains("does not accept the token", StringComparison.Ordinal), other.ToString());
    }

    [Fact]
    public async Task Commits_are_signed_as_git_is_configured_to()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        Assert.SkipUnless(EngineFinder.OnPath("ssh-keygen") is not null, "ssh-keygen is not installed");
        using var keys = new TemporaryFolder();
        Assert.Equal(
            0,
            TestTools.Run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "jane@example.com", "-f", keys.File("key")]).Exit
        );
        keys.Write("signers", $"jane@example.com {keys.Read("key.pub")}");
        foreach (
            var (name, value) in new[]
            {
                ("gpg.format", "ssh"),
                ("user.signingKey", keys.File("key")),
                ("commit.gpgSign", "true"),
                ("gpg.ssh.allowedSignersFile", keys.File("signers")),
            }
        )
            fleet.Git("config", name, value);
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        fleet.Git("verify-commit", fleet.Fetched(PublishedFleet.Dev));
        fleet.Hub.Clear();
        await fleet.PublishAsync();
        Assert.Empty(fleet.Hub.Writes);
    }

    [Fact]
    public async Task A_remote_over_ssh_is_reached_as_git_reaches_it()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        // In place of ssh: the command that git asks the host for is run here. What it got is kept.
        fleet.Folder.Write(
            ".git/ssh",
            $"#!/bin/sh\necho \"$@\" >> '{fleet.Folder.File(".git/asked")}'\nfor last; do :; done\ncd '{fleet.Hub.Bare}/../..' "
                + "&& exec sh -c \"$(echo \"$last\" | sed \"s|'/|'./|\")\"\n"
        );
        File.SetUnixFileMode(fleet.Folder.File(".git/ssh"), (UnixFileMode)0b111_101_101);
        fleet.Git("remote", "set-url", "origin", "ssh://git@github.example/contoso/small.git");
        await fleet.ChangeAsync("dev", "web:2");
        var environment = fleet.Environment();
        environment["GIT_SSH"] = fleet.Folder.File(".git/ssh");
        environment["GIT_SSH_VARIANT"] = "ssh";

        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, environment, "publish", "--offline");

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal([PublishedFleet.Dev], fleet.Hub.Pulls.Select(pull => (string)pull["head"]!["ref"]!));
        var asked = fleet.Folder.Read(".git/asked");
        Assert.Contains("git@github.example git-receive-pack '/contoso/small.git'", asked, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeGitHub.Token, asked, StringComparison.Ordinal);
        Assert.DoesNotContain(fleet.Hub.Calls, call => call.Contains("git-receive-pack", StringComparison.Ordinal));
    }
}
