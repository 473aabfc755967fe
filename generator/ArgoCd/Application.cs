using System.Collections.Immutable;

namespace GitOpsGen.ArgoCd;

/// <summary>What is read of an Application, in Argo CD's own words; an empty text where it says nothing.</summary>
public sealed record Application(ApplicationName Name)
{
    public bool IsDeleting { get; init; }

    /// <summary>A sync is asked for and has not begun.</summary>
    public bool HasOperation { get; init; }

    /// <summary>The last operation, which may be running; null where there was none.</summary>
    public LastOperation? Last { get; init; }

    /// <summary>When it was last compared with git.</summary>
    public DateTimeOffset? ReconciledAt { get; init; }

    public string SyncStatus { get; init; } = "";

    /// <summary>What it was last compared with.</summary>
    public Revisions Compared { get; init; } = Revisions.None;

    public string Health { get; init; } = "";

    public string HealthMessage { get; init; } = "";

    public ImmutableArray<ApplicationCondition> Conditions { get; init; } = [];
}

/// <param name="Type">Ends with <c>Error</c> or <c>Warning</c>.</param>
public sealed record ApplicationCondition(string Type, string Message);

/// <summary>The operation that runs, or the last that did.</summary>
/// <param name="Phase">Running, Terminating, Succeeded, Failed or Error.</param>
/// <param name="Revisions">What it syncs.</param>
public sealed record LastOperation(string Phase, string Message, DateTimeOffset? FinishedAt, Revisions Revisions);
