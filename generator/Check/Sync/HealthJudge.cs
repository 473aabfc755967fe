namespace GitOpsGen.Check.Sync;

/// <summary>
/// Judges running tasks by the health of their live objects (3.4). What is Progressing, Suspended, Missing or Unknown is waited for,
/// without an end. Hooks are judged more strictly, and one whose health nobody has a check for is complete.
/// </summary>
internal static class HealthJudge
{
    public static void Judge(SyncContext context, IEnumerable<SyncTask> tasks)
    {
        foreach (var task in tasks.Where(task => task is { IsRunning: true, IsPrune: false, Live: not null }))
            context.Set(task, Judge(task.IsHook, task.Live!.IsTerminating ? HealthStatus.Progressing : context.Cluster.Look(task.Object)));
    }

    public static OperationPhase Judge(bool isHook, HealthStatus health) =>
        (isHook, health) switch
        {
            (_, HealthStatus.None or HealthStatus.Healthy) => OperationPhase.Succeeded,
            (_, HealthStatus.Degraded) => OperationPhase.Failed,
            (_, HealthStatus.Progressing or HealthStatus.Suspended) => OperationPhase.Running,
            (true, HealthStatus.Unknown) => OperationPhase.Failed,
            (true, HealthStatus.ScriptError) => OperationPhase.Error,
            (true, _) => OperationPhase.Succeeded,
            _ => OperationPhase.Running,
        };
}
