using GitOpsGen.Promote.Steps;
using Xunit;

namespace GitOpsGen.Tests.Promote.Steps;

public sealed class FleetStatusTests
{
    private readonly PlannerFleet fleet = new();

    [Fact]
    public void What_is_left_of_a_soak_is_what_its_gate_waits_for()
    {
        fleet.Pass(TimeSpan.FromHours(18));
        // Of this time nobody has seen anything.
        fleet.Now += TimeSpan.FromMinutes(40);
        Assert.Equal("canary waits: dev has been healthy for 18 h of 1 d", fleet.Line("canary"));
        Assert.Equal(TimeSpan.FromHours(6), Of("dev").SoakLeft);
    }

    [Fact]
    public void A_release_that_came_back_is_there_since_it_did()
    {
        fleet.See();
        fleet["canary"] = fleet["canary"] with { Release = "2.0-cut" };
        fleet.Pass(TimeSpan.FromHours(1));
        fleet["canary"] = fleet["canary"] with { Release = "1.0-old" };
        Assert.Null(Of("canary").FirstSeen);
        fleet.Now += TimeSpan.FromMinutes(10);
        var back = fleet.Now;
        fleet.Pass(TimeSpan.FromHours(1));
        Assert.Equal(back, Of("canary").FirstSeen);
    }

    private StatusUnit Of(string environment) =>
        FleetStatus
            .Of(fleet.State, fleet.Evidence, fleet.Now, app: null)
            .Cells.SelectMany(cell => cell.Units)
            .Single(unit => unit.Unit.Environment == environment);
}
