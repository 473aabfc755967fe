using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Releases;

/// <summary>Frozen snapshots: cut, run, compare, prune.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task An_environment_runs_the_release_it_pins_whatever_happens_to_head()
    {
        using var fleet = SmallFleet.Create();
        var release = await CutAsync(fleet);
        Pin(fleet, release);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));

        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);

        Assert.Contains("image: web:2", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);
        Assert.Contains("image: web:1", fleet.Read("environments/prod/web/rendered/manifests.yaml"), StringComparison.Ordinal);
        Assert.Contains($"releases/{release}/base", fleet.Read("environments/prod/web/kustomization.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cutting_twice_gives_the_same_release_and_a_change_gives_another()
    {
        using var fleet = SmallFleet.Create();
        var first = await CutAsync(fleet);
        var again = await Gitopsgen.RunInAsync(fleet, "release", "cut", "web");
        Assert.StartsWith(first, again.Output, StringComparison.Ordinal);
        Assert.Contains("exists already", again.Output, StringComparison.Ordinal);
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment + "# changed\n");
        Assert.NotEqual(first, await CutAsync(fleet));
    }

    [Fact]
    public async Task A_dry_run_names_the_release_and_writes_nothing()
    {
        using var fleet = SmallFleet.Create();
        var before = fleet.Snapshot();
        var answer = await Gitopsgen.RunInAsync(fleet, "release", "cut", "web", "--dry-run", "-o", "json");
        Assert.Equal(0, answer.Exit);
        Assert.Equal(before, fleet.Snapshot());
        var release = (string)JsonNode.Parse(answer.Output)!["release"]!;
        Assert.Equal(release, await CutAsync(fleet));
    }

    [Theory]
    [InlineData("base/deployment.yaml")]
    [InlineData("app.yaml")]
    [InlineData("base/new.yaml")]
    public async Task A_release_whose_content_does_not_match_its_name_is_an_error(string touched)
    {
        using var fleet = SmallFleet.Create();
        var release = await CutAsync(fleet);
        Pin(fleet, release);
        var file = $"apps/web/releases/{release}/{touched}";
        fleet.Write(file, (File.Exists(fleet.File(file)) ? fleet.Read(file) : "") + "# touched\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains($"apps/web/releases/{release}(1,1): error GOG041", render.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_names_what_changed_since_and_exits_3()
    {
        using var fleet = SmallFleet.Create();
        var release = await CutAsync(fleet);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "release", "diff", "web", release)).Exit);
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("replicas: 1", "replicas: 3", StringComparison.Ordinal));
        fleet.Write("apps/web/base/more.yaml", "");
        var diff = await Gitopsgen.RunInAsync(fleet, "release", "diff", "web", release);
        Assert.Equal(3, diff.Exit);
        await Snapshot.VerifyAsync(diff.Output);
    }

    [Fact]
    public async Task Diff_compares_bytes_whatever_they_are()
    {
        using var fleet = SmallFleet.Create();
        var file = fleet.File("apps/web/base/logo.bin");
        await File.WriteAllBytesAsync(file, [0xff, 0x0a]);
        var release = await CutAsync(fleet);
        await File.WriteAllBytesAsync(file, [0xfe, 0x0a]);
        var diff = await Gitopsgen.RunInAsync(fleet, "release", "diff", "web", release);
        Assert.True(diff.Exit == 3 && diff.Output.Contains("no text: ", StringComparison.Ordinal), diff.ToString());
        await File.WriteAllBytesAsync(file, [0xff, 0x0a]);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "release", "diff", "web", release)).Exit);
    }

    [Fact]
    public async Task Prune_deletes_what_no_pin_names_and_keeps_the_release_before()
    {
        using var fleet = SmallFleet.Create();
        var first = await CutAsync(fleet);
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment + "# 2\n");
        var second = await CutAsync(fleet);
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment + "# 3\n");
        var third = await CutAsync(fleet);
        Pin(fleet, third, previous: first);

        Assert.Contains(
            $"would delete web {second}",
            (await Gitopsgen.RunInAsync(fleet, "release", "prune", "--dry-run")).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "release", "prune")).Exit);

        Assert.Equal(
            new[] { first, third }.Order(StringComparer.Ordinal),
            Directory.EnumerateDirectories(fleet.File("apps/web/releases")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        await Snapshot.VerifyAsync((await Gitopsgen.RunInAsync(fleet, "release", "list")).Output);
    }

    [Fact]
    public async Task An_unknown_app_or_release_names_the_nearest()
    {
        using var fleet = SmallFleet.Create();
        Assert.Contains(
            "Did you mean 'web'?",
            (await Gitopsgen.RunInAsync(fleet, "release", "cut", "wbe")).Error,
            StringComparison.Ordinal
        );
        var release = await CutAsync(fleet);
        Assert.Contains(
            $"Did you mean '{release}'?",
            (await Gitopsgen.RunInAsync(fleet, "release", "diff", "web", release[..^1])).Error,
            StringComparison.Ordinal
        );
    }

    private static void Pin(TemporaryFolder fleet, string release, string? previous = null) =>
        fleet.Write(
            "environments/prod/releases/web.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: "
                + $"{release}{(previous is null ? "" : $", previous: {previous}")}}}\n"
        );

    private static async Task<string> CutAsync(TemporaryFolder fleet)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, "release", "cut", "web");
        Assert.True(answer.Exit == 0, answer.ToString());
        return answer.Output.Trim();
    }
}
