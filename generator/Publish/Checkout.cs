using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;

namespace GitOpsGen.Publish;

/// <summary>The fleet's files as they are published: the work tree itself, or a commit put into a folder that goes afterwards.</summary>
/// <param name="Folder">The fleet's root on disk.</param>
/// <param name="Prefix">Of the fleet in its repository: empty, or ending with '/'.</param>
/// <param name="Commit">What is checked out.</param>
/// <param name="Tree">With what the work tree adds to it.</param>
public sealed record Checkout(string Folder, string Prefix, string Commit, string Tree) : IDisposable
{
    /// <summary>The commit that the content comes from.</summary>
    public string Source { get; private init; } = Commit;

    private DirectoryInfo? Temporary { get; init; }

    /// <summary>The top of the copy; null for the work tree itself.</summary>
    public string? Top => Temporary?.FullName;

    /// <summary>It holds nothing but what is committed.</summary>
    public bool IsCopy => Temporary is not null;

    /// <param name="source">What <paramref name="head"/> was made of in the scratch; null: it is in the repository.</param>
    /// <returns>Null when there is no such commit.</returns>
    public static async Task<Checkout?> OpenAsync(GitRepository git, string? head, string? source, CancellationToken cancellation)
    {
        var prefix = await git.AskAsync(cancellation, "rev-parse", "--show-prefix") ?? "";
        if (await git.CommitOfAsync(head ?? "HEAD", cancellation) is not { } commit)
            return null;
        if (head is null)
            return new Checkout(git.Folder, prefix, commit, await git.WorkTreeAsync(commit, FleetLayout.Roots, cancellation));
        var folder = Directory.CreateTempSubdirectory("gitopsgen-head-");
        var checkout = new Checkout(Path.Join(folder.FullName, prefix), prefix, commit, $"{commit}^{{tree}}")
        {
            Temporary = folder,
            Source = source ?? commit,
        };
        try
        {
            // What a partial clone fetches for it stays there.
            await FillAsync(git, commit, folder.FullName, isKept: source is null, cancellation);
            return checkout.Inside();
        }
        catch
        {
            checkout.Dispose();
            throw;
        }
    }

    /// <summary>A tree that may lie in the scratch, in a folder of its own.</summary>
    public static async Task<Checkout> OfTreeAsync(GitRepository git, string tree, string prefix, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gitopsgen-tree-");
        var checkout = new Checkout(Path.Join(folder.FullName, prefix), prefix, tree, tree) { Temporary = folder };
        try
        {
            await FillAsync(git, tree, folder.FullName, isKept: false, cancellation);
            return checkout.Inside();
        }
        catch
        {
            checkout.Dispose();
            throw;
        }
    }

    /// <summary>Whether the work tree is still what the tree was made of.</summary>
    public async Task<bool> IsStillAsync(GitRepository git, CancellationToken cancellation) =>
        Temporary is not null || Tree == await git.WorkTreeAsync(Commit, FleetLayout.Roots, cancellation);

    public void Dispose() => Temporary?.Delete(recursive: true);

    // A commit may have a link where the fleet's folder was, which would lead out of the copy.
    private Checkout Inside()
    {
        var folder = Prefix.TrimEnd('/');
        return folder.Length == 0 || RealPath.Of(Folder) == Path.Join(RealPath.Of(Top!), folder)
            ? this
            : throw new DiagnosedException(Messages.SymbolicLink(Position.Start(folder), folder));
    }

    private static async Task FillAsync(GitRepository git, string tree, string folder, bool isKept, CancellationToken cancellation)
    {
        using var index = new TemporaryIndex();
        var directory = await git.RunAsync(cancellation, "rev-parse", "--absolute-git-dir");
        var environment = index.Environment.Add("GIT_DIR", directory).Add("GIT_WORK_TREE", folder);
        await git.RunAsync(new GitCall("read-tree", tree) { Environment = environment }, cancellation);
        await git.RunAsync(
            new GitCall("checkout-index", "--all", "--quiet")
            {
                Need = GitAccess.Remote,
                IsKept = isKept,
                Environment = environment,
            },
            cancellation
        );
    }
}
