using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;

namespace GitOpsGen.Compare.States;

/// <summary>
/// What to compare. <paramref name="Base"/>: null for the fleet's branch; <paramref name="Head"/>: null for the work tree.
/// </summary>
public sealed record DiffOptions(string Root, string? Base = null, string? Head = null)
{
    /// <summary>The base is that very commit; else the one where head and base parted, as on a pull request's page.</summary>
    public bool IsBaseExact { get; init; }

    /// <summary>Files are compared as they lie there, and nothing is rendered.</summary>
    public bool IsCommitted { get; init; }

    public ToolTrust Trust { get; init; } = ToolTrust.None;
}

/// <summary>What a comparison found; no difference is told when an error kept it from looking.</summary>
public sealed record DiffReport(FleetDiff? Diff, IReadOnlyList<Diagnostic> Diagnostics);
