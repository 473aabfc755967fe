using GitOpsGen.Files;
using GitOpsGen.Git;

namespace GitOpsGen.Pipeline.Merges;

/// <summary>What git makes of two versions of a text and the one that both come from.</summary>
public static class TextMerge
{
    // As it is, and as `git merge -X` or the attribute `merge` may have had it.
    private static readonly string[] Ways = ["--quiet", "--ours", "--theirs", "--union"];

    /// <summary>The digests of what it may have made.</summary>
    public static async Task<IReadOnlySet<string>> DigestsAsync(
        GitRepository git,
        byte[] ours,
        byte[] start,
        byte[] theirs,
        CancellationToken cancellation
    )
    {
        var folder = Directory.CreateTempSubdirectory("gitopsgen-merge-");
        try
        {
            string[] files = [.. new[] { "ours", "base", "theirs" }.Select(name => Path.Join(folder.FullName, name))];
            foreach (var (file, content) in files.Zip([ours, start, theirs]))
                await File.WriteAllBytesAsync(file, content, cancellation);
            var digests = new HashSet<string>(StringComparer.Ordinal);
            foreach (var way in Ways)
                digests.Add(
                    Digest.OfBytes((await git.TryAsync(new GitCall(["merge-file", "-p", way, .. files]), cancellation)).Output.Span)
                );
            return digests;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
