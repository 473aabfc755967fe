using System.Collections.Immutable;
using GitOpsGen.Compare.States;
using GitOpsGen.Diagnostics;
using GitOpsGen.Validate;

namespace GitOpsGen.Reviews;

/// <summary>What was found out about a pull request, or about two commits.</summary>
/// <param name="Comparison">What changes in the clusters.</param>
/// <param name="Head">How the head was judged.</param>
public sealed record FleetReview(ReviewedCommits Commits, DiffReport Comparison, ValidationReport Head)
{
    /// <summary>Of the head, those that are new first.</summary>
    public required ImmutableArray<ReviewedFinding> Findings { get; init; }

    /// <summary>What the head waives and the base did not.</summary>
    public ImmutableArray<Finding> NewlyWaived { get; init; } = [];

    public GeneratedState Generated { get; init; } = GeneratedState.Unknown;

    /// <summary>Where the fleet is in its repository: empty, or ending with '/'.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The fleet's files in the head.</summary>
    public IReadOnlySet<string> Files { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>
    /// Waves of the base guard their pull requests by a status, and this is none of them: it changes no pin, so nobody else tells it.
    /// </summary>
    public bool EntersFreely { get; init; }

    /// <summary>What kept something from being found out, besides what is in the two reports.</summary>
    public ImmutableArray<Diagnostic> Doubts { get; init; } = [];

    /// <summary>Else an error, or a rule that stops the render, kept the rules from being asked.</summary>
    public bool IsJudged => Head.Rules.Count > 0;

    public IEnumerable<ReviewedFinding> Serious => Findings.Where(one => one.Finding.Severity != Severity.Note);

    /// <summary>Errors that kept the head from being judged or compared.</summary>
    public IReadOnlyList<Diagnostic> Errors =>
        [
            .. Head
                .Diagnostics.Concat(Comparison.Diff is null ? Comparison.Diagnostics : [])
                .Where(item => item.Severity == Severity.Error)
                .Distinct(),
        ];
}
