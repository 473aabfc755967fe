using GitOpsGen.Check.Moves;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>
/// A Job that later waves must wait for: SYN-001 (a retry does not walk past it), SYN-004 (it is awaited at all). Each is let fail in each
/// sync, and the sync must not succeed.
/// </summary>
internal static class GateRules
{
    public static void Check(ApplicationChange change, SyncWalks walks, DiagnosticBag diagnostics)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (way, operation) in walks.All())
        foreach (var gate in operation.Targets.Where(IsJob))
            if (Passed(operation, gate) is { } attempts && told.Add(gate.Id))
                Tell(change, way, gate, attempts, diagnostics);
    }

    private static bool IsJob(SyncObject one) => one is { GroupKind: "batch/Job", Hooks.IsEmpty: true };

    // The attempt in which a sync succeeds although the Job has failed; null when it does not. What is live already failed before.
    private static int? Passed(SyncOperation operation, SyncObject gate)
    {
        var failing = SyncWalks.With(operation, gate.Id, HealthStatus.Degraded) with { Retry = RetryPolicy.Of(1) };
        var state = SyncSimulator.Run(failing);
        var isApplied = state.Events.Any(one => one.Kind == SyncEventKind.Apply && one.Names.Contains(gate.Id));
        return isApplied && state.Phase == OperationPhase.Succeeded ? state.Events.Count(one => one.Kind == SyncEventKind.Attempt) : null;
    }

    // That nothing waits for a Job of the last wave is only wrong of one that says it is a gate.
    private static void Tell(ApplicationChange change, string way, SyncObject gate, int attempts, DiagnosticBag diagnostics)
    {
        if (attempts > 1)
            diagnostics.Add(Messages.RetryPassesGate(change.At, change.Name, way, gate.Id));
        else if (
            change
                .Rendered.With(change.Committed)
                .Objects.Any(manifest => manifest.Key.ToString() == gate.Id && MigrationJobs.IsGate(manifest))
        )
            diagnostics.Add(Messages.GateNotAwaited(change.At, change.Name, way, gate.Id));
    }
}
