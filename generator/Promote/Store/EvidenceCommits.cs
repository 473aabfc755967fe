using System.Collections.Immutable;
using GitOpsGen.Git;

namespace GitOpsGen.Promote.Store;

/// <summary>
/// Makes the commits of the evidence branch: a file more, old days less. As objects alone, so that no work tree, index or HEAD is touched.
/// </summary>
internal sealed class EvidenceCommits(GitRepository git)
{
    private static readonly Person Nobody = new("gitopsgen", "gitopsgen@users.noreply.invalid");

    /// <param name="parent">Null for the first commit of the branch, which has none.</param>
    /// <param name="gone">Paths that are taken out; their history stays.</param>
    public async Task<string> CommitAsync(
        string? parent,
        string path,
        string text,
        IEnumerable<string> gone,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var blob = await git.RunAsync(new GitCall("hash-object", "-w", "--no-filters", "--stdin") { Input = text }, cancellation);
        PathChange[] changes =
        [
            .. gone.Select(old => new PathChange(old, new TreeFile("100644", blob), null)),
            new(path, null, new TreeFile("100644", blob)),
        ];
        return await CommitAsync(parent, await TreeAsync(parent, changes, cancellation), path, at, cancellation);
    }

    private async Task<string> TreeAsync(string? parent, IEnumerable<PathChange> changes, CancellationToken cancellation)
    {
        using var index = new TemporaryIndex();
        string[] start = parent is null ? ["--empty"] : [parent];
        await git.RunAsync(new GitCall(["read-tree", .. start]) { Need = GitAccess.Remote, Environment = index.Environment }, cancellation);
        var lines = string.Concat(changes.Select(change => change.IndexLine));
        await git.RunAsync(
            new GitCall("update-index", "-z", "--index-info") { Environment = index.Environment, Input = lines },
            cancellation
        );
        // A partial clone need not have the files of others.
        return await git.RunAsync(new GitCall("write-tree", "--missing-ok") { Environment = index.Environment }, cancellation);
    }

    private async Task<string> CommitAsync(string? parent, string tree, string path, DateTimeOffset at, CancellationToken cancellation)
    {
        var (author, committer) = await git.IdentitiesAsync(Nobody, cancellation);
        string[] parents = parent is null ? [] : ["-p", parent];
        var call = new GitCall(["commit-tree", tree, .. parents, "-F", "-"])
        {
            Need = GitAccess.Signing,
            Environment = Who("AUTHOR", author, at).AddRange(Who("COMMITTER", committer, at)),
            Input = $"Observed {path[..10].Replace('/', '-')}\n",
        };
        return await git.RunAsync(call, cancellation);
    }

    private static ImmutableDictionary<string, string> Who(string who, Person person, DateTimeOffset at) =>
        ImmutableDictionary<string, string>
            .Empty.Add($"GIT_{who}_NAME", person.Name)
            .Add($"GIT_{who}_EMAIL", person.Mail)
            .Add($"GIT_{who}_DATE", $"@{at.ToUnixTimeSeconds()} +0000");
}
