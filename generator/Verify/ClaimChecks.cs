using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Printing;
using GitOpsGen.Publish;

namespace GitOpsGen.Verify;

/// <summary>Holds what the trailers of a commit say against the commit itself, before anything is rendered.</summary>
public sealed class ClaimChecks(VerifyOptions options, GitRepository git, CommitClaims claims, DiagnosticBag diagnostics)
{
    /// <summary>The trailer that does not hold; null while there is none.</summary>
    public CommitDifference? Difference { get; private set; }

    /// <returns>What the commit changes, seen from the fleet; null where it is of no use to go on.</returns>
    public async Task<ImmutableArray<PathChange>?> CheckAsync(CancellationToken cancellation)
    {
        if (claims.Version != options.ToolVersion)
        {
            diagnostics.Add(Messages.MadeByAnotherVersion(claims.Version, options.ToolVersion));
            return null;
        }

        if (!await IsFolderAsync(git, claims.Commit, claims.Prefix, cancellation))
            return Untrue("Gitopsgen-Fleet", "a folder of this commit", claims.Trailers.Fleet);
        if (claims.Parents is not [var parent])
        {
            diagnostics.Add(Messages.ParentNotHere(claims.Commit));
            return null;
        }

        var changes = BranchStates.Relative(await git.ChangesAsync(parent, claims.Commit, cancellation), claims.Prefix);
        if (changes.FirstOrDefault(change => !PathOwners.IsInside(change.Path)) is { } outside)
            return Untrue("Gitopsgen-Content", "of nothing but the fleet's files", $"with {outside.Path.TrimStart('/')}");
        var content = ScopeChange.DigestOf(changes);
        if (content != claims.Trailers.Content)
            return Untrue("Gitopsgen-Content", content, claims.Trailers.Content);
        return await IsMadeThereAsync(parent, cancellation) ? changes : null;
    }

    /// <summary>Whether a commit has such a folder; what is behind a link is none of it.</summary>
    /// <param name="prefix">Empty, or ending with '/'.</param>
    public static async Task<bool> IsFolderAsync(GitRepository git, string commit, string prefix, CancellationToken cancellation) =>
        prefix.TrimEnd('/') is var folder
        && (
            folder.Length == 0
            || (
                RepositoryPath.Resolve("", folder) == folder
                && await git.AskAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{commit}:{folder}^{{tree}}")
                    is not null
            )
        );

    /// <summary>Those that made it, as it says, and that are other ones here.</summary>
    /// <param name="here">Those that rendered it again.</param>
    public IReadOnlyList<string> Lacking(IReadOnlyList<string> here)
    {
        var known = here.Select(MarkdownText.Plain).ToLookup(Name, StringComparer.Ordinal);
        return
        [
            .. claims.Engines.Where(engine =>
                known.Contains(Name(engine)) && !known[Name(engine)].Contains(engine, StringComparer.Ordinal)
            ),
        ];
    }

    // A commit that the base took by squashing or rebasing stands on a later one than it was made on.
    private async Task<bool> IsMadeThereAsync(string parent, CancellationToken cancellation)
    {
        var said = claims.Trailers.Parent;
        if (said.Length == 0 || said == parent)
            return true;
        var isKnown = await git.CommitOfAsync(said, cancellation) is not null;
        if (isKnown && await git.AnswerAsync(new GitCall("merge-base", "--is-ancestor", said, parent), cancellation) is not null)
        {
            diagnostics.Add(Messages.MadeOnAnother(said, parent));
            return true;
        }

        if (await git.IsShallowAsync(cancellation))
            diagnostics.Add(Messages.ParentNotHere(claims.Commit));
        else
            Untrue("Gitopsgen-Parent", parent, said);
        return false;
    }

    private ImmutableArray<PathChange>? Untrue(string trailer, string expected, string found)
    {
        diagnostics.Add(Messages.TrailerUntrue(trailer, expected, found));
        Difference = new CommitDifference(null, trailer, null, expected, found);
        return null;
    }

    private static string Name(string engine) => engine.Split(' ')[0];
}
