namespace GitOpsGen.Check.Sync;

/// <summary>One object in one phase of a pass: what is to be applied, or, without a target, pruned (sync_task.go).</summary>
internal sealed class SyncTask(SyncObject? target, ClusterObject? live, SyncPhase phase, SyncApplication application)
{
    public SyncObject? Target => target;

    /// <summary>The object as it was when the pass began.</summary>
    public ClusterObject? Live => live;

    public SyncObject Object { get; } = target ?? live!.Object;

    /// <summary>A Namespace or CustomResourceDefinition takes the phase and the wave of the first object that needs it (2.4).</summary>
    public SyncPhase Phase { get; set; } = phase;

    public int Wave { get; set; } = (target ?? live!.Object).Wave;

    public string Id => Object.Id;

    public (string Id, SyncPhase Phase) Key => (Id, Phase);

    public bool IsPrune => target is null;

    public bool IsHook => Object.IsHook;

    /// <summary>What names no namespace, even because its kind has none, is ordered as if it were in the destination's (2.4).</summary>
    public string Namespace => Object.Namespace.Length == 0 ? application.Namespace : Object.Namespace;

    public bool IsInvalid { get; set; }

    public bool SkipsDryRun { get; set; }

    /// <summary>Null as long as nothing has been tried.</summary>
    public OperationPhase? State { get; set; }

    public bool IsPending => State is null;

    public bool IsRunning => State == OperationPhase.Running;

    public bool IsUnsuccessful => State is OperationPhase.Failed or OperationPhase.Error;

    public bool IsCompleted => IsUnsuccessful || State == OperationPhase.Succeeded;

    /// <summary>What the operation says about pruning it: the object's own word comes before the Application's (2.7).</summary>
    public string? PruneOption => Object.Options.Value("Prune") ?? application.Options.Value("Prune");

    public bool IsPrunedLast => application.Options.Has("PruneLast=true") || Object.Options.Has("PruneLast=true");

    /// <summary>A hook of a former run that has to go before this one is created (2.9).</summary>
    public bool IsLeftover => IsHook && IsPending && live is not null && Object.HasDeletePolicy(HookDeletePolicy.BeforeHookCreation);

    /// <summary>In Git and in the cluster, and the same there: ApplyOutOfSyncOnly leaves it out (3.9).</summary>
    public bool IsUnmodified => !IsHook && target is not null && live is { IsChanged: false };
}
