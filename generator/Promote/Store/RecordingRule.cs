using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Store;

/// <summary>
/// Which observations are worth a record. A pipeline looks every minute, and nearly always sees what is recorded: then only as much is
/// written as gates need, which count sightings in a row and allow no long time between two of them.
/// </summary>
/// <param name="kind">What a reason is about, without what changes from one look to the next.</param>
/// <param name="queries">Those of an app in an environment.</param>
public sealed class RecordingRule(
    PromotionSettings settings,
    Func<string, string> kind,
    Func<Observation, ImmutableArray<MetricQuery>> queries
)
{
    /// <summary>How far back the last records may matter.</summary>
    public TimeSpan Reach => settings.MaxGap * Math.Max(2, settings.Observations);

    public ObservationRun Of(ObservationRun run, EvidenceLog recorded) =>
        run with
        {
            Observations =
            [
                .. run.Observations.Where(seen => IsWorth(seen, run.At, recorded.Of(seen.Environment, seen.App, seen.Cluster))),
            ],
        };

    private bool IsWorth(Observation seen, DateTimeOffset at, IReadOnlyList<Sighting> recorded)
    {
        if (recorded.Count == 0 || IsOther(seen, recorded[^1].Observation))
            return true;
        return at - recorded[^1].At >= settings.MaxGap / 3
            || InARow(seen, recorded) < settings.Observations
            || queries(seen).Any(query => IsDue(query, seen, at, recorded));
    }

    private bool IsOther(Observation seen, Observation last) =>
        seen.Health != last.Health
        || seen.Release != last.Release
        || seen.Content != last.Content
        || seen.Phase != last.Phase
        || kind(seen.Reason) != kind(last.Reason)
        || !seen.Readings.Select(Answer).SequenceEqual(last.Readings.Select(Answer));

    private static (string, bool?) Answer(Reading reading) => (reading.Query, reading.IsGood);

    // Only what is definite is counted in a row.
    private int InARow(Observation seen, IReadOnlyList<Sighting> recorded) =>
        seen.Health is Health.Healthy or Health.Unhealthy
            ? recorded
                .Reverse()
                .TakeWhile(sighting => sighting.Observation is var one && one.Health == seen.Health && one.Content == seen.Content)
                .Count()
            : settings.Observations;

    // It has been in or out of its bounds for long enough by now, and the records do not say so yet.
    private static bool IsDue(MetricQuery query, Observation seen, DateTimeOffset at, IReadOnlyList<Sighting> recorded)
    {
        if (query.For <= TimeSpan.Zero || GoodOf(seen, query) is not { } isGood)
            return false;
        var same = recorded.Reverse().TakeWhile(sighting => GoodOf(sighting.Observation, query) == isGood).ToList();
        return same.Count > 0 && same[0].At - same[^1].At < query.For && at - same[^1].At >= query.For;
    }

    private static bool? GoodOf(Observation seen, MetricQuery query) =>
        seen.Readings.FirstOrDefault(reading => reading.Query == query.Name)?.IsGood;
}
