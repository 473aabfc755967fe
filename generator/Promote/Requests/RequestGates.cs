using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Gates;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Promote.Requests;

/// <summary>
/// Whether a branch of the tool may be merged now: what <c>enter</c> of its wave asks for, the calendar, and holds. A way back waits for
/// nothing.
/// </summary>
public sealed class RequestGates(PromotionState state, DateTimeOffset now)
{
    private readonly Calendar calendar = new(state.Settings.Freezes, now);

    private readonly Dictionary<(string Environment, string App), PromotedUnit> units = state.Units.ToDictionary(unit =>
        (unit.Environment, unit.App)
    );

    /// <summary>Whether the calendar, or anything of <c>enter</c>, may keep a pull request of the wave from its merge.</summary>
    public static bool IsGuarded(Wave wave, PromotionSettings settings) =>
        wave.Enter.IsGuarded || settings.Freezes.Any(freeze => freeze.Waves.IsEmpty || freeze.Waves.Any(name => name.Text == wave.Name));

    /// <summary>The waves that the branch changes; all of them where it is not by pins of units that the base has.</summary>
    public ImmutableArray<Wave> WavesOf(OpenChange change)
    {
        if (!IsByPins(change))
            return state.Waves;
        var names = change.Pins.Select(pin => Unit(pin)?.Wave).ToHashSet(StringComparer.Ordinal);
        return [.. state.Waves.Where(wave => names.Contains(wave.Name))];
    }

    /// <summary>A rollback, a hold, or one that is lifted; whatever the branch is called, it brings nothing new.</summary>
    public bool IsWayBack(OpenChange change) => change.IsRollback && IsByPins(change) && change.Pins.All(IsWayBack);

    private bool IsByPins(OpenChange change) => change.Others.IsEmpty && change.Pins.All(pin => Unit(pin) is not null);

    public RequestAnswer Of(OpenChange change, RequestFacts facts) =>
        IsWayBack(change)
            ? new RequestAnswer(RequestState.Success, "a rollback or hold waits for nothing")
            : RequestAnswer.Of([.. Gates(change, WavesOf(change), facts)]);

    private bool IsWayBack(OpenPin pin) =>
        pin.Hold?.IsInForce(now) == true
        || (
            Unit(pin) is { } unit
            && unit.Phase == pin.Phase
            && (unit.Release == pin.Release || (pin.Release == "head" && FollowsHead(unit)))
        );

    private bool FollowsHead(PromotedUnit unit) => state.Waves.Any(wave => wave.Name == unit.Wave && wave.FollowsHead);

    private IEnumerable<RequestGate> Gates(OpenChange change, ImmutableArray<Wave> waves, RequestFacts facts)
    {
        // It does not wait for its own merge.
        var holds = new Holds(state with { Open = [.. state.Open.Where(open => open.Branch != change.Branch)] }, now);
        foreach (var pin in change.Pins)
            if (Unit(pin) is { } unit && holds.Of(pin.App, unit, pin.Release) is { } held)
                yield return new RequestGate(Verdict.Held, $"{unit.Name} is held: {held}");
        yield return Approvals.Of(waves.Select(wave => wave.Enter.Approvals).DefaultIfEmpty(0).Max(), facts);
        foreach (var name in waves.SelectMany(wave => wave.Enter.Checks).Distinct(StringComparer.Ordinal))
            yield return NamedChecks.Of(name, facts);
        foreach (var wave in waves)
            if (calendar.Of(wave) is { Verdict: not Verdict.Open } shut)
                yield return new RequestGate(shut.Verdict, shut.Verdict == Verdict.Waits ? $"{wave.Name} is {shut.Reason}" : shut.Reason);
    }

    private PromotedUnit? Unit(OpenPin pin) => units.GetValueOrDefault((pin.Environment, pin.App));
}
