using System.Collections.Immutable;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Promote.Rollbacks;

/// <summary>
/// Finds the open promotions that a rollback makes wrong before it is merged: they bring what is taken back, or go where it holds.
/// </summary>
public static class Overtaken
{
    public static ImmutableArray<OpenChange> By(IReadOnlyCollection<RollbackStep> steps, PromotionState state, DateTimeOffset now)
    {
        var taken = steps.ToDictionary(step => step.Unit.Name, step => step.Edit.Hold, StringComparer.Ordinal);
        var units = state
            .Units.Select(unit => taken.TryGetValue(unit.Name, out var hold) ? unit with { Hold = hold } : unit)
            .ToImmutableArray();
        var holds = new Holds(state with { Units = units, Open = [] }, now);
        return [.. state.Open.Where(change => !change.IsRollback && change.Pins.Any(IsKeptAway))];

        bool IsKeptAway(OpenPin pin) =>
            steps.Any(step => step.Unit.App == pin.App)
            && units.FirstOrDefault(unit => unit.Environment == pin.Environment && unit.App == pin.App) is { } unit
            && holds.Of(pin.App, unit, pin.Release) is not null;
    }
}
