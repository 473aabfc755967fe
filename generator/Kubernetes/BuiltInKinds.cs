using System.Collections.Frozen;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// All kinds of Kubernetes' own groups that no custom resource adds to (API reference 1.34, and what earlier versions had).
/// </summary>
public static class BuiltInKinds
{
    private static readonly FrozenDictionary<string, string[]> ByGroup = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [""] =
        [
            "Binding",
            "ComponentStatus",
            "ConfigMap",
            "Endpoints",
            "Event",
            "LimitRange",
            "List",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "ResourceQuota",
            "Secret",
            "Service",
            "ServiceAccount",
        ],
        ["apps"] = ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
        ["autoscaling"] = ["HorizontalPodAutoscaler", "Scale"],
        ["batch"] = ["CronJob", "Job"],
        ["networking.k8s.io"] = ["IPAddress", "Ingress", "IngressClass", "NetworkPolicy", "ServiceCIDR"],
        ["policy"] = ["Eviction", "PodDisruptionBudget", "PodSecurityPolicy"],
        ["rbac.authorization.k8s.io"] = ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>False also of a group that is not Kubernetes' own: nobody here knows its kinds.</summary>
    public static bool IsMistaken(in ObjectId id) => ByGroup.TryGetValue(id.Group, out var kinds) && !kinds.Contains(id.Kind);

    /// <summary>The kind that was probably meant, with the group where it is another.</summary>
    public static string? Near(ObjectId id)
    {
        if (ByGroup.FirstOrDefault(group => group.Value.Contains(id.Kind, StringComparer.Ordinal)) is { Value: not null } other)
            return other.Key.Length == 0 ? $"{id.Kind} of v1" : $"{id.Kind} of {other.Key}";
        return Nearest.To(id.Kind, ByGroup[id.Group]);
    }
}
