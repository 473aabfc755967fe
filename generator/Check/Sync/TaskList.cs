namespace GitOpsGen.Check.Sync;

/// <summary>Makes the tasks of one pass from what Git says and what the cluster holds now (1, 2, 3.2; sync_context.go, state.go).</summary>
internal static class TaskList
{
    public static List<SyncTask> Of(SyncOperation operation, Cluster cluster)
    {
        var tasks = Applies(operation, cluster).Concat(Prunes(operation, cluster)).ToList();
        if (NamespaceTask(operation, cluster) is { } made)
            tasks.Add(made);
        foreach (var task in tasks)
            Validate(task, operation, cluster);
        PruneWaves.Assign(tasks);
        return TaskOrder.Sort(tasks);
    }

    // Of objects that Git has twice the last one wins (1.1). A selective sync has no hooks at all (2.11).
    private static IEnumerable<SyncTask> Applies(SyncOperation operation, Cluster cluster) =>
        operation
            .Targets.Where(target => target.IsHook ? !operation.IsSelective : operation.Selects(target.Id))
            .GroupBy(target => (target.Id, target.IsHook))
            .Select(group => group.Last())
            .SelectMany(target =>
                target.Phases.Select(phase => new SyncTask(target, Visible(cluster, target.Id), phase, operation.Application))
            );

    // Live hooks are never pruned, nor what says Skip, nor what carries no tracking id (1.3, 1.7).
    private static IEnumerable<SyncTask> Prunes(SyncOperation operation, Cluster cluster)
    {
        var wanted = operation.Targets.Select(target => target.Id).ToHashSet(StringComparer.Ordinal);
        return cluster
            .Objects.Where(live => live is { IsTracked: true, Object: { IsPermitted: true, Hooks.IsEmpty: true } })
            .Where(live => !wanted.Contains(live.Object.Id) && operation.Selects(live.Object.Id))
            .Select(live => new SyncTask(null, live, SyncPhase.Sync, operation.Application));
    }

    // What the project forbids is dropped from the live side: missing when Git has it, invisible when not (1.4).
    private static ClusterObject? Visible(Cluster cluster, string id) =>
        cluster.Find(id) is { Object.IsPermitted: true } live ? live : null;

    // Made for CreateNamespace when Git has no such Namespace (one that is a hook does not count), selected or not, and it is absent
    // or has metadata to be managed (1.11).
    private static SyncTask? NamespaceTask(SyncOperation operation, Cluster cluster)
    {
        var name = operation.Application.Namespace;
        if (name.Length == 0 || !operation.Application.Options.Has("CreateNamespace=true"))
            return null;
        if (operation.Targets.Any(target => target is { IsNamespace: true, IsHook: false } && target.Name == name))
            return null;
        var live = cluster.Objects.FirstOrDefault(one => one.Object.IsNamespace && one.Object.Name == name);
        if (live is not null && !operation.Application.ManagesNamespaceMetadata)
            return null;
        return new SyncTask(Namespace(name, operation), live, SyncPhase.PreSync, operation.Application);
    }

    private static SyncObject Namespace(string name, SyncOperation operation) =>
        new()
        {
            Id = name,
            Kind = "Namespace",
            Name = name,
            IsPermitted = operation.Application.MayCreateNamespace,
            Behaviour = ObjectBehaviour.Unchecked,
        };

    // Of a kind that nobody knows yet the project is not asked either, in this pass (1.12).
    private static void Validate(SyncTask task, SyncOperation operation, Cluster cluster)
    {
        var isKnown = task.Object.IsKindKnown || cluster.Objects.Any(live => live.Object.Defines == task.Object.GroupKind);
        task.SkipsDryRun = !isKnown && MaySkipDryRun(task.Object, operation);
        task.IsInvalid = isKnown ? !task.Object.IsPermitted : !task.SkipsDryRun;
    }

    private static bool MaySkipDryRun(SyncObject one, SyncOperation operation) =>
        one.Options.Has("SkipDryRunOnMissingResource=true")
        || operation.Application.Options.Has("SkipDryRunOnMissingResource=true")
        || operation.Targets.Any(target => target.Defines == one.GroupKind);
}
