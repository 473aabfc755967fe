namespace GitOpsGen.Check.Sync;

public enum WindowKind
{
    Allow,
    Deny,
}

/// <summary>One sync window that matches the Application, at the moment that is asked about.</summary>
public sealed record SyncWindow(WindowKind Kind, bool IsActive)
{
    public bool ManualSync { get; init; }

    public bool SyncOverrun { get; init; }
}

/// <summary>Whether windows let a pass work: asked before an automated sync, and again in every pass (4.9, types.go).</summary>
public static class SyncWindows
{
    /// <param name="windows">The windows of the project that match.</param>
    /// <param name="isManual">A person has started the operation.</param>
    /// <param name="isRunning">It runs already; false when it is about to begin.</param>
    public static bool MaySync(IReadOnlyCollection<SyncWindow> windows, bool isManual, bool isRunning)
    {
        var closing = Closing(windows);
        if (closing.Count == 0)
            return true;
        return (isManual && closing.All(window => window.ManualSync)) || (isRunning && closing.All(window => window.SyncOverrun));
    }

    // Active denials first; then, when there are windows that allow and none of them is active, all of those.
    private static List<SyncWindow> Closing(IReadOnlyCollection<SyncWindow> windows)
    {
        var denying = windows.Where(window => window is { Kind: WindowKind.Deny, IsActive: true }).ToList();
        if (denying.Count > 0)
            return denying;
        var allowing = windows.Where(window => window.Kind == WindowKind.Allow).ToList();
        return allowing.Exists(window => window.IsActive) ? [] : allowing;
    }
}
