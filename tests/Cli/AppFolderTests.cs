using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary><c>app add</c> of folders, wherever they lie.</summary>
public sealed class AppFolderTests : IDisposable
{
    private const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: b}\n";

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    private TemporaryFolder Beside => fleet.Beside;

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task Plain_manifests_become_an_app()
    {
        Beside.Write("shop/one.yaml", ConfigMap);
        Beside.Write("shop/deep/two.yml", ConfigMap.Replace("name: one", "name: two, namespace: sales", StringComparison.Ordinal));
        var added = await AddAsync("shop", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Contains("  - deep/two.yml\n  - one.yaml\n", fleet.Read("apps/shop/base/kustomization.yaml"), StringComparison.Ordinal);
        Assert.Contains("# PLACEHOLDER: where it goes", fleet.Read("apps/shop/app.yaml"), StringComparison.Ordinal);
        await RenderAsync();
        Assert.Contains("name: two", fleet.Read("environments/dev/shop/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kustomization_stays_as_it_is()
    {
        Beside.Write("base/kustomization.yaml", "namespace: sales\nresources: [one.yaml]\n");
        Beside.Write("base/one.yaml", ConfigMap);
        var added = await AddAsync("base", "--name", "shop", "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.Equal(Beside.Read("base/kustomization.yaml"), fleet.Read("apps/shop/base/kustomization.yaml"));
        Assert.Contains("namespace: sales\n", fleet.Read("apps/shop/app.yaml"), StringComparison.Ordinal);
        await RenderAsync();
    }

    [Fact]
    public async Task One_that_reaches_out_of_its_folder_is_refused_and_nothing_is_written()
    {
        Beside.Write("base/kustomization.yaml", "resources: [../one.yaml]\n");
        Beside.Write("one.yaml", ConfigMap);
        await AssertRefusedAsync("GOG016", "base", "--name", "shop", "--env", "dev");
    }

    [Fact]
    public async Task An_app_of_another_fleet_brings_what_it_requires_from_there()
    {
        using var other = SmallFleet.Create();
        other.Write("apps/shop/app.yaml", SmallFleet.App("shop", "requires: [stock, bus]", "kustomize: {base: base}"));
        other.Write("apps/shop/base/kustomization.yaml", "resources: [one.yaml]\n");
        other.Write("apps/shop/base/one.yaml", ConfigMap);
        other.Write("apps/shop/releases/1.0.0-1234567/app.yaml", "old\n");
        other.Write("apps/stock/app.yaml", SmallFleet.App("stock", "kustomize: {base: base}"));
        other.Write("apps/stock/base/kustomization.yaml", "resources: [one.yaml]\n");
        other.Write("apps/stock/base/one.yaml", ConfigMap.Replace("name: one", "name: stock", StringComparison.Ordinal));
        other.Write("gitopsgen.yaml", SmallFleet.Fleet + "  prerequisites: [{name: bus, description: A bus.}]\n");
        other.Write("docs/runbooks/shop.md", "# Shop\n");
        var added = await Gitopsgen.RunInAsync(fleet, "app", "add", other.File("apps/shop"), "--env", "dev");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.True(File.Exists(fleet.File("apps/stock/app.yaml")));
        Assert.True(File.Exists(fleet.File("docs/runbooks/shop.md")));
        Assert.False(Directory.Exists(fleet.File("apps/shop/releases")));
        Assert.Contains("{name: bus, description: A bus.}", fleet.Read("gitopsgen.yaml"), StringComparison.Ordinal);
        await RenderAsync();
    }

    [Fact]
    public async Task What_it_requires_and_nobody_has_is_named()
    {
        Beside.Write("shop/app.yaml", SmallFleet.App("shop", "requires: [moon]", "kustomize: {base: base}"));
        Beside.Write("shop/base/kustomization.yaml", "resources: []\n");
        await AssertRefusedAsync("GOG408", "shop");
    }

    [Fact]
    public async Task A_file_that_is_there_is_in_the_way()
    {
        Beside.Write("shop/one.yaml", ConfigMap);
        fleet.Write("apps/shop/base/one.yaml", "mine\n");
        fleet.Write("apps/shop/notes.txt", "mine\n");
        fleet.Write("apps/shop/app.yaml", SmallFleet.App("shop", "kustomize: {base: base}"));
        fleet.Write("apps/shop/base/kustomization.yaml", "resources: [one.yaml]\n");
        await AssertRefusedAsync("GOG406", "shop");
        File.Delete(fleet.File("apps/shop/app.yaml"));
        Directory.Delete(fleet.File("apps/shop"), recursive: true);
        fleet.Write("docs/runbooks/shop.md", "mine\n");
        Beside.Write("gitopsgen.yaml", SmallFleet.Fleet);
        Beside.Write("apps/shop/app.yaml", SmallFleet.App("shop", "kustomize: {base: base}"));
        Beside.Write("apps/shop/base/kustomization.yaml", "resources: [one.yaml]\n");
        Beside.Write("apps/shop/base/one.yaml", ConfigMap);
        Beside.Write("docs/runbooks/shop.md", "theirs\n");
        await AssertRefusedAsync("GOG409", "apps/shop");
    }

    [Fact]
    public async Task Links_are_refused()
    {
        Beside.Write("secret", "x\n");
        Beside.Write("shop/one.yaml", ConfigMap);
        File.CreateSymbolicLink(Beside.File("shop/two.yaml"), Beside.File("secret"));
        await AssertRefusedAsync("GOG012", "shop");
        File.Delete(Beside.File("shop/two.yaml"));
        File.CreateSymbolicLink(Beside.File("link"), Beside.File("shop"));
        await AssertRefusedAsync("GOG012", "link");
    }

    [Theory]
    [InlineData("readme.txt", "hello\n", "is no YAML")]
    [InlineData("values.yaml", "a: b\n", "is no manifest")]
    [InlineData("app.yaml", "kind: App\n", "has no metadata.name")]
    public async Task A_folder_that_is_no_app_is_refused_with_the_reason(string file, string text, string reason)
    {
        Beside.Write("shop/one.yaml", ConfigMap);
        Beside.Write($"shop/{file}", text);
        var refused = await AssertRefusedAsync("GOG413", "shop");
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_git_keeps_is_no_file_of_an_app_in_whatever_folder()
    {
        Beside.Write("shop/kustomization.yaml", "resources: [a/one.yaml]\n");
        Beside.Write("shop/a/one.yaml", ConfigMap);
        Beside.Write("shop/.git/HEAD", "ref: refs/heads/main\n");
        Beside.Write("shop/a/.git/HEAD", "ref: refs/heads/main\n");
        var added = await AddAsync("shop");
        Assert.True(added.Exit == 0, added.ToString());
        Assert.DoesNotContain("HEAD", added.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_folder_that_the_fleet_lies_in_is_none_of_an_app(string below)
    {
        var refused = await Gitopsgen.RunInAsync(fleet, "app", "add", Path.Join(fleet.Path, below));
        Assert.True(
            refused.Exit == 1 && refused.Error.Contains("the fleet itself lies in it", StringComparison.Ordinal),
            refused.ToString()
        );
    }

    private Task<Answer> AddAsync(string folder, params string[] arguments) =>
        Gitopsgen.RunInAsync(fleet, ["app", "add", Beside.File(folder), .. arguments]);

    private async Task<Answer> AssertRefusedAsync(string code, string folder, params string[] arguments)
    {
        var before = fleet.Snapshot();
        var refused = await AddAsync(folder, arguments);
        Assert.True(refused.Exit != 0 && refused.Error.Contains(code, StringComparison.Ordinal), refused.ToString());
        Assert.Equal(before, fleet.Snapshot());
        return refused;
    }

    private async Task RenderAsync()
    {
        var rendered = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
    }
}
