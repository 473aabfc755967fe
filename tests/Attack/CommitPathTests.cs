using GitOpsGen.Git;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// A commit can hold names that one system checks out as something else: a device, another folder, git's own. None goes on to a branch of
/// ours.
/// </summary>
public sealed class CommitPathTests
{
    [Theory]
    [InlineData("apps/web/base/CON")]
    [InlineData("apps/web/base/nul.yaml")]
    [InlineData("apps/web/Com1.d/x.yaml")]
    [InlineData("apps/web/base/..\\..\\x.yaml")]
    public async Task A_path_that_is_another_file_elsewhere_is_refused(string path)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Git("add", "--all");
        fleet.Git("update-index", "--add", "--cacheinfo", $"100644,{fleet.Git("hash-object", "-w", "gitopsgen.yaml")},{path}");
        fleet.Git("commit", "--quiet", "--message=Planted");

        var answer = await fleet.TryAsync("--head", "main");

        Assert.Equal(1, answer.Exit);
        Assert.Contains("(1,1): error GOG251: this path has ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["main"], fleet.Hub.Branches);
    }

    [Theory]
    [InlineData(".git")]
    [InlineData(".GIT/config")]
    [InlineData("a/.git./x")]
    [InlineData("a/.git /x")]
    [InlineData("a/.git::$INDEX_ALLOCATION/x")]
    [InlineData("git~1/config")]
    [InlineData("a/.g\u200cit/hooks/x")]
    [InlineData("a/../x")]
    [InlineData("a//x")]
    [InlineData("a\\x")]
    [InlineData("a/aux")]
    [InlineData("a/LPT9.txt")]
    [InlineData("a/con /x")]
    [InlineData("a\u0001")]
    public async Task No_tree_is_made_with_such_a_path(string path)
    {
        using var clones = new Clones();
        var plain = new GitRepository(clones.Make("normal"));
        using var scratch = await ScratchObjects.OpenAsync(plain, CancellationToken.None);
        var git = plain with { Scratch = scratch };
        using var store = new CommitStore(git, _ => { });
        var blob = await git.RunAsync(CancellationToken.None, "rev-parse", "HEAD:file");
        var start = await git.RunAsync(CancellationToken.None, "rev-parse", "HEAD");
        await Assert.ThrowsAsync<GitException>(() =>
            store.TreeAsync(start, [new PathChange(path, null, new TreeFile("100644", blob))], CancellationToken.None)
        );
    }

    [Theory]
    [InlineData("a/.gitignore")]
    [InlineData("a/console.yaml")]
    [InlineData("a/com10")]
    [InlineData("auxiliary/nulls/x")]
    [InlineData("a/ü 東.yaml")]
    [InlineData("a/.github~1")]
    public void Other_paths_are_left_alone(string path) => Assert.Null(TreeName.Trouble(path));

    [Fact]
    public async Task A_repository_of_SHA_256_is_refused_in_one_sentence()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        using var other = new TemporaryFolder();
        foreach (var (path, text) in fleet.Folder.Snapshot())
            other.Write(path, text);
        Sh.Git(other.Path, "init", "--quiet", "--initial-branch=main", "--object-format=sha256");
        Sh.Git(other.Path, "add", "--all");
        Sh.Git(other.Path, "commit", "--quiet", "--message=Begin");
        Sh.Git(other.Path, "remote", "add", "origin", fleet.Hub.RepositoryUrl);

        var answer = await fleet.TryInAsync(other);

        Assert.Equal(1, answer.Exit);
        Assert.Contains(
            "error GOG250: this repository names its objects by SHA-256, and GitHub has none that does.",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(["main"], fleet.Hub.Branches);
    }
}
