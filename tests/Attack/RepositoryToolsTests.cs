using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>A repository brings programs along and has them run on the machine of whoever looks at it.</summary>
public sealed class RepositoryToolsTests : IDisposable
{
    private readonly TemporaryFolder fleet = SmallFleet.Create();

    [Theory]
    [InlineData("tools/kustomize")]
    [InlineData("./apps/../tools/kustomize")]
    [InlineData("ROOT/tools/kustomize")]
    [InlineData("tools/link")]
    [InlineData("/proc/self/cwd/tools/kustomize")]
    [InlineData("BESIDE/link/kustomize")]
    [InlineData("BESIDE/kustomize-link")]
    public async Task A_program_in_the_repository_does_not_run_however_its_path_is_written(string path)
    {
        Plant("tools/kustomize");
        File.CreateSymbolicLink(fleet.File("tools/link"), TestTools.Kustomize.Program);
        File.CreateSymbolicLink(fleet.Beside.File("link"), fleet.File("tools"));
        File.CreateSymbolicLink(fleet.Beside.File("kustomize-link"), fleet.File("tools/kustomize"));
        Name(
            "kustomize",
            path.Replace("ROOT", fleet.Path, StringComparison.Ordinal).Replace("BESIDE", fleet.Beside.Path, StringComparison.Ordinal)
        );

        var answer = await BuiltTool.RunAsync(fleet.Path, ["render"]);

        Assert.Equal(1, answer.Exit);
        Assert.Contains("gitopsgen.yaml(10,22): error GOG200", answer.Error, StringComparison.Ordinal);
        Assert.Contains("--allow-repository-tools", answer.Error, StringComparison.Ordinal);
        Assert.False(HasRun);
    }

    [Fact]
    public async Task A_program_beside_a_fleet_in_a_sub_folder_is_one_of_its_work_tree_and_does_not_run()
    {
        using var repository = new TemporaryFolder();
        Sh.Git(repository.Path, "init", "--quiet");
        repository.WriteScript("tools/kustomize", $"touch '{fleet.Beside.File("ran")}'; echo v5.6.0");
        foreach (var (file, text) in fleet.Snapshot())
            repository.Write($"fleet/{file}", text);
        repository.Write("fleet/gitopsgen.yaml", SmallFleet.Fleet + "  tools: {kustomize: {path: ../tools/kustomize}}\n");
        var answer = await Gitopsgen.RunAsync("render", "--root", repository.File("fleet"));
        Assert.Contains("gitopsgen.yaml(10,22): error GOG200", answer.Error, StringComparison.Ordinal);
        Assert.False(HasRun);
    }

    [Fact]
    public async Task A_program_of_the_repository_that_the_fleet_is_a_submodule_of_does_not_run()
    {
        using var repository = new TemporaryFolder();
        Sh.Git(repository.Path, "init", "--quiet");
        repository.WriteScript("tools/kustomize", $"touch '{fleet.Beside.File("ran")}'; echo v5.6.0");
        Name("kustomize", "../tools/kustomize");
        Sh.Git(fleet.Path, "init", "--quiet");
        Sh.Git(fleet.Path, "add", "--all");
        Sh.Git(fleet.Path, "commit", "--quiet", "--message=Begin");
        Sh.Git(repository.Path, "submodule", "--quiet", "add", fleet.Path, "fleet");
        var answer = await Gitopsgen.RunAsync("render", "--root", repository.File("fleet"));
        Assert.Contains("gitopsgen.yaml(10,22): error GOG200", answer.Error, StringComparison.Ordinal);
        Assert.False(HasRun);
    }

    [Theory]
    [InlineData("render")]
    [InlineData("render", "--check")]
    [InlineData("render", "--dry-run")]
    [InlineData("migrate", "status")]
    [InlineData("doctor")]
    public async Task No_command_runs_it_and_each_tells_why(params string[] command)
    {
        Plant("tools/kustomize");
        Name("kustomize", "tools/kustomize");
        var answer = await Gitopsgen.RunInAsync(fleet, command);
        Assert.Equal(1, answer.Exit);
        Assert.Contains("in the repository, where whoever can commit would have anything run", answer.ToString(), StringComparison.Ordinal);
        Assert.False(HasRun);
    }

    [Fact]
    public async Task A_Helm_in_the_repository_pulls_no_chart_for_a_release()
    {
        Plant("tools/helm");
        Name("helm", "tools/helm");
        fleet.Write(
            "apps/config/app.yaml",
            SmallFleet.App("config", "chart: {repository: https://charts.example, name: x, version: 1.0.0}")
        );
        var answer = await Gitopsgen.RunInAsync(fleet, "release", "cut", "config");
        Assert.Contains("gitopsgen.yaml(10,17): error GOG200", answer.Error, StringComparison.Ordinal);
        Assert.False(HasRun);
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("/usr/bin/env")]
    [InlineData("/bin/bash")]
    [InlineData("/usr/bin/git")]
    public async Task A_shell_in_the_place_of_an_engine_runs_no_file_of_the_repository(string program)
    {
        // `sh version` and `sh build <folder>` run files of these names.
        foreach (var file in new[] { "version", "build" })
            Plant(file);
        foreach (var engine in new[] { "kustomize", "helm" })
        {
            Name(engine, program);
            fleet.Write(
                "apps/config/app.yaml",
                SmallFleet.App("config", engine == "helm" ? "chart: {path: chart, version: 1.0.0}" : "kustomize: {base: base}")
            );
            fleet.Write("apps/config/chart/Chart.yaml", "apiVersion: v2\nname: config\nversion: 1.0.0\n");
            var answer = await BuiltTool.RunAsync(fleet.Path, ["render"]);
            Assert.Equal(1, answer.Exit);
            Assert.Contains($"gitopsgen.yaml(10,{(engine == "helm" ? 17 : 22)}): error GOG201", answer.Error, StringComparison.Ordinal);
            Assert.False(HasRun);
        }
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("./node_modules/.bin")]
    [InlineData("ABSOLUTE")]
    public async Task A_folder_of_the_repository_on_PATH_is_passed_over_with_a_warning(string entry)
    {
        var folder = entry == "ABSOLUTE" ? "bin" : entry;
        foreach (var name in new[] { "kustomize", "kubectl", "git" })
            Plant($"{folder}/{name}");
        var path = $"{(entry == "ABSOLUTE" ? fleet.File("bin") : entry)}:{Environment.GetEnvironmentVariable("PATH")}";
        Sh.Git(fleet.Path, "init", "--quiet");
        foreach (var command in new[] { "render", "doctor", "diff" })
        {
            var answer = await BuiltTool.RunAsync(fleet.Path, [command], new Dictionary<string, string> { ["PATH"] = path });
            Assert.False(HasRun, command);
            if (command == "render")
                Assert.True(answer.Exit == 0 && answer.Error.Contains("warning GOG202", StringComparison.Ordinal), answer.ToString());
            if (command == "doctor")
                Assert.Contains("was passed over", answer.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_committed_file_named_git_is_not_taken_for_git()
    {
        foreach (var name in new[] { "git", "ssh", "kustomize", "kubectl", "helm" })
            Plant(name);
        Sh.Git(fleet.Path, "init", "--quiet");
        foreach (var command in new[] { "render", "diff", "doctor" })
            await BuiltTool.RunAsync(fleet.Path, [command]);
        Assert.False(HasRun);
    }

    [Fact]
    public async Task Who_calls_may_trust_the_repository()
    {
        Plant("tools/kustomize");
        Name("kustomize", "tools/kustomize");
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--allow-repository-tools");
        Assert.DoesNotContain("GOG200", answer.Error, StringComparison.Ordinal);
        Assert.True(HasRun);
        File.Delete(fleet.Beside.File("ran"));
        // What was allowed once is not allowed for ever.
        Assert.Equal(1, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.False(HasRun);
    }

    public void Dispose() => fleet.Dispose();

    private bool HasRun => File.Exists(fleet.Beside.File("ran"));

    private void Plant(string path) =>
        fleet.WriteScript(path, $"touch '{fleet.Beside.File("ran")}'; [ \"$1\" = version ] && echo v5.6.0; exit 0");

    private void Name(string engine, string path) =>
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  tools: {{{engine}: {{path: {path}}}}}\n");
}
