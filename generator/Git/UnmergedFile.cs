using System.Collections.Immutable;
using System.Text;

namespace GitOpsGen.Git;

/// <summary>
/// A file of which git's index has the sides of a merge in place of one content: ids of blobs, null where a side has none.
/// </summary>
public sealed record UnmergedFile(string Path, string? Base, string? Ours, string? Theirs)
{
    /// <summary>In git's own words.</summary>
    public string State =>
        (Base, Ours, Theirs) switch
        {
            (_, null, null) => "both deleted",
            (null, _, null) => "added by us",
            (null, null, _) => "added by them",
            (null, _, _) => "both added",
            (_, null, _) => "deleted by us, changed by them",
            (_, _, null) => "deleted by them, changed by us",
            _ => "both modified",
        };

    /// <summary>Those at or below some paths.</summary>
    public static async Task<IReadOnlyList<UnmergedFile>> ReadAsync(
        GitRepository git,
        IEnumerable<string> paths,
        CancellationToken cancellation
    )
    {
        try
        {
            var said = await git.TryAsync(new GitCall(["ls-files", "--unmerged", "-z", "--", .. paths]), cancellation);
            return said.Succeeded ? Parse(Encoding.UTF8.GetString(said.Output.Span)) : [];
        }
        catch (FileNotFoundException)
        {
            // Without git nothing was merged.
            return [];
        }
    }

    // mode SP id SP stage TAB path
    private static ImmutableArray<UnmergedFile> Parse(string entries) =>
        [
            .. entries
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry.Split('\t', 2))
                .GroupBy(entry => entry[1], entry => entry[0].Split(' '), StringComparer.Ordinal)
                .Select(stages => new UnmergedFile(stages.Key, Stage(stages, "1"), Stage(stages, "2"), Stage(stages, "3"))),
        ];

    private static string? Stage(IEnumerable<string[]> stages, string stage) =>
        stages.FirstOrDefault(entry => entry[2] == stage) is { } found ? found[1] : null;
}
