using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Git;

/// <summary>What git ignores is missing in the next clone, so neither a release nor a render depends on it.</summary>
public sealed class CarriageTests
{
    private const string Manifests = "environments/dev/config/rendered/manifests.yaml";

    [Theory]
    [InlineData(".gitignore", "rendered/", Manifests, ".gitignore:1")]
    [InlineData(".gitignore", "# notes\n\nrendered", Manifests, ".gitignore:3")]
    [InlineData(".gitignore", "*", "apps/config/app.yaml", ".gitignore:1")]
    [InlineData(".gitignore", "/argocd", "argocd/apps/dev/config.yaml", ".gitignore:1")]
    [InlineData(".gitignore", "owned.json", "argocd/owned.json", ".gitignore:1")]
    [InlineData("apps/web/.gitignore", "base/", "apps/web/base/deployment.yaml", "apps/web/.gitignore:1")]
    [InlineData("environments/.gitignore", "environment.yaml", "environments/dev/environment.yaml", "environments/.gitignore:1")]
    [InlineData(".git/info/exclude", "kustomization.yaml", "apps/config/base/kustomization.yaml", ".git/info/exclude:1")]
    [InlineData("~", "gitopsgen.yaml", "gitopsgen.yaml", "excludes:1")]
    public async Task What_a_render_reads_or_writes_and_git_ignores_is_an_error(string file, string rules, string first, string place)
    {
        using var fleet = new GitFleet();
        if (file == "~")
        {
            File.WriteAllText(fleet.Folder.Beside.File("excludes"), $"{rules}\n");
            fleet.Git("config", "core.excludesFile", fleet.Folder.Beside.File("excludes"));
        }
        else
            fleet.Write(file, $"{rules}\n");
        foreach (var mode in new[] { "--dry-run", "--check", "--offline" })
        {
            var answer = await fleet.RunAsync("render", mode);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains($"{first}(1,1): error GOG280", answer.Error, StringComparison.Ordinal);
            Assert.Contains($"the rule '{rules.Split('\n')[^1]}' of ", answer.Error, StringComparison.Ordinal);
            Assert.Contains($"{place} ignores", answer.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(fleet.Folder.File("argocd")));
    }

    [Theory]
    [InlineData(".gitignore", "*.yaml\n!*.yaml")]
    [InlineData(".gitignore", "docs/\n*.log\n.idea/")]
    [InlineData(".gitignore", "[Rr]endered/\n!/environments/**")]
    [InlineData(".gitignore", "#rendered/")]
    [InlineData("docs/.gitignore", "*")]
    public async Task What_git_carries_says_nothing(string file, string rules)
    {
        using var fleet = new GitFleet();
        fleet.Write(file, $"{rules}\n");
        await fleet.RenderAsync();
    }

    [Fact]
    public async Task One_line_is_said_for_each_rule_and_not_for_each_file()
    {
        using var fleet = new GitFleet();
        fleet.Write(".gitignore", "rendered/\napps/web/\n");
        var answer = await fleet.RunAsync("render");
        Assert.Equal(2, answer.Error.Split("GOG280").Length - 1);
        Assert.Contains("does not carry 4 files (", answer.Error, StringComparison.Ordinal);
        Assert.Contains("the rule 'apps/web/' of .gitignore:2", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tracked_file_is_never_ignored_and_a_new_one_beside_it_is()
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Write(".gitignore", "apps/\nrendered/\nargocd\n");
        await fleet.RenderAsync();
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, map.yaml]\n");
        fleet.Write("apps/web/base/map.yaml", SmallFleet.ConfigMap("more"));
        var answer = await fleet.RunAsync("render");
        Assert.Contains("apps/web/base/map.yaml(1,1): error GOG280", answer.Error, StringComparison.Ordinal);
        fleet.Git("add", "--force", "apps/web/base/map.yaml");
        await fleet.RenderAsync();
    }

    [Theory]
    [InlineData("rendered/")]
    [InlineData("gitopsgen.yaml")]
    public async Task A_rule_that_comes_later_is_noticed_though_no_file_of_the_fleet_changed(string rule)
    {
        using var fleet = new GitFleet();
        await fleet.RenderAsync();
        await fleet.RenderAsync();
        fleet.Write(".gitignore", $"{rule}\n");
        var answer = await fleet.RunAsync("render");
        Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG280", StringComparison.Ordinal), answer.ToString());
        File.Delete(fleet.Folder.File(".gitignore"));
        await fleet.RenderAsync();
    }

    [Theory]
    [InlineData("[Rr]eleases/", "apps/web/releases/")]
    [InlineData("apps/web/base/", "apps/web/base/deployment.yaml")]
    [InlineData("*.bin", "apps/web/logo.bin")]
    [InlineData("/apps/web/.idea", "apps/web/.idea/workspace.xml")]
    public async Task A_release_is_not_cut_of_what_git_ignores(string rule, string expected)
    {
        using var fleet = new GitFleet();
        fleet.Write("apps/web/logo.bin", "x");
        fleet.Write("apps/web/.idea/workspace.xml", "x");
        fleet.Write(".gitignore", $"{rule}\n");
        foreach (var more in new[] { "--dry-run", "--offline" })
        {
            var answer = await fleet.RunAsync("release", "cut", "web", more);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains($"the rule '{rule}' of .gitignore:1 ignores", answer.Error, StringComparison.Ordinal);
            Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(fleet.Folder.File("apps/web/releases")));
        }
    }

    [Fact]
    public async Task A_release_is_cut_where_git_carries_it_and_the_next_clone_takes_it()
    {
        using var fleet = new GitFleet();
        fleet.Write(".gitignore", "[Rr]eleases/\n!/apps/**\n");
        var answer = await fleet.RunAsync("release", "cut", "web");
        Assert.True(answer.Exit == 0, answer.ToString());
        await fleet.RenderAsync();
        fleet.Commit();
        fleet.Git("clone", "--quiet", fleet.Folder.Path, fleet.Folder.Beside.File("clone"));
        answer = await fleet.RunAtAsync(fleet.Folder.Beside.File("clone"), "render", "--check");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    [Fact]
    public async Task A_fleet_below_the_root_obeys_the_rules_of_its_repository()
    {
        using var fleet = SmallFleet.Create();
        using var repository = new TemporaryFolder();
        Sh.Git(repository.Path, "init", "--quiet");
        foreach (var path in fleet.Snapshot().Keys)
            repository.Write($"deploy/{path}", fleet.Read(path));
        repository.Write(".gitignore", "/deploy/apps/web/\n");
        var answer = await Gitopsgen.RunAsAsync(Sh.Settings, "render", "--root", repository.File("deploy"));
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("apps/web/app.yaml(1,1): error GOG280", answer.Error, StringComparison.Ordinal);
        Assert.Contains("the rule '/deploy/apps/web/' of .gitignore:1", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_within_the_fleet_is_not_carried()
    {
        using var fleet = new GitFleet();
        Sh.Git(fleet.Folder.File("apps/web/base"), "init", "--quiet");
        var answer = await fleet.RunAsync("render");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("error GOG282: 'apps/web/base' is a repository of its own", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submodule_within_the_fleet_is_not_carried()
    {
        using var fleet = new GitFleet();
        Sh.Git(fleet.Folder.File("apps/web/base"), "init", "--quiet");
        Sh.Git(fleet.Folder.File("apps/web/base"), "add", "--all");
        Sh.Git(fleet.Folder.File("apps/web/base"), "commit", "--quiet", "--message=x");
        fleet.Git("-c", "advice.addEmbeddedRepo=false", "add", "apps/web/base");
        Directory.Move(fleet.Folder.File("apps/web/base/.git"), fleet.Folder.Beside.File("gone"));
        var answer = await fleet.RunAsync("render");
        Assert.Contains("error GOG282: 'apps/web/base' is a repository of its own", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public async Task A_change_that_git_was_told_not_to_see_is_not_carried(string flag)
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Git("update-index", flag, "apps/web/base/deployment.yaml");
        await fleet.RenderAsync();
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        var answer = await fleet.RunAsync("render");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("apps/web/base/deployment.yaml(1,1): error GOG283", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_refuses_it_too()
    {
        await using var fleet = await Publish.PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Folder.Write(".gitignore", "image.yaml\n");
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains(
            "environments/dev/image.yaml(1,1): error GOG280: git does not carry 2 files",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Empty(fleet.Remote("branch", "--list", "gitopsgen/*"));
    }

    [Fact]
    public async Task Outside_of_a_repository_nothing_is_asked()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(".gitignore", "*\n");
        fleet.Write(".gitattributes", "* filter=lfs\n");
        var answer = await Gitopsgen.RunAsAsync(fleet, Sh.Settings, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Git_is_asked_once_for_all_files(bool isCommitted, int times)
    {
        using var fleet = new GitFleet();
        await fleet.RenderAsync();
        if (isCommitted)
            fleet.Commit();
        var trace = fleet.Folder.Beside.File("trace");
        var caller = new Dictionary<string, string?>(Sh.Settings, StringComparer.Ordinal) { ["GIT_TRACE"] = trace };
        var answer = await Gitopsgen.RunAsAsync(fleet.Folder, caller, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        var calls = File.ReadAllText(trace);
        Assert.Equal(times, calls.Split("built-in: git check-ignore").Length - 1);
        Assert.Equal(1, calls.Split("built-in: git check-attr").Length - 1);
        Assert.Equal(1, calls.Split("built-in: git ls-files -v").Length - 1);
        Assert.DoesNotContain("git add", calls, StringComparison.Ordinal);
    }
}
