using System.Text.Json.Nodes;
using GitOpsGen.Ownership;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>The command as a whole, on a small fleet.</summary>
public sealed class RenderTests
{
    [Fact]
    public async Task A_second_render_changes_nothing()
    {
        using var fleet = SmallFleet.Create();
        var first = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(first.Exit == 0, first.ToString());
        var before = fleet.Snapshot();
        var second = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(second.Exit == 0, second.ToString());
        Assert.Equal(before, fleet.Snapshot());
        Assert.Contains("units rendered       0", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_fleet_gives_the_same_bytes_in_another_folder()
    {
        using var one = SmallFleet.Create();
        using var other = SmallFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(one, "render")).Exit);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(other, "render")).Exit);
        Assert.Equal(one.Snapshot(), other.Snapshot());
    }

    [Fact]
    public async Task A_dry_run_names_every_change_and_makes_none()
    {
        using var fleet = SmallFleet.Create();
        var before = fleet.Snapshot();
        var dry = await Gitopsgen.RunInAsync(fleet, "render", "--dry-run", "-o", "json");
        Assert.True(dry.Exit == 0, dry.ToString());
        Assert.Equal(before, fleet.Snapshot());
        var planned = JsonNode.Parse(dry.Output)!["changes"]!
            .AsArray()
            .Select(change => (string)change!["path"]!)
            .Order(StringComparer.Ordinal);

        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal(planned, fleet.Snapshot().Keys.Except(before.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Json_has_the_counts_the_findings_and_the_exit_code()
    {
        using var fleet = SmallFleet.Create();
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        fleet.Write("environments/dev/web/rendered/manifests.yaml", "# mine\n");
        var answer = JsonNode.Parse((await Gitopsgen.RunInAsync(fleet, "render", "--check", "-o", "json")).Output)!;
        Assert.Equal(1, (int)answer["schemaVersion"]!);
        Assert.Equal("render", (string)answer["command"]!);
        Assert.Equal("check", (string)answer["mode"]!);
        Assert.Equal(3, (int)answer["exitCode"]!);
        Assert.Equal("environments/dev/web/rendered/manifests.yaml", (string)answer["edited"]![0]!);
        Assert.Equal(3, (int)answer["units"]!["unchanged"]!);
    }

    [Theory]
    [InlineData("--app", "wbe", "GOG014")]
    [InlineData("--env", "porduction", "GOG019")]
    [InlineData("--wave", "dve", "GOG021")]
    public async Task A_narrowing_to_nothing_known_is_an_error(string option, string value, string code)
    {
        using var fleet = SmallFleet.Create();
        var render = await Gitopsgen.RunInAsync(fleet, "render", option, value);
        Assert.Equal(2, render.Exit);
        Assert.Contains(code, render.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("argocd")));
    }

    [Fact]
    public async Task A_second_render_at_the_same_time_waits_and_says_so()
    {
        using var fleet = SmallFleet.Create();
        Task<Answer> second;
        using (await RepositoryLock.TakeAsync(StateFolder.Open(fleet.Path), _ => { }, CancellationToken.None))
        {
            second = Gitopsgen.RunInAsync(fleet, "render");
            await Task.WhenAny(second, Task.Delay(TimeSpan.FromSeconds(1)));
            Assert.False(second.IsCompleted, "it did not wait");
        }

        var answer = await second;
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("waiting", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_without_environments_renders_only_its_root()
    {
        using var fleet = new TemporaryFolder();
        fleet.Write(
            "gitopsgen.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Fleet\nmetadata: {name: empty}\nspec:\n  repository: {url: "
                + "https://git.example/empty.git}\n"
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(["argocd/owned.json", "argocd/root.yaml", "gitopsgen.yaml"], fleet.Snapshot().Keys);
    }

    [Fact]
    public async Task A_folder_with_blanks_and_umlauts_in_its_name_is_a_folder_like_any_other()
    {
        using var fleet = SmallFleet.Create();
        using var odd = new TemporaryFolder("gitops gen ünï'code $HOME ");
        foreach (var (path, text) in fleet.Snapshot())
            odd.Write(path, text);
        var render = await Gitopsgen.RunInAsync(odd, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(0, (await Gitopsgen.RunInAsync(odd, "render", "--check")).Exit);
    }
}
