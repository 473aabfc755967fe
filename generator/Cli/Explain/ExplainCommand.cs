using System.CommandLine;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Cli.Explain;

/// <summary><c>gitopsgen explain</c>: the effective value, every candidate that lost, and where each is written.</summary>
public static class ExplainCommand
{
    private const int AskedUnlessSaid = 16;

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
        var dead = new Option<bool>("--dead")
        {
            Description =
                $"Find out of any number of chart values which do nothing; of up to {AskedUnlessSaid} it is found out anyway, "
                + "where the chart is at hand.",
        };
        var tools = CommonOptions.AllowRepositoryTools();
        var root = CommonOptions.Root();
        var output = CommonOptions.Output();
        var command = new Command(
            "explain",
            """
            Explain a value of an app in an environment: what it is, who lost, file and line of each, and whether it does anything.

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
            dead,
            tools,
            root,
            output,
        };
        command.SetAction(
            async (parsed, cancellation) =>
                CommonOptions.FindRoot(parsed.GetValue(root), streams) is { } found
                    ? await RunAsync(
                        new Workspace(found),
                        new Question(
                            parsed.GetValue(environment)!,
                            parsed.GetValue(app)!,
                            parsed.GetValue(path) ?? "",
                            parsed.GetValue(cluster),
                            parsed.GetValue(dead),
                            new ToolTrust(parsed.GetValue(tools))
                        ),
                        parsed.GetValue(output),
                        streams,
                        cancellation
                    )
                    : ExitCodes.Failed
        );
        return command;
    }

    private sealed record Question(string Environment, string App, string Path, string? Cluster, bool AsksAllDead, ToolTrust Trust);

    private static async Task<int> RunAsync(
        Workspace workspace,
        Question question,
        OutputFormat format,
        Streams streams,
        CancellationToken cancellation
    )
    {
        var diagnostics = new DiagnosticBag();
        var plan = workspace.Plan(diagnostics);
        var deployment = diagnostics.HasErrors ? null : Find(plan, question.Environment, question.App, diagnostics);
        var cluster = deployment is null ? null : Cluster(deployment, question.Cluster, diagnostics);
        if (UnfinishedWrite.Of(workspace.State, isJudged: false) is { } unfinished)
            streams.Diagnostics([unfinished], "");
        streams.Diagnostics([.. diagnostics.Sorted().Where(item => item.Severity == Severity.Error)], "");
        if (deployment is null || diagnostics.HasErrors)
            return ExitCodes.Failed;

        var layers = DeadSettings.Layers(plan.Fleet.Fleet.Settings, deployment, cluster);
        var explanations = Explainer.Explain(layers, question.Path, Filled(deployment, cluster));
        var unit = plan.Units.First(unit =>
            unit.Deployment == deployment && (cluster is null || unit.Clusters.Any(one => one.Name == cluster.Name))
        );
        var dead = await DeadSettings.FindAsync(
            workspace,
            unit,
            plan.Fleet.Fleet,
            layers,
            explanations,
            question.AsksAllDead ? int.MaxValue : AskedUnlessSaid,
            question.Trust,
            streams.Error.WriteLine,
            cancellation
        );
        var report = new ExplainReport(deployment, cluster, explanations, dead);
        if (format == OutputFormat.Json)
            streams.Write("explain", report.Json());
        else
            report.Text(question.Path, streams);
        return explanations.Count > 0 || question.Path.Length == 0 ? ExitCodes.Done : ExitCodes.Failed;
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

    // Without a cluster the values of an environment of several keep what names it.
    private static Func<string, YamlNode, YamlNode> Filled(Deployment deployment, Cluster? asked)
    {
        var clusters = deployment.Clusters;
        var inputs = clusters.FirstOrDefault(one => one.Cluster == asked) ?? clusters[0];
        var cluster = asked ?? (clusters.Length == 1 ? inputs.Cluster : null);
        var facts = new ValueFacts(deployment.Environment, inputs.Parameters, new DiagnosticBag());
        return (part, value) => part == DeadSettings.Values ? Fill(Y.Map((part, value)))[part]! : value;

        YamlMap Fill(YamlMap value) => cluster is null ? facts.Common(value) : facts.All(value, cluster);
    }
}
