namespace GitOpsGen.Check.Sync;

/// <summary>
/// Walks one operation pass by pass, with its retries, as Argo CD's controller does. Pure: the same operation gives the same events.
/// docs/sync-model.md has the rules by the numbers that comments here name.
/// </summary>
public static class SyncSimulator
{
    public static OperationState Run(SyncOperation operation)
    {
        var context = new SyncContext(operation);
        var phase = Attempts(context);
        return new OperationState(phase, context.Log.Events, context.Cluster.Remaining);
    }

    // Failed and Error are retried alike, as often as the policy says (4.6); what was terminated is not (3.18).
    private static OperationPhase Attempts(SyncContext context)
    {
        var horizon = Horizon(context.Operation);
        while (true)
        {
            context.BeginAttempt();
            var (phase, isTerminated) = Attempt(context, horizon);
            var isOver = phase is OperationPhase.Running or OperationPhase.Succeeded || isTerminated;
            if (isOver || context.Operation.Retry?.Allows(context.Attempt) != true)
                return phase;
            // Endless retries that have seen all that can happen go on as they are.
            if (context.Operation.Retry.IsEndless && context.Attempt > horizon)
                return OperationPhase.Running;
        }
    }

    private static (OperationPhase Phase, bool IsTerminated) Attempt(SyncContext context, int horizon)
    {
        for (var idle = 0; idle <= horizon; )
        {
            var before = (context.Changes, context.Log.Count);
            context.Cluster.BeginPass();
            var number = context.PassNumber++;
            if (IsOpen(context.Operation, number))
            {
                if (number >= context.Operation.TerminatedInPass)
                    return (Terminate(context), true);
                if (new Pass(context).Run() is var phase and not OperationPhase.Running)
                    return (phase, false);
            }

            idle = before == (context.Changes, context.Log.Count) ? idle + 1 : 0;
        }

        return (OperationPhase.Running, false);
    }

    // No SyncFail hook runs, and nothing is retried (2.9, 3.18).
    private static OperationPhase Terminate(SyncContext context)
    {
        HookDeletion.DeleteRunning(context, context.Tasks());
        return OperationPhase.Failed;
    }

    // A closed window holds each pass up, even one that would only terminate (4.9).
    private static bool IsOpen(SyncOperation operation, int pass) =>
        operation.Windows.IsEmpty || operation.Windows[Math.Min(pass, operation.Windows.Length - 1)];

    // As many passes without any change mean that none will come: every behaviour has been seen to its end by then, one after the other.
    private static int Horizon(SyncOperation operation)
    {
        var behaviours = operation.Targets.Concat(operation.Live.Select(live => live.Object)).Select(one => one.Behaviour).ToList();
        return behaviours.Select(one => one.Health.Length).DefaultIfEmpty().Max()
            + behaviours.Select(one => one.TerminatingPasses).DefaultIfEmpty().Max()
            + operation.Windows.Length
            + (operation.TerminatedInPass ?? 0)
            + 2;
    }
}
