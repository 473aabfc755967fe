namespace GitOpsGen.Check.Sync;

/// <summary>What the passes of one operation share: the cluster, the results of this attempt and the events.</summary>
internal sealed class SyncContext(SyncOperation operation)
{
    private readonly Dictionary<(string Id, SyncPhase Phase), OperationPhase> results = [];

    public SyncOperation Operation => operation;

    public Cluster Cluster { get; } = new(operation.Live);

    public EventLog Log { get; } = new();

    public int Attempt { get; private set; }

    /// <summary>Passes of all attempts, from 0.</summary>
    public int PassNumber { get; set; }

    /// <summary>Something has been tried in this attempt, so that the dry run is over (3.3).</summary>
    public bool HasStarted => results.Count > 0;

    /// <summary>The last pass did nothing but wait for a leftover hook or for a confirmation.</summary>
    public bool IsHeldUp { get; set; }

    public bool WasDryRun { get; set; }

    /// <summary>Counts what happens to tasks, so that whoever looks sees whether a pass has changed anything.</summary>
    public int Changes { get; private set; }

    public bool IsOutOfSyncOnly => operation.Application.Options.Has("ApplyOutOfSyncOnly=true");

    // A retry drops all results, and with them what the dry run and the hooks have come to (4.7).
    public void BeginAttempt()
    {
        Attempt++;
        results.Clear();
        (IsHeldUp, WasDryRun) = (false, false);
        if (operation.Retry is not null)
            Log.Attempt(Attempt);
    }

    public List<SyncTask> Tasks()
    {
        var tasks = TaskList.Of(operation, Cluster);
        foreach (var task in tasks)
            task.State = results.TryGetValue(task.Key, out var state) ? state : null;
        return tasks;
    }

    public void Set(SyncTask task, OperationPhase state)
    {
        if (task.State != state)
            Changes++;
        results[task.Key] = state;
        task.State = state;
    }

    public List<SyncTask> Wanted(IEnumerable<SyncTask> tasks) => [.. tasks.Where(task => !IsOutOfSyncOnly || !task.IsUnmodified)];

    public void Wait(IEnumerable<SyncTask> tasks)
    {
        var hooks = tasks.Where(task => !task.IsPrune).ToLookup(task => task.IsHook, task => task.Id);
        if (hooks.Count > 0)
            Log.Add(SyncEvent.Wait(hooks[true], hooks[false]));
    }
}
