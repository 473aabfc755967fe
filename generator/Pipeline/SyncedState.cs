using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;

namespace GitOpsGen.Pipeline;

/// <summary>
/// What Argo CD is taken to have synced: what is committed on the branch that it follows, as far as this clone knows. Where nothing is
/// committed, or there is no git, what lies here before this render.
/// </summary>
public sealed class SyncedState : IDisposable
{
    private readonly BlobReader? blobs;
    private readonly Func<string, string?> identity;

    private SyncedState(IFleetFiles files, Func<string, string?> identity, BlobReader? blobs) =>
        (Files, this.identity, this.blobs) = (files, identity, blobs);

    /// <summary>Of a commit only what is generated.</summary>
    public IFleetFiles Files { get; }

    public static async Task<SyncedState> OfAsync(
        FileIndex index,
        GitRepository git,
        BranchPoint point,
        bool isPreview,
        CancellationToken cancellation
    )
    {
        if (await point.CommonAsync(git, isPreview, cancellation) is not { } commit)
            return new SyncedState(index.Files, index.Sha256, null);
        var entries = await GitFiles.OfCommitAsync(git, commit, [FleetLayout.ArgoCd, FleetLayout.Environments], cancellation);
        var reader = new BlobReader(git);
        return new SyncedState(new CommitFiles(entries, reader, cancellation), path => entries[path].Blob, reader);
    }

    /// <summary>What stands for the content of a file that is there, without reading it.</summary>
    public string? Identity(string path) => identity(path);

    public void Dispose() => blobs?.Dispose();
}
