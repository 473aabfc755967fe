using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>A fleet that is rendered and committed, as every pull request finds it; made once.</summary>
public sealed class PristineFleet : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new("gitopsgen-pristine-");

    /// <summary>A bare repository.</summary>
    public string Repository => folder.File("fleet.git");

    public async ValueTask InitializeAsync()
    {
        using var victim = StrangersFiles.Victim();
        Sh.Git(victim.Path, "init", "--quiet", "--initial-branch=main");
        using var box = new Sandbox(victim.Path);
        var answer = await box.RunAsync("render", "--offline", "--root", victim.Path);
        Assert.True(answer.Exit == 0, answer.ToString());
        Sh.Git(victim.Path, "add", "--all");
        Sh.Git(victim.Path, "commit", "--quiet", "--message=Begin");
        Sh.Git(folder.Path, "clone", "--quiet", "--bare", victim.Path, Repository);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// What a pull request brings can do nothing but be refused: no program runs, nothing is written or fetched, no token is shown.
/// </summary>
public sealed class StrangerTests(PristineFleet pristine) : IClassFixture<PristineFleet>
{
    public static TheoryData<string> Files => [.. StrangersFiles.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_pull_request_can_do_nothing_with(string file)
    {
        using var box = new Sandbox(pristine.Repository);
        StrangersFiles.Add(file, box);
        box.Commit();
        var before = box.Look();
        var answers = await AskAsync(box);
        box.AssertNothingHappened(before, answers);
        Assert.All(answers, answer => Assert.InRange(answer.Exit, 0, 4));
    }

    [Fact]
    public async Task What_nobody_touched_passes()
    {
        using var box = new Sandbox(pristine.Repository);
        var before = box.Look();
        var answers = await AskAsync(box);
        Assert.All(answers, answer => Assert.True(answer.Exit == 0, answer.ToString()));
        box.AssertNothingHappened(before, answers);
    }

    [Fact]
    public async Task Manifests_that_the_base_does_not_render_to_are_drift()
    {
        using var box = new Sandbox(pristine.Repository);
        StrangersFiles.Add("a cache of forged builds", box);
        box.Commit();
        var answer = await box.RunAsync("render", "--check", "--offline");
        Assert.NotEqual(0, answer.Exit);
    }

    // What a pipeline runs on a pull request. The last renders and compares once more by itself.
    private static async Task<IReadOnlyList<Answer>> AskAsync(Sandbox box) =>
        [
            await box.RunHereAsync("render", "--check", "--offline"),
            await box.RunHereAsync("diff", "--base", "origin/main", "--head", "HEAD"),
            await box.RunHereAsync("review", "--base", "origin/main", "--head", "HEAD", "--fail-on", "error"),
            await box.RunAsync("publish", "--dry-run", "--offline"),
        ];
}
