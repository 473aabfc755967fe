using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>Refuses what Argo CD would not sync as the description means it; docs/sync-model.md says how that is worked out.</summary>
public static class SyncChecks
{
    public static RuleSet<SyncWalks> Rules { get; } =
        new(
            "The sync (no render asks yet)",
            [
                GateRules.RetryStops,
                ProjectRules.ShrinksLater,
                DestinationRules.IsMade,
                GateRules.IsAwaited,
                NeedRules.ComesBefore,
                ConfirmationRules.NoneWaits,
            ]
        );

    /// <summary>Walks one Application: an empty cluster, this change, each retry, the way back.</summary>
    public static void Check(ApplicationChange change, DiagnosticBag diagnostics) => Rules.Check(new SyncWalks(change), diagnostics);

    /// <summary>Walks the Application of Applications.</summary>
    public static void Check(RootChange root, DiagnosticBag diagnostics) => RootRules.Rules.Check(root, diagnostics);
}
