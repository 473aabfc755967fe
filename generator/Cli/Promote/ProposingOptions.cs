using System.Collections.Immutable;
using System.CommandLine;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Engines;
using GitOpsGen.GitHub;
using GitOpsGen.Layout;
using GitOpsGen.Processes;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary>What every command that reads the base and its branches is told of git and GitHub; those that propose are told more.</summary>
internal sealed class ProposingOptions
{
    private readonly Option<string?> root = CommonOptions.Root();
    private readonly Option<bool> offline = CommonOptions.Offline();
    private readonly Option<bool> tools = CommonOptions.AllowRepositoryTools();
    private readonly Option<string?> baseBranch = new("--base")
    {
        Description = "The branch that Argo CD follows; unless said, spec.repository.branch.",
    };
    private readonly Option<string> remote = new("--remote")
    {
        Description = "Where the base and the evidence are: a remote or an address; origin unless said.",
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
        DefaultValueFactory = _ => BranchFolders.DefaultPrefix,
    };
    private readonly Option<string[]> labels = List("--label", "Labels of new pull requests.");
    private readonly Option<string[]> reviewers = List("--reviewer", "Reviewers of new pull requests: users, or organisation/team.");
    private readonly Option<string[]> autoMerge = List(
        "--auto-merge",
        "The waves whose new pull requests merge by themselves when all that is required is there."
    );
    private readonly Option<MergeMethod> mergeMethod = new("--merge-method")
    {
        Description = "How they do; squash unless said.",
        HelpName = "squash|merge|rebase",
    };
    private readonly Option<CommitVia> commitVia = new("--commit-via")
    {
        Description = "Who makes the commits: git, or GitHub by its API, which signs those of an App; git unless said.",
        HelpName = "git|api",
    };
    private readonly Option<string?> tokenFile = new("--token-file")
    {
        Description = "A file with GitHub's token; unless said, GITHUB_TOKEN or GH_TOKEN.",
    };
    private readonly Option<string?> appId = new("--app-id")
    {
        Description = "Act as this GitHub App, by its number or client id; --app-key-file goes with it.",
    };
    private readonly Option<string?> appKey = new("--app-key-file") { Description = "The App's private key, PEM." };

    public Option<OutputFormat> Output { get; } = CommonOptions.Output();

    public Option<bool> DryRun { get; } = CommonOptions.DryRun();

    /// <param name="proposes">Else it only reads.</param>
    public void AddTo(Command command, bool proposes)
    {
        Choices(mergeMethod, "squash", "merge", "rebase");
        Choices(commitVia, "git", "api");
        Option[] reading = [baseBranch, remote, pushRemote, repository, prefix, tokenFile, appId, appKey, root];
        Option[] proposing = [DryRun, labels, reviewers, mergeMethod, commitVia, offline, tools];
        foreach (var option in proposes ? [.. proposing, .. reading] : reading)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(repository) is { } named && !RepositoryName.IsOne(named))
                result.AddError($"--repository {RepositoryName.Shown(named)} is not owner/name: {RepositoryName.Rule}.");
            if (result.GetValue(appId) is null != result.GetValue(appKey) is null)
                result.AddError("--app-id and --app-key-file go together; say both.");
            if (result.GetValue(appId) is not null && result.GetValue(tokenFile) is not null)
                result.AddError("--app-id and --token-file are two identities; say one.");
        });
    }

    /// <summary>For a command that promotes: its pull requests may merge by themselves, wave by wave.</summary>
    public void AddAutoMergeTo(Command command) => command.Add(autoMerge);

    public BranchFolders Folders(ParseResult parsed) => new(parsed.GetValue(prefix)!.Trim('/'));

    public GitHubArguments GitHub(ParseResult parsed) =>
        new(parsed.GetValue(repository), parsed.GetValue(tokenFile), parsed.GetValue(appId), parsed.GetValue(appKey));

    /// <returns>Null after a message when there is no fleet.</returns>
    public PublishOptions? Publishing(ParseResult parsed, Streams streams) =>
        CommonOptions.FindRoot(parsed.GetValue(root), streams) is { } folder
            ? new PublishOptions(folder)
            {
                Prefix = Folders(parsed).Promotions,
                Remote = parsed.GetValue(remote)!,
                PushRemote = parsed.GetValue(pushRemote) ?? parsed.GetValue(remote)!,
                Base = parsed.GetValue(baseBranch),
                CommitVia = parsed.GetValue(commitVia),
                // What a plan says counts, whoever made the branch that is there.
                TakesOver = true,
                ChecksTrees = false,
                Decoration = new Decoration(
                    [.. parsed.GetValue(labels) ?? []],
                    [.. (parsed.GetValue(reviewers) ?? []).Select(name => name.TrimStart('@'))],
                    [],
                    null
                ),
                AutoMergeWaves = [.. parsed.GetValue(autoMerge) ?? []],
                MergeMethod = parsed.GetValue(mergeMethod),
                Offline = parsed.GetValue(offline),
                Trust = new ToolTrust(parsed.GetValue(tools)) { Repositories = [folder] },
                RunUrl = GitHubAccess.RunUrl(CallerVariables.Get),
                ToolVersion = typeof(ProposingOptions).Assembly.GetName().Version!.ToString(3),
            }
            : null;

    private static Option<string[]> List(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    private static void Choices(Option option, params string[] words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
    }
}
