namespace GitOpsGen.Check.Sync;

/// <summary>Deletes the hooks whose policy fits how the whole sync went, whatever came of the hook itself (2.9).</summary>
internal static class HookDeletion
{
    public static void Delete(SyncContext context, IEnumerable<SyncTask> tasks, HookDeletePolicy policy) =>
        Delete(
            context,
            [.. tasks.Where(task => task is { IsHook: true, IsRunning: false, Live: not null } && task.Object.HasDeletePolicy(policy))]
        );

    /// <summary>An operation that is terminated deletes the hooks that run (3.18).</summary>
    public static void DeleteRunning(SyncContext context, IEnumerable<SyncTask> tasks) =>
        Delete(context, [.. tasks.Where(task => task is { IsHook: true, IsRunning: true, Live: not null })]);

    public static void Delete(SyncContext context, IReadOnlyList<SyncTask> hooks)
    {
        var there = hooks.Select(task => task.Id).Where(id => context.Cluster.Find(id) is { IsTerminating: false }).ToList();
        if (there.Count == 0)
            return;
        context.Log.Add(SyncEventKind.DeleteHook, there);
        foreach (var id in there)
            context.Cluster.Delete(id);
    }
}
