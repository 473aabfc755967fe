using Xunit;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>Weeks of promotions over a store in memory, by the same functions as the commands use.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Without_failures_every_release_reaches_every_wave()
    {
        var run = Run(1, false, 0, 63);
        Arrived(run);
        Assert.Equal(0, run.Rollbacks);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_fails_the_invariants_hold_at_every_commit_and_once_nothing_fails_all_arrive(int seed) =>
        Arrived(Run(seed, false, 35, 77));

    [Fact]
    public void Nine_weeks_of_failures_break_no_invariant()
    {
        var run = Run(5, true, 63, 0);
        Assert.True(run.Rollbacks > 5 && run.Deaths > 20 && run.Merges > 40 && run.Judge.Steps > 80);
    }

    private Simulation Run(int seed, bool isBig, int chaos, int calm)
    {
        var run = new Simulation(seed, isBig, TimeSpan.FromDays(chaos), TimeSpan.FromDays(calm));
        run.Run();
        output.WriteLine(
            $"seed {seed}: {run.Merges} merges, {run.Judge.Steps} steps, {run.Rollbacks} rollbacks, {run.Deaths} deaths, "
                + $"{run.Refused.Count} refused, {run.Judge.Violations.Count} violations"
        );
        Assert.Empty(run.Judge.Violations.Take(20));
        return run;
    }

    private static void Arrived(Simulation run)
    {
        var late =
            from unit in run.Store.Base.State.Units
            where unit.Wave is not null && unit.Release != run.Store.Base.Heads[unit.App]
            select $"{unit.Name} runs {unit.Release} of {run.Store.Base.Heads[unit.App]}";
        Assert.Empty(late);
    }
}
