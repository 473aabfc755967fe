using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;
using Xunit;

namespace GitOpsGen.Tests.Promote;

public sealed class PlannerTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly PlannerFleet fleet = new();

    [Fact]
    public void What_nobody_saw_goes_nowhere()
    {
        Assert.Empty(fleet.Steps());
        Assert.Equal("canary waits, as nobody can tell: dev cannot be told: dev-1: not observed yet", fleet.Line("canary"));
    }

    [Fact]
    public void A_release_goes_wave_by_wave_as_each_has_soaked()
    {
        fleet.Pass(TimeSpan.FromHours(18));
        Assert.Equal("canary waits: dev has been healthy for 18 h of 1 d", fleet.Line("canary"));
        foreach (var wave in new[] { "canary", "p10", "p100" })
        {
            Assert.DoesNotContain(fleet.Steps(), step => step.StartsWith(wave, StringComparison.Ordinal));
            fleet.Pass(Day);
            Assert.Equal([$"{wave}/web → 2.0-cut"], fleet.Steps());
            fleet.Merge();
        }

        Assert.Empty(fleet.Steps());
        Assert.All(["canary", "p10", "p100"], wave => Assert.Equal($"{wave} is up to date", fleet.Line(wave)));
    }

    [Fact]
    public void A_soak_that_is_nearly_over_is_not_told_to_be()
    {
        fleet.Pass(TimeSpan.FromHours(23.5));
        fleet.Now += TimeSpan.FromMinutes(29.5);
        fleet.See();
        Assert.Equal("canary waits: dev has been healthy for 23 h 59 min of 1 d", fleet.Line("canary"));
    }

    [Fact]
    public void Head_that_is_not_cut_is_cut_with_the_step()
    {
        fleet.Apps["web"] = fleet.Apps["web"] with { Cut = null };
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-head (to cut)"], fleet.Steps());
    }

    [Fact]
    public void Once_unhealthy_the_soak_begins_anew()
    {
        fleet.Pass(TimeSpan.FromHours(23));
        fleet.Now += TimeSpan.FromMinutes(5);
        fleet.See(_ => Health.Unhealthy);
        Assert.Equal("canary is stopped: dev is unhealthy: dev-1: 2 of 3 replicas", fleet.Line("canary"));
        fleet.Now += TimeSpan.FromMinutes(5);
        fleet.Pass(TimeSpan.FromHours(23));
        Assert.StartsWith("canary waits: dev has been healthy for 23 h", fleet.Line("canary"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_budget_forgives_so_much()
    {
        fleet.Leave = fleet.Leave with { ErrorBudget = 0.05 };
        fleet.Pass(TimeSpan.FromHours(12));
        fleet.Now += TimeSpan.FromMinutes(10);
        fleet.See(_ => Health.Unhealthy);
        fleet.Now += TimeSpan.FromMinutes(30);
        fleet.Pass(TimeSpan.FromHours(12));
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void A_time_without_observations_is_no_soak()
    {
        fleet.Pass(TimeSpan.FromHours(20));
        fleet.Now += TimeSpan.FromHours(3);
        Assert.StartsWith(
            "canary waits, as nobody can tell: dev cannot be told: dev-1: not observed since",
            fleet.Line("canary"),
            StringComparison.Ordinal
        );
        fleet.Pass(TimeSpan.FromHours(2));
        Assert.Equal("canary waits: dev has been healthy for 2 h of 1 d", fleet.Line("canary"));
    }

    [Fact]
    public void A_change_in_the_wave_begins_the_soak_anew()
    {
        fleet.Pass(TimeSpan.FromHours(23));
        fleet["dev"] = fleet["dev"] with { Content = "another value" };
        fleet.Now += TimeSpan.FromMinutes(5);
        fleet.Pass(TimeSpan.FromHours(2));
        Assert.Equal("canary waits: dev has been healthy for 2 h of 1 d", fleet.Line("canary"));
    }

    [Fact]
    public void What_is_on_its_way_does_not_begin_the_soak_anew_but_stops_the_step()
    {
        fleet.Pass(TimeSpan.FromHours(23.5));
        fleet.Now += TimeSpan.FromMinutes(30);
        fleet.See(_ => Health.Progressing);
        Assert.Equal("canary waits: dev is on its way: dev-1: 2 of 3 replicas", fleet.Line("canary"));
        fleet.Now += TimeSpan.FromMinutes(5);
        fleet.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void A_hold_keeps_a_release_away_and_the_waves_behind_too()
    {
        fleet.Pass(Day);
        fleet.Merge();
        fleet.Pass(Day);
        fleet.Merge();
        fleet["p10"] = fleet["p10"] with
        {
            Release = "1.0-old",
            Hold = new Hold(default, "5xx") { Actor = "ada", Release = "2.0-cut" },
        };
        fleet.Pass(Day);
        Assert.Empty(fleet.Steps());
        Assert.Equal("p10 is held: 5xx, by ada, until it is lifted", fleet.Line("p10"));
        Assert.Empty(fleet.Steps(new PromotionRequest("web", "p10", null)));
        fleet["p10"] = fleet["p10"] with { Hold = null };
        Assert.Equal(["p10/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void A_hold_ends_by_itself()
    {
        fleet["canary"] = fleet["canary"] with { Hold = new Hold(default, "audit") { Until = PlannerFleet.Start + Day + Day } };
        fleet.Pass(Day);
        Assert.Equal("canary is held: audit, until 2026-11-04 08:00Z", fleet.Line("canary"));
        fleet.Pass(Day);
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void A_release_goes_all_the_way_before_the_next_one_starts()
    {
        fleet.Pass(Day);
        fleet.Merge();
        fleet.Apps["web"] = fleet.Apps["web"] with { Head = "3.0-head", Cut = "3.0-cut" };
        fleet["dev"] = fleet["dev"] with { Release = "3.0-head", Content = "3" };
        fleet.Now += TimeSpan.FromMinutes(1);
        // Canary is not seen for long enough yet, dev is.
        fleet.Leave = fleet.Leave with
        {
            Soak = TimeSpan.FromHours(4),
        };
        fleet.Pass(TimeSpan.FromHours(3));
        fleet["p10"] = fleet["p10"] with { Hold = new Hold(default, "audit") { Until = fleet.Now + TimeSpan.FromHours(1) } };
        fleet.Pass(TimeSpan.FromHours(1));
        Assert.Equal("canary waits: 2.0-cut has yet to go on to p10 (promote --app web --to canary replaces it)", fleet.Line("canary"));
        Assert.Equal(["canary/web → 3.0-cut"], fleet.Steps(new PromotionRequest("web", "canary", null)));
        Assert.Equal(["p10/web → 2.0-cut"], fleet.Steps());
        fleet.Merge();
        Assert.Equal(["canary/web → 3.0-cut"], fleet.Steps());
    }

    [Fact]
    public void A_release_that_is_not_well_makes_way_for_the_next()
    {
        fleet.Pass(Day);
        fleet.Merge();
        fleet.Apps["web"] = fleet.Apps["web"] with { Head = "3.0-head", Cut = "3.0-cut" };
        fleet["dev"] = fleet["dev"] with { Release = "3.0-head", Content = "3" };
        fleet.Now += TimeSpan.FromMinutes(1);
        fleet.Pass(Day, unit => unit.Environment == "canary" ? Health.Unhealthy : Health.Healthy);
        Assert.Equal(["canary/web → 3.0-cut"], fleet.Steps());
    }

    [Fact]
    public void No_wave_is_jumped()
    {
        fleet.Pass(Day);
        Assert.Equal("p10 is up to date", fleet.Line("p10", request: new PromotionRequest("web", "p10", null)));
        Assert.Empty(fleet.Steps(new PromotionRequest("web", "p10", null)));
    }

    [Fact]
    public void What_is_required_goes_first_and_is_healthy()
    {
        fleet.Apps["crds"] = new PromotedApp("crds", "2.0-h", "2.0-c", [], Moves: false);
        fleet.Apps["web"] = fleet.Apps["web"] with { Requires = ["crds"] };
        fleet.Units.AddRange([
            PlannerFleet.Unit("dev", "crds", "2.0-h") with
            {
                FollowsHead = true,
            },
            PlannerFleet.Unit("canary", "crds", "1.0-c"),
        ]);
        fleet.Pass(Day);
        Assert.Equal(["canary/crds → 2.0-c"], fleet.Steps());
        Assert.Equal("canary waits: it requires canary/crds, which has yet to get 2.0-c", fleet.Line("canary"));
        fleet.Merge();
        Assert.Equal("canary waits, as nobody can tell: it requires canary/crds: canary-1: not observed yet", fleet.Line("canary"));
        fleet.Now += TimeSpan.FromMinutes(5);
        fleet.See();
        Assert.Equal(["canary/web → 2.0-cut"], fleet.Steps());
    }

    [Fact]
    public void A_rollback_that_is_not_merged_yet_is_a_hold()
    {
        fleet.Open.Add(
            new OpenChange("gitopsgen/rollback/web/wave/canary", true, null, [new OpenPin("canary", "web", "0.9", default, null)])
        );
        fleet.Pass(Day);
        Assert.Equal("canary is held: a rollback of it waits for its merge (gitopsgen/rollback/web/wave/canary)", fleet.Line("canary"));
    }
}
