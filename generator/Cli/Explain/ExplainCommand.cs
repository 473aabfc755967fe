using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;

namespace GitOpsGen.Cli.Explain;

/// <summary><c>gitopsgen explain</c>: the effective value, every candidate that lost, and where each is written.</summary>
public static class ExplainCommand
{
    public static Command Create(Streams streams)
    {
        var environment = new Argument<string>("environment") { Description = "The environment." }.Offering(Completions.Environments);
        var app = new Argument<string>("app") { Description = "The app." }.Offering(Completions.Apps);
        var path = new Argument<string?>("path")
        {
            Description =
                "A value, such as values.grafana.replicas or parameters.hpa; everything unless said. A dot in a key is written \\.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var cluster = new Option<string?>("--cluster")
        {
            Description = "The cluster, where clusters differ; the environment's common values unless said.",
        };
        var root = CommonOptions.Root();
        var output = CommonOptions.Output();
        var command = new Command(
            "explain",
            """
            Explain a value of an app in an environment: what it is, who lost, and file and line of each.

            Examples:
              gitopsgen explain canary ama-metrics parameters.hpa
              gitopsgen explain prod-p10 prometheus-stack values.prometheus.prometheusSpec.retention
            """
        )
        {
            environment,
            app,
            path,
            cluster,
            root,
            output,
        };
        command.SetAction(parsed =>
            CommonOptions.FindRoot(parsed.GetValue(root), streams) is { } found
                ? Run(
                    new Workspace(found),
                    parsed.GetValue(environment)!,
                    parsed.GetValue(app)!,
                    parsed.GetValue(path) ?? "",
                    parsed.GetValue(cluster),
                    parsed.GetValue(output),
                    streams
                )
                : ExitCodes.Failed
        );
        return command;
    }

    private static int Run(
        Workspace workspace,
        string environment,
        string app,
        string path,
        string? cluster,
        OutputFormat format,
        Streams streams
    )
    {
        var diagnostics = new DiagnosticBag();
        var plan = workspace.Plan(diagnostics);
        var deployment = diagnostics.HasErrors ? null : Find(plan, environment, app, diagnostics);
        var spoken = deployment is null ? null : Cluster(deployment, cluster, diagnostics);
        if (UnfinishedWrite.Of(workspace.State, isJudged: false) is { } unfinished)
            streams.Diagnostics([unfinished], "");
        streams.Diagnostics([.. diagnostics.Sorted().Where(item => item.Severity == Severity.Error)], "");
        if (deployment is null || diagnostics.HasErrors)
            return ExitCodes.Failed;

        var settings = plan.Fleet.Fleet.Settings;
        var layers = Layers
            .Values(settings, deployment.Environment, deployment.Source, spoken)
            .Select(layer => Below("values", layer))
            .Concat(
                Layers.Parameters(settings, deployment.Environment, deployment.Source, spoken).Select(layer => Below("parameters", layer))
            )
            .ToList();
        var explanations = Explainer.Explain(layers, path);
        if (format == OutputFormat.Json)
            streams.Write("explain", Json(deployment, spoken, explanations));
        else
            Text(deployment, spoken, path, explanations, streams);
        return explanations.Count > 0 || path.Length == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static Deployment? Find(RenderPlan plan, string environment, string app, DiagnosticBag diagnostics)
    {
        var fleet = plan.Fleet.Fleet;
        var names = new NameChecks(fleet, diagnostics);
        names.App("<app>", app);
        names.Environment("<environment>", environment);
        if (diagnostics.HasErrors)
            return null;
        var found = plan.Fleet.Deployments.FirstOrDefault(deployment =>
            deployment.Environment.Name == environment && deployment.App.Name == app
        );
        if (found is null)
            diagnostics.Add(Messages.AppNotInEnvironment(null, app, environment).OfArgument($"<app> {app}"));
        return found;
    }

    private static Cluster? Cluster(Deployment deployment, string? name, DiagnosticBag diagnostics)
    {
        var clusters = deployment.Environment.Settings.Clusters;
        var found = clusters.FirstOrDefault(cluster => cluster.Name == name);
        if (name is not null && found is null)
            diagnostics.Add(Messages.UnknownCluster(null, name, clusters.Select(cluster => cluster.Name)).OfArgument($"--cluster {name}"));
        return found;
    }

    private static Layer Below(string key, Layer layer) => new(layer.Name, Yaml.Y.Map((key, layer.Map)));

    private static void Text(Deployment deployment, Cluster? cluster, string path, IReadOnlyList<Explanation> explanations, Streams streams)
    {
        streams.Output.WriteLine(
            $"{deployment.Name}{(cluster is null ? "" : $" on {cluster.Name}")} runs {deployment.Source.Release ?? "head"}"
        );
        if (explanations.Count == 0 && path.Length > 0)
            streams.Output.WriteLine(
                $"nothing says {path}{(path.StartsWith("values", StringComparison.Ordinal) ? "; the chart's default holds" : "")}"
            );
        foreach (var explanation in explanations)
        {
            streams.Output.WriteLine($"{explanation.Path} = {explanation.Value ?? "(removed)"}");
            foreach (var (candidate, wins) in explanation.Candidates.Reverse().Select((candidate, i) => (candidate, i == 0)))
                streams.Output.WriteLine(
                    $"    {(wins ? "set by" : "over")} {candidate.Layer}: {candidate.Value}  at {candidate.At.File}:{candidate.At.Line}"
                );
        }
    }

    private static JsonObject Json(Deployment deployment, Cluster? cluster, IReadOnlyList<Explanation> explanations) =>
        new()
        {
            ["environment"] = deployment.Environment.Name,
            ["app"] = deployment.App.Name,
            ["cluster"] = cluster?.Name,
            ["release"] = deployment.Source.Release ?? "head",
            ["values"] = new JsonArray([
                .. explanations.Select(explanation => new JsonObject
                {
                    ["path"] = explanation.Path,
                    ["value"] = explanation.Value,
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
                }),
            ]),
        };
}
