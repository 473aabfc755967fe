using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Promote.Rollbacks;

/// <summary>
/// Finds what a pipeline may take back by itself: what does harm definitely, where the release is new. What has run well for longer than
/// its soak is not taken back by a program: then something else has changed, and people decide.
/// </summary>
public sealed class Alarms(PromotionState state, EvidenceLog evidence, DateTimeOffset now)
{
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromDays(1);

    private readonly LeaveGates gates = new(state.Settings, evidence, now);
    private readonly Holds holds = new(state, now);

    /// <param name="app">Only this one; null: all.</param>
    public IEnumerable<RollbackRequest> All(string? app) =>
        state
            .Units.Where(unit => unit.Wave is not null && (app is null || unit.App == app) && IsNew(unit))
            .Select(unit => (Unit: unit, Trouble: gates.Trouble(Wave(unit), state.Apps[unit.App], unit)))
            .Where(one => one.Trouble is not null && holds.Of(one.Unit.App, one.Unit, one.Unit.Release) is null)
            .Select(one => new RollbackRequest(
                one.Unit.App,
                [one.Unit.Environment],
                null,
                new Hold(default, one.Trouble!) { Actor = "gitopsgen rollback --automatic" }
            ));

    private Wave? Wave(PromotedUnit unit) => state.Waves.FirstOrDefault(wave => wave.Name == unit.Wave);

    private bool IsNew(PromotedUnit unit)
    {
        var soak = Wave(unit)?.Leave.Soak ?? TimeSpan.Zero;
        var watch = soak > ShortestWatch ? soak : ShortestWatch;
        var first = unit
            .Clusters.SelectMany(cluster => evidence.Of(unit.Environment, unit.App, cluster))
            .Where(sighting => sighting.Observation.Release == unit.Release && sighting.Observation.Phase == unit.Phase)
            .Select(sighting => (DateTimeOffset?)sighting.At)
            .Min();
        return first is { } since && now - since <= watch;
    }
}
