using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Gates;

/// <summary>How an app does in an environment, all of its clusters together.</summary>
/// <param name="Since">Since when it has been healthy without a break; null where it is not, or nobody can tell.</param>
/// <param name="InARow">How often it was seen healthy since then.</param>
/// <param name="Seen">The time up to which all of its clusters were seen; null: one of them never.</param>
public sealed record Standing(Health Health, string Reason, DateTimeOffset? Since, int InARow, DateTimeOffset? Seen);

/// <summary>
/// Reads health and soak from evidence. A soak begins once every cluster was seen healthy, and anew with a change, with a time in which
/// nothing definite was seen that is too long, or once some cluster was unhealthy for longer than the error budget. What is on its way is
/// neither healthy nor unhealthy.
/// </summary>
public sealed class Soak(PromotionSettings settings, LeaveGate gate, EvidenceLog evidence, DateTimeOffset now)
{
    public Standing Of(PromotedUnit unit)
    {
        if (unit.Clusters.IsEmpty)
            return new Standing(Health.Unknown, "it has no clusters", null, 0, null);
        var clusters = unit.Clusters.Select(cluster => (Name: cluster, Walk: Walk(unit, cluster))).ToList();
        var seen = clusters.TrueForAll(one => one.Walk.Last is not null) ? clusters.Min(one => one.Walk.Last!.At) : (DateTimeOffset?)null;
        var worst = clusters.Select(one => Now(one.Walk, one.Name)).MaxBy(now => Rank(now.Health));
        return worst.Health == Health.Healthy
            ? new Standing(Health.Healthy, "", Since([.. clusters.Select(one => one.Walk)]), clusters.Min(one => one.Walk.InARow), seen)
            : new Standing(worst.Health, worst.Reason, null, 0, seen);
    }

    private SoakWalk Walk(PromotedUnit unit, string cluster)
    {
        var walk = new SoakWalk(settings.MaxGap);
        foreach (var sighting in evidence.Current(unit, cluster))
            walk.Take(sighting);
        return walk;
    }

    private (Health Health, string Reason) Now(SoakWalk walk, string cluster) =>
        walk.Last is not { } last ? (Health.Unknown, $"{cluster}: not observed yet")
        : now - last.At > settings.MaxGap ? (Health.Unknown, $"{cluster}: not observed since {Times.Text(last.At)}")
        : (last.Observation.Health, $"{cluster}: {last.Observation.Reason}");

    private DateTimeOffset Since(IReadOnlyList<SoakWalk> clusters)
    {
        var since = clusters.Max(walk => walk.Since!.Value);
        var budget = new ErrorBudget(gate.Soak, gate.ErrorBudget);
        foreach (var spell in Spell.Union(clusters.SelectMany(walk => walk.Unhealthy)).Where(spell => spell.To > since))
            if (budget.IsSpent(spell with { From = spell.From > since ? spell.From : since }))
                since = spell.To;
        return since;
    }

    private static int Rank(Health health) =>
        health switch
        {
            Health.Unhealthy => 3,
            Health.Unknown => 2,
            Health.Progressing => 1,
            _ => 0,
        };
}
