using System.Collections.Immutable;
using GitOpsGen.Engines;
using GitOpsGen.Git;

namespace GitOpsGen.Publish;

/// <summary>A commit of this run's own, which lies in the scratch: what it changes was rendered for it.</summary>
/// <param name="Source">The commit of the base that it was made of.</param>
/// <param name="Engines">Those that rendered it.</param>
public sealed record MadeHead(string Source, ImmutableArray<string> Engines);

/// <summary>What is said of a change that somebody, or a plan, has decided on.</summary>
/// <param name="Reasons">A line each.</param>
public sealed record Wording(string Title, ImmutableArray<string> Reasons);

/// <summary>What a publish is asked for.</summary>
/// <param name="Root">The fleet's folder; with <see cref="Head"/> any folder of the repository, or a bare one.</param>
public sealed record PublishOptions(string Root)
{
    public ScopeKind ScopeKind { get; init; } = ScopeKind.Wave;

    /// <summary>Names of scopes; empty means all.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    public string Prefix { get; init; } = "gitopsgen";

    /// <summary>Where the base is.</summary>
    public string Remote { get; init; } = "origin";

    /// <summary>Where branches are pushed to: a fork, or the same.</summary>
    public string PushRemote { get; init; } = "origin";

    /// <summary>Null: the fleet's own.</summary>
    public string? Base { get; init; }

    /// <summary>A commit to publish in place of the work tree.</summary>
    public string? Head { get; init; }

    /// <summary>How <see cref="Head"/> was made, where that was done in this run; null: it is somebody's commit.</summary>
    public MadeHead? Made { get; init; }

    /// <summary>Titles and reasons, by the name of the scope that they are of; the others get what their changes say.</summary>
    public ImmutableDictionary<string, Wording> Wordings { get; init; } = ImmutableDictionary<string, Wording>.Empty;

    public CommitVia CommitVia { get; init; }

    /// <summary>Branches are brought onto the base also where only the rest of it moved on.</summary>
    public bool KeepsUpToDate { get; init; }

    /// <summary>Branches that were made from commits that are not here may be replaced and closed.</summary>
    public bool TakesOver { get; init; }

    /// <summary>What is to be pushed is rendered from its own tree first.</summary>
    public bool ChecksTrees { get; init; } = true;

    public bool AllowSecrets { get; init; }

    public bool IsDraft { get; init; }

    public Decoration Decoration { get; init; } = new([], [], [], null);

    /// <summary>The only waves whose pull requests merge by themselves, and how.</summary>
    public ImmutableArray<string> AutoMergeWaves { get; init; } = [];

    /// <summary>All of the pull requests do.</summary>
    public bool AutoMerges { get; init; }

    public MergeMethod MergeMethod { get; init; } = MergeMethod.Squash;

    /// <summary>Said on a pull request of which nothing is wanted any more before it is closed; null: nothing is.</summary>
    public string? WhyClosed { get; init; }

    public int MaxNew { get; init; } = int.MaxValue;

    public bool Offline { get; init; }

    public ToolTrust Trust { get; init; } = ToolTrust.None;

    /// <summary>Of the pipeline's run, for whoever asks where a commit comes from.</summary>
    public string? RunUrl { get; init; }

    public required string ToolVersion { get; init; }

    public bool Wants(Scope scope) => Only.IsEmpty || Only.Contains(scope.Name, StringComparer.Ordinal);
}
