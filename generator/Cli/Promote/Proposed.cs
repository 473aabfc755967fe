using System.Collections.Immutable;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What a run came to.</summary>
/// <param name="Sight">Null after errors.</param>
internal sealed record Proposed(PromotionSight? Sight, PublishPlan? Plan, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>Pull requests that were looked at, and whether they may be merged.</summary>
    public ImmutableArray<JudgedRequest> Requests { get; init; } = [];

    /// <summary>Not all of them could be told.</summary>
    public bool IsUntold { get; init; }

    /// <summary>With what was published besides.</summary>
    public Proposed With(PublishPlan? plan, IReadOnlyList<Outcome> outcomes) =>
        this with
        {
            Plan = Plan is null || plan is null ? plan ?? Plan : Plan with { Publications = [.. Plan.Publications, .. plan.Publications] },
            Outcomes = [.. Outcomes, .. outcomes],
        };

    /// <summary>The commits that a run stands for in these waves, and that are there: what it would publish, and nobody else's.</summary>
    public IReadOnlySet<string> Mergeable(ImmutableArray<string> waves) =>
        (
            from outcome in Outcomes
            let publication = outcome.Publication
            where outcome.Failure is null && !publication.Changes.IsEmpty && waves.Contains(publication.Scope.Name, StringComparer.Ordinal)
            where publication.PublishAction is PublishAction.Nothing or PublishAction.Create or PublishAction.Update
            select publication.PublishAction == PublishAction.Nothing
                ? publication.BranchState!.Commit
                : outcome.Commit?.Id ?? publication.Commit
        ).ToHashSet(StringComparer.Ordinal);
}
