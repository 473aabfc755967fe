using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Cli.Init;

/// <summary>What <c>gitopsgen init</c> was asked for.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="Apps">As said; empty when nothing was.</param>
public sealed record InitOptions(
    string Folder,
    IReadOnlyList<string> Apps,
    IReadOnlyList<NewCluster> Clusters,
    bool IsDryRun,
    OutputFormat Format
);

/// <summary><c>gitopsgen init</c>: a new fleet's repository, or a cluster in one that is there.</summary>
public static partial class InitCommand
{
    public static Command Create(Streams streams)
    {
        var folder = new Argument<string>("folder") { Description = "The new repository; or with --cluster, a fleet that is there." };
        var apps = new Option<string[]>("--apps")
        {
            Description =
                "Apps of the catalogue, with what they require; unless said, those that `gitopsgen app list` marks. There are: "
                + $"{string.Join(", ", AppCatalogue.Names)}.",
            HelpName = "a,b",
            CustomParser = Names,
        };
        apps.CompletionSources.Add(_ => AppCatalogue.Names);
        var cluster = new Option<NewCluster[]>("--cluster")
        {
            Description =
                "A cluster and the environment it belongs to, with its API server as Argo CD knows it. May be repeated. An "
                + "environment that is not there is made.",
            HelpName = "environment/name=server",
            CustomParser = Clusters,
            Arity = ArgumentArity.OneOrMore,
        };
        cluster.CompletionSources.Add(context => Completions.Environments(context).Select(item => $"{item}/"));
        var dryRun = CommonOptions.DryRun();
        var output = CommonOptions.Output();
        var command = new Command(
            "init",
            """
            Make a new fleet repository that renders at once, or register a cluster in a fleet.

            Examples:
              gitopsgen init my-fleet                              dev and a local cluster, with the default app
              gitopsgen init --apps prometheus-stack,ama-metrics my-fleet
              gitopsgen init --cluster dev/aks-dev-1=https://aks-dev-1.hcp.westeurope.azmk8s.io my-fleet
              gitopsgen init --cluster prod/eks-2=https://ABC.gr7.eu-west-1.eks.amazonaws.com .      in a fleet that is there

            Nothing that exists is overwritten. A fleet that is there only gets the line of the cluster, spliced into its environment.yaml.
            """
        )
        {
            folder,
            apps,
            cluster,
            dryRun,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
                new InitFleet(
                    new InitOptions(
                        Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(folder)!)),
                        parsed.GetValue(apps) ?? [],
                        parsed.GetValue(cluster) ?? [],
                        parsed.GetValue(dryRun),
                        parsed.GetValue(output)
                    ),
                    streams
                ).RunAsync(cancellation)
        );
        return command;
    }

    private static string[] Names(ArgumentResult result) =>
        [
            .. result
                .Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Distinct(StringComparer.Ordinal),
        ];

    private static NewCluster[] Clusters(ArgumentResult result)
    {
        var clusters = new List<NewCluster>();
        foreach (var said in result.Tokens.Select(token => token.Value))
        {
            if (Form().Match(said) is not { Success: true } match)
                result.AddError($"--cluster '{said}' is not of the form <environment>/<name>=https://<server>.");
            else if (new[] { match.Groups[1].Value, match.Groups[2].Value }.FirstOrDefault(name => !DnsLabel.IsValid(name)) is { } name)
                result.AddError(
                    $"--cluster '{said}': '{name}' is no DNS label (a-z, 0-9 and '-', at most 63). Nearest: {DnsLabel.Mend(name)}."
                );
            else if (OverlayFolder.Reserved.Contains(match.Groups[2].Value))
                result.AddError($"--cluster '{said}': no cluster can have the name of a folder that overlays use themselves.");
            else
                Add(new NewCluster(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value), said);
        }

        return [.. clusters];

        void Add(NewCluster cluster, string said)
        {
            if (clusters.Contains(cluster))
                return;
            if (clusters.Any(other => other.Name == cluster.Name || other.Server == cluster.Server))
                result.AddError($"--cluster '{said}': its name or server is said twice; a cluster belongs to one environment.");
            clusters.Add(cluster);
        }
    }

    // The server's form is the one that environment.yaml must have.
    [GeneratedRegex(@"^([^/=]+)/([^/=]+)=(https://[^ @\p{Cc}]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
