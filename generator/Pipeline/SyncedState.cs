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

    private SyncedState(IFleetFiles files, BlobReader? blobs) => (Files, this.blobs) = (files, blobs);

    /// <summary>Of a commit only what is generated.</summary>
    public IFleetFiles Files { get; }

    public static async Task<SyncedState> OfAsync(FileTree tree, BranchPoint point, CancellationToken cancellation)
    {
        var git = new GitRepository(tree.Root);
        if (await point.CommonAsync(git, cancellation) is not { } commit)
            return new SyncedState(tree, null);
        var entries = await GitFiles.OfCommitAsync(git, commit, [FleetLayout.ArgoCd, FleetLayout.Environments], cancellation);
        var blobs = new BlobReader(git);
        return new SyncedState(new CommitFiles(entries, blobs, cancellation), blobs);
    }

    public void Dispose() => blobs?.Dispose();
}
