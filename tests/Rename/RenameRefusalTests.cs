using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Rename;

/// <summary>What cannot be renamed is refused with all reasons at once, and nothing is written.</summary>
public sealed class RenameRefusalTests
{
    [Theory]
    [InlineData("app", "web", "config", "GOG305")]
    [InlineData("app", "web", "web", "GOG305")]
    [InlineData("app", "web", "releases", "GOG035")]
    [InlineData("app", "web", "Shop", "GOG015")]
    [InlineData("app", "wbe", "shop", "GOG014")]
    [InlineData("environment", "dev", "prod", "GOG305")]
    [InlineData("environment", "dev", "a_b", "GOG015")]
    [InlineData("environment", "dve", "next", "GOG019")]
    public async Task A_name_that_cannot_be_is_named(string kind, string old, string @new, string code)
    {
        using var fleet = SmallFleet.Create();
        await RenameFleet.RunAsync(fleet, "render");

        await AssertRefusedAsync(fleet, [kind, old, @new], code, exit: 2);
    }

    [Fact]
    public async Task All_reasons_come_at_once()
    {
        using var fleet = SmallFleet.Create();
        await RenameFleet.RunAsync(fleet, "render");
        var answer = await AssertRefusedAsync(fleet, ["app", "wbe", "config"], "GOG305", exit: 2);
        Assert.Contains("GOG014", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_another_had_is_refused_and_in_a_description_too()
    {
        using var fleet = SmallFleet.Create();
        await RenameFleet.RunAsync(fleet, "render");
        await RenameFleet.RunAsync(fleet, "rename", "app", "web", "shop");
        await AssertRefusedAsync(fleet, ["app", "config", "web"], "GOG305", exit: 2);

        fleet.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base}"));
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [map.yaml]\n");
        fleet.Write("apps/web/base/map.yaml", SmallFleet.ConfigMap("other"));
        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Contains("error GOG304", render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_rendered_yet_comes_first()
    {
        using var fleet = SmallFleet.Create();
        await RenameFleet.RunAsync(fleet, "render");
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "changed"));
        await AssertRefusedAsync(fleet, ["app", "web", "shop"], "GOG306");
    }

    [Fact]
    public async Task A_hand_edit_comes_first()
    {
        using var fleet = SmallFleet.Create();
        await RenameFleet.RunAsync(fleet, "render");
        fleet.Write("environments/dev/config/rendered/manifests.yaml", "# mine\n");
        await AssertRefusedAsync(fleet, ["app", "web", "shop"], "GOG080");
    }

    [Theory]
    [InlineData("app", "web", "{{app.name}}")]
    [InlineData("environment", "dev", "{{environment.name}}")]
    public async Task Objects_that_say_the_name_are_refused_unless_that_is_accepted(string kind, string name, string tag)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/app.yaml", SmallFleet.App("web", "kustomize: {base: base, templates: [{file: named.yaml, as: resource}]}"));
        fleet.Write("apps/web/named.yaml", SmallFleet.ConfigMap("named", $"x-{tag}"));
        await RenameFleet.RunAsync(fleet, "render");

        await AssertRefusedAsync(fleet, [kind, name, "renamed"], "GOG307");

        await RenameFleet.RunAsync(fleet, "rename", kind, name, "renamed", "--allow-object-changes");
        await RenameFleet.AssertCleanAsync(fleet);
        Assert.Contains("x-renamed", string.Concat(RenameFleet.Manifests(fleet)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apps: &apps {config: {}, web: {}}", "x")]
    [InlineData("apps: {config: {}, ? web : {}}", null)]
    public async Task A_form_that_cannot_be_spliced_is_named_or_spliced_right(string apps, string? cluster)
    {
        using var fleet = SmallFleet.Create();
        var text = fleet.Read("environments/dev/environment.yaml").Replace("apps: {config: {}, web: {}}", apps, StringComparison.Ordinal);
        if (cluster is not null)
            text = text.Replace("apps: &apps", "# shared\n  apps: &apps", StringComparison.Ordinal);
        fleet.Write("environments/dev/environment.yaml", text);
        await RenameFleet.RunAsync(fleet, "render");

        await RenameFleet.RunAsync(fleet, "rename", "app", "web", "shop");

        Assert.Equal(text.Replace("web", "shop", StringComparison.Ordinal), fleet.Read("environments/dev/environment.yaml"));
    }

    [Fact]
    public async Task A_merged_map_is_not_rewritten_behind_its_back()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(
            "environments/dev/environment.yaml",
            SmallFleet.Environment(
                "dev",
                "extends: [shared]",
                "class: dev",
                "wave: dev",
                "clusters:",
                "  - {name: dev-1, server: https://dev-1.example, apps: &a {web: &w {}}}",
                "apps: {config: {}, <<: *a}"
            )
        );
        await RenameFleet.RunAsync(fleet, "render");
        await AssertRefusedAsync(fleet, ["app", "web", "shop"], "GOG309");
    }

    [Fact]
    public async Task Conflicts_come_first()
    {
        using var fleet = SmallFleet.Create();
        await RenameFleet.RunAsync(fleet, "render");
        fleet.Write("environments/dev/environment.yaml", "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n");
        await AssertRefusedAsync(fleet, ["app", "web", "shop"], "GOG300");
    }

    [Fact]
    public async Task A_move_between_namespaces_comes_first()
    {
        using var fleet = Repository.CopyOfFleet();
        await AssertRefusedAsync(fleet, ["environment", "dev", "next", "--offline"], "GOG310");
    }

    private static async Task<Answer> AssertRefusedAsync(TemporaryFolder fleet, string[] arguments, string code, int exit = 1)
    {
        var before = fleet.Snapshot();
        var answer = await Gitopsgen.RunInAsync(fleet, ["rename", .. arguments]);
        Assert.Contains($"error {code}", answer.Error, StringComparison.Ordinal);
        Assert.True(answer.Exit == exit, answer.ToString());
        Assert.Equal(before, fleet.Snapshot());
        return answer;
    }
}
