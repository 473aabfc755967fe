using System.Collections.Immutable;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Relocate;

/// <summary>What a move would do: every mention of the old namespace with its verdict, in path and offset order.</summary>
/// <param name="Diagnostics">What is worth a warning, such as decisions that match nothing any more.</param>
public sealed record RelocationPlan(
    RelocationRequest Request,
    ImmutableArray<Occurrence> Occurrences,
    Inventory Inventory,
    IReadOnlyList<Diagnostic> Diagnostics
)
{
    public int Count(Verdict verdict) => Occurrences.Count(one => one.Judgement.Verdict == verdict);
}
