using GitOpsGen.Files;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// A pull request brings a folder like the one in which the tool kept what it knew, or somebody plants links in the one in which it does.
/// </summary>
public sealed class CommittedStateTests : IDisposable
{
    private const string Manifests = "environments/dev/web/rendered/manifests.yaml";

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    private readonly TemporaryFolder outside = new();

    public void Dispose()
    {
        fleet.Dispose();
        outside.Dispose();
    }

    public static TheoryData<string, string> Journals =>
        new()
        {
            { ".git/hooks/post-commit", "a program of git's" },
            { ".github/workflows/ci.yaml", "a workflow" },
            { "environments/dev/web/taken.yaml", "a file from outside moved in" },
        };

    [Theory]
    [MemberData(nameof(Journals))]
    public async Task A_committed_journal_moves_no_file(string path, string what)
    {
        await RepositoryAsync();
        outside.Write("payload", "#!/bin/sh\n");
        fleet.Write(".gitopsgen/stage/f1", "#!/bin/sh\n");
        foreach (var staged in new[] { outside.File("payload"), fleet.File(".gitopsgen/stage/f1"), "f1" })
        {
            fleet.Write(
                ".gitopsgen/journal.json",
                $$"""[{"path":"{{path}}","old":null,"new":"{{Digest.OfText("#!/bin/sh\n")}}","staged":"{{staged}}"}]"""
            );
            Commit();
            await RefusedAsync();
            Assert.False(File.Exists(fleet.File(path)), what);
            Assert.True(File.Exists(outside.File("payload")), what);
        }
    }

    [Fact]
    public async Task A_committed_journal_deletes_no_file()
    {
        await RepositoryAsync();
        fleet.Write("README.md", "kept");
        fleet.Write(".gitopsgen/journal.json", $$"""[{"path":"README.md","old":"{{Digest.OfText("kept")}}","new":null,"staged":null}]""");
        Commit();
        await RefusedAsync();
        Assert.Equal("kept", fleet.Read("README.md"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Committed_caches_make_no_check_accept_forged_manifests(bool isTracked)
    {
        await RepositoryAsync();
        // What an honest run knows, made to fit what was forged, in every place where one might look.
        var known = File.ReadAllText(fleet.State("cache/builds"));
        var forged = fleet.Read(Manifests).Replace("web:1", "evil:1", StringComparison.Ordinal);
        var builds = known.Replace(Digest.OfText(fleet.Read(Manifests)), Digest.OfText(forged), StringComparison.Ordinal);
        Assert.NotEqual(known, builds);
        fleet.Write(
            "environments/dev/web/owned.json",
            fleet
                .Read("environments/dev/web/owned.json")
                .Replace(Digest.OfText(fleet.Read(Manifests)), Digest.OfText(forged), StringComparison.Ordinal)
        );
        fleet.Write(Manifests, forged);
        Directory.Delete(fleet.State(), recursive: true);
        foreach (var folder in new[] { ".gitopsgen", "gitopsgen", ".git-state" })
            fleet.Write($"{folder}/cache/builds", builds);
        if (isTracked)
            Commit();

        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");

        Assert.True(check.Exit == (isTracked ? 1 : 3), check.ToString());
        Assert.Contains(isTracked ? "error GOG195" : Manifests, isTracked ? check.Error : check.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Gitopsgen.RunInAsync(fleet, "publish", "--dry-run", "--remote", fleet.Path)).Exit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_of_that_name_that_is_a_link_is_followed_nowhere(bool isTracked)
    {
        await RepositoryAsync();
        outside.Write("stage/kept", "kept");
        outside.Write("cache/kept", "kept");
        Directory.CreateSymbolicLink(fleet.File(".gitopsgen"), outside.Path);
        if (isTracked)
            Commit();
        var before = outside.Snapshot();
        if (isTracked)
            await RefusedAsync();
        else
            Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal(before, outside.Snapshot());
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("cache")]
    [InlineData("cache/inflated")]
    [InlineData("journal.json")]
    [InlineData("lock")]
    public async Task Links_inside_a_folder_of_that_name_are_followed_nowhere(string link)
    {
        await RepositoryAsync();
        outside.Write("kept", "kept");
        Directory.CreateDirectory(Path.GetDirectoryName(fleet.File($".gitopsgen/{link}"))!);
        Directory.CreateSymbolicLink(fleet.File($".gitopsgen/{link}"), outside.Path);
        var before = outside.Snapshot();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Commit();
        await RefusedAsync();
        Assert.Equal(before, outside.Snapshot());
    }

    [Theory]
    [InlineData("")]
    [InlineData("stage")]
    [InlineData("trial")]
    [InlineData("cache")]
    [InlineData("cache/builds")]
    [InlineData("cache/inflated")]
    [InlineData("journal.json")]
    [InlineData("lock")]
    public async Task Links_in_the_tools_own_folder_are_refused(string link)
    {
        Git("init", "--quiet");
        outside.Write("kept", "kept");
        var path = fleet.State(link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(path, outside.Path);
        var before = outside.Snapshot();
        foreach (var command in new[] { new[] { "render" }, ["render", "--check"], ["release", "cut", "web"], ["migrate", "status"] })
        {
            var answer = await Gitopsgen.RunInAsync(fleet, command);
            Assert.True(answer.Exit == 1 && answer.Error.Contains("error GOG191", StringComparison.Ordinal), answer.ToString());
        }

        Assert.Equal(before, outside.Snapshot());
        Assert.False(Directory.Exists(fleet.File("argocd")));
        File.Delete(path);
    }

    [Fact]
    public async Task A_folder_that_others_may_write_into_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there rights are others");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(fleet.State()));
        File.SetUnixFileMode(fleet.State(), File.GetUnixFileMode(fleet.State()) | UnixFileMode.OtherWrite);
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 1 && answer.Error.Contains("error GOG191", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task Neither_a_work_tree_nor_a_sub_module_nor_a_fleet_in_a_sub_folder_shares_what_another_knows()
    {
        await RepositoryAsync();
        Commit();
        using var linked = new TemporaryFolder();
        Git("worktree", "add", "--quiet", "--detach", linked.File("tree"));
        var states = new[]
        {
            fleet.State(),
            GitOpsGen.State.StateFolder.Of(linked.File("tree")).Path,
            GitOpsGen.State.StateFolder.Of(fleet.File("apps")).Path,
        };
        Assert.Equal(3, states.Distinct(StringComparer.Ordinal).Count());
        Assert.All(states, state => Assert.StartsWith(fleet.File(".git/"), state, StringComparison.Ordinal));
        var render = await Gitopsgen.RunAsync("render", "--root", linked.File("tree"));
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal("", Git("status", "--porcelain"));
    }

    private async Task RefusedAsync()
    {
        foreach (
            var command in new[]
            {
                new[] { "render" },
                ["render", "--check"],
                ["render", "--dry-run"],
                ["diff"],
                ["release", "cut", "web"],
                ["publish", "--dry-run"],
                ["publish", "--dry-run", "--head", "HEAD"],
                ["migrate", "status"],
            }
        )
        {
            var answer = await Gitopsgen.RunInAsync(fleet, command);
            Assert.True(
                answer.Exit == 1 && answer.Error.Contains("error GOG195", StringComparison.Ordinal),
                $"{string.Join(' ', command)}: {answer}"
            );
            Assert.Contains("git rm -r --cached .gitopsgen", answer.Error, StringComparison.Ordinal);
        }

        foreach (var command in new[] { "plan", "apply", "undo", "verify" })
        {
            string[] names = command is "plan" or "apply" ? ["--from", "kube-system", "--to", "monitoring"] : [];
            var answer = await Gitopsgen.RunAsync(["migrate", command, "--path", fleet.Path, .. names]);
            Assert.True(answer.Exit == 1 && answer.Error.Contains("error GOG195", StringComparison.Ordinal), $"{command}: {answer}");
        }
    }

    private async Task RepositoryAsync()
    {
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.name", "t");
        Git("config", "user.email", "t@example.com");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
    }

    private void Commit()
    {
        Git("add", "--all", "--force");
        Git("commit", "--quiet", "--allow-empty", "-m", "x");
    }

    private string Git(params string[] arguments)
    {
        var (exit, output, error) = TestTools.Run("git", ["-C", fleet.Path, .. arguments]);
        Assert.True(exit == 0, error);
        return System.Text.Encoding.UTF8.GetString(output);
    }
}
