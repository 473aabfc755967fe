using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
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

    /// <summary>
    /// As the record says it was applied. Decisions that match nothing any more have done their work; a file that was not searched proves
    /// nothing.
    /// </summary>
    public static Judging With(string root, RelocationRecord record, RelocationRules rules) =>
        async (diagnostics, cancellation) =>
        {
            var request = new RelocationRequest(root, record.From, record.To, record.Objects);
            var plan = await PlanAsync(request, rules, record.IncludeCode, cancellation);
            foreach (var unread in plan.Diagnostics.Where(one => one.Code is "GOG112" or "GOG113"))
                diagnostics.Add(Messages.NotSearched(unread));
            return plan.Occurrences;
        };

    private static Task<RelocationPlan> PlanAsync(
        RelocationRequest request,
        RelocationRules rules,
        bool includeCode,
        CancellationToken cancellation
    ) => new RelocationPlanner(request, rules, includeCode).PlanAsync(cancellation);
}
