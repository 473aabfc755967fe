using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize;

/// <summary>What has not changed is neither built nor read again, and what has changed is never overlooked.</summary>
public sealed class DoLittleTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_second_render_starts_no_kustomize()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(fleet);
        await RenderAsync(fleet);
        Assert.NotEmpty(kustomize.TakeBuilds());
        await RenderAsync(fleet);
        Assert.Empty(kustomize.TakeBuilds());
    }

    [Fact]
    public async Task Without_its_own_notes_of_files_a_render_still_starts_no_kustomize()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(fleet);
        await RenderAsync(fleet);
        kustomize.TakeBuilds();
        File.Delete(fleet.State("cache/index"));
        await RenderAsync(fleet);
        Assert.Empty(kustomize.TakeBuilds());
    }

    [Fact]
    public async Task Equal_units_are_built_once_for_the_fleet()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(fleet);
        await RenderAsync(fleet);
        Assert.Equal(["apps/config/base", "apps/web/base"], kustomize.TakeBuilds());
        Assert.Equal(
            fleet.Read("environments/dev/web/rendered/manifests.yaml"),
            fleet.Read("environments/prod/web/rendered/manifests.yaml")
        );
    }

    [Fact]
    public async Task Changing_one_environments_value_builds_the_unit_that_reads_it_and_changes_nothing_else()
    {
        using var fleet = WithParameter();
        var kustomize = new CountingKustomize(fleet);
        await RenderAsync(fleet);
        kustomize.TakeBuilds();
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal)
        );
        var before = fleet.Snapshot();

        await RenderAsync(fleet);

        Assert.Equal(["apps/web/base"], kustomize.TakeBuilds());
        Assert.Equal(
            [
                "environments/dev/web/owned.json",
                "environments/dev/web/patches/replicas.yaml",
                "environments/dev/web/rendered/manifests.yaml",
            ],
            Changed(before, fleet.Snapshot())
        );
        Assert.Contains("replicas: 3", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_an_apps_base_builds_its_units_that_follow_head_and_changes_nothing_else()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(fleet);
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "cut", "web");
        fleet.Write(
            "environments/prod/releases/web.yaml",
            $"apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {{release: {cut.Output.Trim()}}}\n"
        );
        await RenderAsync(fleet);
        Assert.Equal(["apps/config/base", "apps/web/base", $"apps/web/releases/{cut.Output.Trim()}/base"], kustomize.TakeBuilds());
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        var before = fleet.Snapshot();

        await RenderAsync(fleet);

        Assert.Equal(["apps/web/base"], kustomize.TakeBuilds());
        Assert.Equal(
            ["environments/dev/web/owned.json", "environments/dev/web/rendered/manifests.yaml"],
            Changed(before, fleet.Snapshot())
        );
    }

    [Fact]
    public async Task A_lost_output_is_taken_from_an_equal_unit()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(fleet);
        await RenderAsync(fleet);
        kustomize.TakeBuilds();
        var whole = fleet.Snapshot();
        File.Delete(fleet.File("environments/dev/web/rendered/manifests.yaml"));
        await RenderAsync(fleet);
        Assert.Empty(kustomize.TakeBuilds());
        Assert.Equal(whole, fleet.Snapshot());
    }

    [Fact]
    public async Task Another_version_of_the_kustomize_that_the_fleet_names_builds_anew()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(fleet);
        await RenderAsync(fleet);
        kustomize.TakeBuilds();
        kustomize.Answer("v5.6.0");
        await RenderAsync(fleet);
        Assert.Equal(["apps/config/base", "apps/web/base"], kustomize.TakeBuilds());
    }

    [Fact]
    public async Task Units_are_built_in_parallel()
    {
        Assert.SkipUnless(System.Environment.ProcessorCount > 1, "one processor builds one unit at a time");
        using var fleet = SmallFleet.Create();
        // Each build waits for another one that has begun.
        _ = new CountingKustomize(
            fleet,
            """
            echo >"$0.begun.$$"
            tries=0
            until [ "$(ls "$0".begun.* | wc -l)" -ge 2 ]; do
              tries=$((tries + 1))
              if [ $tries -gt 1000 ]; then echo 'it was alone for long' >&2; exit 1; fi
              sleep 0.1
            done
            """
        );
        await RenderAsync(fleet);
    }

    [Fact]
    public async Task A_unit_that_fails_names_itself_its_overlay_and_the_tools_words_and_the_others_still_report()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/extra/app.yaml", SmallFleet.App("extra", "kustomize: {base: base}"));
        fleet.Write("apps/extra/base/kustomization.yaml", "resources: [map.yaml]\n");
        fleet.Write("apps/extra/base/map.yaml", SmallFleet.ConfigMap("extra"));
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("web: {}", "web: {}, extra: {}", StringComparison.Ordinal)
        );
        var kustomize = new CountingKustomize(
            fleet,
            "if grep -q -e apps/web/ -e apps/config/ \"$2/kustomization.yaml\"; then echo \"Error: no luck with $2\" >&2; exit 1; fi"
        );

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Equal(["apps/config/base", "apps/extra/base", "apps/web/base"], kustomize.TakeBuilds());
        foreach (var unit in new[] { "dev/config", "dev/web", "prod/config", "prod/web" })
        {
            var line = Assert.Single(
                render.Error.Split('\n'),
                line => line.Contains($"Kustomize cannot build {unit} ", StringComparison.Ordinal)
            );
            Assert.StartsWith($"environments/{unit.Split('/')[0]}/environment.yaml(", line, StringComparison.Ordinal);
            Assert.Contains($"(environments/{unit})", line, StringComparison.Ordinal);
            Assert.EndsWith($": no luck with environments/{unit}", line, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(fleet.File("argocd")), "something was written");
    }

    [Fact]
    public async Task An_input_that_changes_during_a_render_is_told_and_not_overlooked_by_the_next()
    {
        using var fleet = SmallFleet.Create();
        var kustomize = new CountingKustomize(
            fleet,
            $"""
            if [ ! -e "$0.done" ]; then
              echo >"$0.done"
              sed -i s/web:1/web:2/ '{fleet.File("apps/web/base/deployment.yaml")}'
            fi
            """
        );
        var first = await RenderAsync(fleet);
        Assert.Contains("apps/web/base/deployment.yaml was changed by somebody else", first.Error, StringComparison.Ordinal);
        kustomize.TakeBuilds();

        await RenderAsync(fleet);

        Assert.Contains("apps/web/base", kustomize.TakeBuilds());
        Assert.Contains("web:2", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_changed_means_that_no_file_is_read_also_after_a_render_that_changed_something()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells of reads");
        using var patience = new CancellationTokenSource(TimeLimit);
        using var fleet = WithParameter();
        await RenderAsync(fleet);
        using var watch = new ReadWatch(fleet);
        await RenderAsync(fleet);
        Assert.Empty(OfTheFleet(await watch.TakeReadsAsync(patience.Token)));

        fleet.Write(
            "environments/dev/environment.yaml",
            fleet.Read("environments/dev/environment.yaml").Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal)
        );
        await watch.TakeReadsAsync(patience.Token);
        await RenderAsync(fleet);
        var reads = OfTheFleet(await watch.TakeReadsAsync(patience.Token));
        Assert.Contains("environments/dev/environment.yaml", reads);
        Assert.DoesNotContain("apps/config/base/map.yaml", reads);
        // Of what changes it is asked what is synced; of nothing else.
        Assert.Equal(
            ["environments/dev/web/rendered/manifests.yaml"],
            reads.Where(path => path.EndsWith("manifests.yaml", StringComparison.Ordinal)).Distinct()
        );

        await RenderAsync(fleet);
        Assert.Empty(OfTheFleet(await watch.TakeReadsAsync(patience.Token)));
    }

    [Fact]
    public async Task A_change_that_keeps_size_and_time_is_noticed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there only size and time tell");
        using var fleet = SmallFleet.Create();
        await RenderAsync(fleet);
        const string path = "apps/web/base/deployment.yaml";
        CopyTime(fleet, path, "time");
        fleet.Write(path, SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        CopyTime(fleet, "time", path);

        await RenderAsync(fleet);

        Assert.Contains("web:2", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_edit_that_keeps_size_and_time_is_noticed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there only size and time tell");
        using var fleet = SmallFleet.Create();
        await RenderAsync(fleet);
        const string path = "environments/dev/web/rendered/manifests.yaml";
        fleet.Write("other", fleet.Read(path).Replace("web:1", "web:2", StringComparison.Ordinal));
        CopyTime(fleet, path, "other");
        File.Move(fleet.File("other"), fleet.File(path), overwrite: true);

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Contains($"{path}(1,1): error GOG080", render.Error, StringComparison.Ordinal);
    }

    // To the nanosecond, which the framework's own times do not keep.
    private static void CopyTime(TemporaryFolder folder, string from, string to) =>
        Assert.Equal(0, TestTools.Run("touch", ["-r", folder.File(from), folder.File(to)]).Exit);

    /// <summary>web reads one parameter, which dev and prod set.</summary>
    private static TemporaryFolder WithParameter()
    {
        var fleet = SmallFleet.Create();
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base, templates: [{file: templates/replicas.yaml, as: patch}]}",
                "parameters: {replicas: {type: integer, default: 1, description: How many.}}"
            )
        );
        fleet.Write(
            "apps/web/templates/replicas.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: demo}\nspec:\n  replicas: {{parameters.replicas}}\n"
        );
        foreach (var environment in new[] { "dev", "prod" })
        {
            var path = $"environments/{environment}/environment.yaml";
            fleet.Write(path, fleet.Read(path).Replace("web: {}", "web: {parameters: {replicas: 2}}", StringComparison.Ordinal));
        }

        return fleet;
    }

    private static async Task<Answer> RenderAsync(TemporaryFolder fleet)
    {
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        return render;
    }

    // What the tool keeps for itself may be read.
    private static IEnumerable<string> OfTheFleet(IEnumerable<string> paths) =>
        paths.Where(path => !path.StartsWith("mark", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before
            .Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(path =>
                !path.StartsWith("tools/", StringComparison.Ordinal) && before.GetValueOrDefault(path) != after.GetValueOrDefault(path)
            );
}
