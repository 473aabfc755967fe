using GitOpsGen.Check.Migrations;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>
/// Jobs that later waves must wait for: SYN-001 (a retry does not walk past one), SYN-004 (one that says it is a gate is awaited at all).
/// Each is let fail in each sync, and the sync must not succeed.
/// </summary>
internal static class GateRules
{
    public static Rule<SyncWalks> RetryStops { get; } =
        new("SYN-001", "A retry does not walk past a Job that has failed.", Retries)
        {
            Why =
                "With `ApplyOutOfSyncOnly=true` what the first attempt applied equals Git, so the second one leaves it out and waits for "
                + "nothing.",
            Mend = "Leave the option out of that Application; or make the Job a hook, which is never left out.",
        };

    public static Rule<SyncWalks> IsAwaited { get; } =
        new("SYN-004", "Something waits for each gate Job.", Waits)
        {
            Why = "The last wave of a sync is never awaited.",
            Mend = "Put what is to wait into a later wave.",
        };

    private static void Retries(SyncWalks walks, Findings findings)
    {
        foreach (var (way, gate, _) in Passed(walks).Where(one => one.Attempts > 1).DistinctBy(one => one.Gate.Id))
            findings.Fail(Messages.RetryPassesGate(walks.Change.At, walks.Change.Name, way, gate.Id));
    }

    // That nothing waits for a Job of the last wave is only wrong of one that says it is a gate.
    private static void Waits(SyncWalks walks, Findings findings)
    {
        var gates = walks.Change.Rendered.With(walks.Change.Committed).Objects.Where(MigrationJobs.IsGate);
        var ids = gates.Select(gate => gate.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var (way, gate, _) in Passed(walks).Where(one => one.Attempts == 1).DistinctBy(one => one.Gate.Id))
            if (ids.Contains(gate.Id))
                findings.Fail(Messages.GateNotAwaited(walks.Change.At, walks.Change.Name, way, gate.Id));
    }

    // The Jobs that have failed in a sync which succeeds all the same, and the attempt in which it does.
    private static IEnumerable<(string Way, SyncObject Gate, int Attempts)> Passed(SyncWalks walks) =>
        from leg in walks.All()
        from gate in leg.Operation.Targets
        where gate is { GroupKind: "batch/Job", Hooks.IsEmpty: true }
        let attempts = Attempts(leg.Operation, gate)
        where attempts > 0
        select (leg.Way, gate, attempts);

    // 0: the sync does not succeed, or this one does not apply the Job.
    private static int Attempts(SyncOperation operation, SyncObject gate)
    {
        var failing = SyncWalks.With(operation, gate.Id, HealthStatus.Degraded) with { Retry = RetryPolicy.Of(1) };
        var state = SyncSimulator.Run(failing);
        var isApplied = state.Events.Any(one => one.Kind == SyncEventKind.Apply && one.Names.Contains(gate.Id));
        return isApplied && state.Phase == OperationPhase.Succeeded ? state.Events.Count(one => one.Kind == SyncEventKind.Attempt) : 0;
    }
}
