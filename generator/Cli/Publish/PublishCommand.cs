using System.CommandLine;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Git;
using GitOpsGen.GitHub;
using GitOpsGen.Processes;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Publish;

/// <summary><c>gitopsgen publish</c>: from what is rendered to commits, branches and pull requests.</summary>
public sealed class PublishCommand(Streams streams)
{
    private readonly Option<string?> root = CommonOptions.Root();
    private readonly Option<OutputFormat> output = CommonOptions.Output();
    private readonly Option<bool> dryRun = CommonOptions.DryRun();
    private readonly Option<bool> offline = CommonOptions.Offline();
    private readonly Option<bool> tools = CommonOptions.AllowRepositoryTools();
    private readonly Option<ScopeKind> per = new("--per")
    {
        Description = "What one pull request is for; a wave unless said.",
        HelpName = "wave|environment|app|all",
    };
    private readonly Option<string[]> only = List("--only", "Only these waves, environments or apps, whatever --per says.");
    private readonly Option<string?> baseBranch = new("--base")
    {
        Description = "The branch to merge into; unless said, spec.repository.branch.",
    };
    private readonly Option<string?> head = new("--head")
    {
        Description = "Publish this commit in place of the work tree; works in a bare clone.",
    };
    private readonly Option<string> remote = new("--remote")
    {
        Description = "Where the base branch is: a remote or an address; origin unless said.",
        DefaultValueFactory = _ => "origin",
    };
    private readonly Option<string?> pushRemote = new("--push-remote")
    {
        Description = "Where branches are pushed to, such as a fork; --remote unless said.",
    };
    private readonly Option<string?> repository = new("--repository")
    {
        Description = "owner/name on GitHub; unless said, from the remote's address or GITHUB_REPOSITORY.",
    };
    private readonly Option<string> prefix = new("--branch-prefix")
    {
        Description = "First part of the branches' names; gitopsgen unless said.",
        DefaultValueFactory = _ => "gitopsgen",
    };
    private readonly Option<bool> draft = new("--draft") { Description = "Open pull requests as drafts." };
    private readonly Option<string[]> labels = List("--label", "Labels of new pull requests.");
    private readonly Option<string[]> reviewers = List("--reviewer", "Reviewers of new pull requests: users, or organisation/team.");
    private readonly Option<string[]> assignees = List("--assignee", "Assignees of new pull requests.");
    private readonly Option<int?> milestone = new("--milestone") { Description = "The number of the milestone of new pull requests." };
    private readonly Option<string[]> autoMerge = List(
        "--auto-merge",
        "The waves whose new pull requests merge by themselves when all that is required is there."
    );
    private readonly Option<MergeMethod> mergeMethod = new("--merge-method")
    {
        Description = "How they do; squash unless said.",
        HelpName = "squash|merge|rebase",
    };
    private readonly Option<int?> maxNew = new("--max-new-pull-requests")
    {
        Description = "Open at most so many; the rest waits for the next run.",
    };
    private readonly Option<bool> keepUpToDate = new("--keep-up-to-date")
    {
        Description = "Bring branches onto the base whenever that moves on, as a rule may ask for; else only where it changes what merges.",
    };
    private readonly Option<bool> takeOver = new("--take-over")
    {
        Description = "Replace and close also what was published from commits that this checkout does not have.",
    };
    private readonly Option<CommitVia> commitVia = new("--commit-via")
    {
        Description = "Who makes the commits: git, or GitHub by its API, which signs those of an App; git unless said.",
        HelpName = "git|api",
    };
    private readonly Option<bool> allowSecrets = new("--allow-secrets") { Description = "Publish Secrets with readable values, too." };
    private readonly Option<string?> tokenFile = new("--token-file")
    {
        Description = "A file with GitHub's token; unless said, GITHUB_TOKEN or GH_TOKEN.",
    };

    private readonly Option<string?> appId = new("--app-id")
    {
        Description = "Act as this GitHub App, by its number or client id; --app-key-file goes with it.",
    };
    private readonly Option<string?> appKey = new("--app-key-file") { Description = "The App's private key, PEM." };

    public static Command Create(Streams streams) => new PublishCommand(streams).Make();

    private Command Make()
    {
        per.CompletionSources.Clear();
        per.CompletionSources.Add("wave", "environment", "app", "all");
        mergeMethod.CompletionSources.Clear();
        mergeMethod.CompletionSources.Add("squash", "merge", "rebase");
        commitVia.CompletionSources.Clear();
        commitVia.CompletionSources.Add("git", "api");
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
            dryRun,
            baseBranch,
            head,
            remote,
            pushRemote,
            repository,
            prefix,
            draft,
            labels,
            reviewers,
            assignees,
            milestone,
            autoMerge,
            mergeMethod,
            maxNew,
            keepUpToDate,
            takeOver,
            commitVia,
            allowSecrets,
            tokenFile,
            appId,
            appKey,
            offline,
            tools,
            root,
            output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(repository) is { } named && !RepositoryName.IsOne(named))
                result.AddError($"--repository {RepositoryName.Shown(named)} is not owner/name: {RepositoryName.Rule}.");
            if (result.GetValue(appId) is null != result.GetValue(appKey) is null)
                result.AddError("--app-id and --app-key-file go together; say both.");
            if (result.GetValue(appId) is not null && result.GetValue(tokenFile) is not null)
                result.AddError("--app-id and --token-file are two identities; say one.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static Option<string[]> List(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

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
        var isDry = parsed.GetValue(dryRun);
        try
        {
            using var access = new GitHubAccess(
                new GitHubArguments(
                    parsed.GetValue(repository),
                    parsed.GetValue(tokenFile),
                    parsed.GetValue(appId),
                    parsed.GetValue(appKey)
                ),
                CallerVariables.Get
            );
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

    // People write a user as they mention it.
    private static IEnumerable<string> Names(string[]? said) => (said ?? []).Select(name => name.TrimStart('@'));

    private PublishOptions Options(ParseResult parsed, string folder) =>
        new(folder)
        {
            ScopeKind = parsed.GetValue(per),
            Only = [.. parsed.GetValue(only) ?? []],
            Prefix = parsed.GetValue(prefix)!.Trim('/'),
            Remote = parsed.GetValue(remote)!,
            PushRemote = parsed.GetValue(pushRemote) ?? parsed.GetValue(remote)!,
            Base = parsed.GetValue(baseBranch),
            Head = parsed.GetValue(head),
            CommitVia = parsed.GetValue(commitVia),
            KeepsUpToDate = parsed.GetValue(keepUpToDate),
            TakesOver = parsed.GetValue(takeOver),
            ChecksTrees = !parsed.GetValue(dryRun),
            AllowSecrets = parsed.GetValue(allowSecrets),
            IsDraft = parsed.GetValue(draft),
            Decoration = new Decoration(
                [.. parsed.GetValue(labels) ?? []],
                [.. Names(parsed.GetValue(reviewers))],
                [.. Names(parsed.GetValue(assignees))],
                parsed.GetValue(milestone)
            ),
            AutoMergeWaves = [.. parsed.GetValue(autoMerge) ?? []],
            MergeMethod = parsed.GetValue(mergeMethod),
            MaxNew = parsed.GetValue(maxNew) ?? int.MaxValue,
            Offline = parsed.GetValue(offline),
            // What is published may be a commit in a folder of its own, and name a program in the work tree.
            Trust = new ToolTrust(parsed.GetValue(tools)) { Repositories = [folder] },
            RunUrl = GitHubAccess.RunUrl(CallerVariables.Get),
            ToolVersion = Cli.ToolVersion.Text,
        };
}
