using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Pipeline;
using GitOpsGen.Publish;
using GitOpsGen.Reviews;
using GitOpsGen.Validate;

namespace GitOpsGen.Promote.Runs;

/// <summary>
/// Judges a proposal by all rules of <c>validate</c>, and the base where that finds something: what was there before the change is no
/// reason against it.
/// </summary>
/// <param name="options">Of which the environments are those that the proposal touches.</param>
public sealed class ProposalValidation(GitRepository git, ValidationOptions options, IProgress progress, TimeProvider clock)
{
    /// <param name="folder">Holds the proposal.</param>
    /// <param name="prefix">Of the fleet in its repository.</param>
    public async Task<ProposalFindings> OfAsync(
        string folder,
        string baseCommit,
        string prefix,
        ImmutableArray<string> environments,
        CancellationToken cancellation
    )
    {
        var head = await JudgeAsync(folder, environments, cancellation);
        if (!head.Reaches(Severity.Warning))
            return ProposalFindings.None;
        using var copy = await Checkout.OfTreeAsync(git, $"{baseCommit}^{{tree}}", prefix, cancellation);
        var before = await JudgeAsync(copy.Folder, environments, cancellation);
        // Of a base that was not judged nobody knows what it has.
        var known = before is { Rules.Count: > 0 } or { Diagnostics.Count: 0, Findings.Count: 0 } ? before : null;
        var doubts = Errors(head).ToLookup(doubt => Errors(before).Any(one => (one.Code, one.Message) == (doubt.Code, doubt.Message)));
        return new ProposalFindings(
            [.. ReviewedFinding.Of(head, known).Where(one => one.Finding.Severity != Severity.Note)],
            [.. doubts[true]]
        )
        {
            NewDoubts = [.. doubts[false]],
        };
    }

    private async Task<ValidationReport> JudgeAsync(string folder, ImmutableArray<string> environments, CancellationToken cancellation) =>
        await new FleetValidation(folder, options with { Environments = environments }, progress, clock).RunAsync(cancellation);

    private static IEnumerable<Diagnostic> Errors(ValidationReport report) =>
        report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error);
}
