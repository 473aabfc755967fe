using GitOpsGen.Check.Migrations;
using GitOpsGen.Load;
using GitOpsGen.Tests.Migrations;
using Xunit;

namespace GitOpsGen.Tests.Check.Migrations;

/// <summary>
/// After a way back what is live is not the prepared phase of the way there: its waves are the other way round, and it holds other
/// Jobs. The next cutover must be as safe from there, over what the real Kustomize renders.
/// </summary>
public sealed class SecondAttemptTests(WalkTests.Rendered rendered) : IClassFixture<WalkTests.Rendered>
{
    [Theory]
    [InlineData("cutover")]
    [InlineData("soak")]
    [InlineData("cleanup")]
    [InlineData("done")]
    public void A_cutover_after_a_way_back_stops_waits_and_starts_again(string was)
    {
        var simulation = SyncSimulation.Of(
            rendered.Migration,
            rendered.Migration.Roles,
            rendered.Of("prepared", was),
            rendered.Of("cutover", null)
        );
        foreach (var role in rendered.Migration.Roles)
        {
            Assert.All(
                simulation.States,
                state => Assert.False(state.Runs(role, Side.Old) && state.Runs(role, Side.New), $"{state.Name}: {role.Name} runs twice")
            );
            Assert.Equal((Activity.Active, Activity.Held), (simulation.Start[role, Side.Old], simulation.Start[role, Side.New]));
            Assert.Equal((Activity.Held, Activity.Active), (simulation.End[role, Side.Old], simulation.End[role, Side.New]));
        }
    }

    [Theory]
    [InlineData("cutover")]
    [InlineData("soak")]
    public void Giving_up_after_a_way_back_leaves_the_old_side_alone(string was)
    {
        var simulation = SyncSimulation.Of(
            rendered.Migration,
            rendered.Migration.Roles,
            rendered.Of("prepared", was),
            rendered.Of("adopted", "prepared")
        );
        foreach (var role in rendered.Migration.Roles)
            Assert.All(
                simulation.States,
                state => Assert.Equal((Activity.Active, false), (state[role, Side.Old], state.Runs(role, Side.New)))
            );
    }
}
