using GitOpsGen.Files;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>What keeps a run from ever ending, or every later run from working.</summary>
public sealed class EndsTests : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("\"x\"")]
    [InlineData("""[{"path":5}]""")]
    [InlineData("""{"version":"2"}""")]
    [InlineData("""{"version":2.5}""")]
    [InlineData("""{"version":2,"kind":"render","mark":"0123456789abcdef","files":[null]}""")]
    [InlineData("""{"version":2,"kind":"render","mark":"../../..","files":[]}""")]
    [InlineData("""{"version":2,"kind":"burn","mark":"0123456789abcdef","files":[]}""")]
    [InlineData("""{"version":2,"version":2,"kind":"render","mark":"0123456789abcdef","files":[]}""")]
    [InlineData(
        """{"version":2,"kind":"render","mark":"0123456789abcdef","files":[{"path":"environments/dev/web/x","old":null,"new":null,"staged":null}]}"""
    )]
    [InlineData(
        """{"version":2,"kind":"render","mark":"0123456789abcdef","files":[{"path":"environments/dev/web/x","old":"zz","new":null,"staged":null}]}"""
    )]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task An_odd_journal_is_put_aside_and_the_render_goes_on(string journal)
    {
        fleet.WriteState("journal.json", journal);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("warning GOG193", render.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.State("journal.json")));
        Assert.DoesNotContain("GOG193", (await Gitopsgen.RunInAsync(fleet, "render")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("render", ".git/hooks/post-commit")]
    [InlineData("render", ".github/workflows/x.yaml")]
    [InlineData("render", "gitopsgen.yaml")]
    [InlineData("render", "environments/dev/environment.yaml")]
    [InlineData("render", "environments/dev/releases/web.yaml")]
    [InlineData("render", "../outside")]
    [InlineData("render", "/etc/passwd")]
    [InlineData("render", "environments/dev/web/../../../x")]
    [InlineData("release", "environments/dev/web/x")]
    [InlineData("move", ".git/config")]
    [InlineData("move", "a/.GIT/config")]
    [InlineData("move", "../x")]
    [InlineData("rename", ".git/hooks/post-commit")]
    [InlineData("rename", "README.md")]
    public async Task A_journal_moves_only_what_its_command_may_write(string kind, string path)
    {
        fleet.WriteState("stage/f1", "x");
        fleet.WriteState(
            "journal.json",
            $$"""{"version":2,"kind":"{{kind}}","mark":"0123456789abcdef","files":[{"path":"{{path}}","old":null,"new":"{{Digest.OfText("x")}}","staged":"f1"}]}"""
        );
        var before = fleet.Snapshot();
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "prune");
        Assert.True(cut.Exit == 0 && cut.Error.Contains("warning GOG193", StringComparison.Ordinal), cut.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/hostname")]
    [InlineData("tree/f1")]
    [InlineData("f")]
    public async Task A_journal_takes_only_what_lies_directly_in_the_stage(string staged)
    {
        fleet.WriteState("stage/f1", "x");
        fleet.WriteState("secret", "x");
        fleet.WriteState(
            "journal.json",
            $$"""{"version":2,"kind":"move","mark":"0123456789abcdef","files":[{"path":"taken","old":null,"new":"{{Digest.OfText("x")}}","staged":"{{staged}}"}]}"""
        );
        await Gitopsgen.RunInAsync(fleet, "release", "prune");
        Assert.False(File.Exists(fleet.File("taken")));
        Assert.True(File.Exists(fleet.State("secret")));
    }

    [Theory]
    [InlineData("render")]
    [InlineData("release", "prune")]
    public async Task A_journal_of_a_later_version_stops_and_loses_nothing(params string[] command)
    {
        fleet.WriteState("stage/f1", "x");
        fleet.WriteState("journal.json", """{"version":3,"what":"ever"}""");
        var answer = await Gitopsgen.RunInAsync(fleet, command);
        Assert.True(answer.Exit == 1 && answer.Error.Contains("error GOG192", StringComparison.Ordinal), answer.ToString());
        Assert.Equal("x", File.ReadAllText(fleet.State("stage/f1")));
        Assert.True(File.Exists(fleet.State("journal.json")));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "explain", "dev", "web")).Exit);
    }

    [Theory]
    [InlineData("render", "--check")]
    [InlineData("render", "--dry-run")]
    [InlineData("migrate", "status")]
    public async Task A_run_that_only_reads_throws_nothing_away_that_an_interrupted_one_has_staged(params string[] command)
    {
        fleet.WriteState("stage/f1", "x\n");
        fleet.WriteState(
            "journal.json",
            $$"""{"version":2,"kind":"render","mark":"0123456789abcdef","files":[{"path":"environments/dev/web/x.yaml","old":null,"new":"{{Digest.OfText("x\n")}}","staged":"f1"}]}"""
        );
        await Gitopsgen.RunInAsync(fleet, command);
        await Gitopsgen.RunInAsync(fleet, "release", "prune");
        Assert.Equal("x\n", fleet.Read("environments/dev/web/x.yaml"));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("pipe")]
    public async Task A_lock_that_can_never_be_taken_is_told_at_once(string kind)
    {
        fleet.WriteState("x", "");
        if (kind == "folder")
            Directory.CreateDirectory(fleet.State("lock"));
        else
            MakePipe(fleet.State("lock"));
        // A folder is in nobody's way who takes no lock.
        string[][] commands =
            kind == "folder"
                ?
                [
                    ["render"],
                ]
                :
                [
                    ["render"],
                    ["render", "--check"],
                    ["release", "list"],
                ];
        foreach (var command in commands)
        {
            var answer = await AtOnceAsync(command);
            Assert.True(
                answer.Exit == 1
                    && (
                        answer.Error.Contains("error GOG190", StringComparison.Ordinal)
                        || answer.Error.Contains("error GOG191", StringComparison.Ordinal)
                    ),
                answer.ToString()
            );
        }
    }

    [Fact]
    public async Task Where_the_tools_own_folder_cannot_be_writing_ends_and_reading_goes_on()
    {
        Git("init", "--quiet");
        // Also the superuser cannot put a folder below a file.
        fleet.Write(".git/gitopsgen", "in the way");
        var render = await AtOnceAsync("render");
        Assert.True(render.Exit == 1 && render.Error.Contains("error GOG191", StringComparison.Ordinal), render.ToString());
        Assert.Equal(0, (await AtOnceAsync("explain", "dev", "web")).Exit);
    }

    [Fact]
    public async Task A_read_only_file_system_is_told_at_once_and_can_be_checked()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Git("init", "--quiet");
        var (exit, _, error) = TestTools.Run("mount", ["-t", "tmpfs", "-o", "ro", "none", fleet.File(".git/objects")]);
        Assert.SkipUnless(exit == 0, $"nothing can be mounted here: {error}");
        TestTools.Run("umount", [fleet.File(".git/objects")]);
        Assert.Equal(0, TestTools.Run("mount", ["--bind", fleet.Path, fleet.Path]).Exit);
        try
        {
            Assert.Equal(0, TestTools.Run("mount", ["-o", "remount,bind,ro", fleet.Path]).Exit);
            var render = await AtOnceAsync("render");
            Assert.True(render.Exit == 1 && render.Error.Contains("error GOG190", StringComparison.Ordinal), render.ToString());
            var check = await AtOnceAsync("render", "--check");
            Assert.True(check.Exit == 0, check.ToString());
        }
        finally
        {
            TestTools.Run("umount", [fleet.Path]);
        }
    }

    [Theory]
    [InlineData("gitopsgen.yaml")]
    [InlineData("apps/web/app.yaml")]
    [InlineData("apps/web/base/kustomization.yaml")]
    [InlineData("apps/web/base/deployment.yaml")]
    [InlineData("apps/web/base/beside")]
    [InlineData("apps/web/values.yaml")]
    [InlineData("apps/web/chart/Chart.yaml")]
    [InlineData("environments/dev/environment.yaml")]
    [InlineData("environments/prod/releases/web.yaml")]
    [InlineData("environments/dev/web/owned.json")]
    [InlineData("environments/dev/web/rendered/manifests.yaml")]
    [InlineData("argocd/root.yaml")]
    [InlineData("argocd/apps/dev/web.yaml")]
    [InlineData("templates/migration/x.md")]
    public async Task A_pipe_in_place_of_a_file_is_named_and_never_opened(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only there is a pipe told from a file");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Directory.CreateDirectory(Path.GetDirectoryName(fleet.File(path))!);
        File.Delete(fleet.File(path));
        MakePipe(fleet.File(path));
        foreach (var command in new[] { new[] { "render" }, ["render", "--check"], ["render", "--dry-run"] })
        {
            var answer = await AtOnceAsync(command);
            Assert.True(
                answer.Exit == 1 && answer.Error.Contains($"{path}(1,1): error GOG194", StringComparison.Ordinal),
                answer.ToString()
            );
        }

        await AtOnceAsync("release", "cut", "web");
        await AtOnceAsync("explain", "dev", "web");
        await AtOnceAsync("doctor");
        await EndsAsync(["migrate", "plan", "--from", "demo", "--to", "other", "--path", fleet.Path]);
    }

    [Fact]
    public async Task A_pipe_in_a_work_tree_is_compared_with_nothing()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Git("init", "--quiet", "--initial-branch=main");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "x");
        File.Delete(fleet.File("environments/dev/web/rendered/manifests.yaml"));
        MakePipe(fleet.File("environments/dev/web/rendered/manifests.yaml"));
        Assert.NotEqual(0, (await AtOnceAsync("diff")).Exit);
    }

    [Fact]
    public async Task State_of_a_later_version_is_ignored_where_it_is_a_cache()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        foreach (var file in new[] { "index", "builds", "last.json", "engines" })
        foreach (var text in new[] { "gitopsgen-x 99\n", "{\"version\":99}", "null", "\0\0", "a\tb\tc" })
        {
            File.WriteAllText(fleet.State($"cache/{file}"), text);
            var render = await Gitopsgen.RunInAsync(fleet, "render");
            Assert.True(
                render.Exit == 0 && render.Output.Contains("units unchanged      4", StringComparison.Ordinal),
                $"{file} {text}: {render}"
            );
        }
    }

    [Fact]
    public async Task A_record_of_a_later_version_stops_and_is_left_as_it_is()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        const string path = "environments/dev/web/owned.json";
        fleet.Write(path, fleet.Read(path).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 1 && render.Error.Contains($"{path}(1,1): error GOG196", StringComparison.Ordinal), render.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task A_record_of_moves_of_a_later_version_stops_and_is_left_as_it_is()
    {
        fleet.WriteState("migrate.json", """{"version":2}""");
        foreach (var command in new[] { "undo", "verify" })
        {
            var answer = await Gitopsgen.RunAsync("migrate", command, "--path", fleet.Path);
            Assert.True(answer.Exit == 1 && answer.Error.Contains("error GOG197", StringComparison.Ordinal), answer.ToString());
        }

        Assert.Equal("""{"version":2}""", File.ReadAllText(fleet.State("migrate.json")));
    }

    private Task<Answer> AtOnceAsync(params string[] command) => EndsAsync([.. command, "--root", fleet.Path]);

    // On a thread of its own, which may hang in an open() for ever: only the test waits for it, and not that long.
    private static Task<Answer> EndsAsync(string[] arguments) => Task.Run(() => Gitopsgen.RunAsync(arguments)).WaitAsync(TimeLimit);

    private static void MakePipe(string path) => Assert.Equal(0, TestTools.Run("mkfifo", [path]).Exit);

    private void Git(params string[] arguments) => Assert.Equal(0, TestTools.Run("git", ["-C", fleet.Path, .. arguments]).Exit);
}
