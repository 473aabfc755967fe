using GitOpsGen.Git;

namespace GitOpsGen.Pipeline.Merges;

/// <summary>Two commits whose changes since a third come together. Each is a name that git knows.</summary>
/// <param name="Base">What both come from; null where they have nothing in common.</param>
/// <param name="Result">The commit that came of it; null while it is not finished, and the work tree has it.</param>
public sealed record Merge(string Ours, string Theirs, string? Base, string? Result)
{
    // Whoever renders after a merge does it soon.
    private const int Looked = 5;

    /// <summary>The one that is not finished, and the last ones that are.</summary>
    public static async Task<IReadOnlyList<Merge>> ReadAsync(GitRepository git, UnfinishedWork? work, CancellationToken cancellation)
    {
        var merges = new List<Merge>();
        foreach (var head in Heads(work))
            merges.Add(await UnfinishedAsync(git, work!, head, cancellation));
        var said = await git.AskAsync(cancellation, "rev-list", "--merges", $"--max-count={Looked}", "--parents", "HEAD", "--");
        foreach (var line in (said ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.Split(' ') is [var result, var first, .. var others])
                foreach (var other in others)
                    merges.Add(new Merge(first, other, await CommonAsync(git, first, other, cancellation), result));
        return merges;
    }

    // A stash that did not apply is kept.
    private static IEnumerable<string> Heads(UnfinishedWork? work) => work is { Heads: [] } ? ["refs/stash"] : work?.Heads ?? [];

    private static async Task<Merge> UnfinishedAsync(GitRepository git, UnfinishedWork work, string head, CancellationToken cancellation) =>
        work switch
        {
            { IsBackward: true } => new("HEAD", $"{head}^", head, null),
            { Name: "merge", Heads: not [] } => new("HEAD", head, await CommonAsync(git, "HEAD", head, cancellation), null),
            _ => new("HEAD", head, $"{head}^", null),
        };

    private static Task<string?> CommonAsync(GitRepository git, string one, string other, CancellationToken cancellation) =>
        git.AskAsync(cancellation, "merge-base", one, other);
}
