using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Steps;

/// <summary>
/// The next step of every app in every wave. A function of the base branch, the evidence and the time, and of nothing else: whoever asks,
/// however often, gets the same, so a run that was cut off is only asked again.
/// </summary>
public sealed class PromotionPlanner(PromotionState state, EvidenceLog evidence, DateTimeOffset now)
{
    private readonly LeaveGates gates = new(state.Settings, evidence, now);
    private readonly Calendar calendar = new(state.Settings.Freezes, now);

    public PromotionPlan Plan(PromotionRequest request)
    {
        var steps = ImmutableArray.CreateBuilder<PromotionStep>();
        var lines = ImmutableArray.CreateBuilder<PlanLine>();
        foreach (var app in InOrder().Where(app => request.App is null || request.App == app.Name))
        {
            var way = new AppWay(state, app);
            foreach (var place in way.Places)
            {
                var (line, taken) = Next(way, place, request);
                lines.Add(line);
                if (request.Wave is null || request.Wave == place.Wave.Name)
                    steps.AddRange(taken);
            }
        }

        return new PromotionPlan(steps.ToImmutable(), lines.ToImmutable());
    }

    // What is required comes first, so that reports read in the order things happen.
    private IEnumerable<PromotedApp> InOrder()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return state.Apps.Values.SelectMany(app => Before(app, done));
    }

    private IEnumerable<PromotedApp> Before(PromotedApp app, HashSet<string> done) =>
        done.Add(app.Name) ? app.Requires.Where(state.Apps.ContainsKey).SelectMany(name => Before(state.Apps[name], done)).Append(app) : [];

    private (PlanLine Line, ImmutableArray<PromotionStep> Steps) Next(AppWay way, Place place, PromotionRequest request)
    {
        if (
            request.Phase is null
            && Release(way, place, request) is var (line, steps)
            && line.State is not (LineState.Current or LineState.Head)
        )
            return (line, steps);
        return new PhasePlanner(state, gates, calendar, now).Next(way, place, request) ?? Release(way, place, request);
    }

    private (PlanLine Line, ImmutableArray<PromotionStep> Steps) Release(AppWay way, Place place, PromotionRequest request)
    {
        if (place.Wave.FollowsHead)
            return (OfHead(way, place), []);
        var candidate = way.Candidate(place);
        if (candidate.Release is not { } release)
            return (Line(way, place, LineState.Waits, candidate.Reason), []);
        var behind = place.Units.Where(unit => unit.Release != release).ToImmutableArray();
        if (behind.IsEmpty)
            return (Line(way, place, LineState.Current, ""), []);
        var held = behind.Where(unit => HoldOf(way, unit, release) is not null).ToImmutableArray();
        var free = behind.Except(held).ToImmutableArray();
        if (free.IsEmpty)
            return (Line(way, place, LineState.Held, HoldOf(way, held[0], release)!, release), []);
        var answer = GateAnswer.Of(Gates(way, place, free, release, request));
        if (answer.Verdict != Verdict.Open)
            return (Line(way, place, StateOf(answer.Verdict), answer.Reason, release, answer.Until), []);
        var isCut = way.App.Cut == release || release != way.App.Head;
        return (
            Line(way, place, LineState.Ready, Said(held, way, release), release),
            [.. free.Select(unit => new PromotionStep(unit, place.Wave.Name, release, isCut))]
        );
    }

    // What a rollback pinned there goes back to head when its hold is lifted.
    private PlanLine OfHead(AppWay way, Place place) =>
        place.Units.FirstOrDefault(unit => unit.Hold?.IsInForce(now) == true) is { } held
            ? Line(way, place, LineState.Held, Holds.Text(held.Hold!))
            : Line(
                way,
                place,
                LineState.Head,
                string.Join(
                    "; ",
                    place.Units.Where(unit => !unit.FollowsHead).Select(unit => $"{unit.Environment} is pinned to {unit.Release}")
                )
            );

    private IEnumerable<GateAnswer> Gates(
        AppWay way,
        Place place,
        ImmutableArray<PromotedUnit> free,
        string release,
        PromotionRequest request
    )
    {
        if (place.Before is { } before)
            yield return gates.Of(before.Wave, way.App, before.Units);
        yield return calendar.Of(place.Wave);
        yield return Requirements(way, free);
        if (free.FirstOrDefault(unit => unit.Phase is Phase.Cutover or Phase.Cleanup) is { } moving)
            yield return new GateAnswer(Verdict.Waits, $"{moving.Name} is in the phase {moving.Phase.Word()} of its move");
        // A release goes all the way before the next one starts, unless it is not well, or somebody asks for it.
        if (request.Wave != place.Wave.Name && Train(way, place, release) is { } train)
            yield return train;
    }

    /// <summary>What runs in the wave has yet to go on to the next, and would never get there if it were replaced now.</summary>
    private GateAnswer? Train(AppWay way, Place place, string release)
    {
        if (place.After is not { } after)
            return null;
        foreach (var running in place.Units.Select(unit => unit.Release).Distinct(StringComparer.Ordinal).Where(other => other != release))
        {
            var isThere = after.Units.All(unit => unit.Release == running || HoldOf(way, unit, running) is not null);
            var isSick = place.Units.Any(unit => unit.Release == running && gates.Trouble(place.Wave, way.App, unit) is not null);
            var isOnItsWay = after.Units.Any(unit => way.HasYetToCome(place, unit, running));
            if (!isThere && !isSick && isOnItsWay)
                return new GateAnswer(
                    Verdict.Waits,
                    $"{running} has yet to go on to {after.Wave.Name} (promote --app {way.App.Name} --to {place.Wave.Name} replaces it)"
                );
        }

        return null;
    }

    // Applications have no health of their own in Argo CD, so what is required is looked at here.
    private GateAnswer Requirements(AppWay way, ImmutableArray<PromotedUnit> units) =>
        GateAnswer.Of(
            from unit in units
            from name in way.App.Requires
            let required = state.Units.FirstOrDefault(other => other.App == name && other.Environment == unit.Environment)
            where required is not null
            select Required(required)
        );

    private GateAnswer Required(PromotedUnit required)
    {
        var app = state.Apps[required.App];
        var way = new AppWay(state, app);
        if (way.Places.FirstOrDefault(place => place.Wave.Name == required.Wave) is { } place)
        {
            var coming = way.Candidate(place).Release;
            if (!required.FollowsHead && coming is not null && coming != required.Release && HoldOf(way, required, coming) is null)
                return new GateAnswer(Verdict.Waits, $"it requires {required.Name}, which has yet to get {coming}");
        }

        var standing = gates.StandingOf(state.Waves.FirstOrDefault(wave => wave.Name == required.Wave), required);
        return standing.Health switch
        {
            Health.Healthy => GateAnswer.Open,
            Health.Unhealthy => new GateAnswer(Verdict.Waits, $"it requires {required.Name}, which is unhealthy: {standing.Reason}"),
            Health.Progressing => new GateAnswer(Verdict.Waits, $"it requires {required.Name}, which is on its way: {standing.Reason}"),
            _ => new GateAnswer(Verdict.Unknown, $"it requires {required.Name}: {standing.Reason}"),
        };
    }

    /// <summary>Why a release may not come to an environment; null when nothing keeps it away.</summary>
    private string? HoldOf(AppWay way, PromotedUnit unit, string release) => new Holds(state, now).Of(way.App.Name, unit, release);

    private string Said(ImmutableArray<PromotedUnit> held, AppWay way, string release) =>
        held.IsEmpty ? "" : string.Join("; ", held.Select(unit => $"without {unit.Environment} ({HoldOf(way, unit, release)})"));

    private static LineState StateOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Failing => LineState.Failing,
            Verdict.Held => LineState.Held,
            Verdict.Unknown => LineState.Unknown,
            _ => LineState.Waits,
        };

    private static PlanLine Line(
        AppWay way,
        Place place,
        LineState state,
        string reason,
        string? next = null,
        DateTimeOffset? until = null
    ) =>
        new(way.App.Name, place.Wave.Name, state, reason)
        {
            Units = place.Units,
            Next = next,
            Until = until,
        };
}
