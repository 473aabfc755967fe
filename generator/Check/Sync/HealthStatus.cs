using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>What Argo CD finds an object to be. <see cref="None"/>: the kind has no health check.</summary>
public enum HealthStatus
{
    None,
    Healthy,
    Progressing,
    Suspended,
    Degraded,
    Missing,
    Unknown,

    /// <summary>The script that should tell has failed.</summary>
    ScriptError,
}

/// <summary>What an attempt to write an object comes to.</summary>
public enum ApplyOutcome
{
    Applied,

    /// <summary>The cluster refuses it, each time.</summary>
    Refused,

    /// <summary>The cluster refuses it in the first attempt of the operation alone.</summary>
    RefusedOnce,
}

/// <summary>How the cluster treats an object that the operation applies: what the model is told, because no manifest says it.</summary>
public sealed record ObjectBehaviour
{
    public static ObjectBehaviour Healthy { get; } = new();

    public static ObjectBehaviour Unchecked { get; } = new() { Health = [HealthStatus.None] };

    /// <summary>What successive looks at the object find once this operation has applied it; the last one repeats.</summary>
    public ImmutableArray<HealthStatus> Health { get; init; } = [HealthStatus.Healthy];

    public ApplyOutcome Apply { get; init; }

    public bool FailsDryRun { get; init; }

    /// <summary>It is gone right after it was applied.</summary>
    public bool Vanishes { get; init; }

    /// <summary>For how many passes it is Terminating once it is deleted.</summary>
    public int TerminatingPasses { get; init; }

    /// <summary>The cluster refuses to delete it.</summary>
    public bool FailsDelete { get; init; }
}
