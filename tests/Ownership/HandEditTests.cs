using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Ownership;

/// <summary>Generated files that somebody touched.</summary>
public sealed class HandEditTests
{
    private const string Manifests = "environments/dev/web/rendered/manifests.yaml";

    [Fact]
    public async Task Check_names_an_edited_a_deleted_and_a_stray_file_and_exits_3()
    {
        using var fleet = await RenderedAsync();
        fleet.Write(Manifests, fleet.Read(Manifests) + "# mine\n");
        File.Delete(fleet.File("environments/prod/config/kustomization.yaml"));
        fleet.Write("environments/dev/config/notes.txt", "stray");
        var before = fleet.Snapshot();

        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");

        Assert.Equal(3, check.Exit);
        Assert.Matches($"edited +{Manifests}", check.Output);
        Assert.Contains("- # mine", check.Output, StringComparison.Ordinal);
        Assert.Matches("missing +environments/prod/config/kustomization.yaml", check.Output);
        Assert.Matches("stray +environments/dev/config/notes.txt", check.Output);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task Check_of_a_clean_tree_exits_0_and_leaves_no_scratch_folder()
    {
        using var fleet = await RenderedAsync();
        Directory.Delete(fleet.State(), recursive: true);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
        Assert.False(Directory.Exists(fleet.State()));
    }

    [Fact]
    public async Task Render_refuses_to_overwrite_an_edited_file_and_writes_nothing_else()
    {
        using var fleet = await RenderedAsync();
        fleet.Write(Manifests, "# mine\n");
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "changed"));
        var before = fleet.Snapshot();

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Contains($"{Manifests}(1,1): error GOG080", render.Error, StringComparison.Ordinal);
        Assert.Contains("--discard", render.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task Discard_takes_back_what_was_adopted()
    {
        using var fleet = await RenderedAsync();
        var (generated, record) = (fleet.Read(Manifests), fleet.Snapshot());
        fleet.Write(Manifests, "# mine\n");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--adopt")).Exit);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal("# mine\n", fleet.Read(Manifests));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--discard")).Exit);
        Assert.Equal(generated, fleet.Read(Manifests));
        Assert.Equal(record, fleet.Snapshot());
    }

    [Fact]
    public async Task Discard_replaces_the_edit()
    {
        using var fleet = await RenderedAsync();
        var generated = fleet.Read(Manifests);
        fleet.Write(Manifests, "# mine\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--discard");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(generated, fleet.Read(Manifests));
    }

    [Fact]
    public async Task Adopt_keeps_the_edit_until_what_is_generated_changes()
    {
        using var fleet = await RenderedAsync();
        fleet.Write(Manifests, "# mine\n");
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--adopt")).Exit);
        Assert.Equal("# mine\n", fleet.Read(Manifests));

        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Equal("# mine\n", fleet.Read(Manifests));
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
        Assert.Matches($"adopted +{Manifests}", check.Output);

        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG080", render.Error, StringComparison.Ordinal);
        Assert.Equal("# mine\n", fleet.Read(Manifests));
    }

    [Fact]
    public async Task A_strange_file_in_the_way_is_not_overwritten()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("argocd/root.yaml", "somebody's\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("argocd/root.yaml(1,1): error GOG081", render.Error, StringComparison.Ordinal);
        Assert.Equal("somebody's\n", fleet.Read("argocd/root.yaml"));
        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
    }

    [Fact]
    public async Task Without_its_records_an_unchanged_tree_is_taken_over_without_complaint()
    {
        using var fleet = await RenderedAsync();
        var before = fleet.Snapshot();
        foreach (var record in Directory.EnumerateFiles(fleet.Path, "owned.json", SearchOption.AllDirectories).ToList())
            File.Delete(record);
        Directory.Delete(fleet.State(), recursive: true);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(before, fleet.Snapshot());
    }

    [Theory]
    [InlineData("../../../outside.txt")]
    [InlineData("gitopsgen.yaml")]
    [InlineData("environments/prod/web/rendered/manifests.yaml")]
    [InlineData("/etc/hostname")]
    public async Task A_record_that_names_a_foreign_file_deletes_nothing(string foreign)
    {
        using var fleet = await RenderedAsync();
        fleet.Write("environments/dev/web/owned.json", $"{{\"version\": 1, \"files\": {{\"{foreign}\": \"00\"}}}}\n");
        var before = fleet.Snapshot();
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("environments/dev/web/owned.json(1,1): error GOG084", render.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task Nothing_is_written_through_a_symbolic_link()
    {
        using var fleet = SmallFleet.Create();
        using var elsewhere = new TemporaryFolder();
        Directory.CreateSymbolicLink(fleet.File("argocd"), elsewhere.Path);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG085", render.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public async Task A_folder_where_a_file_belongs_is_named()
    {
        using var fleet = SmallFleet.Create();
        Directory.CreateDirectory(fleet.File("argocd/root.yaml"));
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("argocd/root.yaml(1,1): error GOG087", render.Error, StringComparison.Ordinal);
    }

    private static async Task<TemporaryFolder> RenderedAsync()
    {
        var fleet = SmallFleet.Create();
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        return fleet;
    }
}
