namespace GitOpsGen.Git;

/// <summary>Who a commit is by. Never empty, and without what git takes out of names.</summary>
public sealed record Person(string Name, string Mail);

/// <summary>A commit to be made.</summary>
/// <param name="Date">Seconds since 1970, in UTC: the same content of the same day gives the same commit.</param>
/// <param name="IsSigned">As git is configured to.</param>
public sealed record NewCommit(string Tree, string Parent, string Message, Person Author, Person Committer, long Date, bool IsSigned);

/// <summary>Makes objects, and nothing that refers to them.</summary>
public interface ICommitStore
{
    /// <summary>The tree of the commit <paramref name="start"/> with some files put in or taken out; their blobs are there.</summary>
    /// <returns>The id of the tree.</returns>
    /// <exception cref="GitException">It cannot be made.</exception>
    Task<string> TreeAsync(string start, IReadOnlyCollection<PathChange> changes, CancellationToken cancellation);

    /// <returns>The id of the commit: the same as <c>git commit-tree</c> gives.</returns>
    /// <exception cref="GitException">It cannot be made, or not be signed.</exception>
    Task<string> CommitAsync(NewCommit commit, CancellationToken cancellation);
}
