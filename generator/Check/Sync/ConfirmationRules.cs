using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>SYN-006: a prune that must be confirmed holds its whole wave up, whether the operation prunes or not (2.7).</summary>
internal static class ConfirmationRules
{
    public static void Check(ApplicationChange change, SyncWalks walks, DiagnosticBag diagnostics)
    {
        var state = SyncSimulator.Run(walks.Change);
        foreach (var wait in state.Events.Where(one => one.Kind == SyncEventKind.WaitForConfirmation))
            diagnostics.Add(Messages.PruneWaitsForConfirmation(change.At, change.Name, string.Join(", ", wait.Names)));
    }
}
