using System.Collections.Frozen;

namespace GitOpsGen.Check.Sync;

/// <summary>Which kinds Argo CD judges by their health; all others are done when they are applied (3.15; health/*.go, *.lua).</summary>
internal static class HealthChecks
{
    public const string Application = "argoproj.io/Application";

    private static readonly FrozenSet<string> Checked = new[]
    {
        "Pod",
        "PersistentVolumeClaim",
        "Service",
        "apps/DaemonSet",
        "apps/Deployment",
        "apps/ReplicaSet",
        "apps/StatefulSet",
        "batch/CronJob",
        "batch/Job",
        "autoscaling/HorizontalPodAutoscaler",
        "policy/PodDisruptionBudget",
        "networking.k8s.io/Ingress",
        "apiextensions.k8s.io/CustomResourceDefinition",
        "apiregistration.k8s.io/APIService",
        "argoproj.io/ApplicationSet",
        "argoproj.io/Workflow",
        "external-secrets.io/ExternalSecret",
        "external-secrets.io/SecretStore",
        "external-secrets.io/ClusterSecretStore",
        "monitoring.coreos.com/Prometheus",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="groupKind">For example <c>apps/Deployment</c>, or <c>Pod</c>.</param>
    /// <param name="hasApplicationHealth">A check for Applications is configured, which there is none of by default (3.16).</param>
    public static bool Has(string groupKind, bool hasApplicationHealth) =>
        Checked.Contains(groupKind) || (hasApplicationHealth && groupKind == Application);
}
