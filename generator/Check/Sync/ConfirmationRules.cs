using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>SYN-006: a prune that must be confirmed holds its whole wave up (2.7).</summary>
internal static class ConfirmationRules
{
    public static Rule<SyncWalks> NoneWaits { get; } =
        new("SYN-006", "No prune waits to be confirmed.", Check)
        {
            Why = "It holds its wave up, and all later ones, whether the operation prunes or not.",
            Mend = "Confirm it, or take `Prune=confirm` off in a change before.",
            Severities = [Severity.Warning],
        };

    private static void Check(SyncWalks walks, Findings findings)
    {
        var state = SyncSimulator.Run(walks.ThisChange);
        foreach (var wait in state.Events.Where(one => one.Kind == SyncEventKind.WaitForConfirmation))
            findings.Fail(Messages.PruneWaitsForConfirmation(walks.Change.At, walks.Change.Name, string.Join(", ", wait.Names)));
    }
}
