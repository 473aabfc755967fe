using Xunit;

namespace GitOpsGen.Tests.Promote.RealGit;

/// <summary>What the simulation plays in memory, by the commands themselves over git and HTTP.</summary>
public sealed class RealGitTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_hundred_steps_over_real_git_break_no_invariant()
    {
        await using var run = await RealRun.CreateAsync(seed: 14);
        try
        {
            await run.RunAsync(200);
        }
        finally
        {
            output.WriteLine(
                $"{run.Merges} merges, {run.Judge.Arrivals} arrivals, {run.Judge.Restored} restored, {run.CutOff} cut off\n{run.Costs}"
            );
        }

        // Which run is first of those at once differs from time to time, and with it what comes of it.
        Assert.True(run is { Merges: > 5, Judge.Arrivals: > 0 });
    }
}
