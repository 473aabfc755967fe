using GitOpsGen.Git;

namespace GitOpsGen.Cli.Init;

/// <summary>What git has to do with a folder.</summary>
/// <param name="Kind"><c>created</c>, <c>root</c> (it is a repository's root already), <c>below</c> (inside of one), <c>none</c>, or
/// <c>missing</c> (no git here).</param>
/// <param name="Root">Of the repository that holds the folder.</param>
/// <param name="Branch">What is checked out of a clone; null where that says nothing of the branch that Argo CD will follow.</param>
public sealed record RepositoryState(string Folder, string Kind, string? Root, string? Origin, string? Branch = null)
{
    public static async Task<RepositoryState> OfAsync(string folder, CancellationToken cancellation)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing)!;
        var git = new GitRepository(existing);
        try
        {
            if (await git.RootAsync(cancellation) is not { } root)
                return new RepositoryState(folder, "none", null, null);
            return root == Path.TrimEndingDirectorySeparator(folder)
                ? new RepositoryState(folder, "root", root, await git.OriginAsync(cancellation), await BranchAsync(git, cancellation))
                : new RepositoryState(folder, "below", root, null);
        }
        catch (FileNotFoundException)
        {
            return new RepositoryState(folder, "missing", null, null);
        }
    }

    public async Task<RepositoryState> InitialisedAsync(CancellationToken cancellation) =>
        Kind == "none" && await new GitRepository(Folder).InitialiseAsync(cancellation)
            ? this with
            {
                Kind = "created",
                Root = Folder,
            }
            : this;

    // Of one without a commit or an origin the name is whatever this machine gives to new ones.
    private static async Task<string?> BranchAsync(GitRepository git, CancellationToken cancellation) =>
        await git.OriginAsync(cancellation) is not null && await git.CommitOfAsync("HEAD", cancellation) is not null
            ? await git.AskAsync(cancellation, "symbolic-ref", "--quiet", "--short", "HEAD")
            : null;
}
