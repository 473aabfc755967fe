using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Rollbacks;

namespace GitOpsGen.Cli.Promote;

/// <summary>What <c>rollback</c> answers.</summary>
internal sealed class RollbackReport(bool isDry)
{
    private IReadOnlyList<(RollbackRequest Request, RollbackPlan Plan)> plans = [];
    private TimeSpan expected;
    private bool isAutomatic;

    public void Take(IReadOnlyList<(RollbackRequest Request, RollbackPlan Plan)> made, PromotionSight sight, bool byItself) =>
        (plans, expected, isAutomatic) = (made, sight.State.Settings.Rollback.ExpectedTime, byItself);

    private IEnumerable<RollbackStep> Steps => plans.SelectMany(one => one.Plan.Steps);

    public int Answer(ProposingRun run, Streams streams, OutputFormat format)
    {
        // Asked for, and not done in any place: a refusal. By itself nothing to do is the good news.
        foreach (var refusal in plans.SelectMany(one => one.Plan.Refusals))
            run.Diagnostics.Add(Messages.NotRolledBack(refusal, isError: !isAutomatic && !Steps.Any()));
        var answer = new ProposingAnswer(streams, "rollback", format, run, isDry);
        // What is refused on the way is not taken back.
        return answer.Give(() => Json(run), output => Write(output, isRefused: run.Diagnostics.HasErrors && !answer.HasActed));
    }

    private void Write(TextWriter output, bool isRefused)
    {
        if (isRefused)
            return;
        foreach (var (request, plan) in plans)
        foreach (var step in plan.Steps)
            output.WriteLine($"{request.App} in {step.Text}, held: {request.Hold.Reason}");
        if (isAutomatic && plans.Count == 0)
            output.WriteLine("nothing that is new does harm.");
        if (Steps.Any())
            output.WriteLine($"clusters run it about {Times.Text(expected)} after the merge.");
    }

    private JsonObject Json(ProposingRun run) =>
        new()
        {
            ["base"] = run.Done.Sight?.Branch,
            ["baseCommit"] = run.Done.Sight?.Fleet.Commit,
            ["rollbacks"] = new JsonArray([.. plans.SelectMany(one => one.Plan.Steps.Select(step => One(one.Request, step)))]),
            ["expectedSeconds"] = expected.TotalSeconds,
        };

    private static JsonObject One(RollbackRequest request, RollbackStep step) =>
        new()
        {
            ["app"] = request.App,
            ["environment"] = step.Unit.Environment,
            ["from"] = step.Unit.Release,
            ["to"] = step.Edit.Release ?? step.Unit.Release,
            ["phase"] = step.Edit.Phase?.ToString().ToLowerInvariant(),
            ["reason"] = request.Hold.Reason,
        };
}
