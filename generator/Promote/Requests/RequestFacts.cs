using System.Collections.Immutable;

namespace GitOpsGen.Promote.Requests;

/// <summary>What a review says of the change.</summary>
public enum Opinion
{
    /// <summary>A comment alone: what the reviewer said before still counts.</summary>
    None,
    Approves,
    Objects,

    /// <summary>Somebody has dismissed it.</summary>
    Withdrawn,
}

/// <summary>A review as its host has it.</summary>
/// <param name="Author">Empty where the user is no more.</param>
/// <param name="Commit">What was looked at; empty where that is not told.</param>
public sealed record GivenReview(string Author, Opinion Opinion, string Commit)
{
    /// <summary>Whether the author may write to the repository, as far as the host tells.</summary>
    public bool MayWrite { get; init; }

    /// <summary>Else a program.</summary>
    public bool IsPerson { get; init; }

    public string? Url { get; init; }
}

/// <summary>How far a check has come.</summary>
public enum CheckOutcome
{
    Passed,
    Waits,
    Failed,
}

/// <summary>A check run or a status of a commit.</summary>
/// <param name="Source">Who reports it: several may do so under one name.</param>
/// <param name="Order">The greater one is the later one of the same name and source.</param>
/// <param name="Word">The host's own for the outcome.</param>
public sealed record SeenCheck(string Name, string Source, long Order, CheckOutcome Outcome, string Word)
{
    public string? Url { get; init; }
}

/// <summary>All that a host tells of a pull request and of its head commit.</summary>
/// <param name="Author">Who opened it.</param>
/// <param name="Head">The commit that the checks are of.</param>
/// <param name="Reviews">First to last.</param>
public sealed record RequestFacts(string Author, string Head, ImmutableArray<GivenReview> Reviews, ImmutableArray<SeenCheck> Checks)
{
    /// <summary>What the tool's own status of the head says; null where it has none.</summary>
    public RequestAnswer? Told { get; init; }
}
