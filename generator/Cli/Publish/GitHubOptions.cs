using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.GitHub;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Publish;

/// <summary>Which repository on GitHub is meant, and who asks: the same for every command that talks to it.</summary>
internal sealed class GitHubOptions
{
    public Option<string?> Repository { get; } =
        new("--repository") { Description = "owner/name on GitHub; unless said, from the remote's address or GITHUB_REPOSITORY." };

    public Option<string?> TokenFile { get; } =
        new("--token-file") { Description = "A file with GitHub's token; unless said, GITHUB_TOKEN or GH_TOKEN." };

    public Option<string?> AppId { get; } =
        new("--app-id") { Description = "Act as this GitHub App, by its number or client id; --app-key-file goes with it." };

    public Option<string?> AppKeyFile { get; } = new("--app-key-file") { Description = "The App's private key, PEM." };

    /// <summary>Has a command that has the options refuse what does not go together.</summary>
    public void CheckIn(Command command) => command.Validators.Add(Check);

    public GitHubArguments Read(ParseResult parsed) =>
        new(parsed.GetValue(Repository), parsed.GetValue(TokenFile), parsed.GetValue(AppId), parsed.GetValue(AppKeyFile));

    private void Check(CommandResult result)
    {
        if (result.GetValue(Repository) is { } named && !RepositoryName.IsOne(named))
            result.AddError($"--repository {RepositoryName.Shown(named)} is not owner/name: {RepositoryName.Rule}.");
        if (result.GetValue(AppId) is null != result.GetValue(AppKeyFile) is null)
            result.AddError("--app-id and --app-key-file go together; say both.");
        if (result.GetValue(AppId) is not null && result.GetValue(TokenFile) is not null)
            result.AddError("--app-id and --token-file are two identities; say one.");
    }
}
