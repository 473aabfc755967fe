using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.States;

/// <summary>One side of a comparison: which files it has, and what is in them.</summary>
public sealed class FleetSide
{
    private readonly FileTree tree;
    private readonly BlobReader blobs;
    private readonly IReadOnlyDictionary<string, string?> ids;
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> rendered;

    private FleetSide(
        SideName name,
        FileTree tree,
        BlobReader blobs,
        IReadOnlyDictionary<string, string?> ids,
        IFleetFiles files,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>?>? rendered = null
    )
    {
        (Name, this.tree, this.blobs, this.ids, Files) = (name, tree, blobs, ids, files);
        this.rendered = rendered ?? new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        Descriptions = new Descriptions(files, new DiagnosticBag());
    }

    public SideName Name { get; }

    /// <summary>The files as they lie there, whatever was rendered since.</summary>
    public IFleetFiles Files { get; }

    /// <summary>What the fleet says of itself. A mistake in it is for the next render to tell, and no reason not to compare.</summary>
    public Descriptions Descriptions { get; }

    public IEnumerable<string> Paths => ids.Keys;

    public static async Task<FleetSide> OfCommitAsync(
        GitRepository git,
        SideName name,
        FileTree tree,
        BlobReader blobs,
        CancellationToken cancellation
    )
    {
        var entries = await GitFiles.OfCommitAsync(git, name.Commit!, FleetLayout.ComparedRoots, cancellation);
        var blobsOf = entries
            .Where(entry => entry.Value.IsRegular)
            .ToDictionary(entry => entry.Key, entry => (string?)entry.Value.Blob, StringComparer.Ordinal);
        return new FleetSide(name, tree, blobs, blobsOf, new CommitFiles(entries, blobs, cancellation));
    }

    public static async Task<FleetSide> OfWorkTreeAsync(GitRepository git, FileTree tree, BlobReader blobs, CancellationToken cancellation)
    {
        var blobsOf = await GitFiles.OfWorkTreeAsync(git, FleetLayout.ComparedRoots, cancellation);
        return new FleetSide(new SideName("the work tree", null), tree, blobs, blobsOf, tree);
    }

    /// <summary>The same side with what a render makes of it.</summary>
    /// <param name="files">Null for a file that goes.</param>
    public FleetSide With(IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> files)
    {
        var after = ids.Where(file => !files.ContainsKey(file.Key))
            .Concat(files.Where(file => file.Value is not null).Select(file => KeyValuePair.Create(file.Key, (string?)null)))
            .ToDictionary(StringComparer.Ordinal);
        return new FleetSide(Name, tree, blobs, after, Files, files);
    }

    /// <summary>
    /// Equal to that of the other side where the contents are. Git's own names do where it knows both; else the files are read.
    /// </summary>
    public string ContentId(string path, FleetSide other) =>
        ids.GetValueOrDefault(path) is { } id && other.ids.GetValueOrDefault(path, "") is not null ? id : Files.Sha256(path) ?? "";

    public bool Has(string path) => ids.ContainsKey(path);

    /// <summary>Both sides have the file with the same content, as far as can be told without reading it.</summary>
    public bool IsKnownSame(string path, FleetSide other) =>
        ids.GetValueOrDefault(path) is { } id && id == other.ids.GetValueOrDefault(path);

    /// <summary>The content of a file; null when the side does not have it. A symbolic link is no file of the fleet.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!ids.TryGetValue(path, out var id))
            return null;
        if (rendered.TryGetValue(path, out var made))
            return made;
        if (Name.Commit is not null)
            return await blobs.ReadAsync(id!, cancellation);
        return tree.IsRegular(path) && tree.LinkOnTheWay(path) is null
            ? await File.ReadAllBytesAsync(tree.Absolute(path), cancellation)
            : (ReadOnlyMemory<byte>?)null;
    }

    public async Task<bool> HasSameBytesAsync(string path, FleetSide other, CancellationToken cancellation)
    {
        var (left, right) = (await ReadAsync(path, cancellation), await other.ReadAsync(path, cancellation));
        return left is { } one && right is { } two ? one.Span.SequenceEqual(two.Span) : left is null && right is null;
    }

    /// <summary>Empty when the side does not have the file.</summary>
    public async Task<string> TextAsync(string path, CancellationToken cancellation) =>
        await ReadAsync(path, cancellation) is { } content ? Encoding.UTF8.GetString(content.Span).TrimStart('\ufeff') : "";

    /// <summary>A description; null when the side does not have it, or it is no map of YAML.</summary>
    public async Task<YamlMap?> MapAsync(string path, CancellationToken cancellation) =>
        await TextAsync(path, cancellation) is { Length: > 0 } text ? YamlReader.ReadMap(path, text, new DiagnosticBag()) : null;
}
