namespace GitOpsGen.Relocate.Structured;

/// <summary>How judges put what they found.</summary>
internal static class Verdicts
{
    public static Judgement Move(Category category, string evidence, string? group = null) => new(Verdict.Move, category, evidence, group);

    public static Judgement Keep(Category category, string evidence, string? group = null) => new(Verdict.Keep, category, evidence, group);

    public static Judgement Review(Category category, string evidence, string? group = null) =>
        new(Verdict.Review, category, evidence, group);

    /// <summary>The mention follows what it names.</summary>
    /// <param name="what">What that is, such as <c>the ServiceAccount x</c>.</param>
    public static Judgement Follow(RelocationStatus standing, Category category, string what, string? group = null) =>
        standing switch
        {
            RelocationStatus.Moves => Move(category, $"It names {what}, which moves.", group),
            RelocationStatus.Stays => Keep(category, $"It names {what}, which stays.", group),
            _ => Review(category, $"It names {what}, of which nothing tells whether it moves.", group),
        };

    /// <summary>One verdict for a value that is used in several places: they must agree.</summary>
    public static Judgement? Agree(IReadOnlyList<Judgement> judgements, Category category, string where)
    {
        if (judgements.Count == 0)
            return null;
        var first = judgements[0];
        var groups = judgements.Select(one => one.Group).Distinct(StringComparer.Ordinal).ToList();
        return judgements.All(one => one.Verdict == first.Verdict)
            ? new Judgement(first.Verdict, category, $"{first.Evidence} {where}", groups.Count == 1 ? groups[0] : null)
            : Review(category, $"{where} Some of what that names moves and some does not.");
    }
}
