using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>One step of an app that moves, in one unit, with everything around it that the rules need.</summary>
/// <param name="Unit">How messages call it, for example <c>dev/ama-metrics</c>.</param>
/// <param name="At">Where the pin names the phase.</param>
/// <param name="From">The phase that is live.</param>
/// <param name="To">The phase that is rendered.</param>
public sealed record MigrationStep(string Unit, Position At, Migration Migration, Phase From, Phase To)
{
    /// <summary>
    /// The app's Application as rendered for the phase before: Argo CD takes the wave of what it prunes from the live object.
    /// </summary>
    public required Manifests Before { get; init; }

    /// <summary>The app's Application as rendered for this phase.</summary>
    public required Manifests After { get; init; }

    /// <summary>The Application with Namespace, roles and bindings, for the phase before and for this one.</summary>
    public required Manifests SharedBefore { get; init; }

    public required Manifests SharedAfter { get; init; }

    /// <summary>The overlay that leads back from this phase; null when there is none.</summary>
    public Manifests? Rollback { get; init; }

    /// <summary>This phase rendered with the pin's previous release; null when the pin names none.</summary>
    public Manifests? PreviousRelease { get; init; }

    /// <summary>
    /// What was rendered last, where the step is the cutover: an image may come from a parameter of the environment, too.
    /// </summary>
    public Manifests LastRendered { get; init; } = Manifests.None;

    public required string KubernetesVersion { get; init; }

    /// <summary>Who owns the app's objects: argocd, aks-addon or arc.</summary>
    public required string Ownership { get; init; }

    /// <summary>The bridge for images with the old namespace built in is on.</summary>
    public required bool Bridge { get; init; }

    /// <summary>The most replicas that an autoscaler may have; null when nothing says.</summary>
    public int? AutoscalerCap { get; init; }

    public required IReadOnlySet<string> Features { get; init; }

    /// <summary>The sync options of the app's and the shared Application themselves.</summary>
    public ImmutableArray<string> SyncOptions { get; init; } = [];

    /// <summary>Further Applications of the same cluster by name.</summary>
    public IReadOnlyDictionary<string, Manifests> Others { get; init; } = ImmutableSortedDictionary<string, Manifests>.Empty;

    /// <summary>The roles that this environment has.</summary>
    public ImmutableArray<ScrapingRole> Roles => [.. Migration.Roles.Where(role => role.When.Holds(Features, KubernetesVersion))];

    /// <summary>The ways through the waves that this phase opens: into it, and back from it.</summary>
    public IEnumerable<SyncLeg> Legs()
    {
        yield return new SyncLeg($"{From.Word()} to {To.Word()}", IsWayBack: false, Before, After);
        if (Rollback is not null)
            yield return new SyncLeg($"back from {To.Word()}", IsWayBack: true, After, Rollback);
    }
}

/// <summary>One sync of the app's Application. <paramref name="Way"/>: how messages call it.</summary>
public sealed record SyncLeg(string Way, bool IsWayBack, Manifests Before, Manifests After);
