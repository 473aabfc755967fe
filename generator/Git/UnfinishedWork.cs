using System.Collections.Immutable;
using GitOpsGen.Files;

namespace GitOpsGen.Git;

/// <summary>What git has begun in a work tree and waits for a person to finish. Told by the files that git keeps meanwhile.</summary>
/// <param name="Name">As git calls it.</param>
/// <param name="Heads">What goes in, by the name that git has for it; of several commits each.</param>
/// <param name="IsBackward">What the commit did is taken back.</param>
public sealed record UnfinishedWork(string Name, ImmutableArray<string> Heads, bool IsBackward = false)
{
    private const int MostHeads = 64;

    /// <returns>Null where nothing is unfinished, or there is no git.</returns>
    public static UnfinishedWork? Of(string root)
    {
        if (WorkTree.Of(root)?.GitFolder is not { } git)
            return null;
        if (Has(git, "rebase-merge") || Has(git, "rebase-apply"))
            return new("rebase", ["REBASE_HEAD"]);
        if (Has(git, "MERGE_HEAD"))
            return new("merge", [.. File.ReadLines(Path.Join(git, "MERGE_HEAD")).Take(MostHeads)]);
        if (Has(git, "CHERRY_PICK_HEAD"))
            return new("cherry-pick", ["CHERRY_PICK_HEAD"]);
        if (Has(git, "REVERT_HEAD"))
            return new("revert", ["REVERT_HEAD"], IsBackward: true);
        // Of a stash that did not apply git keeps no more than that.
        return Has(git, "AUTO_MERGE") ? new("merge", []) : null;
    }

    private static bool Has(string git, string name) => Path.Exists(Path.Join(git, name));
}
