using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>A link in a part of a path through which a command would read or write.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public LinkTests() => Sh.Git(fleet.Path, "init", "--quiet");

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("environments")]
    [InlineData("environments/new")]
    public async Task A_cluster_is_registered_through_no_link(string link)
    {
        Lead(link);
        var before = fleet.Beside.Snapshot();
        var answer = await Gitopsgen.RunAsync("init", "--cluster", "new/a=https://a.example", fleet.Path);
        Assert.Equal(before, fleet.Beside.Snapshot());
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains(
            $"environments/new/environment.yaml(1,1): error GOG085: '{link}' is a symbolic link",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_link_that_comes_after_a_render_is_seen_by_the_next()
    {
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Lead("environments/dev/releases");
        foreach (var command in new[] { new[] { "render" }, ["render", "--check"] })
        {
            var answer = await Gitopsgen.RunInAsync(fleet, command);
            Assert.Contains("environments/dev/releases(1,1): error GOG012", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_pin_that_a_link_hides_lets_no_release_be_pruned()
    {
        var cut = await Gitopsgen.RunInAsync(fleet, "release", "cut", "web");
        var release = $"apps/web/releases/{cut.Output.Trim()}";
        Assert.True(Directory.Exists(fleet.File(release)), cut.ToString());
        Lead("environments/dev/releases");
        var answer = await Gitopsgen.RunInAsync(fleet, "release", "prune");
        Assert.Equal(1, answer.Exit);
        Assert.True(Directory.Exists(fleet.File(release)));
    }

    [Fact]
    public async Task The_doctor_tries_to_write_behind_no_link()
    {
        Lead("argocd");
        var stamp = Directory.GetLastWriteTimeUtc(fleet.Beside.File("argocd"));
        await Gitopsgen.RunInAsync(fleet, "doctor");
        Assert.Equal(stamp, Directory.GetLastWriteTimeUtc(fleet.Beside.File("argocd")));
    }

    // What was there lies elsewhere afterwards.
    private void Lead(string path)
    {
        var target = fleet.Beside.File(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (Directory.Exists(fleet.File(path)))
            Directory.Move(fleet.File(path), target);
        else
            Directory.CreateDirectory(target);
        Directory.CreateSymbolicLink(fleet.File(path), target);
    }
}
