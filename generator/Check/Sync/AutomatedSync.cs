using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

public enum SyncStatus
{
    Synced,
    OutOfSync,
    Unknown,
}

/// <summary>spec.syncPolicy.automated.</summary>
public sealed record AutomatedPolicy
{
    public bool Enabled { get; init; } = true;

    public bool Prune { get; init; }

    public bool SelfHeal { get; init; }

    public bool AllowEmpty { get; init; }
}

/// <summary>One object in the Application's status.</summary>
public sealed record ResourceRow(string Id, bool IsSynced, bool RequiresPruning);

/// <summary>The last operation of the Application.</summary>
/// <param name="IsSameRevision">Its revisions are the wanted ones; a commit outside manifest-generate-paths counts as the same.</param>
/// <param name="IsSameSource">Its sources are the wanted ones. Destination, project and options are not compared (4.3).</param>
/// <param name="SelfHealAttempts">Self-heals since the last other operation.</param>
/// <param name="SinceEnd">Null: long ago.</param>
public sealed record LastOperation(bool IsSameRevision, bool IsSameSource, OperationPhase Phase, int SelfHealAttempts, TimeSpan? SinceEnd);

/// <summary>What a refresh knows when it decides about an automated sync.</summary>
public sealed record RefreshState
{
    /// <summary>Null: the Application is synced by hand.</summary>
    public AutomatedPolicy? Automated { get; init; }

    public SyncStatus Status { get; init; }

    public bool HasOperation { get; init; }

    public bool IsDeleting { get; init; }

    /// <summary>The sync windows let an automated sync begin.</summary>
    public bool IsWindowOpen { get; init; } = true;

    public ImmutableArray<ResourceRow> Rows { get; init; } = [];

    /// <summary>Null: there has been none.</summary>
    public LastOperation? Last { get; init; }
}

public enum SyncDecision
{
    None,
    Full,

    /// <summary>Self-heal: over the rows that are not Synced, without hooks.</summary>
    Selective,

    /// <summary>The condition SyncError, and no sync.</summary>
    SyncError,
}

/// <param name="Resources">The ids of a selective sync.</param>
/// <param name="SelfHealAttempts">What the operation will count.</param>
/// <param name="RetryIn">After which time a self-heal that is not due yet will be.</param>
public sealed record AutomatedSync(SyncDecision Decision, ImmutableArray<string> Resources, int SelfHealAttempts, TimeSpan? RetryIn)
{
    private static readonly AutomatedSync Nothing = new(SyncDecision.None, [], 0, null);

    private static readonly AutomatedSync Refused = Nothing with { Decision = SyncDecision.SyncError };

    /// <summary>Decides as the controller does at each refresh (4.1-4.5, appcontroller.go).</summary>
    public static AutomatedSync Decide(RefreshState state)
    {
        if (!MaySync(state) || (!state.Automated!.Prune && state.Rows.All(row => row.IsSynced || row.RequiresPruning)))
            return Nothing;
        var isAttempted = state.Last is { IsSameRevision: true, IsSameSource: true };
        var decision = isAttempted ? Again(state, state.Last!) : Nothing with { Decision = SyncDecision.Full };
        return decision.Decision is SyncDecision.Full or SyncDecision.Selective && WouldPruneAll(state) ? Refused : decision;
    }

    private static bool MaySync(RefreshState state) =>
        state is { Automated.Enabled: true, HasOperation: false, IsDeleting: false, IsWindowOpen: true, Status: SyncStatus.OutOfSync };

    // The guard against an empty render: asked only when there would be a sync, and never of a manual one (4.5).
    private static bool WouldPruneAll(RefreshState state) =>
        state.Automated is { Prune: true, AllowEmpty: false } && state.Rows.All(row => row.RequiresPruning);

    // What was tried and did not succeed is never tried again by itself for that commit and source, whatever became of the cause (4.3).
    private static AutomatedSync Again(RefreshState state, LastOperation last)
    {
        if (last.Phase != OperationPhase.Succeeded)
            return Refused;
        if (!state.Automated!.SelfHeal)
            return Nothing;
        var remaining = SelfHeal.Wait(last.SelfHealAttempts) - (last.SinceEnd ?? TimeSpan.MaxValue);
        if (remaining > TimeSpan.Zero)
            return Nothing with { RetryIn = remaining };
        ImmutableArray<string> drifted = [.. state.Rows.Where(row => !row.IsSynced).Select(row => row.Id)];
        return new(drifted.IsEmpty ? SyncDecision.Full : SyncDecision.Selective, drifted, last.SelfHealAttempts + 1, null);
    }
}

/// <summary>The waits between self-heals (4.4).</summary>
public static class SelfHeal
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);

    /// <param name="attempts">Self-heals since the last other operation.</param>
    public static TimeSpan Wait(int attempts)
    {
        if (attempts == 0)
            return TimeSpan.Zero;
        var seconds = 2 * Math.Pow(3, attempts - 1);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
