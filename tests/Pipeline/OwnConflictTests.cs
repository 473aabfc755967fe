using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>What people own they have to merge, and are told where.</summary>
public sealed class OwnConflictTests
{
    private const string Description = "environments/dev/environment.yaml";

    [Theory]
    [InlineData("gitopsgen.yaml")]
    [InlineData(Description)]
    [InlineData("environments/prod/releases/web.yaml")]
    [InlineData("apps/web/app.yaml")]
    [InlineData("apps/web/base/kustomization.yaml")]
    [InlineData("apps/web/base/deployment.yaml")]
    [InlineData("apps/web/files/script.sh")]
    [InlineData("environments/dev/patches/a.yaml")]
    public async Task Markers_are_named_once_with_line_sides_and_mend(string path)
    {
        using var fleet = SmallFleet.Create();
        var text = File.Exists(fleet.File(path)) ? fleet.Read(path) : "a: b\n";
        fleet.Write(
            path,
            $"{text}\n<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> feature/x\n# between\n<<<<<<< HEAD\n=======\ny: 2\n>>>>>>> feature/x\n"
        );
        var line = text.Split('\n').Length + 1;

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Contains(
            $"{path}({line},1): error GOG300: conflict markers at line {line}, down to line {line + 4}: git could not merge 'HEAD' with "
                + $"'feature/x', nor 1 more in this file. Keep what is right, delete the markers, then `git add {path}`.",
            render.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(1, render.Error.Split("error GOG").Length - 1);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\r\na: 1\r\n=======\r\na: 2\r\n>>>>>>> b\r\n")]
    [InlineData("<<<<<<< HEAD\na: 1\n||||||| 1234567\na: 0\n=======\na: 2\n>>>>>>> b\n")]
    [InlineData("<<<<<<<<<<<< HEAD\na: 1\n============\na: 2\n>>>>>>>>>>>> b\n")]
    [InlineData("<<<< HEAD\na: 1\n====\na: 2\n>>>> b\n")]
    [InlineData("<<<<<<<\na: 1\n=======\na: 2\n>>>>>>>\n")]
    [InlineData("<<<<<<< HEAD\na: 1\n")]
    [InlineData("a: 1\n>>>>>>> b\n")]
    [InlineData("a: 1\n=======\na: 2\n")]
    public async Task Markers_of_every_form_are_known(string text)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(Description, text);

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Contains($"{Description}(", render.Error, StringComparison.Ordinal);
        Assert.Contains("error GOG300: conflict marker", render.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG001", render.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title\n=======\n\n>>> print(1)\n")]
    [InlineData("cat <<<<<<< x\n")]
    [InlineData("  <<<<<<< HEAD\n  =======\n  >>>>>>> b\n")]
    [InlineData("<<< here\n======= \n>>>>\n")]
    public async Task What_only_looks_like_markers_is_text(string text)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/README.md", text);
        await MergeFleet.RenderAsync(fleet);
    }

    [Theory]
    [InlineData("explain", "dev", "web")]
    [InlineData("release", "list")]
    [InlineData("render", "--check")]
    [InlineData("render", "--dry-run")]
    public async Task Every_command_says_the_same(params string[] command)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(Description, "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n");

        var answer = await Gitopsgen.RunInAsync(fleet, command);

        Assert.Equal(1, answer.Exit);
        Assert.Contains($"{Description}(1,1): error GOG300", answer.Error, StringComparison.Ordinal);
        Assert.Equal(1, answer.Error.Split("error GOG").Length - 1);
    }

    [Fact]
    public async Task A_description_that_one_side_deleted_waits_for_a_decision()
    {
        using var fleet = await MergeFleet.DivergedAsync();
        Sh.Git(fleet.Path, "rm", "-q", "apps/web/base/deployment.yaml");
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [account.yaml]\n");
        await MergeFleet.CommitAsync(fleet, "no deployment");
        MergeFleet.Fails(fleet, "merge", "theirs");

        var render = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.Equal(1, render.Exit);
        Assert.Contains(
            "apps/web/base/deployment.yaml(1,1): error GOG301: git has not merged this file (deleted by us, changed by them), and the merge",
            render.Error,
            StringComparison.Ordinal
        );
        Sh.Git(fleet.Path, "rm", "-q", "--cached", "apps/web/base/deployment.yaml");
        await MergeFleet.RenderAsync(fleet);
    }

    [Fact]
    public async Task What_a_person_has_merged_is_taken_before_git_is_told()
    {
        using var fleet = await MergeFleet.CreateAsync();
        const string Map = "apps/config/base/map.yaml";
        Sh.Git(fleet.Path, "switch", "-q", "-c", "theirs");
        fleet.Write(Map, SmallFleet.ConfigMap("settings", "theirs"));
        await MergeFleet.CommitAsync(fleet, "theirs");
        Sh.Git(fleet.Path, "switch", "-q", "-c", "ours", "main");
        fleet.Write(Map, SmallFleet.ConfigMap("settings", "ours"));
        await MergeFleet.CommitAsync(fleet, "ours");
        MergeFleet.Fails(fleet, "merge", "theirs");
        Assert.Equal(1, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);

        fleet.Write(Map, SmallFleet.ConfigMap("settings", "both"));
        await MergeFleet.RenderAsync(fleet);

        Assert.Contains("key: both", fleet.Read("environments/dev/config/rendered/manifests.yaml"), StringComparison.Ordinal);
    }
}
