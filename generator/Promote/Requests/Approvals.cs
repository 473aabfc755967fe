using System.Collections.Immutable;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Requests;

/// <summary>
/// Counts who approves. Of each reviewer the latest opinion counts, and an approval only of the commit that would be merged now. Who may
/// not write to the repository has no voice; neither has who opened the pull request.
/// </summary>
public static class Approvals
{
    public static RequestGate Of(int wanted, RequestFacts facts)
    {
        var latest = Latest(facts);
        if (latest.Find(review => review.Opinion == Opinion.Objects) is { } objection)
            return new RequestGate(Verdict.Failing, $"{objection.Author} has asked for changes", objection.Url);
        var approving = latest.Where(review => review is { Opinion: Opinion.Approves, IsPerson: true }).ToList();
        var count = approving.Count(review => review.Commit == facts.Head);
        if (count >= wanted)
            return new RequestGate(Verdict.Open, wanted == 0 ? "" : Many(count));
        var stale = approving.Count - count;
        var older = stale == 0 ? "" : $" ({stale} of an earlier commit)";
        return new RequestGate(Verdict.Waits, $"{count} of {Many(wanted)}{older}");
    }

    private static List<GivenReview> Latest(RequestFacts facts) =>
        [
            .. facts
                .Reviews.Where(review => review is { MayWrite: true, Author.Length: > 0 } && review.Opinion != Opinion.None)
                .Where(review => !string.Equals(review.Author, facts.Author, StringComparison.OrdinalIgnoreCase))
                .GroupBy(review => review.Author, StringComparer.OrdinalIgnoreCase)
                .Select(reviewer => reviewer.Last()),
        ];

    private static string Many(int count) => count == 1 ? "1 approval" : $"{count} approvals";
}
