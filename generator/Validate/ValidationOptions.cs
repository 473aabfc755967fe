using System.Collections.Immutable;
using GitOpsGen.Engines;
using GitOpsGen.Ownership;

namespace GitOpsGen.Validate;

/// <summary>What is to be judged, and by what.</summary>
public sealed record ValidationOptions
{
    public RuleChoice Rules { get; init; } = RuleChoice.All;

    /// <summary>Empty: all environments.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Empty: findings of all apps.</summary>
    public ImmutableArray<string> Apps { get; init; } = [];

    /// <summary>The day for which certificates and waivers are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>What every cluster is taken to run, such as 1.36; null: what its environment says.</summary>
    public string? KubernetesVersion { get; init; }

    public bool Offline { get; init; }

    /// <summary>What is done with files that were edited by hand: unless said the render refuses, and nothing is judged.</summary>
    public HandEdits HandEdits { get; init; } = HandEdits.Refuse;

    /// <summary>The fleet's own work tree, where a copy of one of its commits is judged; null: the fleet itself is.</summary>
    public string? CopyOf { get; init; }

    /// <summary>Hosts that schemas may be fetched from, with the port where it is not the usual one.</summary>
    public ImmutableArray<string> SchemaHosts { get; init; } = [];

    public ToolTrust Trust { get; init; } = ToolTrust.None;

    /// <summary>Everything is judged by every rule, so that what a waiver does not meet is not there.</summary>
    public bool IsWhole => Rules.Names.IsEmpty && Environments.IsEmpty && Apps.IsEmpty && KubernetesVersion is null;
}
