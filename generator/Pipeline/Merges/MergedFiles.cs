using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline.Merges;

/// <summary>What merges tell of a file.</summary>
/// <param name="Owner">The folder of the record that owned it before the merge that made it; null when none made it.</param>
/// <param name="IsEdited">A merge may have made it, but of what somebody had edited by hand.</param>
public sealed record MergeOrigin(string? Owner, bool IsEdited);

/// <summary>
/// Tells whether a generated file that is not as recorded came of a merge: it is what one side had rendered, or what git made of two sides
/// that nobody had edited. Whatever else it is was written by somebody.
/// </summary>
public sealed class MergedFiles : IDisposable
{
    // What git wrote into the work tree when a merge did not go through.
    private const string Written = "AUTO_MERGE";

    // More names than a command line takes.
    private const int MostNames = 500;

    private readonly GitRepository git;
    private readonly FileIndex index;
    private readonly IReadOnlyList<string> paths;
    private readonly BlobReader blobs;
    private readonly Dictionary<string, MergeSide> sides = new(StringComparer.Ordinal);

    /// <param name="paths">The files that will be asked for, and the records that may own them.</param>
    public MergedFiles(FileIndex index, IReadOnlyCollection<string> paths)
    {
        this.index = index;
        git = new GitRepository(index.Files.Root);
        blobs = new BlobReader(git);
        this.paths = paths.Count > MostNames ? [FleetLayout.ArgoCd, FleetLayout.Environments] : [.. paths];
    }

    /// <summary>Where a file comes from, as far as some merges tell.</summary>
    public async Task<MergeOrigin> OriginAsync(string path, IEnumerable<Merge> merges, CancellationToken cancellation)
    {
        var isEdited = false;
        foreach (var merge in merges)
        {
            var (ours, theirs) = (await SideAsync(merge.Ours, cancellation), await SideAsync(merge.Theirs, cancellation));
            OwnedFiles?[] owners = [await ours.OwnerAsync(path, cancellation), await theirs.OwnerAsync(path, cancellation)];
            if (owners is [null, null] || !await IsResultAsync(merge, path, cancellation))
                continue;
            if (await IsMadeByAsync(merge, path, ours, theirs, owners, cancellation))
                return new MergeOrigin(owners.OfType<OwnedFiles>().First().Directory, IsEdited: false);
            isEdited = true;
        }

        return new MergeOrigin(null, isEdited);
    }

    /// <summary>What both sides of a merge had recorded below a folder; empty when what lies there did not come of it.</summary>
    public async Task<IReadOnlyList<OwnedFiles>> RecordsAsync(Merge merge, string directory, CancellationToken cancellation) =>
        !await IsResultAsync(merge, OwnedFiles.PathIn(directory), cancellation)
            ? []
            :
            [
                .. new[]
                {
                    await (await SideAsync(merge.Ours, cancellation)).RecordAsync(directory, cancellation),
                    await (await SideAsync(merge.Theirs, cancellation)).RecordAsync(directory, cancellation),
                }.OfType<OwnedFiles>(),
            ];

    public void Dispose() => blobs.Dispose();

    // The work tree has what is not finished; of what is committed, what a file was in the merge.
    private async Task<bool> IsResultAsync(Merge merge, string path, CancellationToken cancellation) =>
        merge.Result is not { } result
        || await (await SideAsync(result, cancellation)).Sha256Async(path, cancellation) == index.Sha256(path);

    private async Task<bool> IsMadeByAsync(
        Merge merge,
        string path,
        MergeSide ours,
        MergeSide theirs,
        OwnedFiles?[] owners,
        CancellationToken cancellation
    )
    {
        var now = index.Sha256(path);
        if (owners.Any(owner => owner?.Files.GetValueOrDefault(path) == now))
            return true;
        if (!await ours.IsUntouchedAsync(path, cancellation) || !await theirs.IsUntouchedAsync(path, cancellation))
            return false;
        return IsMarked(index.Files, path)
            || (merge.Result is null && await (await SideAsync(Written, cancellation)).Sha256Async(path, cancellation) == now)
            || await IsTextMergeAsync(merge, path, ours, theirs, now, cancellation);
    }

    /// <summary>Git left its markers there.</summary>
    public static bool IsMarked(FileTree files, string path) =>
        files.IsRegular(path) && ConflictMarkers.Trouble(path, files.ReadBytes(path)) is not null;

    private async Task<bool> IsTextMergeAsync(
        Merge merge,
        string path,
        MergeSide ours,
        MergeSide theirs,
        string? now,
        CancellationToken cancellation
    )
    {
        if (await ours.ReadAsync(path, cancellation) is not { } one || await theirs.ReadAsync(path, cancellation) is not { } other)
            return false;
        var start = merge.Base is { } common ? await (await SideAsync(common, cancellation)).ReadAsync(path, cancellation) : null;
        return now is not null && (await TextMerge.DigestsAsync(git, one, start ?? [], other, cancellation)).Contains(now);
    }

    // A clone that is cut off may lack it.
    private async Task<MergeSide> SideAsync(string name, CancellationToken cancellation)
    {
        if (sides.TryGetValue(name, out var known))
            return known;
        var tree = await git.AskAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{tree}}");
        return sides[name] = tree is null
            ? MergeSide.Nothing(blobs)
            : new MergeSide(await GitFiles.OfCommitAsync(git, tree, paths, cancellation), blobs);
    }
}
