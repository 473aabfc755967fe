namespace GitOpsGen.Check.Sync;

/// <summary>
/// The waves of what is pruned. They are mirrored, so that what was made last goes first; each pass does it anew over what is still
/// there, so that once a group is gone the others slide to lower waves (2.5). PruneLast comes after everything of the phase Sync (2.6).
/// </summary>
internal static class PruneWaves
{
    public static void Assign(IReadOnlyList<SyncTask> tasks)
    {
        Mirror([.. tasks.Where(task => task.IsPrune)]);
        var last = tasks.Where(task => task.Phase == SyncPhase.Sync).Select(task => task.Wave).Append(0).Max() + 1;
        foreach (var task in tasks.Where(task => task.IsPrune && task.IsPrunedLast))
            task.Wave = last;
    }

    private static void Mirror(IReadOnlyList<SyncTask> prunes)
    {
        var waves = prunes.Select(task => task.Wave).Distinct().Order().ToList();
        foreach (var task in prunes)
            task.Wave = waves[waves.Count - 1 - waves.IndexOf(task.Wave)];
    }
}
