using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>Refuses what Argo CD would not sync as the description means it; docs/sync-model.md says how that is worked out.</summary>
public static class SyncChecks
{
    public static RuleSet<SyncWalks> Rules { get; } =
        new(
            "The sync",
            [GateRules.RetryStops, ProjectRules.ShrinksLater, GateRules.IsAwaited, NeedRules.ComesBefore, ConfirmationRules.NoneWaits]
        );

    /// <summary>Of what a sync needs before it walks anything.</summary>
    public static RuleSet<NamespaceUse> Namespaces => DestinationRules.Rules;

    /// <summary>Walks one Application: an empty cluster, this change, each retry, the way back.</summary>
    public static void Check(ApplicationChange change, DiagnosticBag diagnostics) => Rules.Check(new SyncWalks(change), diagnostics);

    /// <summary>Whether somebody makes the namespaces that an Application writes into.</summary>
    public static void Check(NamespaceUse use, DiagnosticBag diagnostics) => Namespaces.Check(use, diagnostics);

    /// <summary>Walks the Application of Applications.</summary>
    public static void Check(RootChange root, DiagnosticBag diagnostics) => RootRules.Rules.Check(root, diagnostics);
}
