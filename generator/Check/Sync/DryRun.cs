namespace GitOpsGen.Check.Sync;

/// <summary>
/// What comes before anything else of an attempt: the destination's Namespace, when it is missing, whatever its wave, and then
/// the dry run of all other tasks (3.3). False when either fails; the Namespace stays then.
/// </summary>
internal static class DryRun
{
    public static bool Run(SyncContext context, IReadOnlyList<SyncTask> tasks)
    {
        var made = tasks.FirstOrDefault(task => IsMissingDestination(context, task));
        if (made is not null && !Make(context, made))
            return false;
        if (!context.WasDryRun)
            context.Log.Add(SyncEventKind.DryRun);
        context.WasDryRun = true;
        return Try(context, context.Wanted(tasks.Where(task => task != made)));
    }

    private static bool IsMissingDestination(SyncContext context, SyncTask task) =>
        task is { IsPrune: false, Live: null, Object.IsNamespace: true } && task.Object.Name == context.Operation.Application.Namespace;

    private static bool Make(SyncContext context, SyncTask made)
    {
        context.Log.Add(SyncEventKind.CreateNamespace, made.Id);
        return TaskRun.Apply(context, made);
    }

    // The client alone looks at each object. One prune that waits to be confirmed ends it before any object was looked at.
    private static bool Try(SyncContext context, IReadOnlyList<SyncTask> tasks) =>
        TaskRun.Unconfirmed(context, tasks).Count > 0
        || !tasks.Any(task => task is { IsPrune: false, SkipsDryRun: false, Object.Behaviour.FailsDryRun: true });
}
