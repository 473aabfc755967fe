using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary><c>app remove</c>: the steps in their order, and what each refuses.</summary>
public sealed class AppRemoveTests : IDisposable
{
    private const string Dev = "environments/dev/environment.yaml";

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task An_app_leaves_in_the_order_in_which_nothing_is_left_behind()
    {
        await BeginAsync();
        var first = await RemoveAsync("web", "--env", "dev");
        Assert.Contains("dev/web  step 1 of 2", first.Output, StringComparison.Ordinal);
        Assert.Contains("web: {remove: delete}", fleet.Read(Dev), StringComparison.Ordinal);

        var early = await TryAsync("web", "--env", "dev", "--gone");
        Assert.True(early.Exit == 1 && early.Error.Contains("GOG412", StringComparison.Ordinal), early.ToString());
        Assert.Contains(
            "says `remove: delete`, but not on main yet",
            (await RemoveAsync("web", "--env", "dev")).Output,
            StringComparison.Ordinal
        );

        await MergeAsync();
        var merged = fleet.Snapshot();
        Assert.Contains("is merged. When the Application", (await RemoveAsync("web", "--env", "dev")).Output, StringComparison.Ordinal);
        Assert.Equal(merged, fleet.Snapshot());

        var second = await RemoveAsync("web", "--env", "dev", "--gone");
        Assert.Contains("step 2 of 2", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("web", fleet.Read(Dev), StringComparison.Ordinal);
        await MergeAsync();
        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
        Assert.True(File.Exists(fleet.File("apps/web/app.yaml")));
    }

    [Fact]
    public async Task What_no_environment_has_goes_with_its_files()
    {
        await BeginAsync();
        await RemoveAsync("web", "--keep");
        Assert.Contains("web: {remove: keep}", fleet.Read(Dev), StringComparison.Ordinal);
        Assert.Contains("web: {remove: keep}", fleet.Read("environments/prod/environment.yaml"), StringComparison.Ordinal);
        await MergeAsync();
        var last = await RemoveAsync("web", "--gone", "--files", "--output", "json");
        using var json = JsonDocument.Parse(last.Output);
        Assert.True(json.RootElement.GetProperty("unused").GetBoolean());
        Assert.Equal(3, json.RootElement.GetProperty("deletedFiles").GetInt32());
        Assert.False(Directory.Exists(fleet.File("apps/web")));
        await MergeAsync();
    }

    [Fact]
    public async Task What_never_reached_a_cluster_goes_in_one_step_with_its_pin()
    {
        await BeginAsync();
        await Gitopsgen.RunInAsync(fleet, "app", "add", "prometheus-crds", "--env", "dev");
        fleet.Write(
            "environments/dev/releases/prometheus-crds.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head}\n"
        );
        var removed = await RemoveAsync("prometheus-crds");
        Assert.Contains("it never reached a cluster", removed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("prometheus", fleet.Read(Dev), StringComparison.Ordinal);
        Assert.False(File.Exists(fleet.File("environments/dev/releases/prometheus-crds.yaml")));
        Assert.Contains("--files deletes apps/prometheus-crds", removed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_require_stays()
    {
        await BeginAsync();
        var before = fleet.Snapshot();
        var refused = await TryAsync("config", "--env", "dev");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("GOG411", StringComparison.Ordinal), refused.ToString());
        Assert.Contains("required by web in dev. First `gitopsgen app remove web --env dev`.", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--keep", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task What_somebody_else_is_to_run_may_be_let_go_of_and_never_deleted()
    {
        fleet.Write("gitopsgen.yaml", fleet.Read("gitopsgen.yaml") + "  prerequisites: [{name: config, description: Somebody runs it.}]\n");
        await BeginAsync();
        var refused = await TryAsync("config", "--env", "dev");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("GOG411", StringComparison.Ordinal), refused.ToString());
        Assert.Contains("as the prerequisite of that name says, add --keep", refused.Error, StringComparison.Ordinal);
        await RemoveAsync("config", "--keep");
        Assert.Contains("config: {remove: keep}", fleet.Read(Dev), StringComparison.Ordinal);
        await MergeAsync();
        await RemoveAsync("config", "--gone", "--files");
        Assert.DoesNotContain("config", fleet.Read(Dev), StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("apps/config")));
        await MergeAsync();
    }

    [Fact]
    public async Task Who_leaves_requires_it_until_its_entry_is_out()
    {
        await BeginAsync();
        await RemoveAsync("web", "--env", "dev");
        await RemoveAsync("config", "--env", "dev");
        await MergeAsync();
        var early = await TryAsync("config", "--env", "dev", "--gone");
        Assert.True(early.Exit == 1 && early.Error.Contains("GOG411", StringComparison.Ordinal), early.ToString());
        await RemoveAsync("web", "--env", "dev", "--gone");
        await MergeAsync();
        // The last of a map: nothing stays of it but the map.
        await RemoveAsync("config", "--env", "dev", "--gone");
        Assert.DoesNotContain("config", fleet.Read(Dev), StringComparison.Ordinal);
        await MergeAsync();
    }

    [Fact]
    public async Task The_last_app_of_a_block_leaves_an_empty_map_that_takes_another()
    {
        fleet.Write(
            Dev,
            fleet.Read(Dev).Replace("apps: {config: {}, web: {}}", "apps: # ours\n    config: {}\n  # the end", StringComparison.Ordinal)
        );
        var removed = await RemoveAsync("config", "--env", "dev");
        Assert.Contains("never reached a cluster", removed.Output, StringComparison.Ordinal);
        Assert.Contains("apps: {} # ours\n  # the end", fleet.Read(Dev), StringComparison.Ordinal);
        var added = await Gitopsgen.RunInAsync(fleet, "app", "add", "config", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Contains("    config: {sync: automated}\n", fleet.Read(Dev), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_kept_where_that_is_said_later()
    {
        await BeginAsync();
        await RemoveAsync("web", "--env", "dev");
        await RemoveAsync("web", "--env", "dev", "--keep");
        Assert.Contains("web: {remove: keep}", fleet.Read(Dev), StringComparison.Ordinal);
        // Without a word it goes on as it was said.
        var again = await RemoveAsync("web", "--env", "dev");
        Assert.Contains("says `remove: keep`, but not on main yet", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_merged_as_deleted_is_not_kept_without_a_word()
    {
        await BeginAsync();
        await RemoveAsync("web", "--env", "dev");
        await MergeAsync();
        var gone = await TryAsync("web", "--env", "dev", "--keep", "--gone");
        Assert.True(gone.Exit == 1 && gone.Error.Contains("error GOG418", StringComparison.Ordinal), gone.ToString());
        var late = await RemoveAsync("web", "--env", "dev", "--keep", "--output", "json");
        Assert.Contains("GOG418", late.Output, StringComparison.Ordinal);
        Assert.Contains("\"remove\": \"keep\"", late.Output, StringComparison.Ordinal);
        Assert.Contains("web: {remove: keep}", fleet.Read(Dev), StringComparison.Ordinal);
        var early = await TryAsync("web", "--env", "dev", "--gone");
        Assert.True(early.Exit == 1 && early.Error.Contains("GOG412", StringComparison.Ordinal), early.ToString());
    }

    [Fact]
    public async Task What_is_on_its_way_out_is_not_added()
    {
        await BeginAsync();
        await RemoveAsync("web", "--env", "dev");
        var refused = await Gitopsgen.RunInAsync(fleet, "app", "add", "web", "--env", "dev");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("GOG417", StringComparison.Ordinal), refused.ToString());
    }

    [Fact]
    public async Task An_environment_that_has_it_not_is_refused()
    {
        await Gitopsgen.RunInAsync(fleet, "app", "add", "prometheus-crds");
        var refused = await TryAsync("prometheus-crds", "--env", "dev");
        Assert.True(refused.Exit == 1 && refused.Error.Contains("GOG414", StringComparison.Ordinal), refused.ToString());
        var unknown = await TryAsync("wbe");
        Assert.True(unknown.Exit == 2 && unknown.Error.Contains("Did you mean 'web'?", StringComparison.Ordinal), unknown.ToString());
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        await BeginAsync();
        var before = fleet.Snapshot();
        var dry = await RemoveAsync("web", "--dry-run");
        Assert.Contains($"change  {Dev}\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    private async Task BeginAsync()
    {
        Sh.Git(fleet.Path, "init", "--quiet", "--initial-branch=main");
        await MergeAsync();
    }

    // Rendered, committed, and on the branch that Argo CD follows.
    private async Task MergeAsync()
    {
        var rendered = await Gitopsgen.RunInAsync(fleet, "render", "--offline", "--allow-deletions");
        Assert.True(rendered.Exit == 0, rendered.ToString());
        Sh.Git(fleet.Path, "add", "--all");
        Sh.Git(fleet.Path, "commit", "--quiet", "--message=Merged");
    }

    private async Task<Answer> RemoveAsync(params string[] arguments)
    {
        var answer = await TryAsync(arguments);
        Assert.True(answer.Exit == 0, answer.ToString());
        return answer;
    }

    private Task<Answer> TryAsync(params string[] arguments) => Gitopsgen.RunInAsync(fleet, ["app", "remove", .. arguments]);
}
