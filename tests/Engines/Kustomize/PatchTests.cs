using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize;

/// <summary>Patches that we emit, and Kustomize's own failures.</summary>
public sealed class PatchTests
{
    private const string Replicas = "- {op: replace, path: /spec/replicas, value: 3}\n";

    [Theory]
    [InlineData("kind: Deployment, name: web")]
    [InlineData("kind: Deployment, name: w.*")]
    [InlineData("group: apps, version: v1, namespace: demo")]
    [InlineData("kind: Deployment, labelSelector: 'tier in (front, back)'")]
    [InlineData("kind: Deployment, labelSelector: 'tier=front,!gone'")]
    [InlineData("kind: Deployment, annotationSelector: note")]
    public async Task A_target_that_matches_is_patched(string target)
    {
        using var fleet = WithPatch(target, Replicas);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("replicas: 3", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: Deployment, name: wbe")]
    [InlineData("kind: Deployment, name: we")]
    [InlineData("kind: StatefulSet")]
    [InlineData("kind: Deployment, labelSelector: 'tier=middle'")]
    [InlineData("kind: Deployment, labelSelector: 'tier notin (front)'")]
    [InlineData("kind: Deployment, annotationSelector: other")]
    public async Task A_target_that_matches_nothing_is_an_error_where_it_is_declared(string target)
    {
        using var fleet = WithPatch(target, Replicas);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.True(render.Error.Contains("apps/web/app.yaml(8,44): error GOG063", StringComparison.Ordinal), render.Error);
        Assert.False(Directory.Exists(fleet.File("environments/dev/web")));
    }

    [Fact]
    public async Task A_patch_that_deletes_its_target_is_right()
    {
        using var fleet = WithPatch(
            "kind: ConfigMap, name: extra",
            "$patch: delete\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n"
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.DoesNotContain("name: extra", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patch_that_would_delete_what_is_not_there_is_an_error()
    {
        using var fleet = WithPatch(
            "kind: ConfigMap, name: nothing",
            "$patch: delete\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: nothing}\n"
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG063", render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_fails_names_itself_and_kustomizes_words_and_the_others_still_report()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml]\nnamePrefixx: a\n");
        fleet.Write("apps/config/base/map.yaml", "kind: ConfigMap\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        foreach (var unit in new[] { "dev/web", "prod/web", "dev/config", "prod/config" })
            Assert.Contains($"Kustomize cannot build {unit}", render.Error, StringComparison.Ordinal);
        Assert.Contains("namePrefixx", render.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("/stage/", render.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("argocd")));
    }

    private static TemporaryFolder WithPatch(string target, string patch)
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, extra.yaml]\n");
        fleet.Write("apps/web/base/extra.yaml", SmallFleet.ConfigMap("extra"));
        fleet.Write(
            "apps/web/base/deployment.yaml",
            SmallFleet.Deployment.Replace(
                "{name: web, namespace: demo}",
                "{name: web, namespace: demo, labels: {tier: front}, annotations: {note: x}}",
                StringComparison.Ordinal
            )
        );
        fleet.Write("apps/web/patches/p.yaml", patch);
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                $"kustomize: {{base: base, patches: [{{file: patches/p.yaml, target: {{{target}}}}}]}}"
            )
        );
        return fleet;
    }
}
