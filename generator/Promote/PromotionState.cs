using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Publish;

namespace GitOpsGen.Promote;

/// <summary>
/// What the base branch says of who runs what, and what is on its way to it: all that a plan needs beside evidence and time.
/// </summary>
public sealed record PromotionState
{
    /// <summary>First to last.</summary>
    public required ImmutableArray<Wave> Waves { get; init; }

    public required PromotionSettings Settings { get; init; }

    public required ImmutableSortedDictionary<string, PromotedApp> Apps { get; init; }

    public required ImmutableArray<PromotedUnit> Units { get; init; }

    /// <summary>Branches of the tool that are not merged.</summary>
    public ImmutableArray<OpenChange> Open { get; init; } = [];
}

/// <param name="Head">What head would be cut as.</param>
/// <param name="Cut">The release that head is cut as already; null where it is not.</param>
/// <param name="Requires">Other apps of the fleet.</param>
/// <param name="Moves">It moves to another namespace.</param>
public sealed record PromotedApp(string Name, string Head, string? Cut, ImmutableArray<string> Requires, bool Moves)
{
    public ImmutableArray<MetricQuery> Triggers { get; init; } = [];

    /// <summary>All that are there.</summary>
    public ImmutableArray<string> Releases { get; init; } = [];
}

/// <summary>An app in an environment, as its pin has it.</summary>
/// <param name="Wave">Null for an environment in no wave, which nothing is promoted to.</param>
/// <param name="Release">Of one that follows head what head would be cut as.</param>
/// <param name="Content">Digest of all that git says of it.</param>
public sealed record PromotedUnit(
    string Environment,
    string App,
    string? Wave,
    ImmutableArray<string> Clusters,
    string Release,
    string Content
)
{
    public bool FollowsHead { get; init; }

    /// <summary>The release before.</summary>
    public string? Previous { get; init; }

    public Phase Phase { get; init; }

    /// <summary>The phase it comes from; a later one: it is on its way back.</summary>
    public Phase PhaseBefore { get; init; }

    public Hold? Hold { get; init; }

    public string Name => $"{Environment}/{App}";
}

/// <summary>What a branch of the tool would change with its merge.</summary>
/// <param name="Url">Of its pull request; null where there is none that is open.</param>
public sealed record OpenChange(string Branch, bool IsRollback, string? Url, ImmutableArray<OpenPin> Pins)
{
    /// <summary>Where the branch is; empty for one that is only planned.</summary>
    public string Commit { get; init; } = "";

    /// <summary>What it changes beside pins, releases and what renders write, by path: a pin that goes, or cannot be read, too.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>That of <see cref="Url"/>.</summary>
    public PullRequest? Request { get; init; }
}

/// <summary>A pin as a branch has it.</summary>
public sealed record OpenPin(string Environment, string App, string Release, Phase Phase, Hold? Hold);
