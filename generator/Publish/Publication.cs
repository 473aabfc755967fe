using System.Collections.Immutable;
using GitOpsGen.Engines;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>What is to be done for one scope. A dry run prints this very value.</summary>
/// <param name="BranchState">The branch as it is; null when there is none.</param>
public sealed record Publication(Scope Scope, PublishAction PublishAction, BranchState? BranchState)
{
    public ImmutableArray<PathChange> Changes { get; init; } = [];

    /// <summary>The base's commit that the new one stands on.</summary>
    public string Parent { get; init; } = "";

    public string Tree { get; init; } = "";

    /// <summary>Why a commit with the same content takes the place of the branch's; null where the content is another.</summary>
    public string? WhyRebuilt { get; init; }

    /// <summary>Empty where the host will make it: its name is not known before.</summary>
    public string Commit { get; init; } = "";

    public string Message { get; init; } = "";

    public string Title { get; init; } = "";

    public Body Body { get; init; } = new("", []);
}

/// <param name="Source">The commit that the content comes from, with what the work tree adds.</param>
/// <param name="StayedOut">Changed files that belong to nothing that is published.</param>
public sealed record PublishPlan(
    string Base,
    string BaseCommit,
    string Source,
    ImmutableArray<Publication> Publications,
    ImmutableArray<string> StayedOut
);

/// <summary>What was done for one scope.</summary>
/// <param name="Steps">In order, in words; empty when nothing was needed.</param>
public sealed record Outcome(Publication Publication, PullRequest? Request, ImmutableArray<string> Steps)
{
    /// <summary>Null where the host made none.</summary>
    public HostCommit? Commit { get; init; }

    /// <summary>Why it came to no end; else null.</summary>
    public Exception? Failure { get; init; }
}
