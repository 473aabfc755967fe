using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Sync;

/// <summary>Refuses what Argo CD would not sync as the description means it. docs/rules.md explains each rule.</summary>
public static class SyncChecks
{
    /// <summary>Walks one Application: an empty cluster, this change, each retry, the way back.</summary>
    public static void Check(ApplicationChange change, DiagnosticBag diagnostics)
    {
        var walks = new SyncWalks(change);
        GateRules.Check(change, walks, diagnostics);
        ProjectRules.Check(change, walks, diagnostics);
        DestinationRules.Check(change, walks, diagnostics);
        NeedRules.Check(change, walks, diagnostics);
        ConfirmationRules.Check(change, walks, diagnostics);
    }

    /// <summary>Walks the Application of Applications.</summary>
    public static void Check(RootChange root, DiagnosticBag diagnostics) => RootRules.Check(root, diagnostics);
}
