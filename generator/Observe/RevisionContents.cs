using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Git;

namespace GitOpsGen.Observe;

/// <summary>
/// Whether revisions have the same content at some paths as the base has. Told by the names of trees, so that commits beside them do not
/// count. Revisions that are not here are fetched once.
/// </summary>
/// <param name="commit">Of the base.</param>
/// <param name="branch">The base, where revisions are looked for.</param>
public sealed class RevisionContents(GitRepository git, GitRemote remote, string branch, string commit) : IDisposable
{
    // A thousand Applications have a handful of revisions; who names more is not to keep git busy.
    private const int MostRevisions = 2000;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConcurrentDictionary<string, string> trees = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);
    private bool hasFetched;

    public ContentMatch Match(string revision, IReadOnlyList<string> paths)
    {
        if (!IsId(revision) || paths.Any(path => !trees.ContainsKey(Key(revision, path)) || !trees.ContainsKey(Key(commit, path))))
            return ContentMatch.Unknown;
        // What the base itself does not have can be compared with nothing.
        if (paths.Any(path => trees[Key(commit, path)].Length == 0))
            return ContentMatch.Unknown;
        return paths.All(path => trees[Key(revision, path)] == trees[Key(commit, path)]) ? ContentMatch.Same : ContentMatch.Other;
    }

    /// <summary>Finds out what is asked later. Several may ask at once.</summary>
    public async Task LearnAsync(IEnumerable<(string Revision, ImmutableArray<string> Paths)> asked, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await LearnInTurnAsync(asked, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task LearnInTurnAsync(IEnumerable<(string Revision, ImmutableArray<string> Paths)> asked, CancellationToken cancellation)
    {
        var pairs = asked.Where(one => IsId(one.Revision)).Take(MostRevisions * 10).ToList();
        foreach (var revision in pairs.Select(one => one.Revision).Distinct(StringComparer.Ordinal).Take(MostRevisions))
            wanted.Add(revision);
        var keys = pairs
            .Where(one => wanted.Contains(one.Revision))
            .SelectMany(one => one.Paths.SelectMany(path => new[] { Key(one.Revision, path), Key(commit, path) }))
            .Where(key => !trees.ContainsKey(key))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (keys.Count == 0)
            return;
        var unknown = await ReadAsync(keys, cancellation);
        if (unknown.Count > 0 && await FetchAsync(unknown, cancellation))
            await ReadAsync(keys, cancellation);
    }

    // <rev>:<path> is what git answers for; what is not there in a revision that is there has no tree, which differs from any.
    private async Task<IReadOnlyList<string>> ReadAsync(List<string> keys, CancellationToken cancellation)
    {
        var revisions = keys.Select(key => key.Split(':')[0]).Distinct(StringComparer.Ordinal).ToList();
        var lines = revisions.Select(revision => $"{revision}^{{commit}}").Concat(keys).ToList();
        var call = new GitCall("cat-file", "--batch-check=%(objectname)")
        {
            // A partial clone may have to fetch trees for it.
            Need = GitAccess.Remote,
            Input = string.Concat(lines.Select(line => $"{line}\n")),
        };
        var said = (await git.RunAsync(call, cancellation)).Split('\n');
        var known = revisions.Where((_, index) => IsId(said[index])).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < keys.Count; index++)
            if (known.Contains(keys[index].Split(':')[0]))
                trees[keys[index]] = said[revisions.Count + index] is var id && IsId(id) ? id : "";
        return [.. revisions.Where(revision => !known.Contains(revision))];
    }

    // First the branch, which Argo CD may have seen move since; then by their names what a shallow clone lacks of its past.
    private async Task<bool> FetchAsync(IReadOnlyList<string> unknown, CancellationToken cancellation)
    {
        if (hasFetched)
            return false;
        hasFetched = true;
        await remote.FetchAsync([branch], cancellation);
        var lacking = new List<string>();
        foreach (var revision in unknown)
            if (await git.AskAsync(cancellation, "cat-file", "-e", revision) is null)
                lacking.Add(revision);
        if (lacking.Count > 0)
            await remote.TryFetchCommitsAsync([.. lacking.Take(16)], cancellation);
        return true;
    }

    private static string Key(string revision, string path) => $"{revision}:{path}";

    private static bool IsId(string revision) => revision.Length is 40 or 64 && revision.All(char.IsAsciiHexDigitLower);
}
