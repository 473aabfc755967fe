using System.Collections.Immutable;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>What is to be done for a scope.</summary>
public enum PublishAction
{
    /// <summary>It is as it should be, or there is nothing of it.</summary>
    Nothing,
    Create,
    Update,

    /// <summary>Nothing of it differs from the base any more: the pull request is closed, the branch deleted.</summary>
    Close,

    /// <summary>The scope itself is no more.</summary>
    Supersede,

    /// <summary>A person has committed to the branch.</summary>
    LeaveToPerson,

    /// <summary>It was made from a commit that this checkout does not have.</summary>
    LeaveToSource,

    /// <summary>It was made for another base or another fleet.</summary>
    LeaveToOther,
}

/// <summary>A branch as the remote has it.</summary>
/// <param name="Changes">What it changes of the base that it left.</param>
/// <param name="Person">The commit and author that are not this tool's; null when all are.</param>
public sealed record BranchState(string Commit, ImmutableArray<PathChange> Changes, (string Commit, string Author)? Person)
{
    /// <summary>Of what it changes.</summary>
    public string Digest => ScopeChange.DigestOf(Changes);

    /// <summary>It holds a commit of this tool's: one beyond the base, or one that was merged.</summary>
    public bool IsOurs { get; init; }

    /// <summary>It stands on the base as that is now.</summary>
    public bool IsOnBase { get; init; }

    /// <summary>It stands on what the base was before that was rewritten.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>A file of it that the base has changed since, to something else; null when there is none.</summary>
    public string? MovedUnder { get; init; }

    /// <summary>The base has all of it by now, so that nothing is lost with the branch.</summary>
    public bool IsInBase { get; init; }

    /// <summary>For what else it was made, in words; null when for this.</summary>
    public string? Other { get; init; }

    /// <summary>The commit that it was made from, where neither the checkout nor the base has that; else null.</summary>
    public string? ForeignSource { get; init; }

    /// <summary>Built now, it would be another commit although its content is the same: why, in words; else null.</summary>
    public string? WhyStale(string into, bool isKeptUpToDate) =>
        IsRewritten ? $"{into} was rewritten"
        : MovedUnder is not null ? $"{into} has changed {MovedUnder} since"
        : isKeptUpToDate && !IsOnBase ? $"{into} has moved on"
        : null;

    /// <summary>Whether all of a change is part of what the branch changes.</summary>
    public bool Holds(IEnumerable<PathChange> changes)
    {
        var own = Changes.ToDictionary(change => change.Path, change => change.New, StringComparer.Ordinal);
        return changes.All(change => own.TryGetValue(change.Path, out var file) && file == change.New);
    }
}

/// <summary>Decides from what is wanted and what stands; nothing here asks anybody.</summary>
public static class Decisions
{
    /// <param name="whyStale">Why the branch would be another commit now; null when it would not.</param>
    /// <param name="takesOver">What was made from commits that are not here may be replaced.</param>
    public static PublishAction Of(ScopeChange change, BranchState? there, string? whyStale, bool takesOver) =>
        (change.Changes.IsEmpty, there) switch
        {
            (true, null) => PublishAction.Nothing,
            (false, null) => PublishAction.Create,
            (_, { Other: not null }) => PublishAction.LeaveToOther,
            // Equal content needs nothing, whoever committed it.
            (false, { } same) when same.Digest == change.Digest && whyStale is null => PublishAction.Nothing,
            (_, { Person: not null, IsInBase: false }) => PublishAction.LeaveToPerson,
            (_, { ForeignSource: not null, IsInBase: false } other) when !takesOver && other.Digest != change.Digest =>
                PublishAction.LeaveToSource,
            (true, _) => PublishAction.Close,
            _ => PublishAction.Update,
        };

    /// <summary>A branch of a scope that this fleet does not have any more.</summary>
    /// <returns>Null where nothing says that the branch is this tool's: a name alone is no proof.</returns>
    public static PublishAction? OfStray(BranchState there, bool takesOver) =>
        there switch
        {
            { IsOurs: false } => null,
            { Other: not null } => PublishAction.LeaveToOther,
            { Person: not null, IsInBase: false } => PublishAction.LeaveToPerson,
            { ForeignSource: not null, IsInBase: false } when !takesOver => PublishAction.LeaveToSource,
            _ => PublishAction.Supersede,
        };

    /// <summary>
    /// A branch that cannot stand beside <paramref name="branch"/>: git keeps each as a file, and one is a folder of the other.
    /// </summary>
    public static string? InTheWay(string branch, IEnumerable<string> branches) =>
        branches.FirstOrDefault(other =>
            other.StartsWith(branch + "/", StringComparison.Ordinal) || branch.StartsWith(other + "/", StringComparison.Ordinal)
        );
}
