using System.Collections.Immutable;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Rollbacks;
using GitOpsGen.Promote.Steps;

namespace GitOpsGen.Tests.Promote.Simulation;

/// <summary>
/// Some weeks of a fleet: three runners whose clocks differ and that die anywhere, two observers, and people who release, merge, hold, lift
/// and take back. Everything follows from the seed.
/// </summary>
internal sealed class Simulation
{
    public static readonly DateTimeOffset Start = new(2026, 2, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Random random;
    private readonly PriorityQueue<Action, (long At, long Order)> events = new();
    private readonly SimWorld world;
    private readonly SimTool tool;
    private readonly DateTimeOffset calmFrom;
    private readonly DateTimeOffset end;
    private readonly HashSet<string> mergePending = new(StringComparer.Ordinal);
    private long order;
    private int releases;

    public Simulation(int seed, bool isBig, TimeSpan chaos, TimeSpan calm)
    {
        random = new Random(seed);
        world = new SimWorld(random) { IsCalm = chaos == TimeSpan.Zero };
        (calmFrom, end) = (Start + chaos, Start + chaos + calm);
        Store = new SimStore(First(isBig));
        Judge = new SimJudge(Store);
        Judge.Start(Store.Base);
        tool = new SimTool(Store);
    }

    public SimStore Store { get; }

    public SimJudge Judge { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public int Merges { get; private set; }

    public int Rollbacks => tool.Rollbacks;

    public int Deaths { get; private set; }

    public IReadOnlyList<string> Refused => tool.Refused;

    /// <summary>The base takes no branch that is behind it, as its protection can say.</summary>
    public bool NeedsUpToDate { get; init; } = true;

    private bool IsCalm => Now >= calmFrom;

    public void Run()
    {
        foreach (var observer in new[] { 0, 1 })
            Later(TimeSpan.FromHours(5 * observer), () => Observe(observer));
        foreach (var runner in new[] { 0, 1, 2 })
            Later(Between(0, 5), () => Promote(runner));
        foreach (var app in SimFleet.Apps)
            Later(IsCalm ? TimeSpan.FromMinutes(1) : Between(0, 48), () => Release(app));
        Later(Between(1, 20), Meddle);
        Later(calmFrom - Start, CalmDown);
        while (events.TryDequeue(out var act, out var at) && at.At < end.UtcTicks)
        {
            Now = new DateTimeOffset(at.At, TimeSpan.Zero);
            act();
        }
    }

    private static SimCommit First(bool isBig)
    {
        var keys = SimFleet.Environments.SelectMany(one =>
            SimFleet.Apps.Where(app => SimFleet.Runs(one.Name, app)).Select(app => (one, app))
        );
        return new SimCommit(
            Start,
            keys.ToImmutableDictionary(
                key => (key.one.Name, key.app),
                key => new SimPin(key.one.Wave == "dev" ? "head" : $"{key.app}-0", null, Phase.Adopted, Phase.Adopted, null)
            ),
            SimFleet.Apps.ToImmutableDictionary(app => app, app => $"{app}-0", StringComparer.Ordinal),
            [.. SimFleet.Apps.Select(app => (app, $"{app}-0"))],
            isBig
        );
    }

    private TimeSpan Between(double from, double to) => TimeSpan.FromHours(from + (random.NextDouble() * (to - from)));

    private bool Is(double chance) => !IsCalm && random.NextDouble() < chance;

    private void Later(TimeSpan wait, Action act) => events.Enqueue(act, ((Now + wait).UtcTicks, order++));

    private void Commit(SimCommit commit, SimBranch? branch)
    {
        Judge.Commit(Store.Base, commit, branch);
        Store.Commit(commit);
    }

    private void Observe(int observer)
    {
        Later(TimeSpan.FromHours(10), () => Observe(observer));
        if (Is(0.05))
            return;
        // Clocks differ by some minutes.
        Store.Append(world.Observe(Store.Base, Now + TimeSpan.FromMinutes(observer * 7), Judge.Pinned));
    }

    private void Promote(int runner)
    {
        Later(Between(2, 10), () => Promote(runner));
        var at = Now + TimeSpan.FromMinutes((runner - 1) * 10);
        Go(tool.Promote(at, Request()).GetEnumerator());
        if (!IsCalm && random.Next(2) == 0)
            Go(tool.Rollback(at, (state, evidence) => new Alarms(state, evidence, at).All(null)).GetEnumerator());
        foreach (var branch in Store.Branches.Values.Where(branch => branch.HasPullRequest && mergePending.Add(branch.Name)))
            Later(Between(0.2, branch.IsRollback ? 3 : 12), () => Merge(branch.Name));
    }

    // Most of the time everything; now and then an app in a wave, or the next phase of the one that moves.
    private PromotionRequest Request() =>
        random.Next(50) switch
        {
            0 when !IsCalm => new PromotionRequest(SimFleet.Apps[random.Next(5)], SimFleet.Waves[random.Next(6)].Name, null),
            1 or 2 => new PromotionRequest("mover", "dev", (Phase)Math.Min(5, (int)Store.Base.Pins[("dev", "mover")].Phase + 1)),
            _ => PromotionRequest.AllReady,
        };

    // Each step some time after the one before, so that others come between; and any may be the last.
    private void Go(IEnumerator<string> run)
    {
        if (!run.MoveNext())
            return;
        if (Is(0.05))
            Deaths++;
        else
            Later(TimeSpan.FromSeconds(random.Next(1, 120)), () => Go(run));
    }

    // A protected branch takes only what is up to date with it.
    private void Merge(string name)
    {
        mergePending.Remove(name);
        if (Store.Branches.GetValueOrDefault(name) is not { HasPullRequest: true } branch)
            return;
        if (!ReferenceEquals(branch.Base, Store.Base) && ((NeedsUpToDate && SimTool.IsOfWave(branch)) || Store.Merged(branch, Now) is null))
        {
            if (!SimTool.IsOfWave(branch))
                Store.Delete(branch);
            return;
        }

        Commit(Store.Merged(branch, Now)!, branch);
        Store.Delete(branch);
        Merges++;
    }

    private void Release(string app)
    {
        if (!IsCalm)
            Later(Between(24 * 3, 24 * 14), () => Release(app));
        // Now and then head becomes what it was.
        var head = Is(0.1) ? $"{app}-{random.Next(releases + 1)}" : $"{app}-{++releases}";
        world.Released(app, head);
        var cut = random.Next(2) == 0 ? Store.Base.Cut.Add((app, head)) : Store.Base.Cut;
        Commit(Store.Base.Next(Now, heads: Store.Base.Heads.SetItem(app, head), cut: cut), null);
        foreach (var unit in Store.Base.State.Units.Where(unit => unit.App == app && unit.FollowsHead))
            Judge.Pinned[(unit.Environment, app)] = Now;
    }

    private void Meddle()
    {
        if (IsCalm)
            return;
        Later(Between(4, 30), Meddle);
        var units = Store.Base.State.Units;
        var unit = units[random.Next(units.Length)];
        var until = Is(0.3) ? Now + Between(10, 100) : (DateTimeOffset?)null;
        switch (random.Next(8))
        {
            case 0:
                Hold(unit, new Hold(default, "audit") { Until = until });
                break;
            case 1 or 2 or 3 when units.Where(one => one.Hold is not null).ToList() is { Count: > 0 } held:
                Hold(held[random.Next(held.Count)], null);
                break;
            case 4:
                TakeBack(unit.App, [unit.Environment], until);
                break;
            default:
                if (units.Where(one => !one.FollowsHead && world.IsBad(one.App, one.Release)).ToList() is { Count: > 0 } bad)
                    TakeBack(bad[0].App, random.Next(2) == 0 ? [] : [bad[0].Environment], until);
                break;
        }
    }

    // What was pinned because of it follows head again.
    private void Hold(PromotedUnit unit, Hold? hold)
    {
        var key = (unit.Environment, unit.App);
        var pin = Store.Base.Pins[key] with { Hold = hold };
        if (hold is null && unit.Wave == "dev")
            pin = pin with { Release = "head" };
        Commit(Store.Base.Next(Now, Store.Base.Pins.SetItem(key, pin)), null);
    }

    private void TakeBack(string app, ImmutableArray<string> environments, DateTimeOffset? until) =>
        Go(
            tool.Rollback(Now, (_, _) => [new RollbackRequest(app, environments, null, new Hold(default, "5xx") { Until = until })])
                .GetEnumerator()
        );

    // People lift what they held and release what is good; from then on nothing fails, and all must arrive.
    private void CalmDown()
    {
        world.IsCalm = true;
        foreach (var branch in Store.Branches.Values.Where(branch => branch.IsRollback).ToList())
            Store.Delete(branch);
        foreach (var unit in Store.Base.State.Units.Where(unit => unit.Hold is not null || (unit.Wave == "dev" && !unit.FollowsHead)))
            Hold(unit, null);
        foreach (var app in SimFleet.Apps)
            Release(app);
    }
}
