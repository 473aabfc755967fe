using System.Collections.Immutable;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Promote;

/// <summary>What a command wants proposed.</summary>
/// <param name="Options">How it is published: below which folder of branches, in which scopes, with which words.</param>
internal sealed record Wanted(Proposal Proposal, PublishOptions Options)
{
    /// <summary>There is something to publish, or to close.</summary>
    public bool Acts { get; init; }

    /// <summary>Open promotions that are closed once this is proposed.</summary>
    public ImmutableArray<OpenChange> Closes { get; init; } = [];

    /// <summary>Said on them.</summary>
    public string WhyClosed { get; init; } = "";

    /// <summary>Waves whose pull requests are merged by this tool as soon as their gates are open.</summary>
    public ImmutableArray<string> Merges { get; init; } = [];
}
