using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Steps;

/// <summary>
/// The next step of every app in every wave. A function of the base branch, the evidence and the time, and of nothing else: whoever asks,
/// however often, gets the same, so a run that was cut off is only asked again.
/// </summary>
public sealed class PromotionPlanner
{
    private readonly PromotionState state;
    private readonly DateTimeOffset now;
    private readonly LeaveGates gates;
    private readonly Calendar calendar;
    private readonly Holds holds;
    private readonly WaysBack back;
    private readonly EnterGates enter;
    private readonly PhasePlanner phases;

    public PromotionPlanner(PromotionState state, EvidenceLog evidence, DateTimeOffset now)
    {
        (this.state, this.now) = (state, now);
        gates = new LeaveGates(state.Settings, evidence, now);
        calendar = new Calendar(state.Settings.Freezes, now);
        holds = new Holds(state, now);
        back = new WaysBack(evidence, now);
        enter = new EnterGates(state, gates, back, now);
        phases = new PhasePlanner(state.Settings, gates, calendar, holds);
    }

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

    // Releases come first. But what is halfway through a move goes on with it, since no release comes to it until then.
    private (PlanLine Line, ImmutableArray<PromotionStep> Steps) Next(AppWay way, Place place, PromotionRequest request)
    {
        if (request.Phase is { } phase)
            return request.Wave == place.Wave.Name ? phases.To(way, place, phase) : (Release(way, place, request).Line, []);
        var release = Release(way, place, request);
        return release.Line.State switch
        {
            LineState.Current or LineState.Head => phases.Next(way, place) ?? release,
            LineState.Ready => release,
            _ => phases.Halfway(way, place) is { Line.State: LineState.Ready } move ? move : release,
        };
    }

    private (PlanLine Line, ImmutableArray<PromotionStep> Steps) Release(AppWay way, Place place, PromotionRequest request)
    {
        if (place.Wave.FollowsHead)
            return (OfHead(way, place), []);
        var candidate = way.Candidate(place);
        if (candidate.Release is not { } release)
            return (PlanLine.Of(way, place, LineState.Waits, candidate.Reason), []);
        var behind = place.Units.Where(unit => unit.Release != release).ToImmutableArray();
        if (behind.IsEmpty)
            return (PlanLine.Of(way, place, LineState.Current, ""), []);
        var isAsked = request.Wave == place.Wave.Name;
        var kept = behind.Select(unit => (Unit: unit, Keeps: Keeps(way, place, unit, release, isAsked))).ToLookup(one => one.Keeps is null);
        if (!kept[true].Any())
            return (PlanLine.Of(way, place, kept[false].First().Keeps!, release), []);
        var free = kept[true].Select(one => one.Unit).ToImmutableArray();
        var answer = GateAnswer.Of(Gates(way, place, free, release, isAsked));
        if (answer.Verdict != Verdict.Open)
            return (PlanLine.Of(way, place, answer, release), []);
        var isCut = way.App.Cut == release || release != way.App.Head;
        var without = string.Join("; ", kept[false].Select(one => $"without {one.Unit.Environment} ({one.Keeps!.Reason})"));
        return (
            PlanLine.Of(way, place, LineState.Ready, without, release),
            [.. free.Select(unit => new PromotionStep(unit, place.Wave.Name, release, isCut))]
        );
    }

    // What a rollback pinned there goes back to head when its hold is lifted.
    private PlanLine OfHead(AppWay way, Place place) =>
        place.Units.FirstOrDefault(unit => unit.Hold?.IsInForce(now) == true) is { } held
            ? PlanLine.Of(way, place, LineState.Held, Holds.Text(held.Hold!))
            : PlanLine.Of(
                way,
                place,
                LineState.Head,
                string.Join(
                    "; ",
                    place.Units.Where(unit => !unit.FollowsHead).Select(unit => $"{unit.Environment} is pinned to {unit.Release}")
                )
            );

    /// <summary>What keeps one environment out of the wave's step; the others take it.</summary>
    private GateAnswer? Keeps(AppWay way, Place place, PromotedUnit unit, string release, bool isAsked) =>
        holds.Of(way.App.Name, unit, release) is { } held ? new GateAnswer(Verdict.Held, held)
        : !isAsked && back.Of(way, place, unit, release) is { } reason
            ? new GateAnswer(Verdict.Waits, $"{reason} (promote --app {way.App.Name} --to {place.Wave.Name} takes it there all the same)")
        : null;

    private IEnumerable<GateAnswer> Gates(AppWay way, Place place, ImmutableArray<PromotedUnit> free, string release, bool isAsked)
    {
        if (place.Before is { } before)
            yield return gates.Of(before.Wave, way.App, before.Units);
        yield return calendar.Of(place.Wave);
        yield return enter.Requirements(way.App, free);
        if (free.FirstOrDefault(unit => unit.Phase is Phase.Cutover or Phase.Cleanup) is { } moving)
            yield return new GateAnswer(Verdict.Waits, $"{moving.Name} is in the phase {moving.Phase.Word()} of its move");
        // A release goes all the way before the next one starts, unless it is not well, or somebody asks for it.
        if (!isAsked)
            yield return enter.Train(way, place, release);
    }
}
