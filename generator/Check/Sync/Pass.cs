namespace GitOpsGen.Check.Sync;

/// <summary>
/// One pass: compares, makes the tasks anew, and does one step (3, sync_context.go). Says where the operation stands after it.
/// </summary>
internal sealed class Pass(SyncContext context)
{
    private readonly List<SyncTask> tasks = context.Tasks();

    public OperationPhase Run()
    {
        if (context.Operation.HasComparisonError)
            return OperationPhase.Error;
        if (IsShared() || tasks.Exists(task => task.IsInvalid) || (!context.HasStarted && !DryRun.Run(context, tasks)))
            return OperationPhase.Failed;
        HealthJudge.Judge(context, tasks);
        if (Awaited() is { Count: > 0 } awaited)
            return Wait(awaited);
        if (tasks.Where(task => task is { IsPrune: true, IsPending: false, Live.IsTerminating: true }).ToList() is { Count: > 0 } going)
            return WaitUntilGone(going);
        return Step();
    }

    // Only with FailOnSharedResource=true; otherwise the object is taken over (1.5).
    private bool IsShared() =>
        context.Operation.Application.Options.Has("FailOnSharedResource=true")
        && tasks.Exists(task => task is { IsPrune: false, Live.IsShared: true });

    // Tasks block when they are hooks, or when the sync has more than one step: by all of its tasks, before any filter (3.6).
    private List<SyncTask> Awaited()
    {
        var isMultiStep = tasks.Count > 0 && (tasks[0].Phase, tasks[0].Wave) != (tasks[^1].Phase, tasks[^1].Wave);
        return [.. tasks.Where(task => task.IsRunning && (isMultiStep || task.IsHook))];
    }

    // An awaited object that is not there any more is an error, which the next pass sees (3.5).
    private OperationPhase Wait(List<SyncTask> awaited)
    {
        var missing = awaited.Where(task => task.Live is null && context.Cluster.Find(task.Id) is null).ToList();
        context.Wait(awaited);
        foreach (var task in missing)
            context.Set(task, OperationPhase.Error);
        if (missing.Count > 0)
            context.Log.Add(SyncEventKind.Missing, missing.Select(task => task.Id));
        return OperationPhase.Running;
    }

    // What is pruned and still Terminating holds the next wave up (3.7).
    private OperationPhase WaitUntilGone(IEnumerable<SyncTask> going)
    {
        context.Log.Add(SyncEventKind.WaitUntilGone, going.Select(task => task.Id));
        return OperationPhase.Running;
    }

    private OperationPhase Step()
    {
        var regular = tasks.Where(task => task.Phase != SyncPhase.SyncFail).ToList();
        var onFailure = tasks.Where(task => task.Phase == SyncPhase.SyncFail).ToList();
        if (regular.Exists(task => task.IsUnsuccessful))
        {
            HookDeletion.Delete(context, tasks, HookDeletePolicy.HookFailed);
            return SyncFailure.Run(context, onFailure);
        }

        var pending = context.Wanted(regular.Where(task => task.IsPending));
        if (pending.Count > 0)
            return new WaveStep(context, tasks, pending, onFailure).Run();
        HookDeletion.Delete(context, tasks, HookDeletePolicy.HookSucceeded);
        return OperationPhase.Succeeded;
    }
}
