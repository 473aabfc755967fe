using System.Collections.Immutable;
using GitOpsGen.Compare;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Reviews;

public enum Conclusion
{
    Success,

    /// <summary>Nothing stands against it, but somebody should look.</summary>
    Neutral,
    Failure,
}

/// <summary>What a review comes to.</summary>
/// <param name="Words">One line: the worst risk, and how much else there is.</param>
/// <param name="Reasons">Why it fails; empty unless it does.</param>
public sealed record Verdict(Conclusion Conclusion, string Words, ImmutableArray<string> Reasons)
{
    /// <param name="isOwn">The pull request is the tool's own: then what is generated for all together may hold what another
    /// brings.</param>
    public static Verdict Of(FleetReview review, ReviewOptions options, bool isOwn)
    {
        ImmutableArray<string> reasons = [.. Why(review, options, isOwn)];
        var conclusion =
            !reasons.IsEmpty ? Conclusion.Failure
            : IsQuiet(review) ? Conclusion.Success
            : Conclusion.Neutral;
        return new Verdict(conclusion, string.Join("; ", Parts(review)), reasons);
    }

    private static IEnumerable<string> Why(FleetReview review, ReviewOptions options, bool isOwn)
    {
        if (review.Errors is { Count: > 0 } errors)
            yield return DiffWords.Many(errors.Count, "error keeps it from being judged", "errors keep it from being judged");
        else if (!review.IsJudged)
            yield return "a rule stops its render, so that nothing else was judged";
        var found = review.Findings.Where(one => one.Finding.Severity <= options.FailOn && (one.IsNew || !options.FailsOnNewOnly)).ToList();
        if (found.Count > 0)
            yield return $"{DiffWords.Many(found.Count, options.FailsOnNewOnly ? "new finding" : "finding")} from "
                + $"{Word(options.FailOn)} on";
        var wrong = review.Generated.Wrong.Length + (isOwn ? 0 : review.Generated.Shared.Length);
        if (wrong > 0)
            yield return $"it writes {DiffWords.Many(wrong, "generated file")} not as a render makes {(wrong == 1 ? "it" : "them")}";
        if (options.RequiresRender && !review.Generated.Waiting.IsEmpty)
            yield return $"{DiffWords.Many(review.Generated.Waiting.Length, "generated file")} wait for a render";
    }

    private static bool IsQuiet(FleetReview review) =>
        review.Comparison.Diff?.Highest != RiskLevel.High
        && !review.Serious.Any()
        && review.Generated.IsClean
        && review.NewlyWaived.IsEmpty
        && review.Doubts.IsEmpty
        && review.Head.Diagnostics.All(item => item.Severity == Severity.Note);

    private static IEnumerable<string> Parts(FleetReview review)
    {
        if (review.Comparison.Diff is not { } diff)
            yield return "not rendered";
        else if (diff.IsEmpty)
            yield return "nothing changes in the clusters";
        else
            yield return $"{DiffWords.Of(diff.Highest!.Value)} risk{Class(diff.Groups[0].Risks[0].Class)}";
        if (review.Errors.Count > 0)
            yield return DiffWords.Many(review.Errors.Count, "error");
        var (serious, fresh) = (review.Serious.Count(), review.Serious.Count(one => one.IsNew));
        if (serious > 0)
            yield return $"{DiffWords.Many(serious, "finding")}, {fresh} new";
        var wrong = review.Generated.Wrong.Length + review.Generated.Shared.Length;
        if (wrong > 0)
            yield return $"{DiffWords.Many(wrong, "generated file")} not as rendered";
        if (!review.Generated.Waiting.IsEmpty)
            yield return $"{DiffWords.Many(review.Generated.Waiting.Length, "file waits", "files wait")} for a render";
    }

    private static string Class(RiskClass risk) => risk == RiskClass.Other ? "" : $": {DiffWords.Title(risk)}";

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
