using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Pipeline;
using GitOpsGen.Resolve;

namespace GitOpsGen.Cli.Explain;

/// <summary>Says what counts, who lost, and what does nothing.</summary>
public sealed class ExplainReport(Deployment deployment, Load.Cluster? cluster, IReadOnlyList<Explanation> explanations, DeadSettings dead)
{
    public void Text(string path, Streams streams)
    {
        streams.Output.WriteLine(
            $"{deployment.Name}{(cluster is null ? "" : $" on {cluster.Name}")} runs {deployment.Source.Release ?? "head"}"
        );
        if (explanations.Count == 0 && path.Length > 0)
            streams.Output.WriteLine(
                $"nothing says {path}{(path.StartsWith("values", StringComparison.Ordinal) ? "; the chart's default holds" : "")}"
            );
        foreach (var explanation in explanations)
            Text(explanation, streams);
        if (dead.Unknown.Count > 0)
            streams.Output.WriteLine($"whether {Unknown} anything cannot be told: {dead.Why}");
    }

    private string Unknown => dead.Unknown.Count == 1 ? "it changes" : $"these {dead.Unknown.Count} change";

    private void Text(Explanation explanation, Streams streams)
    {
        streams.Output.WriteLine($"{explanation.Path} = {explanation.Value ?? "(removed)"}");
        foreach (var (candidate, wins) in explanation.Candidates.Reverse().Select((candidate, i) => (candidate, i == 0)))
            streams.Output.WriteLine(
                $"    {(wins ? "set by" : "over")} {candidate.Layer}: {candidate.Value}  at {candidate.At.File}:{candidate.At.Line}"
            );
        if (dead.Dead.Contains(explanation))
            streams.Output.WriteLine($"    note: without what {explanation.Candidates[^1].Layer} says, all renders the same");
    }

    public JsonObject Json() =>
        new()
        {
            ["environment"] = deployment.Environment.Name,
            ["app"] = deployment.App.Name,
            ["cluster"] = cluster?.Name,
            ["release"] = deployment.Source.Release ?? "head",
            ["values"] = new JsonArray([.. explanations.Select(Json)]),
            ["whyUnknown"] = dead.Unknown.Count > 0 ? dead.Why : null,
        };

    private JsonObject Json(Explanation explanation) =>
        new()
        {
            ["path"] = explanation.Path,
            ["value"] = explanation.Value,
            ["changesNothing"] = dead.Unknown.Contains(explanation) ? null : dead.Dead.Contains(explanation),
            ["candidates"] = new JsonArray([
                .. explanation
                    .Candidates.Reverse()
                    .Select(
                        (candidate, i) =>
                            new JsonObject
                            {
                                ["layer"] = candidate.Layer,
                                ["value"] = candidate.Value,
                                ["path"] = candidate.At.File,
                                ["line"] = candidate.At.Line,
                                ["column"] = candidate.At.Column,
                                ["wins"] = i == 0,
                            }
                    ),
            ]),
        };
}
