namespace GitOpsGen.Check.Sync;

/// <summary>
/// A sync that has failed runs all its SyncFail hooks at once, whatever their waves, and is Failed when they have ended (3.8). No later
/// wave comes, and nothing is taken back.
/// </summary>
internal static class SyncFailure
{
    public static OperationPhase Run(SyncContext context, IReadOnlyList<SyncTask> onFailure)
    {
        if (Start(context, onFailure) is not { Count: > 0 } started)
            return OperationPhase.Failed;
        context.Wait(started);
        return OperationPhase.Running;
    }

    /// <summary>The hooks that were started; none when all have ended.</summary>
    public static List<SyncTask> Start(SyncContext context, IReadOnlyList<SyncTask> onFailure)
    {
        var pending = onFailure.Where(task => task.IsPending).ToList();
        TaskRun.Run(context, pending);
        return pending;
    }
}
