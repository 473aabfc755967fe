using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Observe;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Store;
using Xunit;

namespace GitOpsGen.Tests.Observe;

/// <summary>What is recorded is what gates need, and no more.</summary>
public sealed class RecordingRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly Observation Healthy = new("prod", "web", "prod-1")
    {
        Release = "1.0.0-abc",
        Content = "one",
        Health = Health.Healthy,
    };

    [Fact]
    public void A_fleet_at_rest_is_recorded_in_a_third_of_the_longest_gap() => Assert.Equal([0, 1, 2, 22, 42], Recorded(60, _ => Healthy));

    [Fact]
    public void Each_change_is_recorded_at_once()
    {
        // Health, content, release, phase, the kind of a reason; not its words.
        Observation Seen(int minute) =>
            minute switch
            {
                < 5 => Healthy,
                < 7 => Unhealthy($"degraded: {minute} pods"),
                7 => Unhealthy("missing"),
                8 => Healthy with { Content = "two", Health = Health.Unknown, Reason = "not seen" },
                9 => Healthy with { Content = "two", Release = "2.0.0-abc", Health = Health.Unknown, Reason = "not seen" },
                10 => Healthy with
                {
                    Content = "two",
                    Release = "2.0.0-abc",
                    Health = Health.Unknown,
                    Reason = "not seen",
                    Phase = Phase.Cutover,
                },
                _ => Healthy with
                {
                    Content = "two",
                    Release = "2.0.0-abc",
                    Health = Health.Unknown,
                    Reason = "not seen: x",
                    Phase = Phase.Cutover,
                },
            };

        Assert.Equal([0, 1, 2, 5, 6, 7, 8, 9, 10], Recorded(20, Seen));
    }

    [Fact]
    public void As_many_unhealthy_ones_in_a_row_are_recorded_as_a_rollback_wants() =>
        Assert.Equal([0, 1, 2, 22], Recorded(30, minute => Unhealthy($"degraded: {minute}")));

    [Fact]
    public void A_query_is_recorded_when_its_answer_turns_and_when_it_has_held_long_enough()
    {
        Observation Seen(int minute) => Healthy with { Readings = [new Reading("errors", minute, minute < 5 ? true : false)] };

        // It turns at 5, and is out of its bounds for ten minutes at 15. At the start it is in them for ten at 10, which does not come.
        Assert.Equal([0, 1, 2, 5, 15], Recorded(20, Seen));
    }

    [Fact]
    public void A_query_without_an_answer_is_no_other_answer_each_minute() =>
        Assert.Equal([0, 1, 2], Recorded(20, _ => Healthy with { Readings = [new Reading("errors", null, null)] }));

    private static Observation Unhealthy(string reason) => Healthy with { Health = Health.Unhealthy, Reason = reason };

    private static List<int> Recorded(int minutes, Func<int, Observation> seen)
    {
        var query = new MetricQuery(Position.Start("x"), "errors", "x", null, 1, TimeSpan.FromMinutes(10));
        var rule = new RecordingRule(EvidenceStoreTests.Settings, Reasons.Kind, _ => [query]);
        var (runs, at) = (new List<ObservationRun>(), new List<int>());
        for (var minute = 0; minute < minutes; minute++)
        {
            var run = new ObservationRun(Start.AddMinutes(minute), "base", [seen(minute)]);
            var worth = rule.Of(run, new EvidenceLog(runs, run.At));
            if (worth.Observations.IsEmpty)
                continue;
            runs.Add(worth);
            at.Add(minute);
        }

        return at;
    }
}
