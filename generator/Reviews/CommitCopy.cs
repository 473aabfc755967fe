using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Publish;

namespace GitOpsGen.Reviews;

/// <summary>
/// A commit checked out in a folder of its own, as in a fresh clone: a repository that borrows its objects, in which the branch that Argo
/// CD follows stands where the commit left it. So a render of it knows what is synced, and touches nothing of the caller's.
/// </summary>
public sealed class CommitCopy : IDisposable
{
    private readonly Checkout checkout;

    private CommitCopy(Checkout checkout) => this.checkout = checkout;

    /// <summary>The fleet's folder in it.</summary>
    public string Folder => checkout.Folder;

    /// <param name="synced">The commit that is taken to be synced.</param>
    /// <exception cref="DiagnosedException">It cannot be checked out as what it is.</exception>
    public static async Task<CommitCopy> OfAsync(GitRepository git, string commit, string synced, CancellationToken cancellation)
    {
        var opened = (await Checkout.OpenAsync(git, commit, source: null, cancellation))!;
        try
        {
            await MakeRepositoryAsync(git, opened, synced, cancellation);
            return new CommitCopy(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => checkout.Dispose();

    private static async Task MakeRepositoryAsync(GitRepository git, Checkout opened, string synced, CancellationToken cancellation)
    {
        var copy = new GitRepository(opened.Top!) { IsOffline = true };
        // Of the user's templates nothing is wanted, hooks least of all.
        var format = await git.FormatAsync(cancellation);
        // A git that does not know the option knows one format only.
        await copy.RunAsync(
            cancellation,
            ["init", "--quiet", "--template=", .. format == "sha1" ? Array.Empty<string>() : [$"--object-format={format}"]]
        );
        await BorrowAsync(git, opened.Top!, cancellation);
        await copy.RunAsync(cancellation, "update-ref", "--no-deref", "HEAD", opened.Commit);
        if (await git.OriginAsync(cancellation) is { } origin)
            await copy.RunAsync(cancellation, "config", "remote.origin.url", origin);
        // As the commit itself calls it: else a commit that names another branch would have nothing to be held against.
        var branch = new Descriptions(new FileTree(opened.Folder), new DiagnosticBag()).Settings()?.Branch ?? "main";
        await copy.AskAsync(cancellation, "update-ref", $"refs/remotes/origin/{branch}", synced);
        await copy.RunAsync(cancellation, "read-tree", "HEAD");
        await copy.AskAsync(cancellation, "update-index", "-q", "--refresh");
    }

    private static async Task BorrowAsync(GitRepository git, string top, CancellationToken cancellation)
    {
        var folder = Path.Join(top, ".git");
        var lent = await ScratchObjects.LentAsync(git, cancellation);
        Directory.CreateDirectory(Path.Join(folder, "objects", "info"));
        await File.WriteAllTextAsync(
            Path.Join(folder, "objects", "info", "alternates"),
            string.Concat(lent.Select(line => $"{line}\n")),
            cancellation
        );
        // Where the history is cut off there, it is here.
        var shallow = await git.AskAsync(cancellation, "rev-parse", "--path-format=absolute", "--git-path", "shallow");
        if (File.Exists(shallow))
            File.Copy(shallow, Path.Join(folder, "shallow"));
    }
}
