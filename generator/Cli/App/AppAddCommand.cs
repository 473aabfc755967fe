using System.CommandLine;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Engines;

namespace GitOpsGen.Cli.App;

/// <summary>What <c>gitopsgen app add</c> was asked for.</summary>
/// <param name="What">An app of the catalogue, a folder or a chart.</param>
public sealed record AddOptions(string What, AppNaming Naming, IReadOnlyList<string> Environments)
{
    public bool IsDryRun { get; init; }

    public bool IsOffline { get; init; }

    public ToolTrust Trust { get; init; } = ToolTrust.None;

    public OutputFormat Format { get; init; }
}

/// <summary><c>gitopsgen app add</c>: takes an app into a fleet that is there.</summary>
public static class AppAddCommand
{
    public static Command Create(Streams streams)
    {
        var what = new Argument<string>("app")
        {
            Description = "An app of the catalogue, a folder, or a chart: oci://registry/name:version, https://repository/name@version.",
        }.Offering(_ => AppCatalogue.Names);
        var environments = Environments("An environment that is to run it. May be repeated.");
        var name = new Option<string?>("--name") { Description = "What the app of a chart or a folder without app.yaml is called." };
        var space = new Option<string?>("--namespace") { Description = "Where such an app goes; its name unless said." };
        var (root, output) = (CommonOptions.Root(), CommonOptions.Output());
        var (dryRun, offline, tools) = (CommonOptions.DryRun(), CommonOptions.Offline(), CommonOptions.AllowRepositoryTools());
        var command = new Command(
            "add",
            """
            Take an app into a fleet, with what it requires, so that the next render has it.

            A folder may lie anywhere: with an app.yaml, a chart, a kustomization or plain manifests in it. A chart is pulled where it
            can be, to record its digest and what it makes. Nothing that exists is overwritten; all files are written, or none.

            Examples:
              gitopsgen app add ama-metrics --env dev
              gitopsgen app add ../shop/deploy --name shop --env dev --env test
              gitopsgen app add oci://ghcr.io/stefanprodan/charts/podinfo:6.7.1 --dry-run
              gitopsgen app add https://charts.jetstack.io/cert-manager@v1.18.2 --namespace cert-manager
            """
        )
        {
            what,
            environments,
            name,
            space,
            root,
            output,
            dryRun,
            offline,
            tools,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var asked = new AddOptions(
                    parsed.GetValue(what)!,
                    new AppNaming(parsed.GetValue(name), parsed.GetValue(space)),
                    parsed.GetValue(environments) ?? []
                )
                {
                    IsDryRun = parsed.GetValue(dryRun),
                    IsOffline = parsed.GetValue(offline),
                    Trust = new ToolTrust(parsed.GetValue(tools)),
                    Format = parsed.GetValue(output),
                };
                return FleetWork.RunAsync(
                    parsed.GetValue(root),
                    !asked.IsDryRun,
                    streams,
                    work => new AppAdd(work, asked, streams).RunAsync(cancellation),
                    cancellation
                );
            }
        );
        return command;
    }

    internal static Option<string[]> Environments(string description) =>
        new Option<string[]>("--env") { Description = description, Arity = ArgumentArity.OneOrMore }.Offering(Completions.Environments);
}
