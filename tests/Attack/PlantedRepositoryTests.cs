using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// A commit cannot carry a <c>.git</c>, but what a bare repository consists of: git takes it for one, and does as its settings say.
/// </summary>
public sealed class PlantedRepositoryTests : IDisposable
{
    private readonly TemporaryFolder work = new();

    public PlantedRepositoryTests()
    {
        Sh.Git(work.Path, "init", "--quiet", "--initial-branch=main");
        using var fleet = SmallFleet.Create();
        foreach (var (file, text) in fleet.Snapshot())
            work.Write($"teams/fleet/{file}", text);
        // Something of git's is asked where this is there.
        work.Write("teams/fleet/.gitopsgen/x", "");
    }

    public void Dispose() => work.Dispose();

    [Theory]
    [InlineData("teams/fleet", "render", "--check", "--offline")]
    [InlineData("teams/fleet", "render", "--offline")]
    [InlineData("teams/fleet", "diff", "--base", "HEAD")]
    [InlineData("teams/fleet", "publish", "--dry-run", "--offline")]
    [InlineData("teams/fleet", "migrate", "plan", "--from", "demo", "--to", "other", "--path", ".")]
    [InlineData("teams/fleet", "doctor")]
    [InlineData("teams/fleet", "init", "new")]
    [InlineData("teams", "render", "--check", "--offline")]
    [InlineData("teams", "publish", "--dry-run", "--offline")]
    public async Task A_folder_that_git_takes_for_a_repository_has_nothing_run(string planted, params string[] command)
    {
        Plant(planted);
        var answer = await BuiltTool.RunAsync(work.File("teams/fleet"), command);
        Assert.False(File.Exists(Ran), answer.ToString());
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains($"error GOG240: {work.File(planted)} ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG228", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD as a link")]
    [InlineData("objects as a file")]
    [InlineData("a common folder elsewhere")]
    public async Task It_is_told_in_every_form_that_git_takes(string form)
    {
        Plant("teams/fleet");
        if (form.StartsWith("HEAD", StringComparison.Ordinal))
        {
            File.Delete(work.File("teams/fleet/HEAD"));
            File.CreateSymbolicLink(work.File("teams/fleet/HEAD"), "refs/heads/main");
        }
        else
        {
            Directory.Delete(work.File("teams/fleet/objects"), recursive: true);
            if (form.StartsWith("objects", StringComparison.Ordinal))
                work.WriteScript("teams/fleet/objects", "");
            else
                Move();
        }

        var answer = await BuiltTool.RunAsync(work.File("teams/fleet"), ["render", "--check", "--offline"]);
        Assert.False(File.Exists(Ran), answer.ToString());
        Assert.Contains("error GOG240", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("render", "--check", "--offline")]
    [InlineData("migrate", "plan", "--from", "demo", "--to", "other", "--path", ".")]
    public async Task Nor_in_a_folder_that_was_unpacked_without_git(params string[] command)
    {
        Plant("teams/fleet");
        Directory.Delete(work.File(".git"), recursive: true);
        var answer = await BuiltTool.RunAsync(work.File("teams/fleet"), command);
        Assert.False(File.Exists(Ran), answer.ToString());
    }

    [Fact]
    public async Task Who_says_where_the_repository_is_has_git_look_for_none()
    {
        Plant("teams/fleet");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_DIR"] = work.File(".git"),
            ["GIT_WORK_TREE"] = work.Path,
        };
        var answer = await BuiltTool.RunAsync(work.File("teams/fleet"), ["render", "--offline"], environment);
        Assert.False(File.Exists(Ran), answer.ToString());
        Assert.DoesNotContain("GOG240", answer.Error, StringComparison.Ordinal);
    }

    private string Ran => work.Beside.File("ran");

    private void Plant(string folder)
    {
        work.Write($"{folder}/HEAD", "ref: refs/heads/main\n");
        work.Write($"{folder}/objects/kept", "");
        work.Write($"{folder}/refs/kept", "");
        work.Write(
            $"{folder}/config",
            $"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = {work.File(folder)}\n\tfsmonitor = \"touch "
                + $"'{Ran}'; false\"\n"
        );
    }

    private void Move()
    {
        Directory.Delete(work.File("teams/fleet/refs"), recursive: true);
        work.Write("teams/fleet/apps/common/objects/kept", "");
        work.Write("teams/fleet/apps/common/refs/kept", "");
        File.Move(work.File("teams/fleet/config"), work.File("teams/fleet/apps/common/config"));
        work.Write("teams/fleet/commondir", "apps/common\n");
    }
}
