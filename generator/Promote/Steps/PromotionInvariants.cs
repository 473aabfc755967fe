using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Steps;

/// <summary>Holds a step of the base branch, a merge say, against the <see cref="Invariant">invariants</see>.</summary>
public sealed class PromotionInvariants
{
    private readonly PromotionState planned;
    private readonly DateTimeOffset now;
    private readonly EnterGates enter;
    private readonly PinnedUnits start;
    private readonly ImmutableDictionary<string, AppWay> ways;

    /// <param name="planned">The state that the steps were planned by.</param>
    public PromotionInvariants(PromotionState planned, EvidenceLog evidence, DateTimeOffset now)
    {
        (this.planned, this.now, start) = (planned, now, PinnedUnits.Of(planned));
        var gates = new LeaveGates(planned.Settings, evidence, now);
        enter = new EnterGates(planned, gates, new WaysBack(evidence, now), now);
        ways = planned.Apps.Values.ToImmutableDictionary(app => app.Name, app => new AppWay(planned, app), StringComparer.Ordinal);
    }

    /// <summary>What a step from the planned state to another one breaks.</summary>
    public ImmutableArray<Violation> OfStep(PromotionState after) => OfStep(start, PinnedUnits.Of(after));

    /// <summary>What a step breaks that begins where other steps of the same plan have been taken.</summary>
    public ImmutableArray<Violation> OfStep(PinnedUnits before, PinnedUnits after)
    {
        var changed = after.ChangedSince(before);
        var held = after.All.Where(unit => IsInForce(unit.Hold)).ToLookup(unit => unit.App, StringComparer.Ordinal);
        return
        [
            .. changed.SelectMany(step => OfUnit(step.Before, step.After, before, after, held)),
            .. Percentages([.. changed.Where(step => Arrives(step.Before, step.After)).Select(step => step.After)], after),
        ];
    }

    /// <summary>What open branches break by being open at once.</summary>
    public static ImmutableArray<Violation> OfOpen(PromotionState state)
    {
        var waves = state.Units.ToDictionary(unit => (unit.Environment, unit.App), unit => unit.Wave);
        var branches = state
            .Open.Where(change => !change.IsRollback)
            .Select(change => (change.Branch, Waves: WavesOf(change, waves)))
            .Where(branch => branch.Waves.Count > 0)
            .ToList();
        return
        [
            .. from branch in branches
            where branch.Waves.Count > 1
            select new Violation(Invariant.OneBranch, $"{branch.Branch} changes the waves {string.Join(", ", branch.Waves)}"),
            .. from wave in branches.SelectMany(branch => branch.Waves.Select(wave => (wave, branch.Branch))).GroupBy(one => one.wave)
            where wave.Count() > 1
            select new Violation(
                Invariant.OneBranch,
                $"{string.Join(" and ", wave.Select(one => one.Branch))} are both open for the wave {wave.Key}"
            ),
        ];
    }

    private static List<string> WavesOf(OpenChange change, Dictionary<(string Environment, string App), string?> waves) =>
        [
            .. change
                .Pins.Select(pin => waves.GetValueOrDefault((pin.Environment, pin.App)))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private IEnumerable<Violation> OfUnit(
        PromotedUnit old,
        PromotedUnit unit,
        PinnedUnits before,
        PinnedUnits after,
        ILookup<string, PromotedUnit> held
    )
    {
        var isMoved = old.Release != unit.Release || old.Phase != unit.Phase;
        if (isMoved && IsInForce(old.Hold) && IsInForce(unit.Hold) && !IsRollback(old, unit))
            yield return new Violation(Invariant.Hold, $"{unit.Name} changes under a hold ({Holds.Text(old.Hold!)})");
        if (old.Release == unit.Release || unit.FollowsHead)
            yield break;
        if (held[unit.App].FirstOrDefault(other => other.Hold!.Release == unit.Release) is { } taken)
            yield return new Violation(
                Invariant.TakenBack,
                $"{unit.Name} gets {unit.Release}, which was taken back in {taken.Environment} ({Holds.Text(taken.Hold!)})"
            );
        if (!Arrives(old, unit))
            yield break;
        if (OutOfOrder(unit, before) is { } order)
            yield return new Violation(Invariant.WaveOrder, order);
        foreach (var violation in Requirements(unit, after))
            yield return violation;
    }

    private bool Arrives(PromotedUnit old, PromotedUnit unit) => old.Release != unit.Release && !unit.FollowsHead && !IsRollback(old, unit);

    // It writes its hold in the same commit.
    private bool IsRollback(PromotedUnit old, PromotedUnit unit) =>
        IsInForce(unit.Hold) && unit.Hold != old.Hold && (unit.Hold!.Release == old.Release || unit.Phase < old.Phase);

    private string? OutOfOrder(PromotedUnit unit, PinnedUnits before)
    {
        var way = ways[unit.App];
        if (way.Places.FirstOrDefault(place => place.Wave.Name == unit.Wave) is not { } place)
            return null;
        if (place.Before is not { } first)
            return IsCut(way.App, unit.Release) ? null : $"{unit.Name} gets {unit.Release}, which nobody cut";
        return
            first.Units.FirstOrDefault(other => !HasRun(way.App, before.Now(other), unit.Release) && !HasRun(way.App, other, unit.Release))
                is { } strange
            ? $"{unit.Name} gets {unit.Release}, which {strange.Environment} of the wave before never ran"
            : null;
    }

    private static bool IsCut(PromotedApp app, string release) =>
        release == app.Cut || release == app.Head || app.Releases.Contains(release);

    // What was cut was head once.
    private static bool HasRun(PromotedApp app, PromotedUnit unit, string release) =>
        unit.Release == release || unit.Previous == release || (unit.FollowsHead && IsCut(app, release));

    private IEnumerable<Violation> Requirements(PromotedUnit unit, PinnedUnits after) =>
        from name in ways[unit.App].App.Requires
        let required = start.Of(unit.Environment, name)
        where required is not null
        let coming = enter.YetToCome(required)
        where coming is not null && after.Now(required).Release != coming
        select new Violation(
            Invariant.Requirement,
            $"{unit.Name} gets {unit.Release} before {required.Name}, which it requires, has got {coming}"
        );

    private IEnumerable<Violation> Percentages(ImmutableArray<PromotedUnit> arriving, PinnedUnits after) =>
        from step in arriving.GroupBy(unit => (unit.App, unit.Release))
        let wave = planned.Waves.FirstOrDefault(wave => wave.Percent is not null && step.Any(unit => unit.Wave == wave.Name))
        where wave is not null
        let upTo = planned.Waves.TakeWhile(other => other != wave).Append(wave).Where(other => other.Percent is not null).ToList()
        let reached = after
            .All.Where(unit => unit.App == step.Key.App && unit.Release == step.Key.Release)
            .Where(unit => upTo.Exists(other => other.Name == unit.Wave) || step.Any(own => own.Environment == unit.Environment))
            .Where(unit => planned.Waves.Any(other => other.Percent is not null && other.Name == unit.Wave))
            .Sum(unit => unit.Clusters.Length)
        let most = Most(wave, upTo)
        where reached > most
        select new Violation(
            Invariant.Percentage,
            $"{step.Key.App} {step.Key.Release} reaches {reached} clusters with the wave {wave.Name}, which declares {most}"
        );

    // Environments that run none of the apps are in no state; the loader has counted them.
    private int Most(Wave wave, List<Wave> upTo)
    {
        var environments = planned.Units.DistinctBy(unit => unit.Environment).ToList();
        var all = environments.Where(unit => planned.Waves.Any(other => other.Percent is not null && other.Name == unit.Wave));
        var own = environments.Where(unit => upTo.Exists(other => other.Name == unit.Wave));
        return Math.Max(((all.Sum(unit => unit.Clusters.Length) * wave.Percent!.Value) + 99) / 100, own.Sum(unit => unit.Clusters.Length));
    }

    private bool IsInForce(Hold? hold) => hold?.IsInForce(now) == true;
}
