using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>
/// A branch to push. <paramref name="Commit"/> null deletes it; <paramref name="Expected"/> null means that it must not be there yet.
/// </summary>
public sealed record Push(string Branch, string? Commit, string? Expected);

/// <summary>A remote as the git program reaches it, so that SSH, credential helpers and proxies work as they do for the user.</summary>
/// <param name="remote">A name, or an address.</param>
public sealed class GitRemote(GitRepository git, string remote)
{
    private const string ServersLine = "remote:";
    private const int MostLines = 20;

    // A mirror pushes everything or nothing, unless it is told not to be one.
    private readonly string[] pushQuietly =
    [
        .. remote.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/')
            ? ["-c", $"remote.{remote}.mirror=false"]
            : Array.Empty<string>(),
        "push",
        "--porcelain",
        "--no-verify",
    ];

    /// <summary>The address, with what git replaces in it.</summary>
    public async Task<string> UrlAsync(CancellationToken cancellation) =>
        await git.AskAsync(cancellation, "remote", "get-url", "--", remote) ?? remote;

    /// <summary>Where it is pushed to: another address where <c>pushurl</c> is set.</summary>
    public async Task<string> PushUrlAsync(CancellationToken cancellation) =>
        await git.AskAsync(cancellation, "remote", "get-url", "--push", "--", remote) ?? remote;

    /// <summary>The name of the remote, or the address that its pushes go to where that is another than the one it is read from.</summary>
    /// <exception cref="StoppedException">That address has a secret in it, which no argument may have.</exception>
    public async Task<string> PushedToAsync(CancellationToken cancellation)
    {
        var pushed = await PushUrlAsync(cancellation);
        if (pushed == await UrlAsync(cancellation))
            return remote;
        return Secrets.Drop(pushed) == pushed
            ? pushed
            : throw new StoppedException(
                $"remote {Shown} is pushed to {Secrets.Drop(pushed)}, with a user or password in the address (pushurl). Take it out "
                    + "and give it to git's credential helper, or name the address with --push-remote."
            );
    }

    /// <summary>The commits of branches that match, by branch name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BranchesAsync(IEnumerable<string> patterns, CancellationToken cancellation)
    {
        var result = await ReachAsync(
            ["ls-remote", "--heads", "--", remote, .. patterns.Select(pattern => $"refs/heads/{pattern}")],
            cancellation
        );
        // A remote that cannot be read is not one without branches.
        if (!result.Succeeded)
            throw new RemoteException($"cannot read the branches of {Shown}: {Secrets.Drop(result.Message)}");
        return result
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToImmutableSortedDictionary(parts => parts[1]["refs/heads/".Length..], parts => parts[0], StringComparer.Ordinal);
    }

    /// <summary>Brings the objects of branches, and leaves every ref, FETCH_HEAD and the depth of the clone as they are.</summary>
    public Task FetchAsync(IReadOnlyList<string> branches, CancellationToken cancellation) =>
        FetchRefsAsync([.. branches.Select(branch => $"refs/heads/{branch}")], string.Join(", ", branches), cancellation);

    /// <summary>The same of refs, by their full names.</summary>
    /// <param name="what">How they are called when that fails.</param>
    public async Task FetchRefsAsync(IReadOnlyList<string> refs, string what, CancellationToken cancellation)
    {
        if (refs.Count == 0)
            return;
        var result = await ReachAsync(
            ["fetch", "--quiet", "--no-write-fetch-head", "--refmap=", "--no-tags", "--no-recurse-submodules", "--", remote, .. refs],
            cancellation
        );
        if (!result.Succeeded)
            throw new RemoteException($"cannot fetch {what} from {Shown}: {Secrets.Drop(result.Message)}");
    }

    /// <summary>
    /// Brings the end of a branch. A shallow clone gets nothing but that; in any other its history comes along, for a clone stays as whole
    /// as it is.
    /// </summary>
    /// <param name="isWhole">With all of its files also in a partial clone, which would fetch them one by one.</param>
    public async Task FetchTipAsync(string branch, bool isWhole, CancellationToken cancellation)
    {
        string[] filter = isWhole ? ["--no-filter"] : [];
        var result = await ReachAsync(
            [.. await QuietFetchAsync(cancellation), .. filter, "--", remote, $"refs/heads/{branch}"],
            cancellation
        );
        if (!result.Succeeded)
            throw new RemoteException($"cannot fetch {branch} from {Shown}: {Secrets.Drop(result.Message)}");
    }

    /// <summary>Brings commits by their ids, where the remote gives them out; it need not.</summary>
    public async Task TryFetchCommitsAsync(IReadOnlyList<string> commits, CancellationToken cancellation) =>
        await ReachAsync([.. await QuietFetchAsync(cancellation), "--", remote, .. commits], cancellation);

    private async Task<ImmutableArray<string>> QuietFetchAsync(CancellationToken cancellation)
    {
        ImmutableArray<string> fetch = ["fetch", "--quiet", "--no-write-fetch-head", "--refmap=", "--no-tags", "--no-recurse-submodules"];
        return await git.IsShallowAsync(cancellation) ? [.. fetch, "--depth=1"] : fetch;
    }

    /// <summary>Fetches the history that a shallow clone lacks.</summary>
    public async Task DeepenAsync(string branch, CancellationToken cancellation) =>
        await ReachAsync(
            ["fetch", "--quiet", "--no-write-fetch-head", "--refmap=", "--no-tags", "--unshallow", "--", remote, $"refs/heads/{branch}"],
            cancellation
        );

    /// <summary>Pushes with an explicit lease.</summary>
    /// <returns>Null when it was done; else git's reason, and below it, line by line, what the remote says.</returns>
    public async Task<string?> PushAsync(Push push, CancellationToken cancellation)
    {
        var reference = $"refs/heads/{push.Branch}";
        if (push.Commit is { } commit)
            await git.KeepAsync(commit, cancellation);
        var result = await ReachAsync(
            [.. pushQuietly, $"--force-with-lease={reference}:{push.Expected}", "--", remote, $"{push.Commit}:{reference}"],
            cancellation
        );
        return Reason(result, reference, push.Branch);
    }

    /// <summary>Puts a commit at a ref that is no branch, whatever is there.</summary>
    /// <returns>Null when it was done; else the remote's reason.</returns>
    public async Task<string?> StageAsync(string reference, string commit, CancellationToken cancellation)
    {
        await git.KeepAsync(commit, cancellation);
        return Reason(await ReachAsync([.. pushQuietly, "--", remote, $"+{commit}:{reference}"], cancellation), reference, reference);
    }

    /// <summary>Deletes refs that are still where they were; the others are somebody's who is at work.</summary>
    /// <returns>Null when nothing went wrong; else git's reason.</returns>
    public async Task<string?> DropAsync(IReadOnlyDictionary<string, string> refs, CancellationToken cancellation)
    {
        var result = await ReachAsync(
            [
                .. pushQuietly,
                .. refs.Select(pair => $"--force-with-lease={pair.Key}:{pair.Value}"),
                "--",
                remote,
                .. refs.Keys.Select(name => $":{name}"),
            ],
            cancellation
        );
        var lines = result.Text.Split('\n').Where(line => line.Split('\t').Length == 3).ToList();
        return lines.Count > 0 && lines.All(line => !line.StartsWith('!') || line.Contains("stale info", StringComparison.Ordinal))
            ? null
            : Secrets.Drop(result.Message);
    }

    // The exit code is the same for every refusal: the lines tell them apart.
    private string? Reason(CommandResult result, string reference, string what)
    {
        var line = result
            .Text.Split('\n')
            .FirstOrDefault(line => line.Split('\t') is [_, var refs, ..] && refs.EndsWith($":{reference}", StringComparison.Ordinal));
        if (line is null)
            throw new RemoteException($"cannot push {what} to {Shown}: {Secrets.Drop(result.Message)}");
        return line.StartsWith('!') ? string.Join('\n', Said(result).Prepend(line.Split('\t')[^1])) : null;
    }

    // What hooks and rulesets of the server say of why.
    private static IEnumerable<string> Said(CommandResult result) =>
        result
            .Error.Split('\n')
            .Where(line => line.StartsWith(ServersLine, StringComparison.Ordinal))
            .Select(line => Secrets.Drop(line[ServersLine.Length..].Trim()))
            .Where(line => line.Length > 0)
            .Take(MostLines);

    private string Shown => Secrets.Drop(remote);

    // With the repository alone: what is fetched must not lean on what goes at the end of the run.
    private Task<CommandResult> ReachAsync(ImmutableArray<string> arguments, CancellationToken cancellation) =>
        git.TryAsync(new GitCall(arguments) { Need = GitAccess.Remote, IsKept = true }, cancellation);

    /// <summary>
    /// Gives a token to git for one host in the environment, where no argument list, URL or trace shows it. The empty entry first:
    /// a checkout may have left a header of its own, and two are refused.
    /// </summary>
    public static ImmutableDictionary<string, string> Header(Uri host, string token, string? alreadySet)
    {
        var count = int.TryParse(alreadySet, out var set) ? set : 0;
        var key = $"http.{host.GetLeftPart(UriPartial.Authority)}/.extraHeader";
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"));
        return ImmutableDictionary<string, string>
            .Empty.Add($"GIT_CONFIG_KEY_{count}", key)
            .Add($"GIT_CONFIG_VALUE_{count}", "")
            .Add($"GIT_CONFIG_KEY_{count + 1}", key)
            .Add($"GIT_CONFIG_VALUE_{count + 1}", $"AUTHORIZATION: basic {secret}")
            .Add("GIT_CONFIG_COUNT", $"{count + 2}");
    }
}
