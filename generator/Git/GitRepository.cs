using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>Git said no where that means a broken repository, not an answer.</summary>
public sealed class GitException(string message) : Exception(message);

/// <summary>Git on one folder: the one place that says what a call gets, where its objects go, and which commit a name means.</summary>
/// <param name="Folder">In the repository, or the bare repository itself.</param>
public sealed record GitRepository(string Folder)
{
    private static readonly string[] SafeOptions =
    [
        .. new[]
        {
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "gc.auto=0",
            "maintenance.auto=false",
            // What a user may have set for pushes of their own; else tags would go along.
            "push.followTags=false",
            "push.gpgSign=false",
            "push.recurseSubmodules=no",
            "push.pushOption=",
            "log.showSignature=false",
            // What is said to git, and what it says, is UTF-8 here.
            "i18n.commitEncoding=UTF-8",
            "i18n.logOutputEncoding=UTF-8",
        }.SelectMany(setting => new[] { "-c", setting }),
    ];

    // A git that does not know the first cannot reach anything by the second.
    private static readonly ImmutableDictionary<string, string> NoFetch = ImmutableDictionary<string, string>
        .Empty.Add("GIT_NO_LAZY_FETCH", "1")
        .Add("GIT_ALLOW_PROTOCOL", "none");

    /// <summary>
    /// Variables for the calls that reach a remote, as those do that read content in a partial clone: git fetches there what it lacks.
    /// </summary>
    public ImmutableDictionary<string, string> Credentials { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What a partial clone lacks is not fetched; without it a call that needs it fails.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Where new objects go, and are found again by every call; null: into the repository.</summary>
    public ScratchObjects? Scratch { get; init; }

    /// <exception cref="FileNotFoundException">git is not installed.</exception>
    public Task<CommandResult> TryAsync(GitCall call, CancellationToken cancellation) =>
        ProcessRunner.RunAsync(Command(call), cancellation);

    /// <summary>What git prints, without the last line's end.</summary>
    /// <exception cref="GitException">git said no.</exception>
    /// <exception cref="DiagnosedException">The repository has a fault that is known.</exception>
    public async Task<string> RunAsync(GitCall call, CancellationToken cancellation)
    {
        var result = await TryAsync(call, cancellation);
        if (!result.Succeeded && await this.TroubleAsync(result, cancellation) is { } trouble)
            throw new DiagnosedException(trouble);
        return result.Succeeded ? result.Text.TrimEnd('\n') : throw new GitException($"git {call.Name} failed: {result.Message}");
    }

    public Task<string> RunAsync(CancellationToken cancellation, params string[] arguments) =>
        RunAsync(new GitCall([.. arguments]), cancellation);

    /// <summary>What git prints; null when it says no, for a reason that is none of the repository's.</summary>
    /// <exception cref="DiagnosedException">The repository has a fault that is known.</exception>
    public async Task<string?> AskAsync(CancellationToken cancellation, params string[] arguments)
    {
        var result = await TryAsync(new GitCall([.. arguments]), cancellation);
        if (!result.Succeeded && await this.TroubleAsync(result, cancellation) is { } trouble)
            throw new DiagnosedException(trouble);
        return result.Succeeded ? result.Text.TrimEnd('\n') : null;
    }

    /// <summary>The commit that a name stands for; null when there is none.</summary>
    /// <exception cref="DiagnosedException">A name stands for a commit that git does not have.</exception>
    public async Task<string?> CommitOfAsync(string name, CancellationToken cancellation)
    {
        if (await AskAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}") is { } commit)
            return commit;
        // Of a whole id git does not ask whether there is such an object.
        var id = await AskAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", name);
        if (id is null || id == name || await AskAsync(cancellation, "cat-file", "-e", id) is not null)
            return null;
        throw new DiagnosedException(await this.LackingAsync($"the commit {id}, which is {name},", "", cancellation));
    }

    /// <summary>Its history is cut off, so that commits may be missing that there are elsewhere.</summary>
    public async Task<bool> IsShallowAsync(CancellationToken cancellation) =>
        await AskAsync(cancellation, "rev-parse", "--is-shallow-repository") == "true";

    // Who says that the repository is the one around the folder, or the very one that seems planted, has git look for none.
    private Dictionary<string, string>? Named(string planted)
    {
        if (CallerVariables.All.GetValueOrDefault("GIT_DIR") is not { Length: > 0 } said)
            return null;
        var (tree, named) = (WorkTree.Of(Folder), RealPath.Of(Path.GetFullPath(said)));
        return named == tree?.GitFolder ? new(StringComparer.Ordinal) { ["GIT_DIR"] = named, ["GIT_WORK_TREE"] = tree.Root }
            : named == planted ? new(StringComparer.Ordinal) { ["GIT_DIR"] = named }
            : null;
    }

    /// <summary>
    /// It asks nobody for anything, speaks English, takes no lock that it can do without, and reads paths as they are. It is never a git
    /// that the repository brings along.
    /// </summary>
    /// <exception cref="DiagnosedException">The folder has what git would take for a repository, and others may have committed
    /// it.</exception>
    public Command Command(GitCall call)
    {
        var path = SearchPath.Outside(Folder);
        var environment = call.Need switch
        {
            GitAccess.Remote => ChildEnvironment.GitRemote(path).SetItems(Credentials),
            GitAccess.Signing => ChildEnvironment.GitSigning(path),
            _ => ChildEnvironment.GitObjects(path),
        };
        if (WorkTree.Planted(Folder) is { } planted)
            environment = environment.SetItems(Named(planted) ?? throw new DiagnosedException(Messages.PlantedRepository(planted)));
        if (Scratch is not null && !call.IsKept)
            environment = environment.SetItems(Scratch.Environment);
        if (IsOffline)
            environment = environment.SetItems(NoFetch);
        var program = path.Find("git") ?? throw new FileNotFoundException("cannot run git: it is not on PATH", "git");
        return new Command(program, ["-C", Folder, .. SafeOptions, .. call.Arguments])
        {
            Environment = environment
                .SetItem("GIT_TERMINAL_PROMPT", "0")
                .SetItem("GIT_OPTIONAL_LOCKS", "0")
                .SetItem("GIT_LITERAL_PATHSPECS", "1")
                .SetItems(call.Environment),
            Input = call.Input,
            Limits = ProcessLimits.Content,
        };
    }
}
