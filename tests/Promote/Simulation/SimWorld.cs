using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>How clusters really do: some releases are bad in some of them after a while, and now and then one blinks.</summary>
internal sealed class SimWorld(Random random)
{
    private readonly Dictionary<(string App, string Release), int> badness = [];

    /// <summary>Nothing fails any more.</summary>
    public bool IsCalm { get; set; }

    /// <summary>A release that is bad is so in every so manieth cluster.</summary>
    public void Released(string app, string release) => badness[(app, release)] = !IsCalm && random.Next(5) == 0 ? random.Next(2, 30) : 0;

    public bool IsBad(string app, string release) => !IsCalm && badness.GetValueOrDefault((app, release)) > 0;

    public ObservationRun Observe(SimCommit seen, DateTimeOffset at, IReadOnlyDictionary<(string, string), DateTimeOffset> pinned) =>
        new(
            at,
            "base",
            [
                .. from unit in seen.State.Units
                let age = at - pinned[(unit.Environment, unit.App)]
                from cluster in unit.Clusters
                select Observe(unit, cluster, age),
            ]
        );

    private Observation Observe(PromotedUnit unit, string cluster, TimeSpan age)
    {
        var health = HealthOf(unit, cluster, age);
        return new Observation(unit.Environment, unit.App, cluster)
        {
            Release = unit.Release,
            Content = unit.Content,
            Phase = unit.Phase,
            Health = health,
            Reason = health == Health.Healthy ? "" : "2 of 3 replicas",
            Readings =
                unit.Wave != "p10" ? []
                : IsCalm || random.Next(50) > 0 ? [new Reading("errors", health == Health.Unhealthy ? 7 : 1, health != Health.Unhealthy)]
                : [new Reading("errors", null, null)],
        };
    }

    private Health HealthOf(PromotedUnit unit, string cluster, TimeSpan age)
    {
        if (age < TimeSpan.FromHours(1))
            return Health.Progressing;
        if (IsCalm)
            return Health.Healthy;
        var bad = badness.GetValueOrDefault((unit.App, unit.Release));
        if (bad > 0 && age > TimeSpan.FromHours(30) && int.Parse(cluster[(cluster.LastIndexOf('-') + 1)..]) % bad == 0)
            return Health.Unhealthy;
        return random.Next(10_000) switch
        {
            0 => Health.Unhealthy,
            < 4 => Health.Unknown,
            < 8 => Health.Progressing,
            _ => Health.Healthy,
        };
    }
}
