using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;
using GitOpsGen.Resolve;

namespace GitOpsGen.Promote.Steps;

/// <summary>
/// The next phase of an app that moves to another namespace. The first wave that it runs in takes a step when somebody asks for it; the
/// others follow. From cutover to soak every wave goes by itself, as that step changes nothing in a cluster. Cleaning up is a pass of its
/// own, once every wave has soaked.
/// </summary>
public sealed class PhasePlanner(PromotionState state, LeaveGates gates, Calendar calendar, DateTimeOffset now)
{
    /// <returns>Null where there is no step to speak of.</returns>
    public (PlanLine Line, ImmutableArray<PromotionStep> Steps)? Next(AppWay way, Place place, PromotionRequest request)
    {
        var asked = request.Phase is { } phase && request.Wave == place.Wave.Name ? (Phase?)phase : null;
        if (!way.App.Moves || (request.Phase is not null && asked is null))
            return null;
        var moves = place
            .Units.Select(unit => (Unit: unit, To: asked ?? Following(place, unit)))
            .Where(move => IsMove(move.Unit, move.To))
            .ToList();
        if (moves.Count == 0)
            return asked is null ? null : (Line(way, place, LineState.Current, "", asked), []);
        var to = moves[0].To!.Value;
        var answer = GateAnswer.Of(moves.Select(move => Of(way, place, move.Unit, move.To!.Value)).Append(calendar.Of(place.Wave)));
        return answer.Verdict != Verdict.Open
            ? (Line(way, place, StateOf(answer.Verdict), answer.Reason, to, answer.Until), [])
            : (
                Line(way, place, LineState.Ready, "", to),
                [.. moves.Select(move => new PromotionStep(move.Unit, place.Wave.Name, move.Unit.Release, true) { Phase = move.To!.Value })]
            );
    }

    private static bool IsMove(PromotedUnit unit, Phase? to) => to is { } phase && phase != unit.Phase;

    /// <summary>The phase that follows by itself; null: none does.</summary>
    private static Phase? Following(Place place, PromotedUnit unit)
    {
        // On its way back, or back: a person decides on the next try.
        if (unit.PhaseBefore > unit.Phase)
            return null;
        if (unit.Phase == Phase.Cutover)
            return Phase.Soak;
        var next = unit.Phase + 1;
        return unit.Phase < Phase.Done && place.Before?.Units.All(before => before.Phase >= next) == true ? next : null;
    }

    private GateAnswer Of(AppWay way, Place place, PromotedUnit unit, Phase to)
    {
        if (new Holds(state, now).Of(way.App.Name, unit, unit.Release) is { } held)
            return new GateAnswer(Verdict.Held, held);
        if (!Progress.IsStep(unit.Phase, to))
            return new GateAnswer(
                Verdict.Failing,
                $"{unit.Name} is in the phase {unit.Phase.Word()}, from which no step leads to {to.Word()} (steps lead to "
                    + $"{string.Join(", ", Progress.Following(unit.Phase).Select(PhaseWords.Word))})"
            );
        if (to <= Phase.Prepared && to < unit.Phase)
            return new GateAnswer(Verdict.Failing, $"the way back is gitopsgen rollback --app {way.App.Name} --env {unit.Environment}");
        return GateAnswer.Of([OfPlace(place, unit, to), OfWaves(way, place, to)]);
    }

    // Preparing is free: nothing scrapes there yet.
    private GateAnswer OfPlace(Place place, PromotedUnit unit, Phase to)
    {
        var standing = gates.StandingOf(place.Wave, unit);
        return to == Phase.Prepared || (standing.Health == Health.Healthy && standing.InARow >= state.Settings.Observations)
            ? GateAnswer.Open
            : standing.Health switch
            {
                Health.Unhealthy => new GateAnswer(Verdict.Failing, $"{unit.Environment} is unhealthy: {standing.Reason}"),
                Health.Unknown => new GateAnswer(Verdict.Unknown, $"{unit.Environment}: {standing.Reason}"),
                Health.Progressing => new GateAnswer(Verdict.Waits, $"{unit.Environment} is on its way: {standing.Reason}"),
                _ => new GateAnswer(
                    Verdict.Waits,
                    $"{unit.Environment} was seen healthy {standing.InARow} of {state.Settings.Observations} times"
                ),
            };
    }

    private GateAnswer OfWaves(AppWay way, Place place, Phase to) =>
        to switch
        {
            Phase.Cutover when place.Before is { } before => Soaked(way, before),
            Phase.Cleanup => GateAnswer.Of(way.Places.Select(other => Soaked(way, other))),
            _ => GateAnswer.Open,
        };

    private GateAnswer Soaked(AppWay way, Place place) =>
        place.Units.FirstOrDefault(unit => unit.Phase < Phase.Soak) is { } behind
            ? new GateAnswer(Verdict.Waits, $"{behind.Environment} is in the phase {behind.Phase.Word()}, and not in soak yet")
            : gates.Of(place.Wave, way.App, place.Units);

    private static LineState StateOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Failing => LineState.Failing,
            Verdict.Held => LineState.Held,
            Verdict.Unknown => LineState.Unknown,
            _ => LineState.Waits,
        };

    private static PlanLine Line(AppWay way, Place place, LineState state, string reason, Phase? next, DateTimeOffset? until = null) =>
        new(way.App.Name, place.Wave.Name, state, reason)
        {
            Units = place.Units,
            Next = next?.Word(),
            Until = until,
        };
}
