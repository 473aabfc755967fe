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
}

/// <summary>A branch as the remote has it.</summary>
/// <param name="Digest">Of what it changes.</param>
/// <param name="Person">The commit and author that are not this tool's; null when all are.</param>
public sealed record BranchState(string Commit, string Digest, (string Commit, string Author)? Person)
{
    /// <summary>It holds a commit of this tool's: one beyond the base, or one that was merged.</summary>
    public bool IsOurs { get; init; }
}

/// <summary>Decides from what is wanted and what stands; nothing here asks anybody.</summary>
public static class Decisions
{
    public static PublishAction Of(ScopeChange change, BranchState? standing) =>
        (change.Changes.IsEmpty, standing) switch
        {
            (true, null) => PublishAction.Nothing,
            (false, null) => PublishAction.Create,
            // Equal content needs nothing, whoever committed it.
            (false, { } there) when there.Digest == change.Digest => PublishAction.Nothing,
            (_, { Person: not null }) => PublishAction.LeaveToPerson,
            (true, _) => PublishAction.Close,
            _ => PublishAction.Update,
        };

    /// <summary>A branch of a scope that this fleet does not have any more.</summary>
    /// <returns>Null where nothing says that the branch is this tool's: a name alone is no proof.</returns>
    public static PublishAction? OfStray(BranchState standing) =>
        standing switch
        {
            { IsOurs: false } => null,
            { Person: null } => PublishAction.Supersede,
            _ => PublishAction.LeaveToPerson,
        };

    /// <summary>
    /// A branch that cannot stand beside <paramref name="branch"/>: git keeps each as a file, and one is a folder of the other.
    /// </summary>
    public static string? InTheWay(string branch, IEnumerable<string> branches) =>
        branches.FirstOrDefault(other =>
            other.StartsWith(branch + "/", StringComparison.Ordinal) || branch.StartsWith(other + "/", StringComparison.Ordinal)
        );
}
