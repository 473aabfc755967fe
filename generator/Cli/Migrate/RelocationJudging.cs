using System.Collections.Immutable;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;

namespace GitOpsGen.Cli.Migrate;

/// <summary>How <c>apply</c> and <c>verify</c> have the mentions judged: by the very plan that <c>migrate plan</c> shows.</summary>
internal static class RelocationJudging
{
    public static Judging With(RelocationArguments asked) =>
        async (diagnostics, cancellation) =>
        {
            var plan = await PlanAsync(asked.Request, asked.Rules, asked.IncludeCode, cancellation);
            foreach (var diagnostic in plan.Diagnostics)
                diagnostics.Add(diagnostic);
            return plan.Occurrences;
        };

    /// <summary>As the record says it was applied. Decisions that match nothing any more have done their work.</summary>
    public static Judging With(string root, RelocationRecord record, RelocationRules rules) =>
        async (_, cancellation) =>
            (
                await PlanAsync(
                    new RelocationRequest(root, record.From, record.To, record.Objects),
                    rules,
                    record.IncludeCode,
                    cancellation
                )
            ).Occurrences;

    private static Task<RelocationPlan> PlanAsync(
        RelocationRequest request,
        RelocationRules rules,
        bool includeCode,
        CancellationToken cancellation
    ) => new RelocationPlanner(request, rules, includeCode).PlanAsync(cancellation);
}
