using Xunit;

namespace GitOpsGen.Tests.Promote.RealGit;

/// <summary>What the simulation plays in memory, by the commands themselves over git and HTTP.</summary>
public sealed class RealGitTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Two_hundred_steps_over_real_git_break_no_invariant(int seed)
    {
        await using var run = await RealRun.CreateAsync(seed);
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

        Assert.True(run is { Merges: > 15, CutOff: > 0, Judge: { Arrivals: > 5, Restored: > 0 } });
    }
}
