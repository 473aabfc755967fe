using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Rename;

/// <summary><c>gitopsgen rename</c>: another name, and nothing else in any cluster.</summary>
public sealed class RenameTests
{
    [Theory]
    [InlineData("environment", "dev")]
    [InlineData("environment", "prod")]
    [InlineData("environment", "shared")]
    [InlineData("app", "web")]
    [InlineData("app", "config")]
    public async Task Objects_and_Applications_stay_as_they_are(string kind, string name)
    {
        using var fleet = await RenameFleet.CreateAsync();
        var (manifests, applications) = (RenameFleet.Manifests(fleet), RenameFleet.Applications(fleet));

        await RenameFleet.RunAsync(fleet, "rename", kind, name, "renamed");

        Assert.Equal(manifests, RenameFleet.Manifests(fleet));
        Assert.Equal(applications, RenameFleet.Applications(fleet));
        Assert.False(Directory.Exists(fleet.File($"{kind}s/{name}")));
        await RenameFleet.AssertCleanAsync(fleet);
        RenameFleet.Commit(fleet, "renamed");
        await RenameFleet.AssertCleanAsync(fleet);
    }

    [Theory]
    [InlineData("environment", "prod")]
    [InlineData("app", "web")]
    public async Task A_diff_shows_no_object_removed_or_added(string kind, string name)
    {
        using var fleet = await RenameFleet.CreateAsync();
        await RenameFleet.RunAsync(fleet, "rename", kind, name, "renamed");

        await AssertOnlyApplicationsChangeAsync(fleet);
    }

    [Fact]
    public async Task Every_reference_is_rewritten_and_nothing_else()
    {
        using var fleet = await RenameFleet.CreateAsync();
        var before = fleet.Snapshot();

        await RenameFleet.RunAsync(fleet, "rename", "app", "config", "settings");

        Assert.Equal(
            before["apps/web/app.yaml"].Replace("requires: [config]", "requires: [settings]", StringComparison.Ordinal),
            fleet.Read("apps/web/app.yaml")
        );
        Assert.Equal(
            before["gitopsgen.yaml"].Replace("{config: {}, web", "{settings: {}, web", StringComparison.Ordinal),
            fleet.Read("gitopsgen.yaml")
        );
        Assert.Equal(
            before["environments/prod/environment.yaml"].Replace("{config: {}, web", "{settings: {}, web", StringComparison.Ordinal),
            fleet.Read("environments/prod/environment.yaml")
        );
        Assert.Equal(before["environments/prod/releases/config.yaml"], fleet.Read("environments/prod/releases/settings.yaml"));
        Assert.Equal(before["apps/config/notes.md"], fleet.Read("apps/settings/notes.md"));
        Assert.EndsWith(
            "  argocd: {name: config}\n  formerNames:\n    - config\n",
            fleet.Read("apps/settings/app.yaml"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(fleet.Snapshot().Keys, path => path.Split('/').Contains("config"));
    }

    [Fact]
    public async Task Comments_and_line_ends_of_the_renamed_survive()
    {
        using var fleet = await RenameFleet.CreateAsync();
        await RenameFleet.RunAsync(fleet, "rename", "app", "web", "shop");
        var text = fleet.Read("apps/shop/app.yaml");
        Assert.StartsWith("# Who runs it: the web team.\n", text, StringComparison.Ordinal);
        Assert.Contains("metadata: {name: shop}", text, StringComparison.Ordinal);
        Assert.Contains("description: none}}\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_stay_byte_for_byte_and_go_on_under_the_new_name()
    {
        using var fleet = await RenameFleet.CreateAsync();
        var before = Frozen(fleet, "config");

        await RenameFleet.RunAsync(fleet, "rename", "app", "config", "settings");

        Assert.Equal(before, Frozen(fleet, "settings"));
        var list = await RenameFleet.RunAsync(fleet, "release", "list", "settings");
        Assert.Contains("prod", list.Output, StringComparison.Ordinal);
        var cut = await RenameFleet.RunAsync(fleet, "release", "cut", "settings");
        Assert.NotEqual(before.Keys.First().Split('/')[0], cut.Output.Trim());
        await RenameFleet.AssertCleanAsync(fleet);
    }

    [Theory]
    [InlineData("environment", "prod")]
    [InlineData("app", "config")]
    public async Task There_and_back_and_elsewhere_keeps_what_Argo_CD_knows(string kind, string name)
    {
        using var fleet = await RenameFleet.CreateAsync();
        var (manifests, applications) = (RenameFleet.Manifests(fleet), RenameFleet.Applications(fleet));
        foreach (var (from, to) in new[] { (name, "one"), ("one", "two"), ("two", name), (name, "three") })
        {
            await RenameFleet.RunAsync(fleet, "rename", kind, from, to);
            Assert.Equal(manifests, RenameFleet.Manifests(fleet));
            Assert.Equal(applications, RenameFleet.Applications(fleet));
        }

        await RenameFleet.AssertCleanAsync(fleet);
    }

    [Fact]
    public async Task A_charts_release_keeps_its_name()
    {
        using var fleet = SmallFleet.Create();
        DemoChart.Unique().WriteTo(fleet, "apps/web/chart");
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "delivery: helm", "chart: {path: chart, version: 1.2.3, produces: {kinds: [ConfigMap]}}")
        );
        fleet.Write("environments/prod/releases/web.yaml", "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head}\n");
        await RenameFleet.RunAsync(fleet, "render");
        var before = RenameFleet.Applications(fleet);
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        RenameFleet.Commit(fleet, "start");

        await RenameFleet.RunAsync(fleet, "rename", "app", "web", "shop");

        Assert.Contains("releaseName: web", fleet.Read("apps/shop/app.yaml"), StringComparison.Ordinal);
        Assert.Equal(
            before.Select(text => text.Replace("/web", "/shop", StringComparison.Ordinal)),
            RenameFleet.Applications(fleet).Select(text => text.Replace("/web", "/shop", StringComparison.Ordinal))
        );
        await AssertOnlyApplicationsChangeAsync(fleet);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        using var fleet = await RenameFleet.CreateAsync();
        Directory.Delete(fleet.State(), recursive: true);
        var before = fleet.Snapshot();

        var dry = await RenameFleet.RunAsync(fleet, "rename", "app", "web", "shop", "--dry-run", "--output", "json");

        Assert.Equal(before, fleet.Snapshot());
        Assert.False(Directory.Exists(fleet.State()));
        var real = await RenameFleet.RunAsync(fleet, "rename", "app", "web", "shop", "--output", "json");
        using var one = JsonDocument.Parse(dry.Output);
        using var other = JsonDocument.Parse(real.Output);
        Assert.True(other.RootElement.GetProperty("written").GetBoolean());
        Assert.False(one.RootElement.GetProperty("written").GetBoolean());
        Assert.Equal($"{one.RootElement.GetProperty("moved")}", $"{other.RootElement.GetProperty("moved")}");
        Assert.Equal($"{one.RootElement.GetProperty("changes")}", $"{other.RootElement.GetProperty("changes")}");
    }

    [Fact]
    public async Task Other_files_that_name_the_folder_are_told()
    {
        using var fleet = await RenameFleet.CreateAsync();
        var answer = await RenameFleet.RunAsync(fleet, "rename", "environment", "prod", "live");
        Assert.Contains("CODEOWNERS(1,1): note GOG311", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_lists_environments_keeps_the_former_name_and_is_named()
    {
        using var fleet = await RenameFleet.CreateAsync();
        const string Prod = "environments/prod/environment.yaml";
        fleet.Write(Prod, fleet.Read(Prod) + "  root: far\n");
        await RenameFleet.RunAsync(fleet, "render");

        var answer = await RenameFleet.RunAsync(fleet, "rename", "environment", "prod", "live");

        Assert.Contains("warning GOG308", answer.Error, StringComparison.Ordinal);
        Assert.Contains("-f argocd/root.yaml -f argocd/roots/far.yaml", answer.Error, StringComparison.Ordinal);
        foreach (var root in new[] { "argocd/root.yaml", "argocd/roots/far.yaml" })
            Assert.Contains("apps/live/*,apps/prod/*", fleet.Read(root), StringComparison.Ordinal);
        await RenameFleet.AssertCleanAsync(fleet);
    }

    private static async Task AssertOnlyApplicationsChangeAsync(TemporaryFolder fleet)
    {
        var diff = await Gitopsgen.RunInAsync(fleet, "diff", "--output", "json");

        Assert.True(diff.Exit == 3, diff.ToString());
        using var json = JsonDocument.Parse(diff.Output);
        Assert.All(
            json.RootElement.GetProperty("changes").EnumerateArray(),
            change =>
            {
                Assert.Equal("changed", change.GetProperty("change").GetString());
                Assert.StartsWith("Application", change.GetProperty("object").GetProperty("kind").GetString(), StringComparison.Ordinal);
            }
        );
    }

    private static Dictionary<string, string> Frozen(TemporaryFolder fleet, string app) =>
        fleet
            .Snapshot()
            .Where(file => file.Key.StartsWith($"apps/{app}/releases/", StringComparison.Ordinal))
            .ToDictionary(file => file.Key[$"apps/{app}/releases/".Length..], file => file.Value, StringComparer.Ordinal);
}
