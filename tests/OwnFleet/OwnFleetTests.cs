using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.OwnFleet;

/// <summary>This repository's own fleet: what is committed is what the tool renders, and what plain Kustomize prints.</summary>
public sealed class OwnFleetTests
{
    [Fact]
    public async Task What_is_committed_is_what_the_tool_renders()
    {
        using var copy = Repository.CopyOfFleet();
        var check = await Gitopsgen.RunInAsync(copy, "render", "--check", "--offline");
        Assert.True(check.Exit == 0, check.ToString());
    }

    [Fact]
    public void Plain_kustomize_prints_the_committed_manifests_of_every_overlay_byte_for_byte()
    {
        var overlays = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "environments"), "kustomization.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(IsWhole)
            .ToList();
        Assert.True(overlays.Count > 30, $"only {overlays.Count} overlays");
        Assert.Empty(
            overlays
                .AsParallel()
                .Where(overlay =>
                    !TestTools.Build(overlay).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Join(overlay, "rendered", "manifests.yaml")))
                )
        );
    }

    [Fact]
    public async Task Editing_a_base_changes_the_units_that_follow_head_and_nothing_else()
    {
        using var copy = Repository.CopyOfFleet();
        // What projects keep for one more render goes first.
        Assert.Equal(0, (await Gitopsgen.RunInAsync(copy, "render", "--offline")).Exit);
        var before = copy.Snapshot();
        var deployment = Directory
            .EnumerateFiles(copy.File("apps/ama-metrics/base"), "*.yaml")
            .First(file => File.ReadAllText(file).Contains("kind: Deployment", StringComparison.Ordinal));
        File.WriteAllText(
            deployment,
            File.ReadAllText(deployment)
                .Replace("kind: Deployment\n", "kind: Deployment\n# edited\n", StringComparison.Ordinal)
                .Replace("imagePullPolicy: IfNotPresent", "imagePullPolicy: Always", StringComparison.Ordinal)
        );

        var render = await Gitopsgen.RunInAsync(copy, "render", "--offline");

        Assert.True(render.Exit == 0, render.ToString());
        var changed = copy.Snapshot()
            .Where(file => before.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => file.Key)
            .Where(path => !path.StartsWith("apps/", StringComparison.Ordinal));
        Assert.Equal(
            [
                "environments/arc-dev/ama-metrics/owned.json",
                "environments/arc-dev/ama-metrics/rendered/manifests.yaml",
                "environments/dev/ama-metrics/owned.json",
                "environments/dev/ama-metrics/rendered/manifests.yaml",
                "environments/dev/ama-metrics/rollback/rendered/manifests.yaml",
            ],
            changed
        );
    }

    [Fact]
    public async Task Another_kustomize_prints_the_same_bytes()
    {
        using var copy = Repository.CopyOfFleet();
        copy.Write(
            "gitopsgen.yaml",
            copy.Read("gitopsgen.yaml")
                .Replace("kustomize: \">=5.5 <6\"", $"kustomize: {{path: {TestTools.KustomizeAlone}}}", StringComparison.Ordinal)
        );
        var check = await Gitopsgen.RunInAsync(copy, "render", "--check", "--offline");
        Assert.True(check.Exit == 0, check.ToString());
    }

    [Fact]
    public void No_generated_file_knows_where_it_was_made()
    {
        var wrong = Repository
            .Described.SelectMany(folder => Directory.EnumerateFiles(Path.Join(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Where(file =>
                File.ReadAllText(file) is var text
                && (text.Contains(Repository.Root, StringComparison.Ordinal) || text.Contains('\r', StringComparison.Ordinal))
            );
        Assert.Empty(wrong);
    }

    // The two sides of a move are parts of the overlay above them.
    private static bool IsWhole(string overlay) => Path.GetFileName(overlay) is not ("old" or "new");
}
