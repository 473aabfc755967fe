using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Ownership;

/// <summary>What goes, what stays, and what stops.</summary>
public sealed class DeletionTests
{
    [Fact]
    public async Task An_app_taken_out_of_an_environment_takes_exactly_its_files_with_it()
    {
        using var fleet = await RenderedAsync();
        var before = fleet.Snapshot();
        Drop(fleet, "prod", "{config: {}, web: {}}", "{config: {}}");

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("GOG086", render.Error, StringComparison.Ordinal);
        var after = fleet.Snapshot();
        Assert.Equal(
            [
                "argocd/apps/prod/web.yaml",
                "environments/prod/web/kustomization.yaml",
                "environments/prod/web/owned.json",
                "environments/prod/web/rendered/manifests.yaml",
            ],
            before.Keys.Except(after.Keys, StringComparer.Ordinal)
        );
        Assert.False(Directory.Exists(fleet.File("environments/prod/web")));
        // The project allows what is still used, and no more.
        Assert.Equal(
            ["argocd/owned.json", "argocd/projects/prod.yaml", "environments/prod/environment.yaml"],
            after.Keys.Where(path => before[path] != after[path])
        );
    }

    [Fact]
    public async Task Taking_an_app_out_in_two_steps_deletes_its_objects_first_and_then_its_application()
    {
        using var fleet = await RenderedAsync();
        Drop(fleet, "prod", "web: {}", "web: {remove: delete}");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.StartsWith("# Empty on purpose", fleet.Read("environments/prod/web/rendered/manifests.yaml"), StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.File("environments/prod/web/kustomization.yaml")));
        Assert.Contains("allowEmpty: true", fleet.Read("argocd/apps/prod/web.yaml"), StringComparison.Ordinal);

        Drop(fleet, "prod", ", web: {remove: delete}", "");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.DoesNotContain("GOG086", render.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.File("argocd/apps/prod/web.yaml")));
    }

    [Fact]
    public async Task Taking_an_app_out_and_keeping_its_objects_stops_pruning_first()
    {
        using var fleet = await RenderedAsync();
        var manifests = fleet.Read("environments/prod/web/rendered/manifests.yaml");
        Drop(fleet, "prod", "web: {}", "web: {remove: keep}");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal(manifests, fleet.Read("environments/prod/web/rendered/manifests.yaml"));
        Assert.DoesNotContain("automated", fleet.Read("argocd/apps/prod/web.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_most_of_the_fleet_stops_at_the_deletion_budget()
    {
        using var fleet = await RenderedAsync();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet.Replace("60%", "25%", StringComparison.Ordinal));
        Drop(fleet, "prod", "{config: {}, web: {}}", "{config: {}}");
        Drop(fleet, "dev", "{config: {}, web: {}}", "{config: {}}");
        var before = fleet.Snapshot();

        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG082", render.Error, StringComparison.Ordinal);
        Assert.Contains("--allow-deletions", render.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());

        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--allow-deletions")).Exit);
        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
    }

    [Fact]
    public async Task A_fleet_that_runs_nothing_any_more_stops_even_when_deletions_are_allowed()
    {
        using var fleet = await RenderedAsync();
        Drop(fleet, "prod", "{config: {}, web: {}}", "{}");
        Drop(fleet, "dev", "{config: {}, web: {}}", "{}");
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--allow-deletions");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG083", render.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task A_narrowed_render_touches_only_what_it_was_narrowed_to()
    {
        using var fleet = await RenderedAsync();
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        Drop(fleet, "prod", "{config: {}, web: {}}", "{web: {}, config: {}}");
        var before = fleet.Snapshot();

        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev", "--app", "web")).Exit);

        var after = fleet.Snapshot();
        Assert.Equal(
            ["environments/dev/web/owned.json", "environments/dev/web/rendered/manifests.yaml"],
            after.Keys.Where(path => before.GetValueOrDefault(path) != after[path])
        );
        Assert.Equal(3, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check", "--wave", "dev")).Exit);
    }

    [Fact]
    public async Task An_environment_deleted_with_its_records_still_counts_and_warns()
    {
        using var fleet = await RenderedAsync();
        fleet.Write(
            "gitopsgen.yaml",
            SmallFleet
                .Fleet.Replace("60%", "25%", StringComparison.Ordinal)
                .Replace("    - {name: prod, follows: head}\n", "", StringComparison.Ordinal)
        );
        Directory.Delete(fleet.File("environments/prod"), recursive: true);

        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG082", render.Error, StringComparison.Ordinal);

        render = await Gitopsgen.RunInAsync(fleet, "render", "--allow-deletions");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("app \"web\" leaves environment \"prod\"", render.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("argocd/apps/prod")));
        Assert.False(File.Exists(fleet.File("argocd/projects/prod.yaml")));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
    }

    [Fact]
    public async Task An_app_that_is_leaving_renders_the_same_again()
    {
        using var fleet = await RenderedAsync();
        Drop(fleet, "prod", "web: {}", "web: {remove: delete}");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Contains("kind: Deployment", fleet.Read("argocd/projects/prod.yaml"), StringComparison.Ordinal);
        Directory.Delete(fleet.State(), recursive: true);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
    }

    private static void Drop(TemporaryFolder fleet, string environment, string old, string @new)
    {
        var file = $"environments/{environment}/environment.yaml";
        Assert.Contains(old, fleet.Read(file), StringComparison.Ordinal);
        fleet.Write(file, fleet.Read(file).Replace(old, @new, StringComparison.Ordinal));
    }

    private static async Task<TemporaryFolder> RenderedAsync()
    {
        var fleet = SmallFleet.Create();
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        return fleet;
    }
}
