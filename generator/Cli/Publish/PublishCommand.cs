using System.CommandLine;
using System.Security.Cryptography;
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
    // Enough for as many as push at once; then something else is wrong.
    internal const int Races = 10;

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
        try
        {
            return await RunAsync(parsed, Options(parsed, folder), cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The command line tells people, as for every command.
            if (parsed.GetValue(output) != OutputFormat.Json)
                throw;
            var failure = Failure.Of(error, ParsedCommand.Command(parsed), folder);
            var report = new PublishReport(parsed.GetValue(commitVia), null, [], parsed.GetValue(dryRun))
            {
                Error = failure.Diagnostic.Message,
            };
            streams.Write("publish", report.Json([failure.Diagnostic], failure.Exit));
            throw;
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, PublishOptions options, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        using var progress = ConsoleProgress.On(streams.Error);
        using var access = new GitHubAccess(
            new GitHubArguments(parsed.GetValue(repository), parsed.GetValue(tokenFile), parsed.GetValue(appId), parsed.GetValue(appKey)),
            CallerVariables.Get
        );
        var git = new GitRepository(options.Root);
        if (options.CommitVia == CommitVia.Api && !await access.CanCommitAsync(new GitRemote(git, options.PushRemote), cancellation))
        {
            streams.Refuse(
                $"--commit-via api has GitHub make the commits, and '{Secrets.Drop(options.PushRemote)}' is not a repository on "
                    + "it (GITHUB_API_URL names another GitHub). Say --commit-via git."
            );
            return ExitCodes.Usage;
        }

        using var scratch = await ScratchObjects.OpenAsync(git, cancellation);
        git = await WithTokenAsync(git with { Scratch = scratch });
        using var commits = new CommitStore(git, progress.Tell);
        var isDry = parsed.GetValue(dryRun);
        PublishPlan? plan = null;
        IReadOnlyList<Outcome> outcomes = [];
        StagedCommits? staged = null;
        for (var attempt = 1; ; attempt++)
        {
            // What was said in a try that lost a race is said again by the next.
            diagnostics = new DiagnosticBag();
            git = await WithTokenAsync(git);
            plan = await new PublishPlanner(options, git, commits, progress, diagnostics).PlanAsync(cancellation);
            if (plan is null || isDry)
                break;
            try
            {
                // An App's token may have ended while the plan was made.
                git = await WithTokenAsync(git);
                var host = await access.HostAsync(options, plan.Base, git, cancellation);
                var pushed = new GitRemote(git, options.PushRemote);
                // The same in every try: it knows what is to be tidied up.
                staged ??=
                    options.CommitVia == CommitVia.Api
                        ? new StagedCommits(commits, pushed, await access.CommitsAsync(options, git, cancellation))
                        : null;
                outcomes = await new Publisher(options, pushed, host, staged, progress, diagnostics).RunAsync(plan, cancellation);
                break;
            }
            catch (PushRaceException race) when (attempt < Races)
            {
                progress.Tell($"{race.Message}; looking again.");
                await Task.Delay(RandomNumberGenerator.GetInt32(100, 200 * attempt + 100), cancellation);
            }
        }

        progress.Stop();
        var exit = diagnostics.HasErrors ? ExitCodes.Failed : ExitCodes.Done;
        streams.Diagnostics(diagnostics.Sorted(), outcomes.Count > 0 ? "; the rest was done" : "; nothing was published");
        var report = new PublishReport(options.CommitVia, plan, outcomes, isDry);
        if (parsed.GetValue(output) == OutputFormat.Json)
            streams.Write("publish", report.Json(diagnostics.Sorted(), exit));
        else if (plan is not null)
            report.Write(streams.Output);
        return exit;

        async Task<GitRepository> WithTokenAsync(GitRepository git) =>
            git with
            {
                Credentials = await access.CredentialsAsync(new GitRemote(git, options.Remote), cancellation),
            };
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
            ToolVersion = typeof(PublishCommand).Assembly.GetName().Version!.ToString(3),
        };
}
