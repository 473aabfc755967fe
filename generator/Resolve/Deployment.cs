using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>An app in an environment.</summary>
/// <param name="At">Where the environment names the app.</param>
public sealed record Deployment(ResolvedEnvironment Environment, AppSource Source, Position At)
{
    public required bool Automated { get; init; }

    public required Removal Removal { get; init; }

    /// <summary>How far the app, or the one that shares its namespace's objects with it, has moved here.</summary>
    public Progress Progress { get; init; } = Progress.Start;

    /// <summary>How the app's metrics are scraped here; null: nothing of that is said.</summary>
    public Monitoring? Monitoring { get; init; }

    /// <summary>Patches of the environment and its lineage; each path is relative to the repository.</summary>
    public required ImmutableArray<EnvironmentPatch> Patches { get; init; }

    /// <summary>One for each cluster, in the order written. Clusters that say nothing of their own share their maps.</summary>
    public required ImmutableArray<ClusterInputs> Clusters { get; init; }

    public App App => Source.App;

    /// <summary>How people and messages call it: <c>canary/ama-metrics</c>.</summary>
    public string Name => $"{Environment.Name}/{App.Name}";

    /// <summary>The folder of its overlay, and around those of clusters that have their own.</summary>
    public OverlayFolder Folder => FleetLayout.Environment(Environment.Name).Overlay(App.Name);

    /// <summary>Whether it applies to one of the copies of the app that there are.</summary>
    public bool Holds(Condition condition) => Sides.Any(side => Holds(condition, side));

    /// <summary>Whether it applies to this copy of the app.</summary>
    public bool Holds(Condition condition, Side side) =>
        (condition.Side is null || condition.Side == side) && Environment.Holds(condition, Progress.Phase);

    private Side[] Sides =>
        Progress.Phase switch
        {
            Phase.Adopted => [Side.Old],
            Phase.Cleanup or Phase.Done => [Side.New],
            _ => [Side.Old, Side.New],
        };
}

/// <summary>Where a migration stands, and the phase before, which tells the way it goes.</summary>
/// <param name="At">Where the pin says so.</param>
public sealed record Progress(Phase Phase, Phase Previous, Position? At)
{
    public static Progress Start { get; } = new(Phase.Adopted, Phase.Adopted, null);

    /// <summary>The side that was up before the migration comes up again.</summary>
    public bool IsBackward => Previous > Phase;

    /// <summary>
    /// The same for the app that holds the shared objects. The Namespace is never deleted, and what was bound may stay bound: coming back
    /// to adopted leaves them prepared.
    /// </summary>
    public Progress OfShared() =>
        this is { Phase: Phase.Adopted, IsBackward: true } ? this with { Phase = Phase.Prepared, Previous = Phase.Prepared } : this;

    /// <summary>The phase that a rollback of <paramref name="phase"/> leads to; null where there is nothing to go back to.</summary>
    public static Phase? Back(Phase phase) =>
        phase switch
        {
            Phase.Adopted => null,
            Phase.Prepared => Phase.Adopted,
            // From wherever the new side is up: that is the overlay with the waves the other way round.
            _ => Phase.Prepared,
        };

    /// <summary>
    /// Whether one commit may lead from <paramref name="previous"/> to <paramref name="phase"/>: one step on, or a rollback.
    /// </summary>
    public static bool IsStep(Phase previous, Phase phase) => phase == previous || Following(previous).Contains(phase);

    /// <summary>The phases that one commit may lead to: on, or back.</summary>
    public static IEnumerable<Phase> Following(Phase phase)
    {
        if (phase < Phase.Done)
            yield return phase + 1;
        if (Back(phase) is { } back)
            yield return back;
    }
}
