using System.Collections.Immutable;

namespace GitOpsGen.Promote.Evidence;

/// <summary>An observation and when it was made.</summary>
public sealed record Sighting(DateTimeOffset At, Observation Observation);

/// <summary>All that was observed, first to last, by what it was observed of.</summary>
public sealed class EvidenceLog
{
    private readonly Dictionary<(string Environment, string App, string Cluster), List<Sighting>> sightings = [];
    private readonly Dictionary<(string Environment, string App, string Release), DateTimeOffset> firstSeen = [];

    /// <param name="runs">In any order; what lies in the future of <paramref name="now"/> is no evidence.</param>
    public EvidenceLog(IEnumerable<ObservationRun> runs, DateTimeOffset now)
    {
        foreach (var run in runs.Where(run => run.At <= now).OrderBy(run => run.At))
            Add(run);
        foreach (var list in sightings.Values)
            Settle(list);
    }

    public static EvidenceLog Nothing { get; } = new([], DateTimeOffset.MinValue);

    /// <summary>First to last.</summary>
    public IReadOnlyList<Sighting> Of(string environment, string app, string cluster) =>
        sightings.GetValueOrDefault((environment, app, cluster)) ?? [];

    /// <summary>
    /// When git first said that the environment runs the release, as far as evidence goes back; null where that was never seen.
    /// </summary>
    public DateTimeOffset? FirstSeen(string environment, string app, string release) =>
        firstSeen.TryGetValue((environment, app, release), out var at) ? at : null;

    // Of one second nobody knows the order, so it is the same whoever reads them, with the worst last.
    private static void Settle(List<Sighting> list)
    {
        for (var i = 1; i < list.Count; i++)
        for (var j = i; j > 0 && list[j].At == list[j - 1].At && Compare(list[j - 1].Observation, list[j].Observation) > 0; j--)
            (list[j - 1], list[j]) = (list[j], list[j - 1]);
    }

    private static int Compare(Observation one, Observation other) =>
        (Rank(one.Health) - Rank(other.Health)) switch
        {
            0 => string.CompareOrdinal(Key(one), Key(other)),
            var difference => difference,
        };

    private static int Rank(Health health) =>
        health switch
        {
            Health.Healthy => 0,
            Health.Progressing => 1,
            Health.Unknown => 2,
            _ => 3,
        };

    private static string Key(Observation seen) =>
        string.Join('\n', [seen.Release, seen.Content, seen.Phase.ToString(), seen.Reason, .. seen.Readings.Select(one => one.ToString())]);

    private void Add(ObservationRun run)
    {
        foreach (var observation in run.Observations)
        {
            var key = (observation.Environment, observation.App, observation.Cluster);
            if (!sightings.TryGetValue(key, out var list))
                sightings.Add(key, list = []);
            if (list.Count == 0 || list[^1].Observation.Release != observation.Release)
                firstSeen.TryAdd((observation.Environment, observation.App, observation.Release), run.At);
            list.Add(new Sighting(run.At, observation));
        }
    }
}
