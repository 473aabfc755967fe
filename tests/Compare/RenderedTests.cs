using System.Text.Json;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>What is described counts, whether somebody has rendered it yet or not.</summary>
public sealed class RenderedTests : IDisposable
{
    private const string Map = "apps/config/base/map.yaml";

    private readonly TemporaryFolder folder = SmallFleet.Create();

    [Fact]
    public async Task A_change_that_nobody_has_rendered_is_told()
    {
        await CommittedAsync();
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        var answer = await DiffAsync();
        Assert.Equal(3, answer.Exit);
        Assert.Contains("+ data.key: new", answer.Output, StringComparison.Ordinal);
        Assert.Contains("in     config in dev, prod", answer.Output, StringComparison.Ordinal);
        Assert.Contains("2 files of the work tree are not as a render makes them", answer.Output, StringComparison.Ordinal);
        var committed = await DiffAsync("--committed");
        Assert.True(committed.Exit == 0 && committed.Output.Contains("No differences", StringComparison.Ordinal), committed.ToString());
    }

    [Fact]
    public async Task Rendered_or_not_the_changes_are_the_same()
    {
        await CommittedAsync();
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        var before = (await JsonAsync()).GetProperty("changes").GetRawText();
        await RenderAsync();
        var after = await JsonAsync();
        Assert.Equal(before, after.GetProperty("changes").GetRawText());
        Assert.Empty(after.GetProperty("notes").EnumerateArray());
    }

    [Fact]
    public async Task Two_commits_that_nobody_has_rendered_are_compared()
    {
        await CommittedAsync();
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        Commit();
        folder.Write(Map, SmallFleet.ConfigMap("settings", "newer"));
        Commit();
        var fields = (await JsonAsync("--base", "HEAD~1", "--head", "HEAD")).GetProperty("changes")[0].GetProperty("fields")[0];
        Assert.Equal(("new", "newer"), (fields.GetProperty("old").GetString(), fields.GetProperty("new").GetString()));
    }

    [Fact]
    public async Task A_unit_that_comes_or_goes_is_told_before_it_is_rendered()
    {
        await CommittedAsync();
        var file = folder.File("environments/dev/environment.yaml");
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file)).Replace("apps: {config: {}, web: {}}", "apps: {config: {}}", StringComparison.Ordinal)
        );
        var changes = (await JsonAsync()).GetProperty("changes").EnumerateArray().Select(Line).ToList();
        Assert.Contains("removed Deployment web", changes);
        Assert.Contains("removed Application web-dev-1", changes);
    }

    [Fact]
    public async Task That_the_base_moved_on_is_no_change_of_the_head()
    {
        await CommittedAsync();
        Sh.Git(folder.Path, "checkout", "--quiet", "-b", "topic");
        Sh.Git(folder.Path, "checkout", "--quiet", "main");
        folder.Write(Map, SmallFleet.ConfigMap("settings", "theirs"));
        await RenderAsync();
        Commit();
        Sh.Git(folder.Path, "checkout", "--quiet", "topic");
        Assert.Equal(0, (await DiffAsync("--base", "main")).Exit);
        Assert.Contains("- data.key: theirs", (await DiffAsync("--base-exact", "main")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await DiffAsync("--base", "main", "--base-exact", "main")).Exit);
    }

    [Fact]
    public async Task Without_a_commit_in_common_the_very_commit_is_to_be_named()
    {
        await CommittedAsync();
        Sh.Git(folder.Path, "checkout", "--quiet", "--orphan", "other");
        folder.Write("README.md", "another history\n");
        Commit();
        var answer = await DiffAsync("--base", "main");
        Assert.True(
            answer.Exit == 1 && answer.Error.Contains("error GOG164: 'main' and HEAD", StringComparison.Ordinal),
            answer.ToString()
        );
        Assert.Equal(0, (await DiffAsync("--base-exact", "main")).Exit);
    }

    [Fact]
    public async Task A_base_that_does_not_render_is_compared_as_it_is_committed()
    {
        await CommittedAsync();
        folder.Write("apps/config/base/kustomization.yaml", "resources: [nowhere.yaml]\n");
        Commit();
        folder.Write("apps/config/base/kustomization.yaml", "resources: [map.yaml]\n");
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        var answer = await DiffAsync();
        Assert.Equal(3, answer.Exit);
        Assert.Contains("main does not render here, so it is compared as it is committed:", answer.Output, StringComparison.Ordinal);
        Assert.Contains("+ data.key: new", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_head_that_does_not_render_nothing_is_said()
    {
        await CommittedAsync();
        folder.Write("apps/config/base/kustomization.yaml", "resources: [nowhere.yaml]\n");
        var answer = await DiffAsync();
        Assert.True(answer.Exit == 1 && answer.Output.Length == 0, answer.ToString());
        Assert.Contains("error GOG163: the work tree does not render", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await DiffAsync("--committed")).Exit);
    }

    [Fact]
    public async Task What_is_made_from_the_same_is_not_rendered()
    {
        await CommittedAsync();
        // It would not build, on either side.
        folder.Write("apps/web/base/again.yaml", SmallFleet.Deployment);
        folder.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, again.yaml]\n");
        Commit();
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        Directory.Delete(folder.File(".git/gitopsgen"), recursive: true);
        Assert.Equal("changed ConfigMap settings", Line(Assert.Single((await JsonAsync()).GetProperty("changes").EnumerateArray())));
    }

    [Fact]
    public async Task A_file_that_somebody_edited_is_named()
    {
        await CommittedAsync();
        const string Manifests = "environments/dev/config/rendered/manifests.yaml";
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        folder.Write(Manifests, SmallFleet.ConfigMap("settings", "by hand"));
        var notes = (await JsonAsync()).GetProperty("notes").EnumerateArray().Select(note => note.GetString()).ToList();
        Assert.Contains($"{Manifests} was edited by hand in the work tree; what a render makes is compared, not that.", notes);
    }

    [Fact]
    public async Task It_leaves_nothing_behind_and_takes_no_lock()
    {
        await CommittedAsync();
        folder.Write(Map, SmallFleet.ConfigMap("settings", "new"));
        using var held = new FileStream(folder.File(".git/gitopsgen/lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var before = All();
        Assert.Equal(3, (await DiffAsync()).Exit);
        Assert.Equal(before, All());
    }

    public void Dispose() => folder.Dispose();

    private List<string> All() =>
        [
            .. Directory
                .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
                .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}")
                .Order(StringComparer.Ordinal),
        ];

    private static string Line(JsonElement change) =>
        $"{change.GetProperty("change").GetString()} {change.GetProperty("object").GetProperty("kind").GetString()} "
        + change.GetProperty("object").GetProperty("name").GetString();

    private Task<Answer> DiffAsync(params string[] arguments) => Gitopsgen.RunInAsync(folder, ["diff", .. arguments]);

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var answer = await DiffAsync(["--output", "json", .. arguments]);
        Assert.True(answer.Exit is 0 or 3, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    private async Task CommittedAsync()
    {
        Sh.Git(folder.Path, "init", "--quiet", "--initial-branch=main");
        await RenderAsync();
        Commit();
    }

    private async Task RenderAsync()
    {
        var answer = await Gitopsgen.RunInAsync(folder, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    private void Commit()
    {
        Sh.Git(folder.Path, "add", "--all");
        Sh.Git(folder.Path, "commit", "--quiet", "--allow-empty", "--message=State");
    }
}
