using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Gates;

/// <summary>Walks what was seen in one cluster, first to last.</summary>
public sealed class SoakWalk(TimeSpan maxGap)
{
    private readonly List<Spell> unhealthy = [];
    private DateTimeOffset? definiteAt;
    private DateTimeOffset? unhealthyFrom;

    /// <summary>The first healthy observation without too long a time of nothing definite after it.</summary>
    public DateTimeOffset? Since { get; private set; }

    public int InARow { get; private set; }

    public Sighting? Last { get; private set; }

    /// <summary>Since then: from each observation that was unhealthy to the next that was healthy.</summary>
    public IReadOnlyList<Spell> Unhealthy => unhealthy;

    public void Take(Sighting sighting)
    {
        var health = sighting.Observation.Health;
        if (definiteAt is { } before && sighting.At - before > maxGap)
            Begin();
        if (health == Health.Healthy)
            Healthy(sighting.At);
        else if (health != Health.Unknown)
            InARow = 0;
        if (health == Health.Unhealthy)
            unhealthyFrom ??= sighting.At;
        if (health is Health.Healthy or Health.Unhealthy)
            definiteAt = sighting.At;
        Last = sighting;
    }

    private void Healthy(DateTimeOffset at)
    {
        if (unhealthyFrom is { } from)
            unhealthy.Add(new Spell(from, at));
        unhealthyFrom = null;
        Since ??= at;
        // Several runs that looked in the same second saw one thing.
        if (InARow == 0 || Last?.At != at)
            InARow++;
    }

    private void Begin()
    {
        (Since, definiteAt, unhealthyFrom, InARow) = (null, null, null, 0);
        unhealthy.Clear();
    }
}
