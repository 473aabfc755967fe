using GitOpsGen.Files;

namespace GitOpsGen.Git;

/// <summary>The files of a commit or tree, each read when it is asked for. A submodule is not there.</summary>
/// <param name="entries">By path.</param>
/// <param name="cancellation">Of whoever asks: git may have to fetch what a partial clone lacks.</param>
public sealed class CommitFiles(IReadOnlyDictionary<string, TreeFile> entries, BlobReader blobs, CancellationToken cancellation)
    : ListedFiles(Kinds(entries))
{
    public override byte[] ReadBytes(string path) => blobs.ReadAsync(entries[path].Blob, cancellation).GetAwaiter().GetResult().ToArray();

    private static Dictionary<string, EntryKind> Kinds(IReadOnlyDictionary<string, TreeFile> entries) =>
        entries
            .Where(entry => entry.Value.IsRegular || entry.Value.IsLink)
            .ToDictionary(entry => entry.Key, entry => entry.Value.IsLink ? EntryKind.Link : EntryKind.Regular, StringComparer.Ordinal);
}
