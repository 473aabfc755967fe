using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Gates;

/// <summary>Whether an app has proved itself in a wave: health, soak, what Prometheus says, no trigger of a rollback.</summary>
public sealed class LeaveGates(PromotionSettings settings, EvidenceLog evidence, DateTimeOffset now)
{
    /// <summary>Of all environments of the wave; the one that lags decides.</summary>
    public GateAnswer Of(Wave wave, PromotedApp app, IEnumerable<PromotedUnit> units) =>
        GateAnswer.Of(units.Select(unit => Of(wave, app, unit)));

    /// <summary>How the app does where it runs, whatever the wave asks for.</summary>
    public Standing StandingOf(Wave? wave, PromotedUnit unit) => new Soak(settings, wave?.Leave ?? LeaveGate.Open, evidence, now).Of(unit);

    /// <summary>What definitely calls for a rollback: unhealthy often enough in a row, or a query out of its bounds.</summary>
    public string? Trouble(Wave? wave, PromotedApp app, PromotedUnit unit) =>
        Degraded(unit)
        ?? Queries(wave, app)
            .Select(pair => new QueryJudge(pair.Query, settings.MaxGap, now).Of(Readings(unit, pair.Query)))
            .FirstOrDefault(answer => answer.Verdict == Verdict.Failing)
            ?.Reason;

    private GateAnswer Of(Wave wave, PromotedApp app, PromotedUnit unit)
    {
        var answers = Queries(wave, app).Select(pair => Of(unit, pair.Query, pair.IsGate)).ToList();
        if (wave.Leave.AsksHealth || wave.Leave.Soak > TimeSpan.Zero)
            answers.Add(OfHealth(wave, unit));
        // Whatever a wave asks for: what definitely fails there goes nowhere.
        else if (Degraded(unit) is { } degraded)
            answers.Add(new GateAnswer(Verdict.Failing, $"is unhealthy: {degraded}"));
        return GateAnswer.Of(answers) is { Verdict: not Verdict.Open } answer
            ? answer with
            {
                Reason = $"{unit.Environment} {answer.Reason}",
            }
            : GateAnswer.Open;
    }

    private GateAnswer OfHealth(Wave wave, PromotedUnit unit)
    {
        var standing = new Soak(settings, wave.Leave, evidence, now).Of(unit);
        if (standing.Health != Health.Healthy)
            return new GateAnswer(
                standing.Health switch
                {
                    Health.Unhealthy => Verdict.Failing,
                    Health.Progressing => Verdict.Waits,
                    _ => Verdict.Unknown,
                },
                standing.Health switch
                {
                    Health.Unhealthy => $"is unhealthy: {standing.Reason}",
                    Health.Progressing => $"is on its way: {standing.Reason}",
                    _ => $"cannot be told: {standing.Reason}",
                }
            );
        if (standing.InARow < settings.Observations)
            return new GateAnswer(Verdict.Waits, $"was seen healthy {standing.InARow} of {settings.Observations} times");
        // Up to the last observation: what happened since then nobody has seen.
        var soaked = standing.Seen > standing.Since ? standing.Seen.Value - standing.Since.Value : TimeSpan.Zero;
        return soaked < wave.Leave.Soak
            ? new GateAnswer(
                Verdict.Waits,
                $"has been healthy for {Times.Passed(soaked)} of {Times.Text(wave.Leave.Soak)}",
                standing.Since + wave.Leave.Soak
            )
            : GateAnswer.Open;
    }

    private GateAnswer Of(PromotedUnit unit, MetricQuery query, bool isGate)
    {
        var answer = new QueryJudge(query, settings.MaxGap, now).Of(Readings(unit, query));
        // A trigger that nobody can read stops no promotion; a gate does.
        return answer.Verdict == Verdict.Failing || isGate ? answer : GateAnswer.Open;
    }

    private static IEnumerable<(MetricQuery Query, bool IsGate)> Queries(Wave? wave, PromotedApp app) =>
        (wave?.Leave.Queries ?? []).Select(query => (query, true)).Concat(app.Triggers.Select(query => (query, false)));

    private ImmutableArray<IReadOnlyList<ReadingAt>> Readings(PromotedUnit unit, MetricQuery query) =>
        [
            .. unit.Clusters.Select(cluster =>
                (IReadOnlyList<ReadingAt>)
                    [
                        .. evidence
                            .Current(unit, cluster)
                            .SelectMany(sighting =>
                                sighting
                                    .Observation.Readings.Where(reading => reading.Query == query.Name)
                                    .Select(reading => new ReadingAt(sighting.At, reading))
                            ),
                    ]
            ),
        ];

    // Seen once it may be a passing thing.
    private string? Degraded(PromotedUnit unit)
    {
        foreach (var cluster in unit.Clusters)
        {
            var last = evidence
                .Current(unit, cluster)
                .Where(sighting => sighting.Observation.Health != Health.Unknown)
                .TakeLast(settings.Observations)
                .ToList();
            if (
                last.Count == settings.Observations
                && now - last[^1].At <= settings.MaxGap
                && last.TrueForAll(sighting => sighting.Observation.Health == Health.Unhealthy)
            )
                return $"{cluster} was unhealthy {last.Count} times in a row: {last[^1].Observation.Reason}";
        }

        return null;
    }
}
