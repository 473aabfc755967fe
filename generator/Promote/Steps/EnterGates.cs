using System.Collections.Immutable;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Steps;

/// <summary>What else must hold before a wave takes a release: what the app requires is there, and what runs there has gone on.</summary>
public sealed class EnterGates(PromotionState state, LeaveGates gates, WaysBack back, DateTimeOffset now)
{
    // What is held comes not; what is to be held may still come.
    private readonly Holds holds = new(state with { Open = [] }, now);

    private readonly Dictionary<(string Environment, string App), PromotedUnit> units = state.Units.ToDictionary(unit =>
        (unit.Environment, unit.App)
    );

    /// <summary>What runs in the wave has yet to go on to the next, and would never get there if it were replaced now.</summary>
    public GateAnswer Train(AppWay way, Place place, string release)
    {
        var running = place.Units.Select(unit => unit.Release).Distinct(StringComparer.Ordinal).ToList();
        // Of several none goes on.
        if (place.After is not { } after || running is not [var one] || one == release)
            return GateAnswer.Open;
        var isOnItsWay = after.Units.Any(unit =>
            unit.Release != one && holds.Of(way.App.Name, unit, one) is null && back.Of(way, after, unit, one) is null
        );
        return isOnItsWay && !place.Units.Any(unit => gates.Trouble(place.Wave, way.App, unit) is not null)
            ? new GateAnswer(
                Verdict.Waits,
                $"{one} has yet to go on to {after.Wave.Name} (promote --app {way.App.Name} --to {place.Wave.Name} replaces it)"
            )
            : GateAnswer.Open;
    }

    // Applications have no health of their own in Argo CD, so what is required is looked at here.
    public GateAnswer Requirements(PromotedApp app, ImmutableArray<PromotedUnit> entering) =>
        GateAnswer.Of(
            from unit in entering
            from name in app.Requires
            let required = units.GetValueOrDefault((unit.Environment, name))
            where required is not null
            select Required(required)
        );

    private GateAnswer Required(PromotedUnit required)
    {
        if (YetToCome(required) is { } coming)
            return new GateAnswer(Verdict.Waits, $"it requires {required.Name}, which has yet to get {coming}");
        var standing = gates.StandingOf(state.Waves.FirstOrDefault(wave => wave.Name == required.Wave), required);
        return standing.Health switch
        {
            Health.Healthy => GateAnswer.Open,
            Health.Unhealthy => new GateAnswer(Verdict.Waits, $"it requires {required.Name}, which is unhealthy: {standing.Reason}"),
            Health.Progressing => new GateAnswer(Verdict.Waits, $"it requires {required.Name}, which is on its way: {standing.Reason}"),
            _ => new GateAnswer(Verdict.Unknown, $"it requires {required.Name}: {standing.Reason}"),
        };
    }

    /// <summary>The release that an environment would get before any other; null where none is on its way.</summary>
    public string? YetToCome(PromotedUnit required)
    {
        var way = new AppWay(state, state.Apps[required.App]);
        if (required.FollowsHead || way.Places.FirstOrDefault(place => place.Wave.Name == required.Wave) is not { } place)
            return null;
        if (way.Candidate(place).Release is not { } coming)
            // Where the wave before has several, one of them comes. A head that nobody cuts may never.
            return place.Before is { } before ? $"what all of {before.Wave.Name} runs" : null;
        return
            coming != required.Release && holds.Of(required.App, required, coming) is null && back.Of(way, place, required, coming) is null
            ? coming
            : null;
    }
}
