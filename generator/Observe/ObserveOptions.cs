using System.Collections.Immutable;

namespace GitOpsGen.Observe;

/// <summary>What an observation is asked for.</summary>
/// <param name="Root">The fleet's folder.</param>
public sealed record ObserveOptions(string Root)
{
    /// <summary>Empty: those that are in a wave.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Empty: all.</summary>
    public ImmutableArray<string> Apps { get; init; } = [];

    /// <summary>Where the base and the evidence branch are: a name, or an address.</summary>
    public string Remote { get; init; } = "origin";

    public bool IsDry { get; init; }

    /// <summary>What somebody else has seen, in place of Argo CD and Prometheus; null: they are asked.</summary>
    public (string Source, string Text)? Evidence { get; init; }

    /// <summary>For each Argo CD.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);
}
