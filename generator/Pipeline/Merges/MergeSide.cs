using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;

namespace GitOpsGen.Pipeline.Merges;

/// <summary>Some generated files as a commit has them, and what it recorded of them.</summary>
public sealed class MergeSide(IReadOnlyDictionary<string, TreeFile> entries, BlobReader blobs)
{
    private readonly Dictionary<string, OwnedFiles?> records = new(StringComparer.Ordinal);

    public static MergeSide Nothing(BlobReader blobs) => new(new Dictionary<string, TreeFile>(StringComparer.Ordinal), blobs);

    /// <summary>Null where it has no such file.</summary>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation) =>
        entries.TryGetValue(path, out var file) && file.IsRegular ? (await blobs.ReadAsync(file.Blob, cancellation)).ToArray() : null;

    public async Task<string?> Sha256Async(string path, CancellationToken cancellation) =>
        await ReadAsync(path, cancellation) is { } content ? Digest.OfBytes(content) : null;

    /// <summary>The record that owns a file there; null when none does.</summary>
    public async Task<OwnedFiles?> OwnerAsync(string path, CancellationToken cancellation)
    {
        foreach (var directory in Owners(path))
            if (await RecordAsync(directory, cancellation) is { } record && record.Files.ContainsKey(path))
                return record;
        return null;
    }

    public async Task<OwnedFiles?> RecordAsync(string directory, CancellationToken cancellation)
    {
        if (!records.TryGetValue(directory, out var record))
            records[directory] = record = await ReadAsync(OwnedFiles.PathIn(directory), cancellation) is { } content
                ? OwnedFiles.Read(directory, System.Text.Encoding.UTF8.GetString(content), new DiagnosticBag())
                : null;
        return record;
    }

    /// <summary>Nobody has edited it by hand there: it is as recorded, or not there.</summary>
    public async Task<bool> IsUntouchedAsync(string path, CancellationToken cancellation) =>
        await Sha256Async(path, cancellation) is not { } content
        || (await OwnerAsync(path, cancellation))?.Files.GetValueOrDefault(path) == content;

    /// <summary>The folders whose records may own a file, by its place.</summary>
    public static IReadOnlyList<string> Owners(string path) =>
        FleetLayout.Read(path) switch
        {
            OverlayFile { Cluster: null } file => [file.Overlay.Directory],
            OverlayFile file => [file.Overlay.Directory, FleetLayout.Environment(file.Environment).Overlay(file.App).Directory],
            ApplicationFile file => [FleetLayout.Environment(file.Environment).Overlay(file.App).Directory],
            OutputFile file => [FleetLayout.Environment(file.Environment).Outputs],
            ArgoCdPath => [FleetLayout.ArgoCd],
            _ => [],
        };
}
