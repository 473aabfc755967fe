namespace GitOpsGen.Check.Sync;

/// <summary>The phases of a sync, in the order in which they come (2.1, sync_phase.go).</summary>
public enum SyncPhase
{
    PreSync,
    Sync,
    PostSync,
    SyncFail,
}

/// <summary>Where an operation, or one task of it, stands. An operation that never ends by itself stays Running.</summary>
public enum OperationPhase
{
    Running,
    Succeeded,
    Failed,
    Error,
}

/// <summary>What the annotation of a hook may name. Skip counts only alone; the two of deletion never reach a sync.</summary>
public enum HookType
{
    PreSync,
    Sync,
    PostSync,
    SyncFail,
    Skip,
    PreDelete,
    PostDelete,
}

/// <summary>When Argo CD deletes the object of a hook (2.9). A hook without a policy has BeforeHookCreation.</summary>
public enum HookDeletePolicy
{
    BeforeHookCreation,
    HookSucceeded,
    HookFailed,
}
