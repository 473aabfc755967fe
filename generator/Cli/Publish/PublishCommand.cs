using System.CommandLine;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Processes;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Publish;

/// <summary><c>gitopsgen publish</c>: from what is rendered to commits, branches and pull requests.</summary>
public sealed class PublishCommand(Streams streams)
{
    private readonly Option<string?> root = CommonOptions.Root();
    private readonly Option<OutputFormat> output = CommonOptions.Output();
    private readonly PublishingOptions common = new("The branch to merge into", "Where the base branch is");
    private readonly Option<ScopeKind> per = new("--per")
    {
        Description = "What one pull request is for; a wave unless said.",
        HelpName = "wave|environment|app|all",
    };
    private readonly Option<string[]> only = CommonOptions.Several(
        "--only",
        "Only these waves, environments or apps, whatever --per says."
    );
    private readonly Option<string?> head = new("--head")
    {
        Description = "Publish this commit in place of the work tree; works in a bare clone.",
    };
    private readonly Option<bool> draft = new("--draft") { Description = "Open pull requests as drafts." };
    private readonly Option<string[]> assignees = CommonOptions.Several("--assignee", "Assignees of new pull requests.");
    private readonly Option<int?> milestone = new("--milestone") { Description = "The number of the milestone of new pull requests." };
    private readonly Option<int?> maxNew = new("--max-new-pull-requests")
    {
        Description = "Open at most so many; the rest waits for the next run.",
    };
    private readonly Option<bool> takeOver = new("--take-over")
    {
        Description = "Replace and close also what was published from commits that this checkout does not have.",
    };
    private readonly Option<bool> allowSecrets = new("--allow-secrets") { Description = "Publish Secrets with readable values, too." };

    public static Command Create(Streams streams) => new PublishCommand(streams).Make();

    private Command Make()
    {
        per.CompletionSources.Clear();
        per.CompletionSources.Add("wave", "environment", "app", "all");
        var command = new Command(
            "publish",
            """
            Commit what was rendered and open or update the pull requests.

            Your work tree, index and HEAD stay as they are. A run with nothing new does nothing.

            Examples:
              gitopsgen publish --dry-run          what would be done; needs no token
              gitopsgen publish                    one pull request for each wave that changes
              gitopsgen publish --only canary --reviewer contoso/platform --label gitops
            """
        )
        {
            per,
            only,
            common.DryRun,
            common.Base,
            head,
            common.Remote,
            common.PushRemote,
            common.GitHub.Repository,
            common.Prefix,
            draft,
            common.Labels,
            common.Reviewers,
            assignees,
            milestone,
            common.AutoMerge,
            common.Merging,
            maxNew,
            common.KeepUpToDate,
            takeOver,
            common.Via,
            allowSecrets,
            common.GitHub.TokenFile,
            common.GitHub.AppId,
            common.GitHub.AppKeyFile,
            common.Offline,
            common.Tools,
            root,
            output,
        };
        common.GitHub.CheckIn(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        // A bare clone has no gitopsgen.yaml to look for.
        var folder = parsed.GetValue(head) is null
            ? CommonOptions.FindRoot(parsed.GetValue(root), streams)
            : Path.GetFullPath(parsed.GetValue(root) ?? ".");
        if (folder is null)
            return ExitCodes.Failed;
        return await RunAsync(parsed, Options(parsed, folder), cancellation);
    }

    private async Task<int> RunAsync(ParseResult parsed, PublishOptions said, CancellationToken cancellation)
    {
        using var progress = ConsoleProgress.On(streams.Error);
        PublishRun? run = null;
        var isDry = parsed.GetValue(common.DryRun);
        try
        {
            using var access = new GitHubAccess(common.GitHub.Read(parsed), CallerVariables.Get);
            var git = new GitRepository(said.Root);
            var options = said with { PushRemote = await new GitRemote(git, said.PushRemote).PushedToAsync(cancellation) };
            if (options.CommitVia == CommitVia.Api && !await access.CanCommitAsync(new GitRemote(git, options.PushRemote), cancellation))
            {
                streams.Refuse(
                    $"--commit-via api has GitHub make the commits, and '{Secrets.Drop(options.PushRemote)}' is not a repository on "
                        + "it (GITHUB_API_URL names another GitHub). Say --commit-via git."
                );
                return ExitCodes.Usage;
            }

            using var scratch = await ScratchObjects.OpenAsync(git, cancellation);
            git = git with
            {
                Scratch = scratch,
                Credentials = await access.CredentialsAsync(new GitRemote(git, options.Remote), cancellation),
            };
            using var commits = new CommitStore(git, progress.Tell);
            run = new PublishRun(options, access, commits, progress);
            await run.RunAsync(git, isDry, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The command line tells people why, as for every command; what was done is told here.
            progress.Stop();
            var failure = Failure.Of(error, ParsedCommand.Command(parsed), said.Root);
            var ended = new PublishReport(said.CommitVia, run?.Plan, run?.Outcomes ?? [], isDry) { Error = failure.Diagnostic.Message };
            if (parsed.GetValue(output) == OutputFormat.Json)
                streams.Write("publish", ended.Json([.. run?.Diagnostics.Sorted() ?? [], failure.Diagnostic], failure.Exit));
            else if (run?.Outcomes.Count > 0)
                ended.Write(streams.Output);
            throw;
        }

        progress.Stop();
        return Report(parsed, said, run, isDry);
    }

    private int Report(ParseResult parsed, PublishOptions options, PublishRun run, bool isDry)
    {
        var found = run.Diagnostics.Sorted();
        streams.Diagnostics(found, run.Outcomes.Count > 0 ? "; the rest was done" : "; nothing was published");
        var failures = Failures(parsed, options, run);
        foreach (var failure in failures)
            streams.Tell(failure, $"gitopsgen: {failure.Message}");
        var exit =
            failures.Count > 0 ? ExitCodes.Remote
            : run.Diagnostics.HasErrors ? ExitCodes.Failed
            : ExitCodes.Done;
        var report = new PublishReport(options.CommitVia, run.Plan, run.Outcomes, isDry)
        {
            Error = failures.Count > 0 ? string.Join("\n", failures.Select(failure => failure.Message)) : null,
        };
        if (parsed.GetValue(output) == OutputFormat.Json)
            streams.Write("publish", report.Json([.. found, .. failures], exit));
        else if (run.Plan is not null)
            report.Write(streams.Output);
        return exit;
    }

    // One for each cause, not for each branch.
    private static List<Diagnostic> Failures(ParseResult parsed, PublishOptions options, PublishRun run)
    {
        return [.. run.Outcomes.Where(outcome => outcome.Failure is not null).GroupBy(Told, StringComparer.Ordinal).Select(Tell)];

        string Told(Outcome outcome) => Failure.Of(outcome.Failure!, ParsedCommand.Command(parsed), options.Root).Diagnostic.Message;

        // What is wrong with the host as a whole is no branch's.
        Diagnostic Tell(IGrouping<string, Outcome> same) =>
            Messages.Stopped(
                same.First().Failure is RemoteException { IsOfAll: true }
                    ? same.Key
                    : $"{string.Join(", ", same.Select(outcome => outcome.Publication.Scope.Branch))}: {same.Key}"
            );
    }

    private PublishOptions Options(ParseResult parsed, string folder)
    {
        var said = common.Read(parsed, folder);
        return said with
        {
            ScopeKind = parsed.GetValue(per),
            Only = [.. parsed.GetValue(only) ?? []],
            Head = parsed.GetValue(head),
            TakesOver = parsed.GetValue(takeOver),
            ChecksTrees = !parsed.GetValue(common.DryRun),
            AllowSecrets = parsed.GetValue(allowSecrets),
            IsDraft = parsed.GetValue(draft),
            Decoration = said.Decoration with
            {
                Assignees = [.. PublishingOptions.Names(parsed.GetValue(assignees))],
                Milestone = parsed.GetValue(milestone),
            },
            MaxNew = parsed.GetValue(maxNew) ?? int.MaxValue,
        };
    }
}
