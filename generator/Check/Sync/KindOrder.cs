using System.Collections.Frozen;

namespace GitOpsGen.Check.Sync;

/// <summary>The kinds that come first within a wave, in their order; all others follow, alike (2.3, sync_tasks.go).</summary>
internal static class KindOrder
{
    private static readonly string[] Kinds =
    [
        "Namespace",
        "NetworkPolicy",
        "ResourceQuota",
        "LimitRange",
        "PodSecurityPolicy",
        "PodDisruptionBudget",
        "ServiceAccount",
        "Secret",
        "SecretList",
        "ConfigMap",
        "StorageClass",
        "PersistentVolume",
        "PersistentVolumeClaim",
        "CustomResourceDefinition",
        "ClusterRole",
        "ClusterRoleList",
        "ClusterRoleBinding",
        "ClusterRoleBindingList",
        "Role",
        "RoleList",
        "RoleBinding",
        "RoleBindingList",
        "Service",
        "DaemonSet",
        "Pod",
        "ReplicationController",
        "ReplicaSet",
        "Deployment",
        "HorizontalPodAutoscaler",
        "StatefulSet",
        "Job",
        "CronJob",
        "IngressClass",
        "Ingress",
        "APIService",
    ];

    private static readonly FrozenDictionary<string, int> Ranks = Kinds
        .Select((kind, rank) => (kind, rank))
        .ToFrozenDictionary(pair => pair.kind, pair => pair.rank, StringComparer.Ordinal);

    public static int Rank(string kind) => Ranks.GetValueOrDefault(kind, Kinds.Length);
}
