using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>One object as a sync sees it: what its manifest says, and how the cluster and the project treat it.</summary>
public sealed record SyncObject
{
    /// <summary>What tells the object from all others, in Git and in the cluster, and how events call it.</summary>
    public required string Id { get; init; }

    public string Group { get; init; } = "";

    public required string Kind { get; init; }

    /// <summary>Empty: the destination's namespace, or none because the kind is the cluster's.</summary>
    public string Namespace { get; init; } = "";

    public required string Name { get; init; }

    public int Wave { get; init; }

    public ImmutableArray<HookType> Hooks { get; init; } = [];

    public ImmutableArray<HookDeletePolicy> DeletePolicies { get; init; } = [];

    public SyncOptions Options { get; init; } = SyncOptions.None;

    /// <summary>Of a CustomResourceDefinition: group and kind of what it defines, as in <see cref="GroupKind"/>.</summary>
    public string? Defines { get; init; }

    /// <summary>The API server knows the kind before the operation begins.</summary>
    public bool IsKindKnown { get; init; } = true;

    /// <summary>The project permits the kind and the namespace.</summary>
    public bool IsPermitted { get; init; } = true;

    public ObjectBehaviour Behaviour { get; init; } = ObjectBehaviour.Healthy;

    public string GroupKind => Group.Length == 0 ? Kind : $"{Group}/{Kind}";

    public bool IsNamespace => Kind == "Namespace" && Group.Length == 0;

    /// <summary>It is no hook, and yet neither applied nor pruned (2.1).</summary>
    public bool IsSkipped => Hooks is [HookType.Skip];

    public bool IsHook => !Hooks.IsEmpty && !IsSkipped;

    /// <summary>One task comes of each (2.1); none when it only says what happens at deletion.</summary>
    public IEnumerable<SyncPhase> Phases =>
        IsHook ? Hooks.Distinct().Select(PhaseOf).OfType<SyncPhase>()
        : IsSkipped ? []
        : [SyncPhase.Sync];

    public bool HasDeletePolicy(HookDeletePolicy policy) =>
        IsHook && (DeletePolicies.IsEmpty ? policy == HookDeletePolicy.BeforeHookCreation : DeletePolicies.Contains(policy));

    private static SyncPhase? PhaseOf(HookType type) =>
        type switch
        {
            HookType.PreSync => SyncPhase.PreSync,
            HookType.Sync => SyncPhase.Sync,
            HookType.PostSync => SyncPhase.PostSync,
            HookType.SyncFail => SyncPhase.SyncFail,
            _ => null,
        };
}

/// <summary>An object that is in the cluster when the operation begins.</summary>
public sealed record LiveObject(SyncObject Object)
{
    /// <summary>It differs from what Git says, with what ignoreDifferences hides left out.</summary>
    public bool IsChanged { get; init; }

    /// <summary>It carries this Application's tracking id. Without it nothing prunes the object (1.3).</summary>
    public bool IsTracked { get; init; } = true;

    /// <summary>Another Application tracks it (1.5).</summary>
    public bool IsShared { get; init; }
}
