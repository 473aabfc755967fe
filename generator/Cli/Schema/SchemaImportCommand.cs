using System.CommandLine;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Schemas;

namespace GitOpsGen.Cli.Schema;

/// <summary><c>gitopsgen schema import</c>: what manifests are held to, distilled into the repository.</summary>
internal static class SchemaImportCommand
{
    public static Command Create(Streams streams)
    {
        var sources = new Argument<string[]>("source")
        {
            Description = "Files with CustomResourceDefinitions, OpenAPI descriptions, folders of such, charts as folder or .tgz.",
            Arity = ArgumentArity.OneOrMore,
        };
        var release = new Option<string?>("--kubernetes-version")
        {
            Description = "Of an OpenAPI description that does not say which Kubernetes it is of.",
            HelpName = "version",
        };
        release.Validators.Add(result =>
        {
            if (KubernetesRelease.Of(result.GetValue(release)) is null)
                result.AddError($"--kubernetes-version is a release such as 1.36, not '{result.GetValue(release)}'.");
        });
        var (root, output, dryRun) = (CommonOptions.Root(), CommonOptions.Output(), CommonOptions.DryRun());
        var command = new Command(
            "import",
            """
            Distil the schemas of kinds into schemas/<group>/<kind>_<version>.json, so that manifests are checked without a network.

            Examples:
              gitopsgen schema import crds/                        every CustomResourceDefinition below a folder
              gitopsgen schema import kube-prometheus-stack.tgz    those that a chart brings
              kubectl get --raw /openapi/v2 > swagger.json && gitopsgen schema import swagger.json
            """
        )
        {
            sources,
            root,
            output,
            dryRun,
            release,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } found)
                    return ExitCodes.Failed;
                var options = new SchemaImportOptions(
                    found,
                    [.. parsed.GetValue(sources)!],
                    KubernetesRelease.Of(parsed.GetValue(release)),
                    parsed.GetValue(dryRun)
                );
                SchemaImportResult result;
                using (var progress = ConsoleProgress.On(streams.Error))
                    result = await new SchemaImportRun(options, progress).RunAsync(cancellation);
                return SchemaImportReport.Write(options, result, parsed.GetValue(output), streams);
            }
        );
        return command;
    }
}
