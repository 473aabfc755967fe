using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;
using Xunit;

namespace GitOpsGen.Tests.Promote.Steps;

/// <summary>An app that moves to another namespace, and runs the same release everywhere.</summary>
public sealed class PhaseTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly PlannerFleet fleet = new();

    public PhaseTests()
    {
        fleet.Apps["web"] = fleet.Apps["web"] with { Moves = true, Head = "1.0-old", Cut = "1.0-old" };
        fleet["dev"] = fleet["dev"] with { Release = "1.0-old" };
    }

    [Fact]
    public void By_requests_in_the_first_wave_a_move_goes_through_all_waves_to_its_end()
    {
        var asked = new Queue<Phase>([Phase.Prepared, Phase.Cutover, Phase.Cleanup, Phase.Done]);
        for (var day = 0; day < 60 && !fleet.Units.TrueForAll(unit => unit.Phase == Phase.Done); day++)
        {
            fleet.Now += TimeSpan.FromMinutes(1);
            fleet.Pass(Day);
            var before = fleet.Units.ToList();
            fleet.Merge();
            Assert.All(fleet.Units.Zip(before), pair => Assert.InRange(pair.First.Phase - pair.Second.Phase, 0, 1));
            // No wave is ahead of the one before it, but for soak, which follows cutover by itself.
            Assert.All(fleet.Units.Zip(fleet.Units.Skip(1)), pair => Assert.True(pair.First.Phase >= pair.Second.Phase));
            if (asked.TryPeek(out var phase) && Can(phase))
                fleet.Merge(new PromotionRequest("web", "dev", asked.Dequeue()));
        }

        Assert.All(fleet.Units, unit => Assert.Equal(Phase.Done, unit.Phase));
    }

    [Fact]
    public void What_is_halfway_through_a_cutover_goes_on_though_a_release_waits_for_it()
    {
        fleet.Apps["web"] = fleet.Apps["web"] with { Head = "2.0-head", Cut = "2.0-cut" };
        fleet["dev"] = fleet["dev"] with { Release = "2.0-head" };
        fleet["canary"] = fleet["canary"] with { Phase = Phase.Cutover, PhaseBefore = Phase.Prepared };
        fleet.Pass(Day);
        Assert.Contains(("canary", Phase.Soak), Phases());
        fleet.Merge();
        fleet.Now += TimeSpan.FromMinutes(1);
        fleet.Pass(Day);
        Assert.Contains("canary/web → 2.0-cut", fleet.Steps());
    }

    [Theory]
    [InlineData(
        "dev",
        Phase.Cutover,
        "dev is stopped: dev/web is in the phase adopted, from which no step leads to cutover (steps lead to prepared)"
    )]
    [InlineData("p10", Phase.Prepared, "p10 is ready")]
    [InlineData("dev", Phase.Adopted, "dev is up to date")]
    public void A_phase_is_asked_for(string wave, Phase phase, string line)
    {
        fleet.Pass(Day);
        Assert.Equal(line, fleet.Line(wave, request: new PromotionRequest("web", wave, phase)));
    }

    [Fact]
    public void Of_an_app_that_does_not_move_no_phase_is_asked_for_and_no_release_taken_instead()
    {
        fleet.Apps["web"] = fleet.Apps["web"] with { Moves = false, Cut = "2.0-cut" };
        fleet.Pass(Day);
        Assert.Empty(fleet.Steps(new PromotionRequest("web", "canary", Phase.Prepared)));
        Assert.Equal(
            "canary is stopped: web moves to no other namespace",
            fleet.Line("canary", request: new("web", "canary", Phase.Prepared))
        );
    }

    [Fact]
    public void What_is_on_its_way_back_goes_on_only_when_asked()
    {
        All(Phase.Soak, Phase.Cutover);
        fleet["p10"] = fleet["p10"] with { Phase = Phase.Prepared, PhaseBefore = Phase.Soak };
        fleet.Pass(Day);
        Assert.Empty(Phases());
        Assert.Equal([("p10", Phase.Cutover)], Phases(new PromotionRequest("web", "p10", Phase.Cutover)));
    }

    [Theory]
    [InlineData(Phase.Cleanup, Phase.Soak, "p10 waits: canary comes first, and is in the phase soak")]
    [InlineData(Phase.Done, Phase.Cleanup, "p10 waits: canary comes first, and is in the phase cleanup")]
    public void No_wave_is_jumped_by_a_request(Phase phase, Phase now, string line)
    {
        All(now, now - 1);
        fleet.Pass(Day);
        Assert.Equal(line, fleet.Line("p10", request: new PromotionRequest("web", "p10", phase)));
    }

    [Fact]
    public void Nobody_cleans_up_before_every_wave_has_soaked()
    {
        All(Phase.Soak, Phase.Cutover);
        fleet.Pass(Day, unit => unit.Environment == "p100" ? Health.Unhealthy : Health.Healthy);
        Assert.StartsWith(
            "dev is stopped: p100 is unhealthy",
            fleet.Line("dev", request: new PromotionRequest("web", "dev", Phase.Cleanup))
        );
        fleet.Now += TimeSpan.FromMinutes(1);
        fleet.Pass(Day);
        Assert.Equal([("dev", Phase.Cleanup)], Phases(new PromotionRequest("web", "dev", Phase.Cleanup)));
    }

    [Fact]
    public void Of_environments_in_different_phases_none_waits_for_a_step_that_is_anothers()
    {
        All(Phase.Prepared, Phase.Adopted);
        fleet["dev"] = fleet["dev"] with { Phase = Phase.Soak };
        fleet["canary"] = fleet["canary"] with { Phase = Phase.Cutover };
        fleet.Units.Add(
            PlannerFleet.Unit("canary-b", "web", "1.0-old") with
            {
                Wave = "canary",
                Phase = Phase.Prepared,
                Hold = new Hold(default, "audit"),
            }
        );
        fleet.Pass(Day);
        Assert.Equal([("canary", Phase.Soak)], Phases());
        Assert.Equal("canary is ready: without canary-b", fleet.Line("canary"));
    }

    private bool Can(Phase phase) =>
        fleet.Plan(new PromotionRequest("web", "dev", phase)).Steps.Length == 1
        && (phase != Phase.Cutover || fleet.Units.TrueForAll(unit => unit.Phase == Phase.Prepared));

    private IEnumerable<(string, Phase)> Phases(PromotionRequest? request = null) =>
        fleet.Plan(request).Steps.Select(step => (step.Unit.Environment, step.Phase));

    private void All(Phase phase, Phase before)
    {
        foreach (var wave in new[] { "dev", "canary", "p10", "p100" })
            fleet[wave] = fleet[wave] with { Phase = phase, PhaseBefore = before };
    }
}
