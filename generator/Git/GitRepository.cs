using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>The few verbs of git that are needed, on the folder that it is asked about.</summary>
public sealed partial class GitRepository(string folder)
{
    /// <summary>What git answered on one line; null when it said no.</summary>
    /// <exception cref="FileNotFoundException">git is not installed.</exception>
    private async Task<string?> AskAsync(CancellationToken cancellation, params string[] arguments)
    {
        var result = await RunAsync(cancellation, arguments);
        return result.Succeeded ? result.Text.TrimEnd('\n', '\r') : null;
    }

    /// <summary>The root of the work tree that holds the folder; null outside of any.</summary>
    public async Task<string?> RootAsync(CancellationToken cancellation) =>
        await AskAsync(cancellation, "rev-parse", "--show-toplevel") is { Length: > 0 } root ? Path.GetFullPath(root) : null;

    /// <summary>Where origin is, without a name or password that may be part of the address; null when there is no origin.</summary>
    public async Task<string?> OriginAsync(CancellationToken cancellation) =>
        await AskAsync(cancellation, "remote", "get-url", "origin") is { Length: > 0 } url ? WithoutSecrets(url) : null;

    /// <summary>Makes the folder a repository with the branch main.</summary>
    public async Task<bool> InitialiseAsync(CancellationToken cancellation) =>
        // Before 2.28 git could not be told the branch.
        (await RunAsync(cancellation, "init", "--quiet", "--initial-branch=main")).Succeeded || (await RunAsync(cancellation, "init", "--quiet")).Succeeded;

    /// <summary>Asks origin for its HEAD over the network, without asking a person for anything; the message of git when that fails.</summary>
    public async Task<string?> ReachOriginAsync(CancellationToken cancellation)
    {
        var result = await ProcessRunner.RunAsync(Command(folder, GitNeed.Remote, "ls-remote", "origin", "HEAD"), cancellation);
        return result.Succeeded ? null : WithoutSecrets(result.Message);
    }

    /// <summary>The id of a commit; null when the repository has none of that name.</summary>
    public async Task<string?> CommitAsync(string name, CancellationToken cancellation) =>
        // What begins like an option is no name of a commit.
        name.StartsWith('-') ? null : await AskAsync(cancellation, "rev-parse", "--verify", "--quiet", $"{name}^{{commit}}") is { Length: > 0 } id ? id : null;

    /// <summary>Its history is cut off, so that commits may be missing that there are elsewhere.</summary>
    public async Task<bool> IsShallowAsync(CancellationToken cancellation) => await AskAsync(cancellation, "rev-parse", "--is-shallow-repository") == "true";

    public Task<CommandResult> RunAsync(CancellationToken cancellation, params string[] arguments) => ProcessRunner.RunAsync(Command(folder, GitNeed.Nothing, arguments), cancellation);

    /// <summary>
    /// Git on a folder: it asks nobody for anything, speaks English, and takes no lock that it can do without. It is never one that the
    /// repository brings along.
    /// </summary>
    /// <exception cref="DiagnosedException">The folder has what git would take for a repository, and others may have committed it.</exception>
    public static Command Command(string folder, GitNeed need, params IEnumerable<string> arguments)
    {
        var path = SearchPath.Outside(folder);
        var environment = need switch
        {
            GitNeed.Remote => ChildEnvironment.GitRemote(path),
            GitNeed.Signing => ChildEnvironment.GitSigning(path),
            _ => ChildEnvironment.GitObjects(path),
        };
        // Who says where the repository is has git look for none.
        if (!environment.ContainsKey("GIT_DIR") && WorkTree.Planted(folder) is { } planted) throw new DiagnosedException(Messages.PlantedRepository(planted));
        var program = path.Find("git") ?? throw new FileNotFoundException("cannot run git: it is not on PATH", "git");
        return new Command(program, ["-C", folder, .. arguments])
        {
            Environment = environment.SetItem("GIT_TERMINAL_PROMPT", "0").SetItem("GIT_OPTIONAL_LOCKS", "0"),
            Bounds = Bounds.Content,
        };
    }

    /// <summary>Takes <c>user:password@</c> out of every web address in a text; a password may hold an '@' itself. <c>git@host</c> is no secret.</summary>
    public static string WithoutSecrets(string text) => Secrets().Replace(text, "$1");

    [GeneratedRegex(@"(https?://)[^/\s]*@", RegexOptions.NonBacktracking)]
    private static partial Regex Secrets();
}
