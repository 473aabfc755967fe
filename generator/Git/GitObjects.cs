using System.Collections.Immutable;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>Git said no where that means a broken repository, not an answer.</summary>
public sealed class GitException(string message) : Exception(message);

/// <summary>
/// Builds trees and commits as objects only, with an index of its own: the user's index, work tree, HEAD, stash and hooks are not
/// touched, whatever state they are in.
/// </summary>
/// <param name="Folder">In the repository, or the bare repository itself.</param>
public sealed record GitObjects(string Folder)
{
    // Blob names of git are 40 digits long, or 64 in a repository of SHA-256.
    private static readonly string[] SafeOptions =
    [
        .. new[]
        {
            "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
            // What a user may have set for pushes of their own; else tags would go along.
            "push.followTags=false", "push.gpgSign=false", "push.recurseSubmodules=no", "push.pushOption=", "log.showSignature=false",
        }.SelectMany(setting => new[] { "-c", setting }),
    ];

    /// <summary>Variables for the calls that reach a remote, as those do that read content in a partial clone: git fetches there what it lacks.</summary>
    public ImmutableDictionary<string, string> Credentials { get; init; } = ImmutableDictionary<string, string>.Empty;

    public async Task<CommandResult> TryAsync(GitCall call, CancellationToken cancellation)
    {
        var command = GitRepository.Command(Folder, call.Need, [.. SafeOptions, .. call.Arguments]);
        var environment = (call.Need == GitNeed.Remote ? command.Environment.SetItems(Credentials) : command.Environment).SetItems(call.Environment);
        return await ProcessRunner.RunAsync(command with { Environment = environment.SetItem("GIT_LITERAL_PATHSPECS", "1"), Input = call.Input }, cancellation);
    }

    /// <summary>What git prints, without the last line's end.</summary>
    /// <exception cref="GitException">git said no.</exception>
    public async Task<string> RunAsync(GitCall call, CancellationToken cancellation)
    {
        var result = await TryAsync(call, cancellation);
        return result.Succeeded ? result.Text.TrimEnd('\n') : throw new GitException($"git {call.Arguments[0]} failed: {result.Message}");
    }

    public Task<string> RunAsync(CancellationToken cancellation, params string[] arguments) => RunAsync(new GitCall([.. arguments]), cancellation);

    /// <summary>What git prints; null when it says no.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellation, params string[] arguments) =>
        await TryAsync(new GitCall([.. arguments]), cancellation) is { Succeeded: true } result ? result.Text.TrimEnd('\n') : null;

    /// <summary>The commit that a name stands for; null when there is none.</summary>
    public Task<string?> CommitOfAsync(string name, CancellationToken cancellation) => AskAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}");

    public async Task<ImmutableArray<PathChange>> ChangesAsync(string from, string to, CancellationToken cancellation) =>
        PathChange.Parse((await TryAsync(new GitCall("diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", "--no-ext-diff", from, to), cancellation)).OrThrow("diff-tree").Text);

    /// <summary>Those of some files that a commit has, by path from the top of the repository.</summary>
    public async Task<IReadOnlyDictionary<string, TreeFile>> FilesAsync(string commit, IEnumerable<string> paths, CancellationToken cancellation)
    {
        List<string> wanted = [.. paths];
        if (wanted.Count == 0) return ImmutableDictionary<string, TreeFile>.Empty;
        // mode SP type SP id TAB path
        var entries = (await TryAsync(new GitCall(["ls-tree", "-z", "--full-tree", commit, "--", .. wanted]), cancellation)).OrThrow("ls-tree").Text;
        return entries.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('\t', 2))
            .ToDictionary(entry => entry[1], entry => new TreeFile(entry[0].Split(' ')[0], entry[0].Split(' ')[2]), StringComparer.Ordinal);
    }

    /// <summary>The tree of <paramref name="start"/> with what the work tree has below <paramref name="paths"/>: what is ignored stays out, filters and modes are git's own.</summary>
    public async Task<string> WorkTreeAsync(string start, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        using var index = new TemporaryIndex();
        await RunAsync(new GitCall("read-tree", start) { Environment = index.Environment }, cancellation);
        var known = (await RunAsync(new GitCall(["ls-files", "-z", "--", .. paths]) { Environment = index.Environment }, cancellation)).Split('\0');
        // git refuses a path that is nowhere.
        var there = paths.Where(path => Path.Exists(Path.Join(Folder, path)) || known.Any(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal))).ToList();
        if (there.Count > 0) await RunAsync(new GitCall(["add", "--all", "--", .. there]) { Environment = index.Environment }, cancellation);
        return await RunAsync(new GitCall("write-tree") { Environment = index.Environment }, cancellation);
    }

    /// <summary>The tree of <paramref name="start"/> with some files put in or taken out.</summary>
    public async Task<string> TreeAsync(string start, IEnumerable<PathChange> changes, CancellationToken cancellation)
    {
        using var index = new TemporaryIndex();
        await RunAsync(new GitCall("read-tree", start) { Environment = index.Environment }, cancellation);
        await RunAsync(new GitCall("update-index", "-z", "--index-info") { Environment = index.Environment, Input = string.Concat(changes.OrderBy(change => change.New is not null).Select(change => change.IndexLine)) }, cancellation);
        // A partial clone need not have the blobs that nobody touches.
        return await RunAsync(new GitCall("write-tree", "--missing-ok") { Environment = index.Environment }, cancellation);
    }

    /// <param name="date">Seconds since 1970: the same content on the same day gives the same commit.</param>
    /// <param name="author"><c>Name &lt;mail&gt;</c> where git knows nobody.</param>
    public async Task<string> CommitAsync(string tree, string parent, string message, string date, (string Name, string Mail) author, CancellationToken cancellation)
    {
        var environment = ImmutableDictionary<string, string>.Empty.SetItem("GIT_AUTHOR_DATE", $"@{date} +0000").SetItem("GIT_COMMITTER_DATE", $"@{date} +0000");
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            if (await KnowsIdentityAsync(who, cancellation)) continue;
            environment = environment.SetItem($"GIT_{who}_NAME", author.Name).SetItem($"GIT_{who}_EMAIL", author.Mail);
        }

        // commit-tree does not look at this setting by itself.
        string[] sign = await AskAsync(cancellation, "config", "--type=bool", "commit.gpgSign") == "true" ? ["-S"] : [];
        return await RunAsync(new GitCall(["commit-tree", tree, "-p", parent, .. sign, "-F", "-"]) { Need = GitNeed.Signing, Environment = environment, Input = message }, cancellation);
    }

    /// <summary>A commit that only carries a tree to a remote: unsigned, nobody's, and the same whoever makes it.</summary>
    public Task<string> CarrierAsync(string tree, string parent, (string Name, string Mail) author, CancellationToken cancellation)
    {
        var environment = ImmutableDictionary<string, string>.Empty;
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
            environment = environment.SetItem($"GIT_{who}_NAME", author.Name).SetItem($"GIT_{who}_EMAIL", author.Mail).SetItem($"GIT_{who}_DATE", "@0 +0000");
        return RunAsync(new GitCall("commit-tree", tree, "-p", parent, "-F", "-") { Environment = environment, Input = "Objects on their way to a commit; gitopsgen publish deletes this ref.\n" }, cancellation);
    }

    /// <summary>The text of blobs, by name, in one process.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TextsAsync(IEnumerable<string> blobs, CancellationToken cancellation)
    {
        var names = blobs.Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0) return ImmutableDictionary<string, string>.Empty;
        var result = (await TryAsync(new GitCall("cat-file", "--batch") { Need = GitNeed.Remote, Input = string.Concat(names.Select(name => $"{name}\n")) }, cancellation)).OrThrow("cat-file");
        return Batch.Read(result.Output.Span);
    }

    // A name that git would make up of the machine's is nobody's.
    private async Task<bool> KnowsIdentityAsync(string who, CancellationToken cancellation) =>
        (await TryAsync(new GitCall("-c", "user.useConfigOnly=true", "var", $"GIT_{who}_IDENT"), cancellation)).Succeeded;
}
