using GitOpsGen.Load;
using GitOpsGen.Resolve;

namespace GitOpsGen.Render;

/// <summary>What one namespace's copy of the app does in a phase.</summary>
internal enum SideState
{
    /// <summary>Not there.</summary>
    Absent,

    /// <summary>There, but nothing of it scrapes: Deployments at no replicas, DaemonSets on no node, no autoscaler.</summary>
    Held,

    /// <summary>Runs.</summary>
    Up,
}

/// <summary>
/// The choreography: which side does what, and in which sync wave. Old goes down in wave 5, is waited for in wave 7, and only then
/// the new comes up, in the waves that the roles say (10 and later); the way back is the same with the sides swapped. Putting the
/// old back up first, as a plain revert does, would scrape everything twice.
/// </summary>
internal sealed record PhaseSides(SideState Old, SideState New, int? OldWave, int? NewWave)
{
    /// <summary>The wave in which the side that runs is taken down.</summary>
    public const int Down = 5;

    /// <summary>In this sync one side goes down and the other comes up, or that has just been.</summary>
    public required bool IsCrossing { get; init; }

    /// <summary>Old comes back up.</summary>
    public required bool IsReturn { get; init; }

    public static PhaseSides Of(Progress progress)
    {
        var isReturn = progress is { Phase: Phase.Prepared, IsBackward: true };
        var (old, @new) = progress.Phase switch
        {
            Phase.Prepared => (SideState.Up, SideState.Held),
            Phase.Cutover or Phase.Soak => (SideState.Held, SideState.Up),
            Phase.Cleanup or Phase.Done => (SideState.Absent, SideState.Up),
            _ => (SideState.Up, SideState.Absent),
        };
        // The side that will go down next carries its wave already: Argo CD prunes its autoscaler in the wave of the live object.
        return new PhaseSides(old, @new, isReturn ? null : Down, isReturn ? Down : null)
        {
            IsCrossing = isReturn || progress.Phase is Phase.Cutover or Phase.Soak,
            IsReturn = isReturn,
        };
    }
}
