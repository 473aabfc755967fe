using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Git;

/// <summary>What git lacks or cannot read is not taken for nothing: whatever depends on it stops.</summary>
public sealed class LackingObjectTests
{
    private const string Project = "argocd/projects/dev.yaml";

    [Theory]
    [InlineData("work~1:argocd/projects/dev.yaml")]
    [InlineData("work~1:argocd")]
    [InlineData("work~1:environments/dev/web/rendered/manifests.yaml")]
    [InlineData("work~1^{tree}")]
    [InlineData("work~1")]
    [InlineData("main")]
    public async Task A_render_stops_where_git_lacks_what_is_synced(string lost)
    {
        using var fleet = await DivergedAsync();
        fleet.Lose(lost);
        // What was judged before by the names of the same contents need not be read again.
        Directory.Delete(fleet.Folder.State(), recursive: true);
        foreach (var mode in new[] { "--check", "--dry-run", "--offline" })
        {
            var answer = await fleet.RunAsync("render", mode);
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains("GOG287", answer.Error, StringComparison.Ordinal);
            Assert.Contains("git fsck", answer.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    public async Task A_render_stops_where_git_cannot_read_what_is_synced(string bytes)
    {
        foreach (var name in new[] { $"work~1:{Project}", "work~1^{tree}", "work~1" })
        {
            using var fleet = await DivergedAsync();
            var id = fleet.Git("rev-parse", name);
            fleet.Lose(name);
            fleet.Write($".git/objects/{id[..2]}/{id[2..]}", bytes);
            var answer = await fleet.RunAsync("render");
            Assert.True(answer.Exit == 1, answer.ToString());
            Assert.Contains("GOG287", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_branch_that_leads_nowhere_is_not_taken_for_none()
    {
        using var fleet = await DivergedAsync();
        fleet.Write(".git/refs/heads/main", "no id\n");
        var answer = await fleet.RunAsync("render");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG287", answer.Error, StringComparison.Ordinal);
        Assert.Contains("refs/heads/main", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("work~1:apps/web/base/deployment.yaml")]
    [InlineData("work~1:environments")]
    [InlineData("work~1^{tree}")]
    [InlineData("work~1")]
    [InlineData("main")]
    public async Task A_diff_says_what_it_cannot_compare_with(string lost)
    {
        using var fleet = await DivergedAsync();
        fleet.Lose(lost);
        var answer = await fleet.RunAsync("diff");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG287", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("No differences", answer.Output, StringComparison.Ordinal);
        answer = await fleet.RunAsync("diff", "-o", "json");
        Assert.Contains("GOG287", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD:environments/dev/web/owned.json")]
    [InlineData("HEAD:environments/dev")]
    public async Task A_publication_says_what_it_cannot_compare_with(string lost)
    {
        await using var fleet = await Publish.PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var id = fleet.Git("rev-parse", lost);
        File.Delete(fleet.Folder.File($".git/objects/{id[..2]}/{id[2..]}"));
        var answer = await fleet.TryAsync();
        Assert.True(answer.Exit == 1 && answer.Error.Contains("GOG287", StringComparison.Ordinal), answer.ToString());
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Fact]
    public async Task Texts_that_are_to_be_looked_through_are_all_there_or_it_stops()
    {
        using var fleet = await DivergedAsync();
        var blob = fleet.Git("rev-parse", $"work~1:{Project}");
        var git = new GitRepository(fleet.Folder.Path);
        Assert.Single(await git.TextsAsync([blob], TestContext.Current.CancellationToken));
        fleet.Lose(blob);
        var error = await Assert.ThrowsAsync<DiagnosedException>(() => git.TextsAsync([blob], TestContext.Current.CancellationToken));
        Assert.Equal("GOG287", error.Diagnostic.Code);
    }

    [Fact]
    public async Task Offline_a_partial_clone_fetches_nothing_and_says_what_it_lacks()
    {
        using var fleet = await DivergedAsync();
        foreach (var setting in new[] { "allowFilter", "allowAnySHA1InWant" })
            fleet.Git("config", $"uploadpack.{setting}", "true");
        var clone = fleet.Folder.Beside.File("clone");
        Sh.Git(".", "clone", "--quiet", "--filter=blob:none", "--branch=work", $"file://{fleet.Folder.Path}", clone);
        var before = Missing(clone);
        Assert.NotEmpty(before);
        var answer = await fleet.RunAtAsync(clone, "render", "--check", "--offline");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.True(answer.Error.Contains("GOG287", StringComparison.Ordinal), answer.ToString());
        Assert.Contains("--offline keeps git from fetching what it lacks", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, Missing(clone));

        answer = await fleet.RunAtAsync(clone, "render", "--check");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.NotEqual(before, Missing(clone));
    }

    [Fact]
    public async Task Where_the_remote_is_gone_a_partial_clone_says_so()
    {
        using var fleet = await DivergedAsync();
        fleet.Git("config", "uploadpack.allowFilter", "true");
        var clone = fleet.Folder.Beside.File("clone");
        Sh.Git(".", "clone", "--quiet", "--filter=blob:none", "--branch=work", $"file://{fleet.Folder.Path}", clone);
        Directory.Move(fleet.Folder.File(".git"), fleet.Folder.Beside.File("away"));
        foreach (var command in new string[][] { ["render", "--check"], ["diff"], ["diff", "--committed"] })
        {
            var answer = await fleet.RunAtAsync(clone, command);
            Assert.True(answer.Exit == 1, $"{command[0]}: {answer}");
            Assert.True(answer.Error.Contains("GOG287", StringComparison.Ordinal), answer.ToString());
            Assert.Contains("its remote did not give it", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_synced_project_that_is_no_YAML_is_told()
    {
        using var fleet = await GitFleet.CommittedAsync();
        var project = fleet.Folder.Read(Project);
        fleet.Write(Project, "a: [\n");
        fleet.Commit();
        fleet.Write(Project, project);
        var answer = await fleet.RunAsync("render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("warning GOG162: in what is synced the file cannot be read", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public async Task A_diff_looks_at_what_git_was_told_to_take_for_unchanged(string flag)
    {
        using var fleet = await GitFleet.CommittedAsync();
        fleet.Git("update-index", flag, "apps/web/base/deployment.yaml");
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        var answer = await fleet.RunAsync("diff");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("web:2", answer.Output, StringComparison.Ordinal);
    }

    private static string Missing(string clone) => Sh.Git(clone, "rev-list", "--objects", "--all", "--missing=print", "--quiet");

    // A branch with a change of its own, and a main that went on: what is synced is the commit before, whose objects are loose.
    private static async Task<GitFleet> DivergedAsync()
    {
        var fleet = await GitFleet.CommittedAsync();
        fleet.Git("switch", "--quiet", "--create", "work");
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, role.yaml]\n");
        fleet.Write(
            "apps/web/base/role.yaml",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: web, namespace: demo}\nrules: []\n"
        );
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        await fleet.RenderAsync();
        fleet.Commit("Mine");
        fleet.Git("switch", "--quiet", "main");
        fleet.Commit("Theirs");
        fleet.Git("switch", "--quiet", "work");
        return fleet;
    }
}
