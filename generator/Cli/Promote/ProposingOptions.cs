using System.CommandLine;
using GitOpsGen.Cli.Publish;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary>What every command that reads the base and its branches is told of git and GitHub; those that propose are told more.</summary>
internal sealed class ProposingOptions
{
    private readonly Option<string?> root = CommonOptions.Root();
    private readonly PublishingOptions publishing = new("The branch that Argo CD follows", "Where the base and the evidence are");

    public Option<OutputFormat> Output { get; } = CommonOptions.Output();

    public Option<bool> DryRun => publishing.DryRun;

    /// <param name="proposes">Else it only reads.</param>
    public void AddTo(Command command, bool proposes)
    {
        var (said, github) = (publishing, publishing.GitHub);
        Option[] proposing =
        [
            said.DryRun,
            said.Labels,
            said.Reviewers,
            said.Merging,
            said.KeepUpToDate,
            said.Via,
            said.Offline,
            said.Tools,
        ];
        Option[] reading = [said.Base, said.Remote, said.PushRemote, github.Repository, said.Prefix, github.TokenFile, github.AppId];
        foreach (var option in proposes ? [.. proposing, .. reading] : reading)
            command.Add(option);
        command.Add(github.AppKeyFile);
        command.Add(root);
        github.CheckIn(command);
    }

    /// <summary>For a command that promotes: its pull requests may merge by themselves, wave by wave.</summary>
    public void AddAutoMergeTo(Command command) => command.Add(publishing.AutoMerge);

    public BranchFolders Folders(ParseResult parsed) => new(publishing.PrefixOf(parsed));

    /// <returns>Null after a message when there is no fleet.</returns>
    public PublishOptions? Publishing(ParseResult parsed, Streams streams) =>
        CommonOptions.FindRoot(parsed.GetValue(root), streams) is { } folder
            ? publishing.Read(parsed, folder) with
            {
                Prefix = Folders(parsed).Promotions,
                // What a plan says counts, whoever made the branch that is there.
                TakesOver = true,
                ChecksTrees = false,
            }
            : null;

    public GitHubArguments GitHub(ParseResult parsed) => publishing.GitHub.Read(parsed);

    /// <summary>Has something decided by what is seen, and proposes it.</summary>
    /// <param name="decide">Null where nothing is to be proposed.</param>
    public async Task<ProposingRun> RunAsync(
        ParseResult parsed,
        PublishOptions options,
        Streams streams,
        Func<ProposingRun, PromotionSight, GitRepository, CancellationToken, Task<Wanted?>> decide,
        CancellationToken cancellation
    )
    {
        // It ends before anything is answered.
        using var progress = ConsoleProgress.On(streams.Error);
        var run = new ProposingRun(options, Folders(parsed), GitHub(parsed), progress);
        await run.RunAsync((sight, git, cancel) => decide(run, sight, git, cancel), parsed.GetValue(DryRun), cancellation);
        return run;
    }
}
