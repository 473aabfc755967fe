using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

public enum RolloutStatus
{
    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>Its operation is asked for.</summary>
    Pending,
    Progressing,

    /// <summary>Synced and Healthy. It stays so at that revision, even if it degrades later.</summary>
    Healthy,
}

/// <param name="Step">The first step that matches it, from 0; null when none does.</param>
public sealed record RolloutApplication(string Name, int? Step, RolloutStatus Status, bool Exists = true);

/// <summary>spec.strategy RollingSync of an ApplicationSet: which of its Applications are synced now (5.7, progressivesync.go).</summary>
public static class RollingSync
{
    /// <param name="applications">All that the set generates.</param>
    /// <param name="maxUpdates">maxUpdate of each step: a number, a percentage, or null for no limit.</param>
    public static ImmutableArray<string> Due(IReadOnlyList<RolloutApplication> applications, IReadOnlyList<string?> maxUpdates)
    {
        var due = ImmutableArray.CreateBuilder<string>();
        for (var step = 0; step < maxUpdates.Count; step++)
        {
            var here = applications.Where(one => one.Step == step).ToList();
            var busy = here.Count(one => one.Status is RolloutStatus.Pending or RolloutStatus.Progressing);
            var free = Limit(maxUpdates[step], here.Count) - busy;
            due.AddRange(here.Where(one => one.Status == RolloutStatus.Waiting).Take(Math.Max(0, free)).Select(one => one.Name));
            // One that fails never gets Healthy, and holds all later steps up.
            if (here.Exists(one => !one.Exists || one.Status != RolloutStatus.Healthy))
                break;
        }

        return due.ToImmutable();
    }

    // A percentage above 0 is at least one Application.
    private static int Limit(string? maxUpdate, int count) =>
        maxUpdate switch
        {
            null => count,
            [.. var percent, '%'] => int.Parse(percent) is var share and > 0 ? Math.Max(1, count * share / 100) : 0,
            _ => int.Parse(maxUpdate),
        };
}
