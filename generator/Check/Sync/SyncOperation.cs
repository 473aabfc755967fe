using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>What an operation reads of the Application.</summary>
public sealed record SyncApplication
{
    /// <summary>destination.namespace; empty when the Application names none.</summary>
    public string Namespace { get; init; } = "";

    public SyncOptions Options { get; init; } = SyncOptions.None;

    /// <summary>spec.syncPolicy.managedNamespaceMetadata is set.</summary>
    public bool ManagesNamespaceMetadata { get; init; }

    /// <summary>The project permits a Namespace of that name.</summary>
    public bool MayCreateNamespace { get; init; } = true;
}

/// <summary>One operation, with all that decides how it goes. <see cref="SyncSimulator"/> walks it.</summary>
public sealed record SyncOperation
{
    public required SyncApplication Application { get; init; }

    public ImmutableArray<SyncObject> Targets { get; init; } = [];

    public ImmutableArray<LiveObject> Live { get; init; } = [];

    public bool Prune { get; init; }

    /// <summary>The ids of a selective sync; null is a full one (2.11).</summary>
    public ImmutableHashSet<string>? Resources { get; init; }

    /// <summary>Null: the operation is tried once, and attempts are not told apart.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>The Application's deletion-approved is at least as late as the operation (2.7).</summary>
    public bool IsPruneConfirmed { get; init; }

    /// <summary>Comparing with the cluster fails, or the specification is invalid (3.1).</summary>
    public bool HasComparisonError { get; init; }

    /// <summary>Whether the sync windows let each pass work; the last value repeats, none is open (4.9).</summary>
    public ImmutableArray<bool> Windows { get; init; } = [];

    /// <summary>The pass from which on the operation is terminated: by a person, or by the controller's timeout (3.18).</summary>
    public int? TerminatedInPass { get; init; }

    public bool IsSelective => Resources is not null;

    public bool Selects(string id) => Resources?.Contains(id) != false;
}

/// <summary>How an operation went.</summary>
/// <param name="Live">The ids of what stays in the cluster, in ordinal order.</param>
public sealed record OperationState(OperationPhase Phase, ImmutableArray<SyncEvent> Events, ImmutableArray<string> Live);
