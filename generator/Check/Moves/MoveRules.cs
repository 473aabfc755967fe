using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Moves;

/// <summary>
/// Refuses a step of a move that breaks a rule. docs/rules.md explains each; MIG-005 is the fleet's (<see cref="PhaseOrder"/>).
/// </summary>
public static class MoveRules
{
    public static void Check(MoveStep step, DiagnosticBag diagnostics)
    {
        // What somebody else owns is neither applied nor pruned, so there are no waves to walk.
        if (!OwnershipRules.IsOurs(step, diagnostics))
            return;
        WaveRules.Check(step, diagnostics);
        TemplateRules.Check(step, diagnostics);
        OwnershipRules.Check(step, diagnostics);
        BindingRules.Check(step, diagnostics);
        ResidueRules.Check(step, diagnostics);
        TokenRules.Check(step, diagnostics);
        ImageRules.Check(step, diagnostics);
        SourceRules.Check(step, diagnostics);
        NamespaceRules.Check(step, diagnostics);
        AutoscalerRules.Check(step, diagnostics);
    }

    /// <summary>The new namespace is in use, if only by objects that wait.</summary>
    internal static bool HasNewSide(this MoveStep step) => step.To >= Phase.Prepared;

    /// <summary>Deployments, DaemonSets and StatefulSets of the phase in both namespaces of the move.</summary>
    internal static IEnumerable<Manifest> Workloads(this MoveStep step, Manifests manifests) =>
        manifests.Objects.Where(manifest =>
            manifest.IsWorkload && (manifest.Namespace == step.Migration.From || manifest.Namespace == step.Migration.To)
        );

    /// <summary>The names of the ServiceAccounts that the app's workloads run under; those of its Jobs are not among them.</summary>
    internal static IReadOnlySet<string> Accounts(this MoveStep step) =>
        step.Workloads(step.Before)
            .Concat(step.Workloads(step.After))
            .Select(workload => workload.Pods!.ServiceAccount)
            .ToHashSet(StringComparer.Ordinal);
}
