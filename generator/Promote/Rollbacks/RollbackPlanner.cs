using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Resolve;

namespace GitOpsGen.Promote.Rollbacks;

/// <summary>The way back: to the release before, or of an app in the middle of a move to the side that was up before.</summary>
/// <param name="lastMoved">Of an app that moves: whether the last change of its pin was a phase, and not a release.</param>
public sealed class RollbackPlanner(PromotionState state, EvidenceLog evidence, DateTimeOffset now, Func<PromotedUnit, bool> lastMoved)
{
    private readonly Holds holds = new(state, now);

    public RollbackPlan Plan(RollbackRequest request)
    {
        var units = state
            .Units.Where(unit => unit.App == request.App)
            .Where(unit => request.Environments.IsEmpty || request.Environments.Contains(unit.Environment))
            .Select(unit => Of(unit, request))
            .ToList();
        // No way back leads to what the same command takes back elsewhere.
        var taken = units.Select(one => one.Step?.Edit.Hold?.Release).OfType<string>().ToHashSet(StringComparer.Ordinal);
        units = [.. units.Select(one => one.Step is { } step && taken.Contains(step.Edit.Release ?? "") ? (null, Taken(step)) : one)];
        return new RollbackPlan(
            [.. units.Select(one => one.Step).OfType<RollbackStep>()],
            [.. units.Select(one => one.Refusal).OfType<string>()]
        );
    }

    private (RollbackStep? Step, string? Refusal) Of(PromotedUnit unit, RollbackRequest request)
    {
        var app = state.Apps[unit.App];
        if (request.To is null && app.Moves && Back(unit) is { } back)
            return (
                new RollbackStep(
                    unit,
                    new PinEdit(unit.Environment, unit.App)
                    {
                        Phase = back,
                        PhaseBefore = unit.Phase,
                        Hold = request.Hold,
                    },
                    $"{unit.Environment}: {unit.Phase.Word()} → {back.Word()}"
                ),
                null
            );
        if ((request.To ?? Before(unit, app)) is not { } release)
            return (null, $"{unit.Environment}: nothing says which release ran before {unit.Release}. Say --to{Known(app, unit)}");
        if (!app.Releases.Contains(release))
            return (null, $"{unit.Environment}: {app.Name} has no release {release}{Meant(release, app)}");
        if (unit.Release != release && holds.IsTakenBack(app.Name, release))
            return (null, $"{unit.Environment}: {release} was taken back itself, and is held. Say --to, or lift that hold");
        // What holds already may be wanted with another reason; what runs already is no way back.
        return unit.Release == release
            ? (null, $"{unit.Environment}: runs {release} already (gitopsgen hold add keeps promotion away)")
            : (Step(unit, release, request.Hold), null);
    }

    private static string Taken(RollbackStep step) =>
        $"{step.Unit.Environment}: {step.Edit.Release}, the release before, is taken back elsewhere by this very command. Say --to";

    private static RollbackStep Step(PromotedUnit unit, string release, Hold hold) =>
        new(
            unit,
            new PinEdit(unit.Environment, unit.App)
            {
                Release = release,
                // What ran before that is not known; and what is taken back must not be where the next way back leads.
                Previous = PinEdit.Nothing,
                Hold = hold with { Release = unit.Release },
            },
            $"{unit.Environment}: {unit.Release} → {release}"
        );

    // A move that was over long ago, or began before the release came, is not what went wrong.
    private Phase? Back(PromotedUnit unit) => unit.PhaseBefore <= unit.Phase && lastMoved(unit) ? Progress.Back(unit.Phase) : null;

    /// <summary>What the pin says; of an environment that follows head the last release that was seen healthy there.</summary>
    private string? Before(PromotedUnit unit, PromotedApp app) =>
        unit.Previous
        ?? unit.Clusters.SelectMany(cluster => evidence.Of(unit.Environment, unit.App, cluster))
            .Where(sighting => sighting.Observation.Health == Health.Healthy && sighting.Observation.Release != unit.Release)
            .OrderByDescending(sighting => sighting.At)
            .Select(sighting => sighting.Observation.Release)
            .FirstOrDefault(app.Releases.Contains);

    private static string Meant(string release, PromotedApp app) =>
        Nearest.To(release, app.Releases) is { } near ? $". Did you mean {near}?"
        : app.Releases.IsEmpty ? "; it has none"
        : $". It has {string.Join(", ", app.Releases)}";

    private static string Known(PromotedApp app, PromotedUnit unit)
    {
        var others = app.Releases.Where(release => release != unit.Release).ToList();
        return others.Count == 0 ? "; there is no other" : $": {string.Join(", ", others)}";
    }
}
