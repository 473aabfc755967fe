using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>
/// SYN-002: a project must not shrink in the change that prunes. The root writes it before any Application syncs, and then what it forbids
/// is seen by nobody: it stays in the cluster, and the sync is green (1.4, 6.4, 6.5).
/// </summary>
internal static class ProjectRules
{
    public static void Check(ApplicationChange change, SyncWalks walks, DiagnosticBag diagnostics)
    {
        if (change.Project is null || !change.Prunes)
            return;
        var operation = walks.Change;
        var permitted = operation with
        {
            Live = [.. operation.Live.Select(live => live with { Object = live.Object with { IsPermitted = true } })],
        };
        var left = SyncSimulator.Run(operation).Live.Except(SyncSimulator.Run(permitted).Live, StringComparer.Ordinal);
        foreach (var id in left.Where(id => !operation.Targets.Any(target => target.Id == id)))
            diagnostics.Add(Messages.ProjectShrinksTooEarly(change.At, change.Name, id));
        foreach (var forbidden in operation.Targets.Where(target => !target.IsPermitted))
            diagnostics.Add(Messages.ProjectForbids(change.At, change.Name, forbidden.Id));
    }
}
