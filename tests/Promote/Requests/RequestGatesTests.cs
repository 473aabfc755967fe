using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Promote.Requests;

/// <summary>What the gates of a pull request come to, in one line.</summary>
public sealed class RequestGatesTests
{
    private const string Head = "1111111111111111111111111111111111111111";
    private const string Release = "2.0-cut";

    private static readonly Position At = Position.Start("gitopsgen.yaml");
    private readonly PlannerFleet fleet = new();

    [Fact]
    public void All_that_is_missing_is_told_in_one_line()
    {
        fleet.Enter["p10"] = new EnterGate(2, ["build", "e2e"], []);
        Assert.Equal(
            new RequestAnswer(RequestState.Pending, "1 of 2 approvals; check `build` is missing; check `e2e` is missing"),
            Of(Promotion("p10"), Approved(1))
        );
    }

    [Fact]
    public void What_holds_is_told_where_all_of_it_does()
    {
        fleet.Enter["p10"] = new EnterGate(1, ["build"], []);
        var facts = Approved(1) with { Checks = [new SeenCheck("build", "1", 1, CheckOutcome.Passed, "success")] };
        Assert.Equal(new RequestAnswer(RequestState.Success, "1 approval; check `build` passed"), Of(Promotion("p10"), facts));
        Assert.Equal("nothing more is asked for", Of(Promotion("p100"), facts).Reason);
    }

    [Fact]
    public void What_has_failed_comes_first_and_with_where_to_look()
    {
        fleet.Enter["p10"] = new EnterGate(1, ["build"], []);
        var failed = new SeenCheck("build", "1", 1, CheckOutcome.Failed, "failure") { Url = "https://ci.example/7" };
        Assert.Equal(
            new RequestAnswer(RequestState.Failure, "check `build` has failed; 0 of 1 approval", "https://ci.example/7"),
            Of(Promotion("p10"), Approved(0) with { Checks = [failed] })
        );
    }

    [Fact]
    public void A_freeze_and_a_closed_window_are_waited_for_whoever_approves()
    {
        Freeze("p10");
        var answer = Of(Promotion("p10"), Approved(3));
        Assert.Equal(new RequestAnswer(RequestState.Pending, "p10 is frozen until 2026-11-03 00:00Z (sale)"), answer);
        Assert.Equal(RequestState.Success, Of(Promotion("p100"), Approved(0)).State);
        fleet.Enter["p100"] = new EnterGate(0, [], [new WeekWindow(At, [], new TimeOnly(9, 0), new TimeOnly(10, 0), Zone("UTC"))]);
        Assert.Equal("p100 is outside of its windows until 2026-11-02 09:00Z", Of(Promotion("p100"), Approved(0)).Reason);
    }

    [Fact]
    public void A_time_zone_that_nobody_knows_shuts_the_gate()
    {
        Freeze("p10", "Mars/Base");
        var answer = Of(Promotion("p10"), Approved(3));
        Assert.Equal(RequestState.Pending, answer.State);
        Assert.StartsWith("this machine does not know the time zone 'Mars/Base'", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_or_taken_back_elsewhere_fails()
    {
        fleet["p10"] = fleet["p10"] with { Hold = new Hold(At, "alerts") };
        Assert.Equal(
            new RequestAnswer(RequestState.Failure, "p10/web is held: alerts, until it is lifted"),
            Of(Promotion("p10"), Approved(3))
        );
        fleet["p10"] = fleet["p10"] with { Hold = new Hold(At, "alerts") { Release = Release } };
        Assert.Equal(RequestState.Failure, Of(Promotion("p100"), Approved(3)).State);
        fleet["p10"] = fleet["p10"] with { Hold = new Hold(At, "alerts") { Until = fleet.Now } };
        Assert.Equal(RequestState.Success, Of(Promotion("p10"), Approved(3)).State);
    }

    [Fact]
    public void A_way_back_waits_for_nothing_whatever_is_frozen()
    {
        Freeze("p10");
        var back = Rollback(new OpenPin("p10", "web", "0.9-old", Phase.Adopted, new Hold(At, "down")));
        Assert.Equal(new RequestAnswer(RequestState.Success, "a rollback or hold waits for nothing"), Of(back, Approved(0)));
        var lifted = Rollback(new OpenPin("p10", "web", "1.0-old", Phase.Adopted, null));
        Assert.Equal(RequestState.Success, Of(lifted, Approved(0)).State);
    }

    [Fact]
    public void A_branch_that_only_is_called_a_rollback_is_none()
    {
        fleet.Enter["p10"] = new EnterGate(1, [], []);
        var disguised = Rollback(new OpenPin("p10", "web", Release, Phase.Adopted, null));
        Assert.Equal("0 of 1 approval", Of(disguised, Approved(0)).Reason);
        var head = Rollback(new OpenPin("p10", "web", "head", Phase.Adopted, null));
        Assert.Equal(RequestState.Pending, Of(head, Approved(0)).State);
        Assert.Equal(RequestState.Pending, Of(Rollback(new OpenPin("p10", "web", "1.0-old", Phase.Cutover, null)), Approved(0)).State);
    }

    [Theory]
    [InlineData("environments/p10/environment.yaml")]
    [InlineData("apps/web/values.yaml")]
    [InlineData("gitopsgen.yaml")]
    [InlineData(".github/workflows/review.yaml")]
    public void A_rollback_that_changes_more_than_pins_waits_for_all_that_any_wave_asks_for(string path)
    {
        fleet.Enter["p100"] = new EnterGate(1, [], []);
        var hold = Rollback(new OpenPin("p10", "web", "0.9-old", Phase.Adopted, new Hold(At, "down")));
        Assert.Equal(RequestState.Success, Of(hold, Approved(0)).State);
        Assert.Equal("0 of 1 approval", Of(hold with { Others = [path] }, Approved(0)).Reason);
        Assert.Equal("0 of 1 approval", Of(Promotion("p10") with { Others = [path] }, Approved(0)).Reason);
    }

    [Fact]
    public void A_rollback_of_what_the_base_does_not_know_brings_something_new()
    {
        fleet.Enter["p100"] = new EnterGate(1, [], []);
        var unknown = Rollback(new OpenPin("p99", "web", Release, Phase.Adopted, new Hold(At, "down")));
        Assert.Equal("0 of 1 approval", Of(unknown, Approved(0)).Reason);
    }

    [Fact]
    public void A_branch_that_changes_several_waves_needs_what_each_asks_for()
    {
        fleet.Enter["p10"] = new EnterGate(2, ["build"], []);
        fleet.Enter["p100"] = new EnterGate(1, ["e2e"], []);
        var both = Promotion("p10") with { Pins = [Pin("p10"), Pin("p100")] };
        Assert.Equal("0 of 2 approvals; check `build` is missing; check `e2e` is missing", Of(both, Approved(0)).Reason);
    }

    [Fact]
    public void A_description_is_no_longer_than_a_status_has_room_for()
    {
        Assert.Equal("short", new RequestAnswer(RequestState.Pending, "short").Description);
        var cut = new RequestAnswer(RequestState.Pending, new string('a', 141)).Description;
        Assert.Equal((140, '…'), (cut.Length, cut[^1]));
        var pair = new RequestAnswer(RequestState.Pending, $"{new string('a', 138)}😀 and more").Description;
        Assert.Equal($"{new string('a', 138)}…", pair);
    }

    private RequestAnswer Of(OpenChange change, RequestFacts facts) => new RequestGates(fleet.State, fleet.Now).Of(change, facts);

    private void Freeze(string wave, string zone = "UTC") =>
        fleet.Freezes.Add(new Freeze(At, "sale", new DateTime(2026, 11, 1), new DateTime(2026, 11, 3), Zone(zone), [Zone(wave)]));

    private static YamlScalar Zone(string name) => new(At, name, isString: true);

    private static RequestFacts Approved(int times) =>
        new(
            "author",
            Head,
            [
                .. Enumerable
                    .Range(1, times)
                    .Select(i => new GivenReview($"r{i}", Opinion.Approves, Head) { MayWrite = true, IsPerson = true }),
            ],
            []
        );

    private static OpenChange Promotion(string environment) =>
        new($"promote/wave/{environment}", IsRollback: false, null, [Pin(environment)]);

    private static OpenChange Rollback(OpenPin pin) => new("rollback/web", IsRollback: true, null, [pin]);

    private static OpenPin Pin(string environment) => new(environment, "web", Release, Phase.Adopted, null);
}
