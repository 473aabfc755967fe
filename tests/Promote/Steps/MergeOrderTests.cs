using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Steps;
using Xunit;

namespace GitOpsGen.Tests.Promote.Steps;

public sealed class MergeOrderTests
{
    private readonly PlannerFleet fleet = new();

    public MergeOrderTests() => fleet["canary"] = fleet["canary"] with { Release = "2.0-cut", Previous = "1.0-old" };

    [Fact]
    public void What_goes_together_in_every_order_breaks_nothing() =>
        Assert.Empty(Check(Step("p10", "2.0-cut"), Step("canary", "2.0-head")));

    [Fact]
    public void A_wave_that_is_jumped_is_found() =>
        Assert.Equal(["WaveOrder p100: p100/web gets 2.0-cut, which p10 of the wave before never ran"], Check(Step("p100", "2.0-cut")));

    [Fact]
    public void A_wave_that_would_be_reached_by_two_merges_before_its_turn_is_found_after_the_first() =>
        Assert.Equal(
            ["WaveOrder p100: p100/web gets 2.0-cut, which p10 of the wave before never ran"],
            Check(Step("p10", "2.0-cut"), Step("p100", "2.0-cut"))
        );

    [Fact]
    public void What_one_branch_takes_back_no_other_may_bring_in_whatever_order() =>
        Assert.Equal(
            ["TakenBack rollback, then p10: p10/web gets 2.0-cut, which was taken back in canary (5xx, until it is lifted)"],
            Check(Step("p10", "2.0-cut"), Rollback("canary", "1.0-old", "2.0-cut"))
        );

    [Fact]
    public void A_rollback_may_lead_anywhere_but_to_what_was_taken_back()
    {
        Assert.Empty(Check(Rollback("p10", "0.5", "1.0-old")));
        fleet["p100"] = fleet["p100"] with { Hold = new Hold(default, "5xx") { Release = "0.5" } };
        // It is no promotion's fault, so none is refused for it.
        Assert.Empty(Check(Rollback("p10", "0.5", "1.0-old")));
        var after = fleet.State with
        {
            Units = [.. fleet.Units.Select(unit => unit.Environment == "p10" ? TakenBackTo(unit, "0.5") : unit)],
        };
        Assert.Equal(
            "p10/web gets 0.5, which was taken back in p100 (5xx, until it is lifted)",
            Assert.Single(new PromotionInvariants(fleet.State, fleet.Evidence, fleet.Now).OfStep(after)).Text
        );
    }

    [Fact]
    public void Under_a_hold_nothing_changes()
    {
        var hold = new Hold(default, "audit");
        fleet["p10"] = fleet["p10"] with { Hold = hold };
        var pin = new OpenPin("p10", "web", "2.0-cut", Phase.Adopted, hold);
        Assert.Equal(
            ["Hold p10: p10/web changes under a hold (audit, until it is lifted)"],
            Check(new OpenChange("p10", false, null, [pin]))
        );
        Assert.Empty(Check(new OpenChange("p10", false, null, [pin with { Hold = null }])));
    }

    [Fact]
    public void Two_branches_of_a_wave_and_a_branch_of_two_waves_are_found()
    {
        fleet.Units.Add(PlannerFleet.Unit("p10-b", "web", "1.0-old") with { Wave = "p10" });
        Assert.Equal(
            ["OneBranch a and b are both open for the wave p10"],
            Check(Step("p10", "2.0-cut", "a"), Step("p10-b", "2.0-cut", "b"))
        );
        var both = new OpenChange("both", false, null, [.. Step("p10", "2.0-cut").Pins, .. Step("canary", "2.0-head").Pins]);
        Assert.Equal(["OneBranch both changes the waves canary, p10"], Check(both));
    }

    [Fact]
    public void What_is_required_comes_first_in_every_order()
    {
        fleet.Apps["crds"] = new PromotedApp("crds", "2.0-h", "2.0-c", [], Moves: false);
        fleet.Apps["web"] = fleet.Apps["web"] with { Requires = ["crds"] };
        fleet.Units.AddRange([PlannerFleet.Unit("canary", "crds", "2.0-c"), PlannerFleet.Unit("p10", "crds", "1.0-c")]);
        Assert.Equal(
            ["Requirement p10: p10/web gets 2.0-cut before p10/crds, which it requires, has got 2.0-c"],
            Check(Step("p10", "2.0-cut"))
        );
    }

    [Fact]
    public void A_step_that_reaches_more_clusters_than_its_wave_declares_is_found()
    {
        fleet.Percent["p10"] = 10;
        fleet.Percent["p100"] = 100;
        fleet["p100"] = fleet["p100"] with { Clusters = [.. Enumerable.Range(1, 9).Select(n => $"p100-{n}")] };
        Assert.Empty(Check(Step("p10", "2.0-cut")));
        var both = new OpenChange("both", false, null, [.. Step("p10", "2.0-cut").Pins, .. Step("p100", "2.0-cut").Pins]);
        Assert.Contains("Percentage both: web 2.0-cut reaches 10 clusters with the wave p10, which declares 1", Check(both));
    }

    [Fact]
    public void Branches_that_git_cannot_merge_after_each_other_are_not_looked_at_after_each_other() =>
        Assert.Empty(Check(Step("p10", "2.0-cut"), Rollback("p10", "0.9", "1.0-old")));

    [Fact]
    public void Many_branches_are_looked_at_by_threes_and_the_report_says_so()
    {
        var many = Enumerable.Range(0, 12).Select(number => new OpenChange($"b{number}", true, null, [])).ToImmutableArray();
        Assert.False(MergeOrders.Check(fleet.State, many, fleet.Evidence, fleet.Now).IsComplete);
        Assert.True(MergeOrders.Check(fleet.State, many[..10], fleet.Evidence, fleet.Now).IsComplete);
    }

    private IEnumerable<string> Check(params OpenChange[] open) =>
        MergeOrders
            .Check(fleet.State, [.. open], fleet.Evidence, fleet.Now)
            .Violations.Select(violation => $"{violation.Invariant} {violation.Text}");

    private static PromotedUnit TakenBackTo(PromotedUnit unit, string release) =>
        unit with
        {
            Release = release,
            Hold = new Hold(default, "5xx") { Release = unit.Release },
        };

    private static OpenChange Step(string environment, string release, string? branch = null) =>
        new(branch ?? environment, false, null, [new OpenPin(environment, "web", release, Phase.Adopted, null)]);

    private static OpenChange Rollback(string environment, string release, string from) =>
        new("rollback", true, null, [new OpenPin(environment, "web", release, Phase.Adopted, new Hold(default, "5xx") { Release = from })]);
}
