using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;
using Xunit;

namespace GitOpsGen.Tests.Promote.Steps;

/// <summary>What holds of any plan, for 1,500 fleets that chance has made: whatever they run, whoever holds them, whatever was seen.</summary>
public sealed class PlannerProperties
{
    private static readonly string[] Releases = ["1.0", "2.0", "3.0-cut", "3.0-head"];

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_plan_is_a_function_and_what_is_merged_is_not_proposed_again(int batch)
    {
        foreach (var (fleet, _) in Fleets(batch))
        {
            var plan = fleet.Plan();
            Assert.Equal(Said(plan), Said(fleet.Plan()));
            fleet.Merge();
            Assert.Empty(Said(fleet.Plan()).Intersect(Said(plan)));
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Nothing_held_is_proposed_and_no_step_breaks_an_invariant(int batch)
    {
        foreach (var (fleet, random) in Fleets(batch))
        {
            var request = random.Next(3) == 0 ? new PromotionRequest("web", "p10", null) : PromotionRequest.AllReady;
            var steps = fleet.Plan(request).Steps;
            Assert.DoesNotContain(steps, step => step.Unit.Hold?.IsInForce(fleet.Now) == true);
            Assert.DoesNotContain(steps, step => IsTaken(fleet, step));
            var state = fleet.State;
            fleet.Merge(request);
            Assert.Empty(new PromotionInvariants(state, fleet.Evidence, fleet.Now).OfStep(fleet.State));
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Seen_unhealthy_nothing_that_depends_on_it_becomes_ready(int batch)
    {
        foreach (var (fleet, random) in Fleets(batch))
        {
            var before = Said(fleet.Plan());
            var sick = fleet.Units[random.Next(fleet.Units.Count)];
            fleet.See(unit => unit == sick ? Health.Unhealthy : Health.Unknown);
            // What is not well makes way for the next: that alone may come.
            Assert.All(Said(fleet.Plan()).Except(before), step => Assert.StartsWith(sick.Name + " ", step));
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void While_nobody_looks_nothing_becomes_ready(int batch)
    {
        foreach (var (fleet, random) in Fleets(batch))
        {
            // A hold that ends opens by itself, as it says.
            foreach (var unit in fleet.Units.Where(unit => unit.Hold is not null).ToList())
                fleet[unit.Environment, unit.App] = unit with { Hold = unit.Hold! with { Until = null } };
            var before = Said(fleet.Plan());
            fleet.Now += TimeSpan.FromMinutes(random.Next(1, 60 * 72));
            Assert.Empty(Said(fleet.Plan()).Except(before));
        }
    }

    [Fact]
    public void Many_of_these_fleets_have_a_step_to_take() =>
        Assert.InRange(Enumerable.Range(0, 10).SelectMany(Fleets).Count(one => !one.Fleet.Plan().Steps.IsEmpty), 500, 1400);

    private static List<string> Said(PromotionPlan plan) =>
        [.. plan.Steps.Select(step => $"{step.Unit.Name} → {step.Release} {step.Phase} {step.IsCut}")];

    private static bool IsTaken(PlannerFleet fleet, PromotionStep step) =>
        fleet.Units.Exists(unit =>
            unit.App == step.Unit.App && unit.Hold is { } hold && hold.IsInForce(fleet.Now) && hold.Release == step.Release
        );

    private static IEnumerable<(PlannerFleet Fleet, Random Random)> Fleets(int batch) =>
        Enumerable.Range(batch * 150, 150).Select(seed => new Random(seed)).Select(random => (Fleet(random), random));

    private static PlannerFleet Fleet(Random random)
    {
        var fleet = new PlannerFleet();
        fleet.Units.Clear();
        foreach (var app in new[] { "web", "crds" })
        {
            fleet.Apps[app] = new PromotedApp(
                app,
                "3.0-head",
                random.Next(2) == 0 ? "3.0-cut" : null,
                app == "web" ? ["crds"] : [],
                random.Next(4) == 0
            )
            {
                Releases = [.. Releases.Take(3)],
            };
            foreach (var wave in new[] { "dev", "canary", "p10", "p100" })
            foreach (var environment in new[] { wave, wave + "-b" }.Where((_, number) => number == 0 || random.Next(3) == 0))
                if (random.Next(8) > 0)
                    fleet.Units.Add(Unit(random, environment, app, wave, fleet.Now));
        }

        fleet.Leave = new LeaveGate(random.Next(5) > 0, TimeSpan.FromHours(random.Next(3) * 12), random.Next(2) * 0.1, []);
        // The same wherever it is the same, so that some waves are fit.
        var (hours, sick) = (random.Next(40), random.Next(4));
        fleet.Pass(TimeSpan.FromHours(hours), _ => sick == 0 && random.Next(20) == 0 ? (Health)random.Next(4) : Health.Healthy);
        return fleet;
    }

    private static PromotedUnit Unit(Random random, string environment, string app, string wave, DateTimeOffset now)
    {
        var isHead = wave == "dev" && random.Next(6) > 0;
        // Earlier waves have later releases, most of the time.
        var newest = wave switch
        {
            "dev" => 3,
            "canary" => 2,
            "p10" => 1,
            _ => 0,
        };
        var release = isHead ? "3.0-head" : Releases[random.Next(5) == 0 ? random.Next(3) : Math.Min(2, newest)];
        var phase = (Phase)Math.Max(0, random.Next(-6, 6));
        return PlannerFleet.Unit(environment, app, release) with
        {
            Wave = wave,
            FollowsHead = isHead,
            Previous = random.Next(3) == 0 ? Releases[random.Next(3)] : null,
            Phase = phase,
            PhaseBefore = (Phase)Math.Clamp((int)phase + random.Next(-1, 2), 0, 5),
            Hold =
                random.Next(12) == 0
                    ? new Hold(default, "why")
                    {
                        Release = random.Next(2) == 0 ? Releases[random.Next(3)] : null,
                        Until = random.Next(2) == 0 ? now + TimeSpan.FromHours(random.Next(60)) : null,
                    }
                    : null,
        };
    }
}
