using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>
/// Tells a git that cannot answer from one that answers no: what is wrong with the repository, and what mends it. Taken for a no, it would
/// pass for nothing committed, nothing changed, no such file.
/// </summary>
public static partial class GitTrouble
{
    /// <summary>The output of a call that must succeed.</summary>
    /// <exception cref="DiagnosedException">It did not.</exception>
    public static async Task<CommandResult> KnowAsync(this GitRepository git, GitCall call, CancellationToken cancellation)
    {
        var result = await git.TryAsync(call, cancellation);
        return result.Succeeded ? result : throw new DiagnosedException(await git.FailureAsync(call, result, cancellation));
    }

    /// <summary>
    /// What git prints, without the last line's end; null when it answers no, which it does with exit code 1, or outside of any repository.
    /// </summary>
    /// <exception cref="DiagnosedException">It cannot answer.</exception>
    public static async Task<string?> AnswerAsync(this GitRepository git, GitCall call, CancellationToken cancellation)
    {
        var result = await git.TryAsync(call, cancellation);
        if (result.Succeeded)
            return result.Text.TrimEnd('\n');
        // A history with a hole in it is told as one that has an end, with a word beside it.
        var isNo = result is { ExitCode: 1, LimitExceeded: null } || IsOutside(result);
        return isNo && await git.TroubleAsync(result, cancellation) is null
            ? null
            : throw new DiagnosedException(await git.FailureAsync(call, result, cancellation));
    }

    /// <summary>What is wrong with the repository, where it is that which made git fail; else null.</summary>
    public static async Task<Diagnostic?> TroubleAsync(this GitRepository git, CommandResult result, CancellationToken cancellation)
    {
        var said = result.Error;
        if (Owner().IsMatch(said))
            return Messages.ForeignOwner(SafeDirectory().Match(said) is { Success: true } match ? match.Groups[1].Value : git.Folder);
        if (IsOutside(result))
            return Lost(git.Folder, result);
        if (said.Contains("must be run in a work tree", StringComparison.Ordinal))
            return WorkTree.Of(git.Folder) is { GitFolder: not null } tree
                ? Messages.RepositoryUnusable(
                    tree.Root,
                    "it is set up as a bare one, without files",
                    "Say that it is none: git config core.bare false"
                )
                : Messages.RepositoryUnusable(
                    git.Folder,
                    "it is a bare one, without files",
                    "Work in a clone, or in a work tree of it: git worktree add <folder>"
                );
        if (Extension().IsMatch(said))
            return Messages.RepositoryUnusable(git.Folder, result.Message, "It needs a later git: install one.");
        if (Index().IsMatch(said))
            return Messages.RepositoryUnusable(git.Folder, result.Message, "Remove that index and make it anew: git reset");
        if (said.Contains("bad config", StringComparison.Ordinal))
            return Messages.RepositoryUnusable(git.Folder, result.Message, "Mend that line: git config --edit");
        return Objects().IsMatch(said) ? await git.LackingAsync("an object", result.Message, cancellation) : null;
    }

    /// <summary>Something that git does not have, or cannot read, though it names it.</summary>
    /// <param name="said">Git's own words; empty without any.</param>
    public static async Task<Diagnostic> LackingAsync(this GitRepository git, string what, string said, CancellationToken cancellation)
    {
        var call = new GitCall("config", "--get-regexp", @"^(remote\..*\.promisor|extensions\.partialclone)$");
        var isPartial = (await git.TryAsync(call, cancellation)).Succeeded;
        return Messages.ObjectLacking(what, said, isPartial, git.IsOffline);
    }

    private static async Task<Diagnostic> FailureAsync(
        this GitRepository git,
        GitCall call,
        CommandResult result,
        CancellationToken cancellation
    ) =>
        await git.TroubleAsync(result, cancellation)
        ?? Messages.RepositoryUnusable(git.Folder, $"git {call.Name}: {result.Message}", "`git status` there tells more.");

    private static bool IsOutside(CommandResult result) => result.Error.Contains("not a git repository", StringComparison.Ordinal);

    // Without an entry that leads to one it is simply no repository.
    private static Diagnostic? Lost(string folder, CommandResult result) =>
        WorkTree.Of(folder) switch
        {
            { GitFolder: { } git } => Messages.RepositoryUnusable(git, result.Message, "Restore it, or clone anew."),
            { LeadsTo: { } target, Root: var root } => Messages.RepositoryUnusable(
                root,
                $"it is a work tree or submodule of one that is gone ({target})",
                "Where that was only moved, say so there: git worktree repair. Else clone anew."
            ),
            _ => null,
        };

    [GeneratedRegex("dubious ownership|unsafe repository", RegexOptions.NonBacktracking)]
    private static partial Regex Owner();

    [GeneratedRegex(@"safe\.directory (\S.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex SafeDirectory();

    [GeneratedRegex("unknown repository extension|Expected git repo version", RegexOptions.NonBacktracking)]
    private static partial Regex Extension();

    [GeneratedRegex("index file (smaller|corrupt)|bad index|bad signature 0x|index uses .* extension", RegexOptions.NonBacktracking)]
    private static partial Regex Index();

    [GeneratedRegex(
        "missing (blob|tree|commit)|bad (object|ref|tree)|not a (valid commit name|tree object)|Not a valid (commit name|object name "
            + "[0-9a-f]{40})|[Uu]nable to read|could not read|Could not read [0-9a-f]{40}|is corrupt|inflate:|unable to "
            + "unpack|object file .* "
            + "is empty|[Ff]ailed to traverse|promisor|not our ref|transport '.*' not allowed|packfile|failed to read "
            + "object|invalid object",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Objects();
}
