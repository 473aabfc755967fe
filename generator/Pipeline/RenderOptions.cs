using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

public enum RenderMode
{
    Write,
    DryRun,
    Check,

    /// <summary>
    /// For whoever wants to know what a render would write: it takes no lock, finishes nobody's work and leaves nothing behind. Whether the
    /// step may be taken (rules of moves, the budget of deletions) is for the render to say.
    /// </summary>
    Preview,
}

/// <summary>What a render is asked for.</summary>
/// <param name="Root">The repository, absolute.</param>
public sealed record RenderOptions(string Root)
{
    public RenderMode Mode { get; init; } = RenderMode.Write;

    /// <summary>
    /// Whether what was rendered here before, from the same inputs, is taken as it lies there. A check that is the last word makes
    /// everything anew.
    /// </summary>
    public bool TakesKnown { get; init; } = true;

    public Selection Selection { get; init; } = Selection.All;

    public HandEdits HandEdits { get; init; } = HandEdits.Refuse;

    /// <summary>
    /// The fleet's own work tree, whose caches know what was rendered before, where <paramref name="Root"/> is a copy of one of its
    /// commits.
    /// </summary>
    public string? Caches { get; init; }

    public bool AllowDeletions { get; init; }

    public bool Offline { get; init; }

    /// <summary>Whether git may fetch what a partial clone lacks of what is committed.</summary>
    public bool MayFetch { get; init; } = true;

    public ToolTrust Trust { get; init; } = ToolTrust.None;

    /// <summary>What every environment is taken to run, in place of its own kubernetesVersion; null: what each says.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>Of a run that only shows what the clusters would get.</summary>
    /// <param name="environments">Empty: all.</param>
    public static RenderOptions ToLook(string root, ImmutableArray<string> environments, bool isOffline, ToolTrust trust) =>
        new(root)
        {
            Mode = RenderMode.DryRun,
            Selection = new Selection([], environments, []),
            AllowDeletions = true,
            Offline = isOffline,
            MayFetch = !isOffline,
            Trust = trust,
        };

    /// <summary>Pull the charts that Argo CD inflates, too, to check what is declared of them.</summary>
    public bool Pull { get; init; }
}
