using System.CommandLine;
using GitOpsGen.Engines;
using GitOpsGen.Layout;
using GitOpsGen.Processes;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Publish;

/// <summary>How branches and pull requests are made, whoever decides what is in them: of publish and of what proposes.</summary>
/// <param name="onBase">What the base branch is to the command.</param>
/// <param name="onRemote">What the remote is to it.</param>
internal sealed class PublishingOptions(string onBase, string onRemote)
{
    public Option<bool> DryRun { get; } = CommonOptions.DryRun();

    public Option<string?> Base { get; } = new("--base") { Description = $"{onBase}; unless said, spec.repository.branch." };

    public Option<string> Remote { get; } =
        new("--remote") { Description = $"{onRemote}: a remote or an address; origin unless said.", DefaultValueFactory = _ => "origin" };

    public Option<string?> PushRemote { get; } =
        new("--push-remote") { Description = "Where branches are pushed to, such as a fork; --remote unless said." };

    public Option<string> Prefix { get; } =
        new("--branch-prefix")
        {
            Description = "First part of the branches' names; gitopsgen unless said.",
            DefaultValueFactory = _ => BranchFolders.DefaultPrefix,
        };

    public Option<string[]> Labels { get; } = CommonOptions.Several("--label", "Labels of new pull requests.");

    public Option<string[]> Reviewers { get; } =
        CommonOptions.Several("--reviewer", "Reviewers of new pull requests: users, or organisation/team.");

    public Option<string[]> AutoMerge { get; } =
        CommonOptions.Several("--auto-merge", "The waves whose new pull requests merge by themselves when all that is required is there.");

    public Option<MergeMethod> Merging { get; } =
        Offering(
            new Option<MergeMethod>("--merge-method") { Description = "How they do; squash unless said.", HelpName = "squash|merge|rebase" }
        );

    public Option<bool> KeepUpToDate { get; } =
        new("--keep-up-to-date")
        {
            Description =
                "Bring branches onto the base whenever that moves on, as a rule may ask for; else only where it changes what merges.",
        };

    public Option<CommitVia> Via { get; } =
        Offering(
            new Option<CommitVia>("--commit-via")
            {
                Description = "Who makes the commits: git, or GitHub by its API, which signs those of an App; git unless said.",
                HelpName = "git|api",
            }
        );

    public Option<bool> Offline { get; } = CommonOptions.Offline();

    public Option<bool> Tools { get; } = CommonOptions.AllowRepositoryTools();

    public GitHubOptions GitHub { get; } = new();

    public string PrefixOf(ParseResult parsed) => parsed.GetValue(Prefix)!.Trim('/');

    /// <param name="folder">Of the fleet.</param>
    public PublishOptions Read(ParseResult parsed, string folder) =>
        new(folder)
        {
            Prefix = PrefixOf(parsed),
            Remote = parsed.GetValue(Remote)!,
            PushRemote = parsed.GetValue(PushRemote) ?? parsed.GetValue(Remote)!,
            Base = parsed.GetValue(Base),
            CommitVia = parsed.GetValue(Via),
            KeepsUpToDate = parsed.GetValue(KeepUpToDate),
            Decoration = new Decoration([.. parsed.GetValue(Labels) ?? []], [.. Names(parsed.GetValue(Reviewers))], [], null),
            AutoMergeWaves = [.. parsed.GetValue(AutoMerge) ?? []],
            MergeMethod = parsed.GetValue(Merging),
            Offline = parsed.GetValue(Offline),
            // What is published may be a commit in a folder of its own, and name a program in the work tree.
            Trust = new ToolTrust(parsed.GetValue(Tools)) { Repositories = [folder] },
            RunUrl = GitHubAccess.RunUrl(CallerVariables.Get),
            ToolVersion = ToolVersion.Text,
        };

    /// <summary>People write a user as they mention it.</summary>
    public static IEnumerable<string> Names(string[]? said) => (said ?? []).Select(name => name.TrimStart('@'));

    // The library would offer the names that the values have in here.
    private static Option<T> Offering<T>(Option<T> option)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(option.HelpName!.Split('|'));
        return option;
    }
}
