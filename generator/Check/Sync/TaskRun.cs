namespace GitOpsGen.Check.Sync;

internal enum RunState
{
    Successful,

    /// <summary>Nothing was applied: a leftover hook is not gone yet, or a prune not confirmed.</summary>
    Pending,
    Failed,
}

/// <summary>
/// Runs the tasks of one wave (3.10): prunes, all at once; then the hooks of a former run go; then the others are applied, kind after
/// kind, those of one kind at once. What comes first and does not succeed keeps what follows from being tried, except that a kind
/// that fails does not stop the later kinds of the wave.
/// </summary>
internal static class TaskRun
{
    public static RunState Run(SyncContext context, IReadOnlyList<SyncTask> tasks)
    {
        var prunes = tasks.Where(task => task.IsPrune).ToList();
        if (Unconfirmed(context, prunes) is { Count: > 0 })
            return RunState.Pending;
        if (!Prune(context, prunes))
            return RunState.Failed;
        var leftovers = tasks.Where(task => task.IsLeftover).ToList();
        HookDeletion.Delete(context, leftovers);
        if (leftovers.Count > 0)
            return RunState.Pending;
        return ApplyAll(context, [.. tasks.Where(task => !task.IsPrune)]) ? RunState.Successful : RunState.Failed;
    }

    /// <summary>Looked at first of all, so that it holds even an operation up that does not prune (2.7).</summary>
    public static IReadOnlyList<SyncTask> Unconfirmed(SyncContext context, IEnumerable<SyncTask> tasks) =>
        context.Operation.IsPruneConfirmed ? [] : [.. tasks.Where(task => task is { IsPrune: true, PruneOption: "confirm" })];

    public static bool Apply(SyncContext context, SyncTask task)
    {
        var isRefused =
            task.Object.Behaviour.Apply == ApplyOutcome.Refused
            || (task.Object.Behaviour.Apply == ApplyOutcome.RefusedOnce && context.Attempt == 1);
        if (!isRefused)
            context.Cluster.Apply(task.Object);
        context.Set(task, isRefused ? OperationPhase.Failed : OperationPhase.Running);
        return !isRefused;
    }

    // A prune that the operation or the object does not want counts as done, and is no event (2.7).
    private static bool Prune(SyncContext context, IReadOnlyList<SyncTask> prunes)
    {
        var deleted = prunes.Where(task => context.Operation.Prune && task.PruneOption != "false").ToList();
        foreach (var task in prunes)
            context.Set(
                task,
                deleted.Contains(task) && task.Object.Behaviour.FailsDelete ? OperationPhase.Failed : OperationPhase.Succeeded
            );
        if (deleted.Count > 0)
            context.Log.Add(SyncEventKind.Prune, deleted.Select(task => task.Id));
        foreach (var task in deleted.Where(task => !task.IsUnsuccessful))
            context.Cluster.Delete(task.Id);
        return !prunes.Any(task => task.IsUnsuccessful);
    }

    private static bool ApplyAll(SyncContext context, IReadOnlyList<SyncTask> tasks)
    {
        var isApplied = true;
        foreach (var group in KindGroups(tasks))
        {
            context.Log.Add(SyncEventKind.Apply, group.Select(task => task.Id));
            foreach (var task in group)
                isApplied &= Apply(context, task);
        }

        return isApplied;
    }

    private static IEnumerable<List<SyncTask>> KindGroups(IReadOnlyList<SyncTask> tasks)
    {
        var group = new List<SyncTask>();
        foreach (var task in tasks)
        {
            if (group.Count > 0 && group[0].Object.Kind != task.Object.Kind)
            {
                yield return group;
                group = [];
            }

            group.Add(task);
        }

        if (group.Count > 0)
            yield return group;
    }
}
