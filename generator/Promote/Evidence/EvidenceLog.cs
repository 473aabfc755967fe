using System.Collections.Immutable;

namespace GitOpsGen.Promote.Evidence;

/// <summary>An observation and when it was made.</summary>
public sealed record Sighting(DateTimeOffset At, Observation Observation);

/// <summary>All that was observed, first to last, by what it was observed of.</summary>
public sealed class EvidenceLog
{
    private readonly Dictionary<(string Environment, string App, string Cluster), List<Sighting>> sightings = [];

    /// <param name="runs">In any order; what lies in the future of <paramref name="now"/> is no evidence.</param>
    public EvidenceLog(IEnumerable<ObservationRun> runs, DateTimeOffset now)
    {
        foreach (var run in runs.Where(run => run.At <= now).OrderBy(run => run.At))
            Add(run);
    }

    public static EvidenceLog Nothing { get; } = new([], DateTimeOffset.MinValue);

    /// <summary>First to last.</summary>
    public IReadOnlyList<Sighting> Of(string environment, string app, string cluster) =>
        sightings.GetValueOrDefault((environment, app, cluster)) ?? [];

    private void Add(ObservationRun run)
    {
        foreach (var observation in run.Observations)
        {
            var key = (observation.Environment, observation.App, observation.Cluster);
            if (!sightings.TryGetValue(key, out var list))
                sightings.Add(key, list = []);
            list.Add(new Sighting(run.At, observation));
        }
    }
}
