using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

/// <summary>What a render did, or would do.</summary>
/// <param name="Units">How many units were looked at.</param>
/// <param name="Rendered">Units whose files changed.</param>
/// <param name="Removed">Units that went.</param>
public sealed record RenderReport(int Units, int Rendered, int Removed, ChangeSet Changes, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>For a check: the beginning of each changed file's difference, by path.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Differences { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>The identities of the engines that the run needed; none where nothing had to be looked at.</summary>
    public IReadOnlyList<string> Engines { get; init; } = [];

    public int Unchanged => Units - Rendered;

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    public static RenderReport Failed(DiagnosticBag diagnostics) => new(0, 0, 0, new ChangeSet([], [], [], []), diagnostics.Sorted());
}
