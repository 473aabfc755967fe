using System.Text;

namespace GitOpsGen.Git.Carriage;

/// <summary>A file as git's index has it.</summary>
/// <param name="Mode">As in a tree: 100644, 100755; 120000 is a link, 160000 a submodule.</param>
/// <param name="Id">Of its blob.</param>
/// <param name="Tag">What <c>ls-files -v</c> calls it.</param>
public sealed record IndexEntry(string Path, string Mode, string Id, char Tag)
{
    public bool IsRegular => Mode.StartsWith("100", StringComparison.Ordinal);

    public bool IsSubmodule => Mode == "160000";

    /// <summary>A merge of it is not finished.</summary>
    public bool IsUnmerged => Tag == 'M';

    /// <summary>A sparse checkout leaves it out of the work tree.</summary>
    public bool IsLeftOut => Tag is 'S' or 's';

    /// <summary>Git was told to take it for unchanged, so that no change of it is committed.</summary>
    public bool IsUnwatched => IsLeftOut || char.IsLower(Tag);

    /// <summary>All below some paths, by path relative to the folder that git is asked in.</summary>
    public static async Task<IReadOnlyDictionary<string, IndexEntry>> ReadAsync(
        GitRepository git,
        IEnumerable<string> paths,
        CancellationToken cancellation
    )
    {
        var listed = await git.KnowAsync(new GitCall(["ls-files", "-v", "--stage", "-z", "--", .. paths]), cancellation);
        var entries = new Dictionary<string, IndexEntry>(StringComparer.Ordinal);
        foreach (var entry in Encoding.UTF8.GetString(listed.Output.Span).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            if (entry.Split('\t', 2) is [var facts, var path] && facts.Split(' ') is [[var tag, ..], var mode, var id, _])
                entries[path] = new IndexEntry(path, mode, id, tag);
        return entries;
    }
}
