using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Gates;

namespace GitOpsGen.Promote.Steps;

/// <summary>The fleet as a table of apps and waves: what runs, how it does, and what the next step waits for.</summary>
/// <param name="Waves">First to last.</param>
public sealed record FleetStatus(ImmutableArray<string> Waves, ImmutableArray<StatusCell> Cells)
{
    public static FleetStatus Of(PromotionState state, EvidenceLog evidence, DateTimeOffset now, string? app)
    {
        var plan = new PromotionPlanner(state, evidence, now).Plan(new PromotionRequest(app, null, null));
        var gates = new LeaveGates(state.Settings, evidence, now);
        var cells = plan.Lines.Select(line => new StatusCell(
            line,
            [.. line.Units.Select(unit => Standing(unit, state, gates, evidence))],
            [.. state.Open.Where(change => change.Pins.Any(pin => line.Units.Any(unit => Is(unit, pin))))]
        ));
        var others = state
            .Units.Where(unit => unit.Wave is null && (app is null || unit.App == app))
            .Select(unit => Standing(unit, state, gates, evidence));
        return new FleetStatus([.. state.Waves.Select(wave => wave.Name)], [.. cells]) { OutsideOfWaves = [.. others] };
    }

    public ImmutableArray<StatusUnit> OutsideOfWaves { get; init; } = [];

    private static bool Is(PromotedUnit unit, OpenPin pin) => pin.Environment == unit.Environment && pin.App == unit.App;

    private static StatusUnit Standing(PromotedUnit unit, PromotionState state, LeaveGates gates, EvidenceLog evidence)
    {
        var wave = state.Waves.FirstOrDefault(one => one.Name == unit.Wave);
        var standing = gates.StandingOf(wave, unit);
        var first = unit.Clusters.Select(cluster => Since(unit, evidence.Of(unit.Environment, unit.App, cluster))).Min();
        var soak = wave?.Leave.Soak ?? TimeSpan.Zero;
        // As the gate counts it: up to the last observation.
        var left = standing is { Since: { } since, Seen: { } seen } && seen > since ? soak - (seen - since) : soak;
        return new StatusUnit(unit, standing, first, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    // What went and came back is there since it came back.
    private static DateTimeOffset? Since(PromotedUnit unit, IReadOnlyList<Sighting> sightings) =>
        sightings.Reverse().TakeWhile(sighting => sighting.Observation.Release == unit.Release).LastOrDefault()?.At;
}

/// <summary>An app in a wave.</summary>
/// <param name="Line">What is next, and what keeps it away.</param>
/// <param name="Open">Branches of the tool that change it and are not merged.</param>
public sealed record StatusCell(PlanLine Line, ImmutableArray<StatusUnit> Units, ImmutableArray<OpenChange> Open);

/// <summary>An app in an environment.</summary>
/// <param name="FirstSeen">When its release was first observed there, since it came the last time; null: it was not yet.</param>
/// <param name="SoakLeft">Of the soak that the wave asks for.</param>
public sealed record StatusUnit(PromotedUnit Unit, Standing Standing, DateTimeOffset? FirstSeen, TimeSpan SoakLeft);
