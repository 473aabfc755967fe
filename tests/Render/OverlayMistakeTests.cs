using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>GOG065 to GOG067: what comes out only when an overlay is written or built.</summary>
public sealed class OverlayMistakeTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task A_kind_whose_scope_is_not_known_is_a_warning_where_the_environment_names_the_app()
    {
        fleet.Write("apps/config/base/map.yaml", "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: one}\n");
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.Equal(0, answer.Exit);
        Assert.Contains(
            "environments/dev/environment.yaml(10,10): warning GOG065: dev/config makes example.com/Thing without a namespace",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_app_of_which_nothing_applies_is_an_error()
    {
        fleet.Write("apps/web/part/kustomization.yaml", "kind: Component\nresources: []\n");
        fleet.App("web", "kustomize: {components: [{path: part, when: windows}]}");
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains(
            "environments/dev/environment.yaml(10,22): error GOG066: dev/web has nothing to deploy",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Two_patches_of_one_name_are_an_error_at_the_second()
    {
        foreach (var folder in new[] { "one", "two" })
            fleet.Write($"apps/web/{folder}/patch.yaml", "");
        fleet.App("web", "kustomize:", "  base: base", "  patches:", "    - {file: one/patch.yaml}", "    - {file: two/patch.yaml}");
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains(
            "apps/web/app.yaml(11,16): error GOG067: two parts of the overlay are called 'patches/patch.yaml'",
            answer.Error,
            StringComparison.Ordinal
        );
    }
}
