using System.Collections.Immutable;
using GitOpsGen.Git;
using GitOpsGen.Publish;

namespace GitOpsGen.Verify;

/// <summary>A commit, and what its trailers say of how it was made.</summary>
/// <param name="Parents">As far as this clone knows them.</param>
/// <param name="Version">Of the tool; empty where it is not said.</param>
/// <param name="Engines">Name and version of each.</param>
public sealed record CommitClaims(
    string Commit,
    ImmutableArray<string> Parents,
    Trailers Trailers,
    string Version,
    ImmutableArray<string> Engines
)
{
    private const char EngineEnd = '\u0001';

    private const string Format =
        "%x00%(trailers:key=Gitopsgen-Version,valueonly,separator=%x20)%x00%(trailers:key=Gitopsgen-Engine,valueonly,separator=%x01)";

    /// <summary>Below which folder of the repository the fleet lies: empty, or ending with '/'.</summary>
    public string Prefix => Trailers.Fleet is "" or "." ? "" : $"{Trailers.Fleet}/";

    public static async Task<CommitClaims> ReadAsync(GitRepository git, string commit, CancellationToken cancellation)
    {
        var said = await git.RunAsync(cancellation, "log", "--max-count=1", $"--format=%H%x00%P{Trailers.Format}{Format}", commit);
        var words = said.Split('\0');
        return new CommitClaims(
            words[0],
            [.. words[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Trailers.Read(words.AsSpan(2)),
            words[^2].Trim(),
            [.. words[^1].Split(EngineEnd, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        );
    }
}
