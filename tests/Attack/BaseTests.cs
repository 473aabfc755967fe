using System.Text;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Files of a base that would cost the engine that reads them more than they look.</summary>
public sealed class BaseTests : IDisposable
{
    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("deployment.yaml", "resources: [deployment.yaml]\n")]
    [InlineData("bomb.txt", "resources: [deployment.yaml, bomb.txt]\n")]
    [InlineData("patch.yaml", "resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n")]
    [InlineData("beside.yaml", "resources: [deployment.yaml]\n")]
    public async Task A_bomb_of_aliases_reaches_no_engine(string file, string kustomization)
    {
        fleet.Write("apps/web/base/kustomization.yaml", kustomization);
        fleet.Write($"apps/web/base/{file}", Bomb());
        var kustomize = new CountingKustomize(fleet);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 1, render.ToString());
        Assert.Matches($@"apps/web/base/{file}\(\d+,\d+\): error GOG008", render.Error);
        Assert.DoesNotContain("apps/web/base", kustomize.TakeBuilds());
    }

    [Fact]
    public async Task What_nests_without_end_reaches_no_engine()
    {
        fleet.Write("apps/web/base/deployment.yaml", $"a: {new string('[', 5000)}{new string(']', 5000)}\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 1, render.ToString());
        Assert.Contains("apps/web/base/deployment.yaml(1,", render.Error, StringComparison.Ordinal);
        Assert.Contains("error GOG009", render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_reader_can_count_reaches_no_engine()
    {
        fleet.Write("apps/web/base/deployment.yaml", Bomb() + "x: [\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 1, render.ToString());
        Assert.Matches(@"apps/web/base/deployment.yaml\(\d+,\d+\): error GOG00[18]", render.Error);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_not_UTF_8_reaches_no_engine()
    {
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment + $"# {new string('x', 17 << 20)}\n");
        await File.WriteAllBytesAsync(fleet.File("apps/config/base/map.yaml"), [.. Encoding.UTF8.GetBytes("a: b\nc: "), 0xff]);
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 1, render.ToString());
        Assert.Contains("apps/web/base/deployment.yaml(1,1): error GOG010", render.Error, StringComparison.Ordinal);
        Assert.Contains("apps/config/base/map.yaml(2,4): error GOG011", render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_goes_into_a_ConfigMap_may_be_anything()
    {
        fleet.Write(
            "apps/web/base/kustomization.yaml",
            "resources: [deployment.yaml]\nconfigMapGenerator: [{name: c, namespace: demo, files: [picture.yaml, key=bomb.yaml]}]\n"
        );
        await File.WriteAllBytesAsync(fleet.File("apps/web/base/picture.yaml"), [0xff, 0xfe, 0x00, 0x01]);
        fleet.Write("apps/web/base/bomb.yaml", Bomb());
        fleet.Write("apps/web/base/README.md", "*bold* & &amp; [x]\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("binaryData", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anchors_within_reason_are_built_as_ever()
    {
        fleet.Write(
            "apps/web/base/deployment.yaml",
            SmallFleet
                .Deployment.Replace(
                    "selector: {matchLabels: {app: web}}",
                    "selector: {matchLabels: &labels {app: web}}",
                    StringComparison.Ordinal
                )
                .Replace("metadata: {labels: {app: web}}", "metadata: {labels: *labels}", StringComparison.Ordinal)
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
    }

    [Fact]
    public async Task A_state_folder_on_another_file_system_moves_files_in_one_step_too()
    {
        using var cache = new TemporaryFolder();
        var (exit, _, error) = TestTools.Run("mount", ["-t", "tmpfs", "none", cache.Path]);
        Assert.SkipUnless(exit == 0, $"nothing can be mounted here: {error}");
        try
        {
            var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GITOPSGEN_CACHE"] = cache.Path };
            var cut = await Gitopsgen.RunAsAsync(fleet, environment, "release", "cut", "web");
            Assert.True(cut.Exit == 0, cut.ToString());
            var render = await Gitopsgen.RunAsAsync(fleet, environment, "render");
            Assert.True(render.Exit == 0, render.ToString());
            Assert.DoesNotContain(fleet.Snapshot().Keys, path => path.Contains(".gitopsgen", StringComparison.Ordinal));
            Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
        }
        finally
        {
            TestTools.Run("umount", [cache.Path]);
        }
    }

    private static string Bomb()
    {
        var text = new StringBuilder(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb, namespace: demo}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        );
        for (var level = 1; level < 10; level++)
            text.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        return text.ToString();
    }
}
