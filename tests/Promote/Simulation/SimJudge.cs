using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>Holds every commit against the invariants, and against what really happened: who ran what when, and what was seen of it.</summary>
internal sealed class SimJudge(SimStore store)
{
    private readonly HashSet<(string Environment, string App, string Release)> ran = [];

    /// <summary>Since when each pin file says what it says.</summary>
    public Dictionary<(string, string), DateTimeOffset> Pinned { get; } = [];

    public List<string> Violations { get; } = [];

    public int Steps { get; private set; }

    public void Start(SimCommit first)
    {
        foreach (var unit in first.State.Units)
        {
            ran.Add((unit.Environment, unit.App, unit.Release));
            Pinned[(unit.Environment, unit.App)] = first.At;
        }
    }

    public void Commit(SimCommit before, SimCommit after, SimBranch? branch)
    {
        var (old, units) = (PinnedUnits.Of(before.State), PinnedUnits.Of(after.State));
        if (branch is not null)
        {
            // A hold may end between the plan and its merge, and something else come before it then.
            var at = branch.IsRollback ? after.At : branch.Planned;
            var broken = new PromotionInvariants(before.State, store.Evidence(at), at).OfStep(after.State);
            Violations.AddRange(broken.Select(violation => $"{after.At:u} {branch.Name}: {violation}"));
        }

        foreach (var (was, unit) in units.ChangedSince(old))
        {
            if (branch is { IsRollback: false })
                Promoted(was, unit, before, after.At);
            if (was.Release != unit.Release || was.Phase != unit.Phase)
                Pinned[(unit.Environment, unit.App)] = after.At;
            ran.Add((unit.Environment, unit.App, unit.Release));
        }

        foreach (var wave in store.Branches.Values.Where(SimTool.IsOfWave))
            if (wave.Pins.Keys.Select(key => SimFleet.Environments.Single(one => one.Name == key.Environment).Wave).Distinct().Count() > 1)
                Violations.Add($"{wave.Name} is of several waves");
        Violations.AddRange(
            PromotionInvariants
                .OfOpen(after.State with { Open = [.. store.Branches.Values.Select(one => one.AsOpen)] })
                .Select(violation => violation.ToString())
        );
    }

    private void Promoted(PromotedUnit was, PromotedUnit unit, SimCommit before, DateTimeOffset at)
    {
        Steps++;
        if (was.Hold?.IsInForce(at) == true)
            Add(at, $"{unit.Name} was promoted under a hold");
        if (was.Release == unit.Release)
            return;
        if (
            before.State.Units.Any(other =>
                other.App == unit.App && other.Hold is { } hold && hold.IsInForce(at) && hold.Release == unit.Release
            )
        )
            Add(at, $"{unit.Name} got {unit.Release}, which is held");
        var way = new AppWay(before.State, before.State.Apps[unit.App]);
        if (way.Places.Single(place => place.Wave.Name == unit.Wave).Before is not { } place)
            return;
        foreach (var other in place.Units)
            Soaked(other, unit, place.Wave, at);
    }

    // By the files of the base and by what observers told, not by what the planner makes of it.
    private void Soaked(PromotedUnit other, PromotedUnit unit, Wave wave, DateTimeOffset at)
    {
        if (!ran.Contains((other.Environment, other.App, unit.Release)))
            Add(at, $"{unit.Name} got {unit.Release}, which {other.Environment} never ran");
        if (other.Release != unit.Release)
            Add(at, $"{unit.Name} got {unit.Release}, but {other.Environment} runs {other.Release}");
        // A runner's clock may be some minutes off, and an observer's.
        var pinned = Pinned[(other.Environment, other.App)];
        if (at - pinned < wave.Leave.Soak - TimeSpan.FromMinutes(30) && WasSeenChanged(other, pinned))
            Add(at, $"{unit.Name} got {unit.Release} after {at - Pinned[(other.Environment, other.App)]} in {other.Environment}");
        var from = at - wave.Leave.Soak;
        foreach (
            var run in store
                .Runs.Reverse()
                .TakeWhile(run => run.At > from - TimeSpan.FromDays(1))
                .Where(run => run.At > from && run.At < at)
        )
            if (
                run.Observations.Any(seen =>
                    seen.Environment == other.Environment && seen.App == other.App && seen.Health == Health.Unhealthy
                ) && IsBeforeMerge(run.At, at)
            )
                Add(at, $"{unit.Name} got {unit.Release}, but {other.Environment} was unhealthy at {run.At:u}");
    }

    // What went and came again between two observations nobody saw.
    private bool WasSeenChanged(PromotedUnit unit, DateTimeOffset pinned) =>
        store
            .Runs.Where(run => run.At < pinned)
            .TakeLast(1)
            .SelectMany(run => run.Observations)
            .Any(seen =>
                seen.Environment == unit.Environment && seen.App == unit.App && (seen.Release, seen.Phase) != (unit.Release, unit.Phase)
            );

    // What was seen between the proposal and the merge could stop no run that was over.
    private bool IsBeforeMerge(DateTimeOffset seen, DateTimeOffset at) => at - seen > TimeSpan.FromDays(1.5);

    private void Add(DateTimeOffset at, string text) => Violations.Add($"{at:u} {text}");
}
