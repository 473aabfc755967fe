using GitOpsGen.Check.Sync;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>What holds of every operation, over a thousand that seeds make.</summary>
public sealed class SyncPropertyTests
{
    private const int Operations = 1000;

    [Fact]
    public void The_same_operation_goes_the_same_way()
    {
        foreach (var operation in All())
            Assert.Equal(Text(SyncSimulator.Run(operation)), Text(SyncSimulator.Run(operation)));
    }

    // Neither a Namespace nor a definition is among the objects, so that none is pulled out of its wave.
    [Fact]
    public void No_wave_is_applied_before_one_that_comes_first()
    {
        foreach (var operation in All())
        foreach (var attempt in Attempts(operation))
        {
            var waves = attempt
                .SelectMany(one => one.Names)
                .Select(id => Place(operation, id))
                .Where(place => place.Phase != SyncPhase.SyncFail)
                .ToList();
            Assert.Equal(waves.Order(), waves);
        }
    }

    [Fact]
    public void After_a_failure_no_later_wave_is_applied_in_the_same_attempt()
    {
        // A later attempt may find healthy what an earlier one found degraded, so the first alone is looked at.
        foreach (var operation in All().Select(one => one with { Retry = null }))
        {
            var failing = operation
                .Targets.Where(one => one.Behaviour.Apply == ApplyOutcome.Refused || one.Behaviour.Health[0] == HealthStatus.Degraded)
                .Where(one => !one.Hooks.Contains(HookType.SyncFail))
                .Select(one => Place(operation, one.Id))
                .ToList();
            var first = failing.Count == 0 ? (SyncPhase.SyncFail, int.MaxValue) : failing.Min();
            Assert.All(
                Applied(operation),
                id => Assert.True(Place(operation, id).Phase == SyncPhase.SyncFail || Place(operation, id).CompareTo(first) <= 0)
            );
        }
    }

    [Fact]
    public void Nothing_is_done_when_one_object_is_forbidden()
    {
        foreach (var operation in All().Where(one => !one.Targets.IsEmpty))
        {
            var state = SyncSimulator.Run(
                operation with
                {
                    Targets = [.. operation.Targets.Skip(1), operation.Targets[0] with { IsPermitted = false }],
                }
            );
            Assert.Equal(OperationPhase.Failed, state.Phase);
            Assert.All(state.Events, one => Assert.Equal(SyncEventKind.Attempt, one.Kind));
        }
    }

    private static IEnumerable<SyncOperation> All() => Enumerable.Range(0, Operations).Select(seed => Operation(new Random(seed)));

    private static SyncOperation Operation(Random random)
    {
        string[] options = ["ApplyOutOfSyncOnly=true", "PruneLast=true"];
        return new()
        {
            Application = new() { Namespace = "demo", Options = SyncOptions.Of(options.Where(_ => random.Next(4) == 0)) },
            Targets = [.. Enumerable.Range(0, random.Next(6)).Select(number => Object(random, $"t{number}"))],
            Live =
            [
                .. Enumerable
                    .Range(0, random.Next(4))
                    .Select(number => new LiveObject(Object(random, $"l{number}")) { IsChanged = random.Next(2) == 0 }),
            ],
            Prune = random.Next(4) > 0,
            Retry = random.Next(3) == 0 ? RetryPolicy.Of(random.Next(3)) : null,
        };
    }

    private static SyncObject Object(Random random, string id)
    {
        HealthStatus[] states = [HealthStatus.Healthy, HealthStatus.None, HealthStatus.Progressing, HealthStatus.Degraded];
        return new()
        {
            Id = id,
            Kind = random.GetItems(["ConfigMap", "Deployment", "Job", "Widget"], 1)[0],
            Name = id,
            Wave = random.Next(-2, 4),
            Hooks = random.Next(4) == 0 ? [(HookType)random.Next(4)] : [],
            DeletePolicies = random.Next(2) == 0 ? [(HookDeletePolicy)random.Next(3)] : [],
            Behaviour = new()
            {
                Health = [.. random.GetItems(states, random.Next(1, 4))],
                Apply = random.Next(8) == 0 ? ApplyOutcome.Refused : ApplyOutcome.Applied,
                TerminatingPasses = random.Next(3),
                Vanishes = random.Next(12) == 0,
            },
        };
    }

    private static (SyncPhase Phase, int Wave) Place(SyncOperation operation, string id) =>
        operation.Targets.Where(target => target.Id == id).Select(target => (target.Phases.First(), target.Wave)).First();

    private static IEnumerable<string> Applied(SyncOperation operation) =>
        Attempts(operation).SelectMany(attempt => attempt).SelectMany(one => one.Names);

    private static List<List<SyncEvent>> Attempts(SyncOperation operation)
    {
        var attempts = new List<List<SyncEvent>> { new() };
        foreach (var one in SyncSimulator.Run(operation).Events)
            if (one.Kind == SyncEventKind.Attempt)
                attempts.Add([]);
            else if (one.Kind == SyncEventKind.Apply)
                attempts[^1].Add(one);
        return attempts;
    }

    private static string Text(OperationState state) =>
        $"{state.Phase}: {string.Join("; ", state.Events)} -> {string.Join(',', state.Live)}";
}
