using GitOpsGen.Promote;
using GitOpsGen.Promote.Rollbacks;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What a pull request that takes something back says at its top.</summary>
internal static class RollbackWords
{
    public static Wording Of(
        IEnumerable<(RollbackRequest Request, RollbackPlan Plan)> plans,
        Func<PromotedUnit, bool> isIn,
        string scope,
        TimeSpan expected
    )
    {
        var own = plans
            .Select(one => (one.Request, Steps: one.Plan.Steps.Where(step => isIn(step.Unit)).ToList()))
            .Where(one => one.Steps.Count > 0)
            .ToList();
        var apps = own.Select(one => one.Request.App).Distinct(StringComparer.Ordinal);
        return new Wording(
            $"Roll back {string.Join(", ", apps)} in {(scope == "all" ? "the fleet" : scope)}",
            [
                .. own.SelectMany(one => one.Steps.Select(step => $"{one.Request.App} in {step.Text}.")),
                .. own.Select(one => $"{one.Request.App} is held: {Holds.Text(one.Request.Hold)}."),
                $"Clusters run it about {Times.Text(expected)} after the merge: Argo CD follows git, so its automated sync brings it, and "
                    + "keeps it.",
            ]
        );
    }
}
