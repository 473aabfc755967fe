using System.CommandLine;
using System.Text;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Observe;
using GitOpsGen.Processes;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Observe;

/// <summary><c>gitopsgen observe</c>: how the fleet does, recorded for whoever promotes.</summary>
public sealed class ObserveCommand(Streams streams)
{
    private readonly Option<string?> root = CommonOptions.Root();
    private readonly Option<OutputFormat> output = CommonOptions.Output();
    private readonly Option<bool> dryRun = CommonOptions.DryRun();
    private readonly Option<string[]> environments = CommonOptions
        .Several("--env", "Only these environments; unless said, those that are in a wave.")
        .Offering(Completions.Environments);
    private readonly Option<string[]> apps = CommonOptions.Several("--app", "Only these apps.").Offering(Completions.Apps);
    private readonly Option<string> remote = new("--remote")
    {
        Description = "Where the branch that Argo CD follows and the evidence are: a remote or an address; origin unless said.",
        DefaultValueFactory = _ => "origin",
    };
    private readonly Option<string?> evidence = new("--evidence")
    {
        Description = "Record what this file says, or stdin for -, in place of asking Argo CD and Prometheus.",
        HelpName = "file",
    };
    private readonly Option<string[]> argoCdTokens = CommonOptions.Several(
        "--argocd-token-file",
        "Files with Argo CD's tokens, each as server=file, or the file for ARGOCD_SERVER; unless said, ARGOCD_AUTH_TOKEN."
    );
    private readonly Option<string?> argoCdContext = new("--argocd-context")
    {
        Description = "Only this context of the argocd command's logins.",
        HelpName = "name",
    };
    private readonly Option<string?> argoCdCa = new("--argocd-ca")
    {
        Description = "The authority of Argo CD's certificate, PEM; unless said, those of the system or of SSL_CERT_FILE.",
        HelpName = "file",
    };
    private readonly Option<string[]> prometheus = CommonOptions.Several(
        "--prometheus",
        "Addresses of Prometheus that may be asked; unless said, PROMETHEUS_URL."
    );
    private readonly Option<string[]> prometheusTokens = CommonOptions.Several(
        "--prometheus-token-file",
        "Files with bearer tokens, each as server=file, or one file where there is one server; unless said, PROMETHEUS_TOKEN."
    );
    private readonly Option<string?> prometheusCa = new("--prometheus-ca")
    {
        Description = "The authority of Prometheus's certificate, PEM.",
        HelpName = "file",
    };
    private readonly Option<int?> limit = new("--timeout")
    {
        Description = "Seconds for each Argo CD, after which what is not answered is unknown; 120 unless said.",
        HelpName = "seconds",
    };
    private readonly Option<string?> tokenFile = new("--token-file")
    {
        Description = "A file with GitHub's token, for the remote; unless said, GITHUB_TOKEN or GH_TOKEN.",
    };

    public static Command Create(Streams streams) => new ObserveCommand(streams).Make();

    private Command Make()
    {
        var command = new Command(
            "observe",
            """
            Ask Argo CD and Prometheus once how every app does in every cluster, and record what is new on the evidence branch.

            It goes by what the remote's branch says, not by your work tree, and only ever asks. Run it every minute if you like: what is
            recorded already is not recorded again, and any number may run at once. Servers are asked only where you name them yourself.

            Examples:
              ARGOCD_SERVER=argocd.example.com ARGOCD_AUTH_TOKEN=… gitopsgen observe
              gitopsgen observe --dry-run --env canary              look, and record nothing
              gitopsgen observe --evidence seen.json                without Argo CD
            """
        )
        {
            environments,
            apps,
            dryRun,
            remote,
            evidence,
            argoCdTokens,
            argoCdContext,
            argoCdCa,
            prometheus,
            prometheusTokens,
            prometheusCa,
            limit,
            tokenFile,
            root,
            output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(limit) is { Implicit: false } && result.GetValue(limit) is < 1 or > 3600)
                result.AddError("--timeout is a number of seconds from 1 to 3600.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } folder)
            return ExitCodes.Failed;
        using var access = new ServerAccess(Words(parsed), CallerVariables.Get);
        using var hub = new GitHubAccess(new GitHubArguments(null, parsed.GetValue(tokenFile), null, null), CallerVariables.Get);
        var (options, git, diagnostics) = (
            await OptionsAsync(parsed, folder, cancellation),
            new GitRepository(folder),
            new DiagnosticBag()
        );
        git = git with { Credentials = await hub.CredentialsAsync(new GitRemote(git, options.Remote), cancellation) };
        var observed = await new ObserveRun(options, git, access.Servers(), CallerClock.Current, diagnostics).RunAsync(cancellation);
        return Answer(parsed, observed, diagnostics);
    }

    private int Answer(ParseResult parsed, Observed? observed, DiagnosticBag diagnostics)
    {
        var found = diagnostics.Sorted();
        streams.Diagnostics(found, observed is null ? "; nothing was recorded" : "");
        var exit =
            observed is null ? ExitCodes.Of(found)
            : observed.HasUnreached ? ExitCodes.Remote
            : ExitCodes.Done;
        if (observed is null)
            return exit;
        var report = new ObserveReport(observed, parsed.GetValue(dryRun));
        if (parsed.GetValue(output) == OutputFormat.Json)
            streams.Write("observe", report.Json(found, exit));
        else
            report.Write(streams.Output);
        return exit;
    }

    private ServerArguments Words(ParseResult parsed) =>
        new(
            [.. parsed.GetValue(argoCdTokens) ?? []],
            parsed.GetValue(argoCdContext),
            parsed.GetValue(argoCdCa),
            [.. parsed.GetValue(prometheus) ?? []],
            [.. parsed.GetValue(prometheusTokens) ?? []],
            parsed.GetValue(prometheusCa)
        );

    private async Task<ObserveOptions> OptionsAsync(ParseResult parsed, string folder, CancellationToken cancellation) =>
        new(folder)
        {
            Environments = [.. parsed.GetValue(environments) ?? []],
            Apps = [.. parsed.GetValue(apps) ?? []],
            Remote = parsed.GetValue(remote)!,
            IsDry = parsed.GetValue(dryRun),
            Evidence = parsed.GetValue(evidence) is { } file ? (file, await TextAsync(file, cancellation)) : null,
            Limit = TimeSpan.FromSeconds(parsed.GetValue(limit) ?? 120),
        };

    private static async Task<string> TextAsync(string file, CancellationToken cancellation)
    {
        if (file != "-" && EntryKinds.Of(RealPath.Of(file)) != EntryKind.Regular)
            throw new StoppedException($"--evidence: there is no file {file}. Name one, or - for stdin.");
        await using var input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var bytes = new byte[EvidenceFile.Largest + 1];
        var read = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return read <= EvidenceFile.Largest
            ? Encoding.UTF8.GetString(bytes, 0, read)
            : throw new StoppedException($"--evidence: {file} is larger than {EvidenceFile.Largest >> 20} MiB, which no evidence is.");
    }
}
