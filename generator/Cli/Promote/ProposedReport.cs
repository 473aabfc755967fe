using System.Text.Json.Nodes;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What became of branches and pull requests, in the words of <c>publish</c>.</summary>
internal sealed class ProposedReport(ProposingRun run, bool isDry)
{
    private readonly PublishReport? report = run.Done.Plan is { } plan
        ? new PublishReport(CommitVia.Git, plan, run.Done.Outcomes, isDry)
        : null;

    public bool HasActed => run.Done.Outcomes.Count > 0;

    public bool HasFailed => run.Done.IsUntold || run.Done.Outcomes.Any(outcome => outcome.Failure is not null);

    public void TellFailures(Streams streams)
    {
        foreach (var outcome in run.Done.Outcomes.Where(outcome => outcome.Failure is not null))
        {
            var sentence = $"{outcome.Publication.Scope.Branch}: {outcome.Failure!.Message}";
            streams.Tell(Messages.Stopped(sentence), $"gitopsgen: {sentence}");
        }
    }

    public void Write(TextWriter output)
    {
        if (report is not null)
        {
            output.WriteLine();
            report.Write(output);
        }

        foreach (var request in run.Done.Requests)
            output.WriteLine(request.Text);
    }

    public void AddTo(JsonObject json)
    {
        json["publications"] = report?.Json([], 0)["publications"]?.DeepClone() ?? new JsonArray();
        json["requests"] = new JsonArray([.. run.Done.Requests.Select(request => request.Json())]);
    }
}
