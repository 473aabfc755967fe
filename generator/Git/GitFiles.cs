using System.Text;
using GitOpsGen.Git.Carriage;

namespace GitOpsGen.Git;

/// <summary>What one state of a repository has, as far as git knows without reading any file.</summary>
public static class GitFiles
{
    /// <summary>What a commit has below some folders, links and submodules among it.</summary>
    public static async Task<IReadOnlyDictionary<string, TreeFile>> OfCommitAsync(
        GitRepository git,
        string commit,
        IEnumerable<string> folders,
        CancellationToken cancellation
    )
    {
        var files = new Dictionary<string, TreeFile>(StringComparer.Ordinal);
        // mode SP type SP id TAB path
        foreach (var entry in await EntriesAsync(git, ["ls-tree", "-r", "-z", commit, "--", .. folders], cancellation))
            if (entry.IndexOf('\t', StringComparison.Ordinal) is > 0 and var tab && entry[..tab].Split(' ') is [var mode, _, var id])
                files[entry[(tab + 1)..]] = new TreeFile(mode, id);
        return files;
    }

    /// <summary>
    /// The files of the work tree, each with the id of its content; null where git would have to read it to know. By its stamps it knows
    /// which are as its index has them.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string?>> OfWorkTreeAsync(
        GitRepository git,
        IReadOnlyCollection<string> folders,
        CancellationToken cancellation
    )
    {
        var files = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var entry in (await IndexEntry.ReadAsync(git, folders, cancellation)).Values.Where(entry => entry.IsRegular))
            files[entry.Path] = entry.IsUnmerged || entry.IsUnwatched ? null : entry.Id;
        foreach (var path in await EntriesAsync(git, ["ls-files", "--modified", "--others", "-z", "--", .. folders], cancellation))
            files[path] = null;
        foreach (var path in await EntriesAsync(git, ["ls-files", "--deleted", "-z", "--", .. folders], cancellation))
            files.Remove(path);
        return files;
    }

    private static async Task<string[]> EntriesAsync(GitRepository git, string[] arguments, CancellationToken cancellation)
    {
        var result = await git.KnowAsync(new GitCall([.. arguments]), cancellation);
        return Encoding.UTF8.GetString(result.Output.Span).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
