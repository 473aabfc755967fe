using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Reviews;

namespace GitOpsGen.Promote.Runs;

/// <summary>What <c>validate</c> says of the environments that a proposal touches.</summary>
/// <param name="Findings">Errors and warnings; notes ask for nothing.</param>
/// <param name="Doubts">What kept something from being judged in the base as well.</param>
public sealed record ProposalFindings(ImmutableArray<ReviewedFinding> Findings, ImmutableArray<Diagnostic> Doubts)
{
    public static ProposalFindings None { get; } = new([], []);

    // More of them nobody reads where a pull request begins.
    private const int Most = 10;

    /// <summary>What would not be judged any more.</summary>
    public ImmutableArray<Diagnostic> NewDoubts { get; init; } = [];

    /// <summary>What the base does not have, and nobody wants there.</summary>
    public ImmutableArray<Diagnostic> Errors =>
        [.. NewDoubts, .. Findings.Where(one => one.IsNew && one.Finding.Severity == Severity.Error).Select(one => one.Finding.Diagnostic)];

    /// <summary>The edits that bring an error with them; of one that is of no app all edits of its environments.</summary>
    public ImmutableArray<PinEdit> Culprits(ImmutableArray<PinEdit> edits)
    {
        if (!NewDoubts.IsEmpty)
            return edits;
        var errors = Findings.Where(one => one.IsNew && one.Finding.Severity == Severity.Error).ToList();
        return [.. edits.Where(edit => errors.Exists(one => IsOf(one, edit, edits)))];
    }

    /// <summary>A line for each that some of these environments have, those that are new first.</summary>
    public IEnumerable<string> Lines(IReadOnlyCollection<string> environments)
    {
        var all = Findings.Where(one => environments.Any(environment => IsIn(one, environment))).ToList();
        foreach (var one in all.Take(Most))
            yield return Line(one);
        if (all.Count > Most)
            yield return $"validate: and {all.Count - Most} more findings.";
        foreach (var doubt in Doubts.Concat(NewDoubts).Take(Most))
            yield return $"validate could not judge all of it: {doubt}";
    }

    private static string Line(ReviewedFinding one)
    {
        var places = one.Finding.In.Where(place => place.Length > 0).ToList();
        var where = places.Count == 0 ? "" : $" in {Messages.Some(places)}";
        return $"validate: {(one.IsNew ? "new " : "")}{one.Finding.Severity.ToString().ToLowerInvariant()} {one.Finding.Rule}{where}"
            + $"{(one.IsNew ? "" : ", there before this change")}: {one.Finding.Diagnostic.Message}";
    }

    private static bool IsOf(ReviewedFinding one, PinEdit edit, ImmutableArray<PinEdit> all) =>
        IsIn(one, edit.Environment)
        && (one.Finding.App is not { } app || app == edit.App || all.All(other => other.App != app || !IsIn(one, other.Environment)));

    // A place may be a cluster of the environment; without a place it is of the whole fleet.
    private static bool IsIn(ReviewedFinding one, string environment) =>
        one.Finding.In.Any(place => place.Length == 0 || place.Split('/')[0] == environment);
}
