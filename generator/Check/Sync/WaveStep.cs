namespace GitOpsGen.Check.Sync;

/// <summary>Runs the first wave of the first phase that is still pending (3.10-3.13).</summary>
/// <param name="all">Every task of the pass.</param>
/// <param name="pending">The tasks that have not been tried, without SyncFail hooks, in their order; at least one.</param>
internal sealed class WaveStep(
    SyncContext context,
    IReadOnlyList<SyncTask> all,
    IReadOnlyList<SyncTask> pending,
    IReadOnlyList<SyncTask> onFailure
)
{
    private readonly List<SyncTask> wave = [.. pending.Where(task => (task.Phase, task.Wave) == (pending[0].Phase, pending[0].Wave))];

    private bool IsLast => (pending[0].Phase, pending[0].Wave) == (pending[^1].Phase, pending[^1].Wave);

    public OperationPhase Run()
    {
        var state = TaskRun.Run(context, wave);
        Delay(state);
        context.IsHeldUp = state == RunState.Pending;
        return state switch
        {
            RunState.Failed => Fail(),
            RunState.Pending => HoldUp(),
            _ => Succeed(),
        };
    }

    // After each wave that did not fail, but the last; of passes that only hold up the first is written (3.11).
    private void Delay(RunState state)
    {
        if (!IsLast && (state == RunState.Successful || (state == RunState.Pending && !context.IsHeldUp)))
            context.Log.Add(SyncEventKind.Delay);
    }

    // The last wave is not awaited, unless there is a hook in it (3.13).
    private OperationPhase Succeed()
    {
        if (IsLast && !wave.Exists(task => task.IsHook))
        {
            HookDeletion.Delete(context, all, HookDeletePolicy.HookSucceeded);
            return OperationPhase.Succeeded;
        }

        context.Wait(wave);
        return OperationPhase.Running;
    }

    private OperationPhase HoldUp()
    {
        if (TaskRun.Unconfirmed(context, wave) is { Count: > 0 } unconfirmed)
            context.Log.Add(SyncEventKind.WaitForConfirmation, unconfirmed.Select(task => task.Id));
        else
            context.Log.Add(SyncEventKind.WaitUntilGone, wave.Where(task => task.IsLeftover).Select(task => task.Id));
        return OperationPhase.Running;
    }

    // While others of the wave run, the SyncFail hooks start beside them, and both are waited for. Without such hooks the pass only
    // waits: the next one fails, or first waits on in a sync of several steps (3.12).
    private OperationPhase Fail()
    {
        var running = wave.Where(task => task.IsRunning).ToList();
        if (running.Count > 0)
        {
            running.AddRange(SyncFailure.Start(context, onFailure));
            context.Wait(running);
            return OperationPhase.Running;
        }

        var phase = SyncFailure.Run(context, onFailure);
        if (phase == OperationPhase.Failed)
            HookDeletion.Delete(context, all, HookDeletePolicy.HookFailed);
        return phase;
    }
}
