using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>The commands over the store, cut wherever another runner may come between, or the run may die.</summary>
internal sealed class SimTool(SimStore store)
{
    private const string Prefix = "gitopsgen/wave/";

    /// <summary>Proposals that the merge orders refused.</summary>
    public List<string> Refused { get; } = [];

    public IEnumerable<string> Promote(DateTimeOffset now, PromotionRequest request)
    {
        var (commit, branches) = (store.Base, store.Branches.ToDictionary(StringComparer.Ordinal));
        yield return "fetched";
        var open = branches.Values.Where(branch => !IsOfWave(branch)).Select(branch => branch.AsOpen).ToImmutableArray();
        var plan = new PromotionPlanner(commit.State with { Open = open }, store.Evidence(now), now).Plan(request);
        var wanted = plan
            .Steps.GroupBy(step => step.Wave)
            .Select(wave => BranchOf(commit, Prefix + wave.Key, [.. wave]) with { Planned = now })
            .ToList();
        var report = MergeOrders.Check(commit.State, [.. open, .. wanted.Select(branch => branch.AsOpen)], store.Evidence(now), now);
        if (!report.Violations.IsEmpty)
        {
            Refused.AddRange(report.Violations.Select(violation => violation.ToString()));
            yield break;
        }

        foreach (var branch in wanted)
        {
            var seen = branches.GetValueOrDefault(branch.Name);
            yield return "before push";
            if (seen is null || !IsSame(seen, branch))
            {
                if (!store.Push(branch, seen))
                    yield break;
            }

            yield return "pushed";
            if (store.Branches.GetValueOrDefault(branch.Name) is { HasPullRequest: false } pushed)
                store.Branches[branch.Name] = pushed with { HasPullRequest = true };
            yield return "proposed";
        }

        if (request != PromotionRequest.AllReady)
            yield break;
        foreach (var superseded in branches.Values.Where(IsOfWave).Where(branch => wanted.TrueForAll(other => other.Name != branch.Name)))
        {
            store.Delete(superseded);
            yield return "closed";
        }
    }

    /// <summary>Takes a release back in a wave or environment: re-pins the one before and holds it, and closes what would bring it elsewhere.</summary>
    public IEnumerable<string> Rollback(string app, Func<PromotedUnit, bool> where, DateTimeOffset? until, bool isPreviousKept)
    {
        var commit = store.Base;
        yield return "fetched";
        var pins = ImmutableDictionary.CreateBuilder<(string, string), SimPin>();
        foreach (
            var unit in commit.State.Units.Where(unit => unit.App == app && !unit.FollowsHead && unit.Previous is not null).Where(where)
        )
        {
            var pin = commit.Pins[(unit.Environment, app)];
            if (pin.Previous == pin.Release || pin.Phase is Phase.Cutover or Phase.Cleanup)
                continue;
            pins[(unit.Environment, app)] = pin with
            {
                Release = pin.Previous!,
                Previous = isPreviousKept ? pin.Previous : pin.Release,
                Hold = new Hold(default, "5xx") { Release = pin.Release, Until = until },
            };
        }

        if (pins.Count == 0)
            yield break;
        var name = $"gitopsgen/rollback/{app}/{pins.Keys.Min()}";
        var seen = store.Branches.GetValueOrDefault(name);
        yield return "before push";
        if (!store.Push(new SimBranch(name, commit, pins.ToImmutable(), [], IsRollback: true), seen))
            yield break;
        yield return "pushed";
        if (store.Branches.GetValueOrDefault(name) is { } pushed)
            store.Branches[name] = pushed with { HasPullRequest = true };
        yield return "proposed";
        foreach (var branch in store.Branches.Values.Where(IsOfWave).Where(branch => branch.Pins.Keys.Any(key => key.App == app)).ToList())
        {
            store.Delete(branch);
            yield return "closed";
        }
    }

    public static bool IsOfWave(SimBranch branch) => branch.Name.StartsWith(Prefix, StringComparison.Ordinal);

    private static bool IsSame(SimBranch one, SimBranch other) =>
        ReferenceEquals(one.Base, other.Base)
        && one.Cut.SetEquals(other.Cut)
        && one.Pins.Count == other.Pins.Count
        && one.Pins.All(pin => other.Pins.TryGetValue(pin.Key, out var same) && same == pin.Value);

    private static SimBranch BranchOf(SimCommit commit, string name, ImmutableArray<PromotionStep> steps) =>
        new(
            name,
            commit,
            steps.ToImmutableDictionary(
                step => (step.Unit.Environment, step.Unit.App),
                step => Step(commit.Pins[(step.Unit.Environment, step.Unit.App)], step)
            ),
            [.. steps.Where(step => !step.IsCut).Select(step => (step.Unit.App, step.Release))],
            IsRollback: false
        );

    private static SimPin Step(SimPin pin, PromotionStep step) =>
        pin with
        {
            Release = step.Release,
            Previous = pin.Release == step.Release ? pin.Previous : pin.Release,
            Phase = step.Phase,
            PhaseBefore = pin.Phase == step.Phase ? pin.PhaseBefore : pin.Phase,
        };
}
