namespace GitOpsGen.Publish;

/// <summary>What is to be done for a scope.</summary>
public enum Doing
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
public sealed record Standing(string Commit, string Digest, (string Commit, string Author)? Person)
{
    /// <summary>It holds a commit of this tool's: one beyond the base, or one that was merged.</summary>
    public bool IsOurs { get; init; }
}

/// <summary>Decides from what is wanted and what stands; nothing here asks anybody.</summary>
public static class Decisions
{
    public static Doing Of(ScopeChange change, Standing? standing) =>
        (change.Changes.IsEmpty, standing) switch
        {
            (true, null) => Doing.Nothing,
            (false, null) => Doing.Create,
            // Equal content needs nothing, whoever committed it.
            (false, { } there) when there.Digest == change.Digest => Doing.Nothing,
            (_, { Person: not null }) => Doing.LeaveToPerson,
            (true, _) => Doing.Close,
            _ => Doing.Update,
        };

    /// <summary>A branch of a scope that this fleet does not have any more.</summary>
    /// <returns>Null where nothing says that the branch is this tool's: a name alone is no proof.</returns>
    public static Doing? OfStray(Standing standing) =>
        standing switch
        {
            { IsOurs: false } => null,
            { Person: null } => Doing.Supersede,
            _ => Doing.LeaveToPerson,
        };

    /// <summary>
    /// A branch that cannot stand beside <paramref name="branch"/>: git keeps each as a file, and one is a folder of the other.
    /// </summary>
    public static string? InTheWay(string branch, IEnumerable<string> branches) =>
        branches.FirstOrDefault(other =>
            other.StartsWith(branch + "/", StringComparison.Ordinal) || branch.StartsWith(other + "/", StringComparison.Ordinal)
        );
}
