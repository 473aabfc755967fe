using System.Collections.Immutable;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>Finds out what stands on our branches, and whether people worked on them.</summary>
/// <param name="prefix">Of the fleet in its repository.</param>
public sealed class Standings(GitObjects git, string baseCommit, string prefix)
{
    /// <summary>Every commit of ours carries this trailer with the digest of what it changes.</summary>
    public const string Trailer = "Gitopsgen-Content";

    public async Task<Standing> OfAsync(string commit, CancellationToken cancellation)
    {
        // Without a commit in common it cannot be ours.
        if (await git.AskAsync(cancellation, "merge-base", baseCommit, commit) is not { } fork) return new Standing(commit, "", await AuthorAsync(commit, cancellation));
        var digest = ScopeChange.DigestOf(Relative(await git.ChangesAsync(fork, commit, cancellation), prefix));
        return new Standing(commit, digest, await PersonAsync(fork, commit, digest, cancellation));
    }

    /// <summary>Paths as seen from the fleet; what is outside of it keeps a form that no path of the fleet has.</summary>
    public static ImmutableArray<PathChange> Relative(IEnumerable<PathChange> changes, string prefix) =>
        [.. changes.Select(change => change with { Path = change.Path.StartsWith(prefix, StringComparison.Ordinal) ? change.Path[prefix.Length..] : $"/{change.Path}" })];

    private async Task<(string, string)?> PersonAsync(string fork, string commit, string digest, CancellationToken cancellation)
    {
        var log = await git.RunAsync(cancellation, "log", $"--format=%H%x00%P%x00%an%x00%(trailers:key={Trailer},valueonly,separator=%x20)", $"{baseCommit}..{commit}");
        var claimed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\0')))
        {
            if (entry[3].Trim() is { Length: > 0 } content) claimed.Add(content);
            else if (!await IsMechanicalAsync(entry[0], entry[1].Split(' '), cancellation)) return (entry[0], entry[2]);
        }

        // A commit that was amended keeps what it says, but is not what it says any more.
        return claimed.Count == 0 && fork == commit || claimed.Contains(digest) ? null : await AuthorAsync(commit, cancellation);
    }

    /// <summary>The host's "update branch" merges the base, which is nobody's work.</summary>
    private async Task<bool> IsMechanicalAsync(string commit, string[] parents, CancellationToken cancellation) =>
        parents is [var first, var second]
        && await git.AskAsync(cancellation, "merge-base", "--is-ancestor", second, baseCommit) is not null
        && await git.TryAsync(new GitCall("merge-tree", "--write-tree", first, second) { Environment = git.Credentials }, cancellation) is { Succeeded: true } merged
        && merged.Text.TrimEnd('\n') == await git.AskAsync(cancellation, "rev-parse", $"{commit}^{{tree}}");

    private async Task<(string, string)?> AuthorAsync(string commit, CancellationToken cancellation) =>
        (commit, await git.RunAsync(cancellation, "show", "--no-patch", "--format=%an", commit));
}
