using System.Collections.Immutable;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>Finds out what stands on our branches, and whether people worked on them.</summary>
/// <param name="prefix">Of the fleet in its repository.</param>
public sealed class BranchStates(GitRepository git, string baseCommit, string prefix)
{
    /// <summary>Every commit of ours carries this trailer with the digest of what it changes.</summary>
    public const string Trailer = "Gitopsgen-Content";

    private const string Format = $"--format=%H%x00%P%x00%an%x00%(trailers:key={Trailer},valueonly,separator=%x20)";

    public async Task<BranchState> OfAsync(string commit, CancellationToken cancellation)
    {
        // Without a commit in common it cannot be ours.
        if (await git.AnswerAsync(new GitCall("merge-base", baseCommit, commit), cancellation) is not { } fork)
            return new BranchState(commit, "", await AuthorAsync(commit, cancellation));
        var log = await git.RunAsync(cancellation, "log", Format, $"{baseCommit}..{commit}");
        List<Entry> entries = [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Entry.Parse)];
        return new BranchState(commit, await DigestAsync(fork, commit, cancellation), await PersonAsync(entries, commit, cancellation))
        {
            IsOurs = entries.Count == 0 ? await IsMergedAsync(commit, cancellation) : entries.Any(entry => entry.Claim.Length > 0),
        };
    }

    /// <summary>Paths as seen from the fleet; what is outside of it keeps a form that no path of the fleet has.</summary>
    public static ImmutableArray<PathChange> Relative(IEnumerable<PathChange> changes, string prefix) =>
        [
            .. changes.Select(change =>
                change with
                {
                    Path = change.Path.StartsWith(prefix, StringComparison.Ordinal) ? change.Path[prefix.Length..] : $"/{change.Path}",
                }
            ),
        ];

    private async Task<(string, string)?> PersonAsync(List<Entry> entries, string commit, CancellationToken cancellation)
    {
        foreach (var entry in entries)
            if (
                !(
                    entry.Claim.Length > 0
                        ? await IsAsItSaysAsync(entry, cancellation)
                        : await IsMechanicalAsync(entry.Commit, entry.Parents, cancellation)
                )
            )
                return (entry.Commit, entry.Author);
        return entries.Count == 0 || entries.Any(entry => entry.Claim.Length > 0) ? null : await AuthorAsync(commit, cancellation);
    }

    /// <summary>
    /// A commit that was amended keeps what it says, but is not what it says any more. Its own parent tells: what the base has by now
    /// of the same content does not count among the changes of the branch.
    /// </summary>
    private async Task<bool> IsAsItSaysAsync(Entry entry, CancellationToken cancellation) =>
        entry.Parents is [var parent, ..] && entry.Claim == await DigestAsync(parent, entry.Commit, cancellation);

    /// <summary>
    /// A merge brought our commit into the base: the base's own line does not have it. A branch that begins at a squashed one is not ours.
    /// </summary>
    private async Task<bool> IsMergedAsync(string commit, CancellationToken cancellation) =>
        Entry.Parse(await git.RunAsync(cancellation, "log", "--max-count=1", Format, commit)) is { Claim.Length: > 0 }
        && await git.AskAsync(cancellation, "rev-list", "--first-parent", baseCommit, $"^{commit}^") is { } line
        && !line.Split('\n').Contains(commit, StringComparer.Ordinal);

    private async Task<string> DigestAsync(string from, string to, CancellationToken cancellation) =>
        ScopeChange.DigestOf(Relative(await git.ChangesAsync(from, to, cancellation), prefix));

    /// <summary>The host's "update branch" merges the base, which is nobody's work.</summary>
    private async Task<bool> IsMechanicalAsync(string commit, string[] parents, CancellationToken cancellation) =>
        parents is [var first, var second]
        && await IsInBaseAsync(second, cancellation)
        && await git.TryAsync(new GitCall("merge-tree", "--write-tree", first, second) { Need = GitAccess.Remote }, cancellation)
            is { Succeeded: true } merged
        && merged.Text.TrimEnd('\n') == await git.AskAsync(cancellation, "rev-parse", $"{commit}^{{tree}}");

    // A shallow clone need not have it; who asks fetches the history then.
    private async Task<bool> IsInBaseAsync(string commit, CancellationToken cancellation)
    {
        var call = new GitCall("merge-base", "--is-ancestor", commit, baseCommit);
        return await git.IsShallowAsync(cancellation)
            ? (await git.TryAsync(call, cancellation)).Succeeded
            : await git.AnswerAsync(call, cancellation) is not null;
    }

    private async Task<(string, string)?> AuthorAsync(string commit, CancellationToken cancellation) =>
        (commit, await git.RunAsync(cancellation, "show", "--no-patch", "--format=%an", commit));

    /// <param name="Claim">The digest that its trailer says; empty without one.</param>
    private sealed record Entry(string Commit, string[] Parents, string Author, string Claim)
    {
        public static Entry Parse(string line)
        {
            var words = line.Split('\0');
            return new Entry(words[0], words[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), words[2], words[3].Trim());
        }
    }
}
