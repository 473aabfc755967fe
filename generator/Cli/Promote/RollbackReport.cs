using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Rollbacks;

namespace GitOpsGen.Cli.Promote;

/// <summary>What <c>rollback</c> answers.</summary>
internal sealed class RollbackReport(ProposingRun run, bool isDry)
{
    private IReadOnlyList<(RollbackRequest Request, RollbackPlan Plan)> plans = [];
    private TimeSpan expected;
    private bool isAutomatic;

    public void Take(IReadOnlyList<(RollbackRequest Request, RollbackPlan Plan)> made, PromotionSight sight, bool byItself) =>
        (plans, expected, isAutomatic) = (made, sight.State.Settings.Rollback.ExpectedTime, byItself);

    private IEnumerable<RollbackStep> Steps => plans.SelectMany(one => one.Plan.Steps);

    public int Answer(Streams streams, OutputFormat format)
    {
        // Asked for, and not done in any place: a refusal. By itself nothing to do is the good news.
        foreach (var refusal in plans.SelectMany(one => one.Plan.Refusals))
            run.Diagnostics.Add(Messages.NotRolledBack(refusal, isError: !isAutomatic && !Steps.Any()));
        var found = run.Diagnostics.Sorted();
        var published = new ProposedReport(run, isDry);
        streams.Diagnostics(found, published.HasActed ? "; the rest was done" : "; nothing was proposed");
        published.TellFailures(streams);
        var exit =
            published.HasFailed ? ExitCodes.Remote
            : run.Diagnostics.HasErrors ? ExitCodes.Failed
            : ExitCodes.Done;
        if (format == OutputFormat.Json)
            streams.Write("rollback", Json(published, found, exit));
        else
            Write(streams.Output, published);
        return exit;
    }

    private void Write(TextWriter output, ProposedReport published)
    {
        // What is refused on the way is not taken back.
        if (run.Diagnostics.HasErrors && !published.HasActed)
            return;
        foreach (var (request, plan) in plans)
        foreach (var step in plan.Steps)
            output.WriteLine($"{request.App} in {step.Text}, held: {request.Hold.Reason}");
        if (isAutomatic && plans.Count == 0)
            output.WriteLine("nothing that is new does harm.");
        if (Steps.Any())
            output.WriteLine($"clusters run it about {Times.Text(expected)} after the merge.");
        published.Write(output);
    }

    private JsonObject Json(ProposedReport published, IReadOnlyList<Diagnostic> found, int exit)
    {
        var json = new JsonObject
        {
            ["dryRun"] = isDry,
            ["base"] = run.Done.Sight?.Branch,
            ["baseCommit"] = run.Done.Sight?.Fleet.Commit,
            ["rollbacks"] = new JsonArray([.. plans.SelectMany(one => one.Plan.Steps.Select(step => One(one.Request, step)))]),
            ["expectedSeconds"] = expected.TotalSeconds,
        };
        published.AddTo(json);
        json["diagnostics"] = DiagnosticJson.Of(found);
        json["exitCode"] = exit;
        return json;
    }

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
