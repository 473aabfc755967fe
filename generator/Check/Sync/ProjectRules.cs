using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>
/// SYN-002: a project must not shrink in the change that prunes. The root writes it before any Application syncs, and then what it forbids
/// is seen by nobody: it stays in the cluster, and the sync is green (1.4, 6.4, 6.5).
/// </summary>
internal static class ProjectRules
{
    public static Rule<SyncWalks> ShrinksLater { get; } =
        new("SYN-002", "The project permits what is rendered, and what this change prunes.", Check)
        {
            Why =
                "The project is written first. What it forbids in Git stops every sync; what it forbids and is to be pruned stays, an "
                + "orphan of a green sync.",
            Mend = "Shrink the project in a later change.",
        };

    private static void Check(SyncWalks walks, Findings findings)
    {
        var change = walks.Change;
        if (change.Project is null || !change.Prunes)
            return;
        var operation = walks.ThisChange;
        foreach (var id in Left(operation))
            findings.Fail(Messages.ProjectShrinksTooEarly(change.At, change.Name, id));
        foreach (var forbidden in operation.Targets.Where(target => !target.IsPermitted))
            findings.Fail(Messages.ProjectForbids(change.At, change.Name, forbidden.Id));
    }

    // What stays, though it would go if the project permitted it.
    private static IEnumerable<string> Left(SyncOperation operation)
    {
        var permitted = operation with
        {
            Live = [.. operation.Live.Select(live => live with { Object = live.Object with { IsPermitted = true } })],
        };
        var stays = SyncSimulator.Run(operation).Live.Except(SyncSimulator.Run(permitted).Live, StringComparer.Ordinal);
        return stays.Where(id => !operation.Targets.Any(target => target.Id == id));
    }
}
