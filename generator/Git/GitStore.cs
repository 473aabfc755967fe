using System.Collections.Immutable;

namespace GitOpsGen.Git;

/// <summary>Makes trees and commits with git alone, over an index of its own.</summary>
public sealed class GitStore(GitRepository git) : ICommitStore
{
    public async Task<string> TreeAsync(string start, IReadOnlyCollection<PathChange> changes, CancellationToken cancellation)
    {
        using var index = new TemporaryIndex();
        // A partial clone may have to fetch trees for it.
        await git.RunAsync(new GitCall("read-tree", start) { Need = GitAccess.Remote, Environment = index.Environment }, cancellation);
        // What goes first makes room for a folder in a file's place, or a file in a folder's.
        var lines = string.Concat(changes.OrderBy(change => change.New is not null).Select(change => change.IndexLine));
        await git.RunAsync(
            new GitCall("update-index", "-z", "--index-info") { Environment = index.Environment, Input = lines },
            cancellation
        );
        // A partial clone need not have the blobs that nobody touches.
        return await git.RunAsync(new GitCall("write-tree", "--missing-ok") { Environment = index.Environment }, cancellation);
    }

    public Task<string> CommitAsync(NewCommit commit, CancellationToken cancellation)
    {
        var environment = ImmutableDictionary<string, string>
            .Empty.SetItems(Who("AUTHOR", commit.Author, commit.Date))
            .SetItems(Who("COMMITTER", commit.Committer, commit.Date));
        // commit-tree does not look at commit.gpgSign by itself.
        string[] sign = commit.IsSigned ? ["-S"] : [];
        var call = new GitCall(["commit-tree", commit.Tree, "-p", commit.Parent, .. sign, "-F", "-"])
        {
            Need = GitAccess.Signing,
            Environment = environment,
            Input = commit.Message,
        };
        return git.RunAsync(call, cancellation);
    }

    private static Dictionary<string, string> Who(string who, Person person, long date) =>
        new(StringComparer.Ordinal)
        {
            [$"GIT_{who}_NAME"] = person.Name,
            [$"GIT_{who}_EMAIL"] = person.Mail,
            [$"GIT_{who}_DATE"] = $"@{date} +0000",
        };
}
