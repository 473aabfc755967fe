using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>What the rules of a step ask for again and again.</summary>
internal static class MigrationObjects
{
    /// <summary>The new namespace is in use, if only by objects that wait.</summary>
    public static bool HasNewSide(this MigrationStep step) => step.To >= Phase.Prepared;

    /// <summary>Deployments, DaemonSets and StatefulSets of the phase in both namespaces of the move.</summary>
    public static IEnumerable<Manifest> Workloads(this MigrationStep step, Manifests manifests) =>
        manifests.Objects.Where(manifest =>
            manifest.IsWorkload && (manifest.Namespace == step.Migration.From || manifest.Namespace == step.Migration.To)
        );

    /// <summary>The names of the ServiceAccounts that the app's workloads run under; those of its Jobs are not among them.</summary>
    public static IReadOnlySet<string> Accounts(this MigrationStep step) =>
        step.Workloads(step.Before)
            .Concat(step.Workloads(step.After))
            .Select(workload => workload.Pods!.ServiceAccount)
            .ToHashSet(StringComparer.Ordinal);
}
