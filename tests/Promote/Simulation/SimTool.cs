using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Promote.Rollbacks;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>The commands over the store, cut wherever another runner may come between, or the run may die.</summary>
internal sealed class SimTool(SimStore store)
{
    private const string Prefix = "gitopsgen/wave/";

    public int Rollbacks { get; private set; }

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

    /// <summary>Takes something back and holds it, and closes what would bring it elsewhere.</summary>
    public IEnumerable<string> Rollback(DateTimeOffset now, Func<PromotionState, EvidenceLog, IEnumerable<RollbackRequest>> requests)
    {
        var commit = store.Base;
        var state = commit.State with { Open = [.. store.Branches.Values.Select(branch => branch.AsOpen)] };
        var evidence = store.Evidence(now);
        yield return "fetched";
        foreach (var request in requests(state, evidence))
        {
            var planner = new RollbackPlanner(state, evidence, unit => unit.Phase is Phase.Cutover or Phase.Soak);
            // What was taken back elsewhere is no way back; nor is what the same command takes back in another environment.
            var steps = planner.Plan(request).Steps;
            var holds = new Holds(state, now);
            var edits = steps
                .Select(step => step.Edit)
                .Where(edit => edit.Release is null || steps.All(step => step.Edit.Hold?.Release != edit.Release))
                .Where(edit => edit.Release is null || !holds.IsTakenBack(edit.App, edit.Release))
                .ToList();
            if (edits.Count == 0)
                continue;
            var pins = edits.ToImmutableDictionary(edit => (edit.Environment, edit.App), edit => Edited(commit, edit));
            var name = $"gitopsgen/rollback/{request.App}/{edits[0].Environment}";
            var seen = store.Branches.GetValueOrDefault(name);
            yield return "before push";
            if (!store.Push(new SimBranch(name, commit, pins, [], IsRollback: true), seen))
                continue;
            Rollbacks++;
            yield return "pushed";
            if (store.Branches.GetValueOrDefault(name) is { } pushed)
                store.Branches[name] = pushed with { HasPullRequest = true };
            yield return "proposed";
            foreach (
                var branch in store.Branches.Values.Where(IsOfWave).Where(one => one.Pins.Keys.Any(key => key.App == request.App)).ToList()
            )
            {
                store.Delete(branch);
                yield return "closed";
            }
        }
    }

    private static SimPin Edited(SimCommit commit, PinEdit edit)
    {
        var pin = commit.Pins[(edit.Environment, edit.App)];
        return new SimPin(
            edit.Release ?? pin.Release,
            edit.Previous is null ? pin.Previous
                : edit.Previous.Length == 0 ? null
                : edit.Previous,
            edit.Phase ?? pin.Phase,
            edit.Phase is null ? pin.PhaseBefore : edit.PhaseBefore ?? pin.Phase,
            edit.Hold ?? pin.Hold
        );
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
            // One that follows head goes on doing so while it moves.
            Release = step.Unit.Release == step.Release ? pin.Release : step.Release,
            Previous = step.Unit.Release == step.Release ? pin.Previous : pin.Release,
            Phase = step.Phase,
            PhaseBefore = pin.Phase == step.Phase ? pin.PhaseBefore : pin.Phase,
        };
}
