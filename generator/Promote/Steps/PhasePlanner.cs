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
public sealed class PhasePlanner(PromotionSettings settings, LeaveGates gates, Calendar calendar, Holds holds)
{
    /// <summary>What follows by itself; null where nothing does.</summary>
    public (PlanLine Line, ImmutableArray<PromotionStep> Steps)? Next(AppWay way, Place place) =>
        way.App.Moves ? Plan(way, place, [.. Moves(place.Units, unit => Following(place, unit))]) : null;

    /// <summary>The same of those that no release comes to before they have gone on.</summary>
    public (PlanLine Line, ImmutableArray<PromotionStep> Steps)? Halfway(AppWay way, Place place) =>
        way.App.Moves
            ? Plan(
                way,
                place,
                [.. Moves(place.Units.Where(unit => unit.Phase is Phase.Cutover or Phase.Cleanup), unit => Following(place, unit))]
            )
            : null;

    /// <summary>What somebody asks for.</summary>
    public (PlanLine Line, ImmutableArray<PromotionStep> Steps) To(AppWay way, Place place, Phase phase) =>
        way.App.Moves
            ? Plan(way, place, [.. Moves(place.Units, _ => phase)]) ?? (PlanLine.Of(way, place, LineState.Current, "", phase.Word()), [])
            : (PlanLine.Of(way, place, LineState.Failing, $"{way.App.Name} moves to no other namespace"), []);

    private static IEnumerable<Move> Moves(IEnumerable<PromotedUnit> units, Func<PromotedUnit, Phase?> to) =>
        from unit in units
        let phase = to(unit)
        where phase is not null && phase != unit.Phase
        select new Move(unit, phase.Value);

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

    // Environments of a wave that take the same step take it together, but for those that are held.
    private (PlanLine Line, ImmutableArray<PromotionStep> Steps)? Plan(AppWay way, Place place, ImmutableArray<Move> moves)
    {
        if (moves.IsEmpty)
            return null;
        var groups = moves.GroupBy(move => move.To).OrderBy(group => group.Key).Select(group => Group(way, place, [.. group])).ToList();
        var ready = groups.Where(group => group.Answer.Verdict == Verdict.Open).ToList();
        if (ready.Count == 0)
            return (PlanLine.Of(way, place, GateAnswer.Of(groups.Select(group => group.Answer)), moves[0].To.Word()), []);
        var steps = ready.SelectMany(group => group.Free).ToImmutableArray();
        var without = moves.Except(steps).Select(move => $"without {move.Unit.Environment}");
        return (
            PlanLine.Of(way, place, LineState.Ready, string.Join("; ", without), steps[0].To.Word()),
            [.. steps.Select(move => new PromotionStep(move.Unit, place.Wave.Name, move.Unit.Release, true) { Phase = move.To })]
        );
    }

    private (GateAnswer Answer, ImmutableArray<Move> Free) Group(AppWay way, Place place, ImmutableArray<Move> moves)
    {
        var held = moves.ToLookup(move => holds.Of(way.App.Name, move.Unit, move.Unit.Release) is not null);
        if (!held[false].Any())
            return (new GateAnswer(Verdict.Held, holds.Of(way.App.Name, moves[0].Unit, moves[0].Unit.Release)!), []);
        var free = held[false].ToImmutableArray();
        return (GateAnswer.Of(free.Select(move => Of(way, place, move.Unit, move.To)).Append(calendar.Of(place.Wave))), free);
    }

    private GateAnswer Of(AppWay way, Place place, PromotedUnit unit, Phase to)
    {
        if (!Progress.IsStep(unit.Phase, to))
            return new GateAnswer(
                Verdict.Failing,
                $"{unit.Name} is in the phase {unit.Phase.Word()}, from which no step leads to {to.Word()} (steps lead to "
                    + $"{string.Join(", ", Progress.Following(unit.Phase).Select(PhaseWords.Word))})"
            );
        if (to < unit.Phase)
            return new GateAnswer(Verdict.Failing, $"the way back is gitopsgen rollback --app {way.App.Name} --env {unit.Environment}");
        return GateAnswer.Of([OfPlace(place, unit, to), OfWaves(way, place, to)]);
    }

    // Preparing is free: nothing scrapes there yet.
    private GateAnswer OfPlace(Place place, PromotedUnit unit, Phase to)
    {
        var standing = gates.StandingOf(place.Wave, unit);
        return to == Phase.Prepared || (standing.Health == Health.Healthy && standing.InARow >= settings.Observations)
            ? GateAnswer.Open
            : standing.Health switch
            {
                Health.Unhealthy => new GateAnswer(Verdict.Failing, $"{unit.Environment} is unhealthy: {standing.Reason}"),
                Health.Unknown => new GateAnswer(Verdict.Unknown, $"{unit.Environment}: {standing.Reason}"),
                Health.Progressing => new GateAnswer(Verdict.Waits, $"{unit.Environment} is on its way: {standing.Reason}"),
                _ => new GateAnswer(
                    Verdict.Waits,
                    $"{unit.Environment} was seen healthy {standing.InARow} of {settings.Observations} times"
                ),
            };
    }

    private GateAnswer OfWaves(AppWay way, Place place, Phase to) =>
        to switch
        {
            Phase.Cutover when place.Before is { } before => Soaked(way, before),
            Phase.Cleanup => GateAnswer.Of(way.Places.Select(other => Soaked(way, other)).Append(Follows(place, to))),
            Phase.Done => Follows(place, to),
            _ => GateAnswer.Open,
        };

    private static GateAnswer Follows(Place place, Phase to) =>
        place.Before?.Units.FirstOrDefault(unit => unit.Phase < to) is { } behind
            ? new GateAnswer(Verdict.Waits, $"{behind.Environment} comes first, and is in the phase {behind.Phase.Word()}")
            : GateAnswer.Open;

    private GateAnswer Soaked(AppWay way, Place place) =>
        place.Units.FirstOrDefault(unit => unit.Phase < Phase.Soak) is { } behind
            ? new GateAnswer(Verdict.Waits, $"{behind.Environment} is in the phase {behind.Phase.Word()}, and not in soak yet")
            : gates.Of(place.Wave, way.App, place.Units);

    private sealed record Move(PromotedUnit Unit, Phase To);
}
