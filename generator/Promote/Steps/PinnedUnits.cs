using System.Collections.Immutable;

namespace GitOpsGen.Promote.Steps;

/// <summary>Who runs what, with some branches merged.</summary>
public sealed class PinnedUnits
{
    private readonly Dictionary<(string Environment, string App), PromotedUnit> units;

    private PinnedUnits(Dictionary<(string Environment, string App), PromotedUnit> units) => this.units = units;

    public IEnumerable<PromotedUnit> All => units.Values;

    public static PinnedUnits Of(PromotionState state) => new(state.Units.ToDictionary(unit => (unit.Environment, unit.App)));

    public PromotedUnit? Of(string environment, string app) => units.GetValueOrDefault((environment, app));

    public PromotedUnit Now(PromotedUnit unit) => Of(unit.Environment, unit.App) ?? unit;

    /// <summary>
    /// As git would merge a branch of the base: null where it would not, as another one changed the same pin to something else.
    /// </summary>
    public PinnedUnits? Merge(OpenChange change, PinnedUnits mergeBase)
    {
        var merged = new Dictionary<(string Environment, string App), PromotedUnit>(units);
        foreach (var pin in change.Pins)
        {
            if (Of(pin.Environment, pin.App) is not { } unit || Is(unit, pin))
                continue;
            if (!ReferenceEquals(unit, mergeBase.Of(pin.Environment, pin.App)))
                return null;
            merged[(pin.Environment, pin.App)] = With(unit, pin);
        }

        return new PinnedUnits(merged);
    }

    /// <summary>Those that are not as they were.</summary>
    public ImmutableArray<(PromotedUnit Before, PromotedUnit After)> ChangedSince(PinnedUnits before) =>
        [
            .. from unit in units.Values
            let old = before.Of(unit.Environment, unit.App)
            where old is not null && !ReferenceEquals(old, unit)
            where old.Release != unit.Release || old.Phase != unit.Phase || old.Hold != unit.Hold || old.Wave != unit.Wave
            select (old, unit),
        ];

    private static bool Is(PromotedUnit unit, OpenPin pin) =>
        unit.Release == pin.Release && unit.Phase == pin.Phase && unit.Hold == pin.Hold && !unit.FollowsHead;

    private static PromotedUnit With(PromotedUnit unit, OpenPin pin) =>
        unit with
        {
            FollowsHead = pin.Release == "head",
            Release = pin.Release == "head" && unit.FollowsHead ? unit.Release : pin.Release,
            Previous = unit.Release == pin.Release ? unit.Previous : unit.Release,
            Phase = pin.Phase,
            PhaseBefore = unit.Phase == pin.Phase ? unit.PhaseBefore : unit.Phase,
            Hold = pin.Hold,
        };
}
