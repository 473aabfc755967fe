using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;
using Xunit;

namespace GitOpsGen.Tests.Promote.Steps;

/// <summary>What may come where: candidates, ways back, holds, requirements, the train.</summary>
public sealed class WayTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly PlannerFleet fleet = new();

    [Fact]
    public void A_wave_whose_environments_differ_passes_nothing_on()
    {
        fleet.Units.Add(PlannerFleet.Unit("canary-b", "web", "0.9") with { Wave = "canary", Hold = new Hold(default, "audit") });
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
        Assert.Equal("canary is ready: without canary-b (audit, until it is lifted)", fleet.Line("canary"));
        Assert.Equal("p10 waits: environments of canary run different releases: 1.0-old, 0.9", fleet.Line("p10"));
        fleet.Merge();
        fleet.Pass(Day);
        Assert.Empty(fleet.Steps());
        // Nothing goes on from there, so nothing waits for it either.
        fleet["canary-b"] = fleet["canary-b"] with
        {
            Hold = null,
        };
        Assert.Equal(["canary-b/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void Releases_that_differ_keep_no_third_one_away()
    {
        fleet["canary"] = fleet["canary"] with { Release = "1.5" };
        fleet.Units.Add(PlannerFleet.Unit("canary-b", "web", "1.4") with { Wave = "canary" });
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-cut", "canary-b/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void The_wave_that_lags_decides_of_all_environments()
    {
        fleet.Units.Add(PlannerFleet.Unit("dev-b", "web", "2.0-head") with { Wave = "dev", FollowsHead = true });
        fleet.Pass(Day, unit => unit.Environment == "dev-b" ? Health.Unhealthy : Health.Healthy);
        Assert.Equal("canary is stopped: dev-b is unhealthy: dev-b-1: 2 of 3 replicas", fleet.Line("canary"));
    }

    [Fact]
    public void An_app_that_is_not_in_a_wave_goes_on_from_the_one_before()
    {
        fleet.Units.RemoveAll(unit => unit.Environment == "canary");
        fleet.Pass(Day);
        Assert.Equal(["p10/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void Nothing_is_promoted_to_an_environment_in_no_wave()
    {
        fleet.Units.Add(PlannerFleet.Unit("lab", "web", "0.1") with { Wave = null });
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Theory]
    [InlineData(null, "canary waits: head of web is not cut (gitopsgen release cut web)")]
    [InlineData("2.0-cut", "canary is ready")]
    public void Where_no_wave_follows_head_the_first_gets_what_is_cut(string? cut, string line)
    {
        fleet.Units.RemoveAll(unit => unit.Environment == "dev");
        fleet.Apps["web"] = fleet.Apps["web"] with { Cut = cut };
        Assert.Equal(line, fleet.Line("canary"));
    }

    [Fact]
    public void A_wave_without_a_gate_lets_nothing_on_that_definitely_fails()
    {
        fleet.Leave = LeaveGate.Open;
        fleet.Pass(TimeSpan.FromHours(2), unit => unit.Environment == "dev" ? Health.Unhealthy : Health.Healthy);
        Assert.StartsWith("canary is stopped: dev is unhealthy: dev-1 was unhealthy 3 times in a row", fleet.Line("canary"));
    }

    // ---- ways back

    [Fact]
    public void No_wave_follows_one_that_was_taken_back()
    {
        All("2.0-cut", "1.0-old");
        fleet["p10"] = fleet["p10"] with { Release = "1.0-old", Previous = "2.0-cut", Hold = Taken("2.0-cut") };
        fleet.Pass(Day);
        Assert.Equal(
            "p100 waits: p100 has run 1.0-old before (promote --app web --to p100 takes it there all the same)",
            fleet.Line("p100")
        );
        fleet["p10"] = fleet["p10"] with { Hold = null };
        Assert.Equal(["p10/web → 2.0-cut"], fleet.Steps());
        Assert.Equal(["p100/web → 1.0-old"], fleet.Steps(new PromotionRequest("web", "p100", null)));
    }

    [Fact]
    public void Nor_does_one_that_never_ran_what_the_wave_before_came_back_to()
    {
        All("2.0-cut", "0.9");
        fleet["p10"] = fleet["p10"] with { Release = "1.0-old", Previous = null, Hold = Taken("2.0-cut") };
        fleet.Pass(Day);
        Assert.Equal(
            "p100 waits: p10 went back to 1.0-old from 2.0-cut, which p100 runs (promote --app web --to p100 takes it there all the same)",
            fleet.Line("p100")
        );
    }

    [Fact]
    public void Evidence_tells_a_way_back_when_the_hold_is_gone()
    {
        fleet.See();
        fleet.Now += Day;
        All("2.0-cut", "1.9");
        fleet.See();
        fleet["p10"] = fleet["p10"] with { Release = "1.0-old", Previous = null };
        fleet["canary"] = fleet["canary"] with { Release = "2.1" };
        fleet["p100"] = fleet["p100"] with { Previous = null };
        fleet.Pass(Day);
        Assert.DoesNotContain("p100/web → 1.0-old", fleet.Steps());
    }

    [Fact]
    public void Head_that_becomes_again_what_it_was_goes_all_the_way()
    {
        All("2.0-cut", "1.0-old");
        fleet["dev"] = fleet["dev"] with { Release = "1.0-old", Content = "1 again" };
        fleet.Apps["web"] = fleet.Apps["web"] with { Head = "1.0-old", Cut = "1.0-old" };
        foreach (var wave in new[] { "canary", "p10", "p100" })
        {
            fleet.Now += TimeSpan.FromMinutes(1);
            fleet.Pass(Day);
            Assert.Equal([$"{wave}/web → 1.0-old"], fleet.Steps());
            fleet.Merge();
        }
    }

    // ---- holds

    [Fact]
    public void What_is_being_taken_back_goes_nowhere_before_that_is_merged()
    {
        fleet.Open.Add(new OpenChange("b", true, "https://x/1", [new OpenPin("p100", "web", "1.0-old", default, Taken("2.0-cut"))]));
        fleet.Pass(Day);
        Assert.Equal("canary is held: 2.0-cut is to be taken back in p100 (https://x/1)", fleet.Line("canary"));
    }

    [Fact]
    public void A_hold_that_is_not_merged_is_one()
    {
        fleet.Open.Add(new OpenChange("b", false, null, [new OpenPin("canary", "web", "1.0-old", default, new Hold(default, "audit"))]));
        fleet.Pass(Day);
        Assert.Equal("canary is held: a hold on it waits for its merge (b)", fleet.Line("canary"));
    }

    [Fact]
    public void A_release_that_comes_back_under_the_same_name_is_still_held()
    {
        fleet["p100"] = fleet["p100"] with { Hold = Taken("2.0-cut") };
        fleet.Pass(Day);
        Assert.Equal("canary is held: 2.0-cut was taken back in p100, 5xx, until it is lifted", fleet.Line("canary"));
        Assert.Empty(fleet.Steps(new PromotionRequest("web", "canary", null)));
    }

    [Fact]
    public void Head_that_was_taken_back_before_it_was_cut_is_held_under_its_new_name()
    {
        fleet["p100"] = fleet["p100"] with { Hold = Taken("2.0-head") };
        fleet.Pass(Day);
        Assert.StartsWith("canary is held: 2.0-cut was taken back in p100", fleet.Line("canary"));
    }

    [Fact]
    public void A_hold_that_ended_holds_nothing_and_one_of_another_app_neither()
    {
        fleet.Apps["db"] = new PromotedApp("db", "h", "c", [], Moves: false);
        fleet.Units.Add(PlannerFleet.Unit("p10", "db", "x") with { Hold = Taken("2.0-cut") });
        fleet["p100"] = fleet["p100"] with { Hold = Taken("2.0-cut") with { Until = PlannerFleet.Start + TimeSpan.FromHours(1) } };
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    // ---- requirements

    [Fact]
    public void A_required_app_that_is_not_in_the_environment_is_not_waited_for()
    {
        Requires("dev");
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Theory]
    [InlineData(Health.Unhealthy, "canary waits: it requires canary/crds, which is unhealthy: canary-1: 2 of 3 replicas")]
    [InlineData(Health.Progressing, "canary waits: it requires canary/crds, which is on its way: canary-1: 2 of 3 replicas")]
    [InlineData(Health.Unknown, "canary waits, as nobody can tell: it requires canary/crds: canary-1: 2 of 3 replicas")]
    public void What_is_required_is_healthy(Health health, string line)
    {
        Requires("dev", "canary");
        fleet["canary", "crds"] = fleet["canary", "crds"] with { Release = "2.0-c" };
        fleet.Pass(Day, unit => unit is { Environment: "canary", App: "crds" } ? health : Health.Healthy);
        Assert.Equal(line, fleet.Line("canary"));
        Assert.Empty(fleet.Steps(new PromotionRequest("web", "canary", null)));
    }

    [Fact]
    public void What_is_required_and_held_is_not_waited_for_but_what_is_only_to_be_held_is()
    {
        Requires("dev", "canary");
        fleet.Open.Add(new OpenChange("b", true, null, [new OpenPin("canary", "crds", "0.9", default, Taken("1.0-old"))]));
        fleet.Pass(Day);
        Assert.Equal("canary waits: it requires canary/crds, which has yet to get 2.0-c", fleet.Line("canary"));
        fleet.Open.Clear();
        fleet["canary", "crds"] = fleet["canary", "crds"] with { Hold = new Hold(default, "audit") };
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void Where_the_wave_before_has_several_of_what_is_required_one_is_waited_for()
    {
        Requires("dev", "canary", "p10");
        fleet["canary"] = fleet["canary"] with { Release = "2.0-cut" };
        fleet.Units.Add(PlannerFleet.Unit("canary-b", "crds", "0.9") with { Wave = "canary" });
        fleet.Pass(Day);
        Assert.Equal("p10 waits: it requires p10/crds, which has yet to get what all of canary runs", fleet.Line("p10"));
    }

    private void Requires(params string[] environments)
    {
        fleet.Apps["crds"] = new PromotedApp("crds", "2.0-h", "2.0-c", [], Moves: false);
        fleet.Apps["web"] = fleet.Apps["web"] with { Requires = ["crds"] };
        foreach (var environment in environments)
            fleet.Units.Add(
                environment == "dev"
                    ? PlannerFleet.Unit(environment, "crds", "2.0-h") with
                    {
                        FollowsHead = true,
                    }
                    : PlannerFleet.Unit(environment, "crds", "1.0-old")
            );
    }

    private void All(string release, string previous)
    {
        foreach (var wave in new[] { "canary", "p10", "p100" })
            fleet[wave] = fleet[wave] with { Release = release, Previous = previous };
    }

    private static Hold Taken(string release) => new(default, "5xx") { Release = release };
}
