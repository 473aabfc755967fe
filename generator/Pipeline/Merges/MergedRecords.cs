using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline.Merges;

/// <summary>
/// Mends the records after a merge: git merges owned.json and the files it tells of as texts, each by itself, so that they may no longer
/// fit. Files that came of the merge are recorded as they lie there, and so are rendered anew like any other; the rest stays protected.
/// </summary>
public sealed class MergedRecords(Workspace workspace, Snapshot files, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, OwnedFiles> mended = new(StringComparer.Ordinal);

    public async Task<OwnershipRecords> MendAsync(OwnershipRecords recorded, UnfinishedWork? work, CancellationToken cancellation)
    {
        foreach (var record in recorded.All)
            mended[record.Directory] = record;
        var (odd, stray) = (Odd(recorded.All).ToList(), Stray(recorded).ToList());
        if (odd.Count == 0 && stray.Count == 0 && recorded.Unreadable.Count == 0)
            return recorded;
        foreach (var path in odd.Concat(stray))
            TakeSide(path, recorded.Sides);
        await AskGitAsync([.. odd.Concat(stray).Where(IsUnexplained)], recorded, work, cancellation);
        return recorded.With(mended.Values);
    }

    // Files that are not as recorded, and no hand edit that is kept.
    private IEnumerable<string> Odd(IEnumerable<OwnedFiles> records) =>
        records.SelectMany(record =>
            record
                .Files.Where(file => workspace.Index.Sha256(file.Key) is { } now && now != file.Value && !IsAdopted(record, file.Key, now))
                .Select(file => file.Key)
        );

    private static bool IsAdopted(OwnedFiles record, string path, string now) => record.Adopted.GetValueOrDefault(path) == now;

    private IEnumerable<string> Stray(OwnershipRecords recorded)
    {
        var owned = recorded.All.SelectMany(record => record.Files.Keys).ToHashSet(StringComparer.Ordinal);
        return files.Files.Keys.Where(path =>
            !owned.Contains(path) && FleetLayout.Read(path) is { IsGenerated: true } and not (OwnedRecord or OutputRecord or SharedRecord)
        );
    }

    private bool IsUnexplained(string path) =>
        !MergeSide
            .Owners(path)
            .Any(owner => mended.GetValueOrDefault(owner)?.Files.GetValueOrDefault(path) == workspace.Index.Sha256(path));

    // What stands between the markers of a record tells what both sides had rendered, without git.
    private void TakeSide(string path, IEnumerable<OwnedFiles> sides)
    {
        var now = workspace.Index.Sha256(path);
        if (sides.FirstOrDefault(side => side.Files.GetValueOrDefault(path) == now) is { } side)
            Record(side.Directory, path);
    }

    private void Record(string directory, string path)
    {
        var record = mended.GetValueOrDefault(directory) ?? OwnedFiles.Nothing(directory);
        mended[directory] = record with { Files = record.Files.SetItem(path, workspace.Index.Sha256(path)!) };
    }

    private async Task AskGitAsync(
        IReadOnlyList<string> paths,
        OwnershipRecords recorded,
        UnfinishedWork? work,
        CancellationToken cancellation
    )
    {
        var merges = await MergesAsync(work, cancellation);
        var broken = recorded.Unreadable.Select(one => one.Directory).ToList();
        var owners = paths.SelectMany(MergeSide.Owners).Concat(broken).Distinct(StringComparer.Ordinal).Select(OwnedFiles.PathIn);
        using var merged = new MergedFiles(workspace.Index, [.. paths.Concat(owners).Distinct(StringComparer.Ordinal)]);
        foreach (var (directory, why) in recorded.Unreadable)
            await RestoreAsync(directory, why, merged, merges, cancellation);
        foreach (var path in paths)
        {
            var origin = await merged.OriginAsync(path, merges, cancellation);
            if ((origin.Owner ?? Marked(path, origin)) is { } owner)
                Record(owner, path);
        }
    }

    // Whoever committed it so, and wherever the sides are by now, nobody can want it as it is.
    private string? Marked(string path, MergeOrigin origin) =>
        !origin.IsEdited && MergedFiles.IsMarked(workspace.Files, path)
            ? MergeSide.Owners(path).FirstOrDefault(owner => mended.GetValueOrDefault(owner)?.Files.ContainsKey(path) == true)
            : null;

    // A record that cannot be read may have come of a merge that left no markers.
    private async Task RestoreAsync(
        string directory,
        Diagnostic why,
        MergedFiles merged,
        IReadOnlyList<Merge> merges,
        CancellationToken cancellation
    )
    {
        foreach (var merge in why.Code == Messages.OwnedUnreadableCode ? merges : [])
        {
            var sides = await merged.RecordsAsync(merge, directory, cancellation);
            if (sides.Count == 0)
                continue;
            mended[directory] = sides.Aggregate((all, other) => all.With(other));
            return;
        }

        diagnostics.Add(why);
    }

    private async Task<IReadOnlyList<Merge>> MergesAsync(UnfinishedWork? work, CancellationToken cancellation)
    {
        try
        {
            return WorkTree.Of(workspace.Files.Root) is null
                ? []
                : await Merge.ReadAsync(new GitRepository(workspace.Files.Root), work, cancellation);
        }
        catch (FileNotFoundException)
        {
            // Without git nothing was merged.
            return [];
        }
    }
}
