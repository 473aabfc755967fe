namespace GitOpsGen.Check.Sync;

/// <summary>
/// The order of tasks: phase, wave, kind, name (2.3). A Namespace, and then a CustomResourceDefinition, that would come after
/// the first object which needs it is moved before that one, into its phase and wave (2.4, sync_tasks.go).
/// </summary>
internal static class TaskOrder
{
    public static List<SyncTask> Sort(IEnumerable<SyncTask> tasks)
    {
        var sorted = tasks
            .OrderBy(task => task.Phase)
            .ThenBy(task => task.Wave)
            .ThenBy(task => KindOrder.Rank(task.Object.Kind))
            .ThenBy(task => task.Object.Name, StringComparer.Ordinal)
            .ThenBy(task => task.Id, StringComparer.Ordinal)
            .ToList();
        PullForward(sorted, one => one.Object.IsNamespace ? one.Object.Name : null, one => one.Namespace);
        PullForward(sorted, one => one.Object.Defines, one => one.Object.GroupKind);
        return sorted;
    }

    /// <param name="sorted">The tasks, which are moved in place.</param>
    /// <param name="provides">What the task makes that others need; null when it makes nothing of the sort.</param>
    /// <param name="needs">What a task needs that makes nothing of the sort.</param>
    private static void PullForward(List<SyncTask> sorted, Func<SyncTask, string?> provides, Func<SyncTask, string> needs)
    {
        foreach (var provider in sorted.Where(task => !task.IsPrune && provides(task) is not null).ToList())
        {
            var wanted = provides(provider)!;
            var at = sorted.IndexOf(provider);
            var first = sorted.FindIndex(0, at, task => !task.IsPrune && provides(task) is null && needs(task) == wanted);
            if (first >= 0)
                Move(sorted, at, first);
        }
    }

    private static void Move(List<SyncTask> sorted, int from, int to)
    {
        var (task, before) = (sorted[from], sorted[to]);
        (task.Phase, task.Wave) = (before.Phase, before.Wave);
        sorted.RemoveAt(from);
        sorted.Insert(to, task);
    }
}
