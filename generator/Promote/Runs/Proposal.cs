using System.Collections.Immutable;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Publish;

namespace GitOpsGen.Promote.Runs;

/// <summary>What is to be proposed: pins that change, and heads that are cut with them.</summary>
/// <param name="Cuts">Apps; pins that name what their head would be cut as name the release that is cut.</param>
public sealed record Proposal(ImmutableArray<PinEdit> Edits, ImmutableSortedDictionary<string, string> Cuts)
{
    /// <summary>Errors of <c>validate</c> that the base does not have are a reason against it. A way back is taken all the same.</summary>
    public bool IsHeldToRules { get; init; }

    public static Proposal Nothing { get; } = new([], ImmutableSortedDictionary<string, string>.Empty);
}

/// <summary>A proposal as a commit.</summary>
/// <param name="Releases">What was cut, by what head would be cut as by its name.</param>
public sealed record MadeProposal(string Commit, MadeHead Made, ImmutableSortedDictionary<string, string> Releases)
{
    public ProposalFindings Findings { get; init; } = ProposalFindings.None;
}
