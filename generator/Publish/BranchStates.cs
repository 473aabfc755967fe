using System.Collections.Immutable;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>What branches are held against.</summary>
/// <param name="Base">The branch to merge into.</param>
/// <param name="BaseCommit">Its commit.</param>
/// <param name="Checkout">The commit that is published from.</param>
/// <param name="Prefix">Of the fleet in its repository.</param>
public sealed record PublishPlace(string Base, string BaseCommit, string Checkout, string Prefix);

/// <summary>Finds out what stands on our branches, for whom, and whether people worked on them.</summary>
public sealed class BranchStates(GitRepository git, PublishPlace place)
{
    private const string Format = "--format=%H%x00%P%x00%an";

    public async Task<BranchState> OfAsync(string commit, CancellationToken cancellation)
    {
        var fork = await git.AnswerAsync(new GitCall("merge-base", place.BaseCommit, commit), cancellation);
        var entries = await LogAsync([$"^{place.BaseCommit}", commit], cancellation);
        var ours = new List<Entry>();
        foreach (var entry in entries.Where(entry => entry.Trailers.IsClaimed))
            if (await IsAsItSaysAsync(entry, cancellation))
                ours.Add(entry);
        // What a commit of ours was made on is the base as it was, also where that was rewritten since.
        var former = ours.Where(entry => entry.Trailers.Parent == entry.Parent).Select(entry => entry.Parent).Distinct().ToList();
        var own =
            former.Count == 0
                ? entries
                : await LogAsync([$"^{place.BaseCommit}", .. former.Select(one => $"^{one}"), commit], cancellation);
        // Without a commit in common, or one of ours, there is nothing to compare.
        if ((fork ?? former.FirstOrDefault()) is not { } start)
            return new BranchState(commit, [], await AuthorAsync(commit, cancellation));
        var changes = Relative(await git.ChangesAsync(start, commit, cancellation), place.Prefix);
        var theirs = Relative(await git.ChangesAsync(start, place.BaseCommit, cancellation), place.Prefix)
            .ToDictionary(change => change.Path, StringComparer.Ordinal);
        var newest = ours.FirstOrDefault() ?? (entries.Count == 0 ? await EntryAsync(commit, cancellation) : null);
        return new BranchState(commit, changes, await PersonAsync(own, ours, commit, cancellation))
        {
            IsOurs = entries.Count == 0 ? await IsMergedAsync(commit, cancellation) : entries.Exists(entry => entry.Trailers.IsClaimed),
            IsOnBase = fork == place.BaseCommit,
            IsRewritten = former.Count > 0 && own.Count < entries.Count,
            MovedUnder = changes
                .Where(change => theirs.TryGetValue(change.Path, out var other) && other.New != change.New)
                .Select(change => change.Path)
                .FirstOrDefault(),
            IsInBase =
                entries.Count == 0
                || (changes.Length > 0 && changes.All(change => theirs.TryGetValue(change.Path, out var other) && other.New == change.New)),
            Other = newest is null ? null : Other(newest.Trailers),
            ForeignSource = newest is not null && await IsForeignAsync(newest, cancellation) ? newest.Trailers.Source : null,
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

    private async Task<(string, string)?> PersonAsync(List<Entry> own, List<Entry> ours, string commit, CancellationToken cancellation)
    {
        foreach (var entry in own)
            if (!ours.Contains(entry) && (entry.Trailers.IsClaimed || !await IsMechanicalAsync(entry.Commit, entry.Parents, cancellation)))
                return (entry.Commit, entry.Author);
        return own.Count == 0 || own.Exists(entry => entry.Trailers.IsClaimed) ? null : await AuthorAsync(commit, cancellation);
    }

    // Commits of before these were said are this base's and this fleet's.
    private string? Other(Trailers trailers) =>
        trailers.Base.Length > 0 && trailers.Base != place.Base ? $"the base {trailers.Base}"
        : trailers.Fleet.Length > 0 && trailers.Fleet != Trailers.FleetOf(place.Prefix) ? $"the fleet in {trailers.Fleet}"
        : null;

    /// <summary>
    /// Made from a commit that neither this checkout has nor the base had: what is not here was never taken back here.
    /// </summary>
    private async Task<bool> IsForeignAsync(Entry entry, CancellationToken cancellation) =>
        entry.Trailers.Source is { Length: > 0 } source
        && !await IsAncestorAsync(source, place.Checkout, cancellation)
        && !await IsAncestorAsync(source, entry.Parent, cancellation);

    // One that is not here is no ancestor of what is; a shallow clone's history is fetched by who asks.
    private async Task<bool> IsAncestorAsync(string commit, string of, CancellationToken cancellation) =>
        of.Length > 0 && (await git.TryAsync(new GitCall("merge-base", "--is-ancestor", commit, of), cancellation)).Succeeded;

    /// <summary>
    /// A commit that was amended keeps what it says, but is not what it says any more. Its own parent tells: what the base has by now
    /// of the same content does not count among the changes of the branch.
    /// </summary>
    private async Task<bool> IsAsItSaysAsync(Entry entry, CancellationToken cancellation) =>
        entry.Parent.Length > 0 && entry.Trailers.Content == await DigestAsync(entry, cancellation);

    /// <summary>
    /// A merge brought our commit into the base: the base's own line does not have it. A branch that begins at a squashed one is not ours.
    /// </summary>
    private async Task<bool> IsMergedAsync(string commit, CancellationToken cancellation) =>
        (await EntryAsync(commit, cancellation)).Trailers.IsClaimed
        && await git.AskAsync(cancellation, "rev-list", "--first-parent", place.BaseCommit, $"^{commit}^") is { } line
        && !line.Split('\n').Contains(commit, StringComparer.Ordinal);

    // By the paths of the fleet that it says it is of.
    private async Task<string> DigestAsync(Entry entry, CancellationToken cancellation) =>
        ScopeChange.DigestOf(
            Relative(
                await git.ChangesAsync(entry.Parent, entry.Commit, cancellation),
                entry.Trailers.Fleet switch
                {
                    "" => place.Prefix,
                    "." => "",
                    var folder => $"{folder}/",
                }
            )
        );

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
        var call = new GitCall("merge-base", "--is-ancestor", commit, place.BaseCommit);
        return await git.IsShallowAsync(cancellation)
            ? (await git.TryAsync(call, cancellation)).Succeeded
            : await git.AnswerAsync(call, cancellation) is not null;
    }

    private async Task<(string, string)?> AuthorAsync(string commit, CancellationToken cancellation) =>
        (commit, await git.RunAsync(cancellation, "show", "--no-patch", "--format=%an", commit));

    private async Task<Entry> EntryAsync(string commit, CancellationToken cancellation) =>
        Entry.Parse(await git.RunAsync(cancellation, "log", "--max-count=1", Format + Trailers.Format, commit));

    private async Task<List<Entry>> LogAsync(string[] range, CancellationToken cancellation) =>
        [
            .. (await git.RunAsync(cancellation, ["log", Format + Trailers.Format, .. range]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(Entry.Parse),
        ];

    private sealed record Entry(string Commit, string[] Parents, string Author, Trailers Trailers)
    {
        /// <summary>The first; empty where there is none.</summary>
        public string Parent => Parents.FirstOrDefault("");

        public static Entry Parse(string line)
        {
            var words = line.Split('\0');
            return new Entry(
                words[0],
                words[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                words[2],
                Trailers.Read(words.AsSpan(3))
            );
        }

        public bool Equals(Entry? other) => Commit == other?.Commit;

        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Commit);
    }
}
