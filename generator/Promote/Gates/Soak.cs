using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Gates;

/// <summary>How an app does in an environment, all of its clusters together.</summary>
/// <param name="Since">Since when it has been healthy without a break; null where it is not, or nobody can tell.</param>
/// <param name="InARow">How often it was seen healthy since then.</param>
/// <param name="Seen">The last time that anything of it was seen; null: never.</param>
public sealed record Standing(Health Health, string Reason, DateTimeOffset? Since, int InARow, DateTimeOffset? Seen);

/// <summary>
/// Reads health and soak from evidence. A soak begins with the first healthy observation and ends with a change, with a time between
/// observations that is too long, or once the wave was unhealthy for longer than its error budget. What is on its way is neither: it only
/// counts as a time in which health was not seen.
/// </summary>
public sealed class Soak(PromotionSettings settings, LeaveGate gate, EvidenceLog evidence, DateTimeOffset now)
{
    public Standing Of(PromotedUnit unit)
    {
        var clusters = unit.Clusters.Select(cluster => Of(unit, cluster)).ToList();
        if (clusters.Count == 0)
            return new Standing(Health.Unknown, "it has no clusters", null, 0, null);
        var worst = clusters.OrderByDescending(standing => Rank(standing.Health)).First();
        var isHealthy = worst.Health == Health.Healthy;
        return new Standing(
            worst.Health,
            worst.Reason,
            isHealthy ? clusters.Max(standing => standing.Since) : null,
            isHealthy ? clusters.Min(standing => standing.InARow) : 0,
            clusters.Min(standing => standing.Seen ?? DateTimeOffset.MinValue) is var seen && seen > DateTimeOffset.MinValue ? seen : null
        );
    }

    /// <summary>Whether an observation is of what git says now.</summary>
    public static bool IsOf(Observation observation, PromotedUnit unit) =>
        observation.Release == unit.Release && observation.Content == unit.Content && observation.Phase == unit.Phase;

    private Standing Of(PromotedUnit unit, string cluster)
    {
        var sightings = evidence.Of(unit.Environment, unit.App, cluster);
        var walk = new Walk(settings.MaxGap, gate.ErrorBudget * gate.Soak);
        foreach (var sighting in sightings)
            walk.Take(sighting, IsOf(sighting.Observation, unit));
        return walk.End(now, cluster);
    }

    private static int Rank(Health health) =>
        health switch
        {
            Health.Unhealthy => 3,
            Health.Unknown => 2,
            Health.Progressing => 1,
            _ => 0,
        };

    private sealed class Walk(TimeSpan maxGap, TimeSpan budget)
    {
        private DateTimeOffset? since;
        private DateTimeOffset? healthyAt;
        private DateTimeOffset? badFrom;
        private TimeSpan bad;
        private int inARow;
        private Sighting? last;

        public void Take(Sighting sighting, bool isOfNow)
        {
            if (!isOfNow)
            {
                Break();
                last = null;
                return;
            }

            if (last is not null && sighting.At - last.At > maxGap)
                Break();
            if (badFrom is { } from)
                bad += sighting.At - from;
            badFrom = sighting.Observation.Health == Health.Unhealthy ? sighting.At : null;
            if (bad > budget || (badFrom is not null && budget == TimeSpan.Zero))
                Break();
            if (sighting.Observation.Health == Health.Healthy)
                Healthy(sighting.At);
            else if (sighting.Observation.Health != Health.Unknown)
                inARow = 0;
            last = sighting;
        }

        public Standing End(DateTimeOffset now, string cluster)
        {
            if (last is null)
                return new Standing(Health.Unknown, $"{cluster}: not observed yet", null, 0, null);
            if (now - last.At > maxGap)
                return new Standing(Health.Unknown, $"{cluster}: not observed since {Times.Text(last.At)}", null, 0, last.At);
            var seen = last.Observation;
            return seen.Health == Health.Healthy
                ? new Standing(Health.Healthy, "", since, inARow, last.At)
                : new Standing(seen.Health, $"{cluster}: {seen.Reason}", null, 0, last.At);
        }

        private void Healthy(DateTimeOffset at)
        {
            if (healthyAt is { } before && at - before > maxGap)
                Break();
            since ??= at;
            healthyAt = at;
            inARow++;
        }

        private void Break()
        {
            (since, healthyAt, inARow, bad) = (null, null, 0, TimeSpan.Zero);
        }
    }
}
