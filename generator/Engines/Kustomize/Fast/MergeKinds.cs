using System.Collections.Immutable;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>The kinds of Kubernetes 1.21, which are those that Kustomize has a description of.</summary>
internal static class MergeKinds
{
    public static ImmutableArray<MergeKind> All { get; } =
    [
        .. Of(
            "/v1",
            "Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod "
                + "PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount"
        ),
        .. Of("admissionregistration.k8s.io/v1", Webhooks),
        .. Of("admissionregistration.k8s.io/v1beta1", Webhooks),
        .. Of("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
        .. Of("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition"),
        .. Of("apiregistration.k8s.io/v1", "APIService"),
        .. Of("apiregistration.k8s.io/v1beta1", "APIService"),
        .. Of("apps/v1", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet"),
        .. Of("authentication.k8s.io/v1", "TokenRequest TokenReview"),
        .. Of("authentication.k8s.io/v1beta1", "TokenReview"),
        .. Of("authorization.k8s.io/v1", Reviews),
        .. Of("authorization.k8s.io/v1beta1", Reviews),
        .. Of("autoscaling/v1", "HorizontalPodAutoscaler Scale"),
        .. Of("autoscaling/v2beta1", "HorizontalPodAutoscaler"),
        .. Of("autoscaling/v2beta2", "HorizontalPodAutoscaler"),
        .. Of("batch/v1", "CronJob Job"),
        .. Of("batch/v1beta1", "CronJob"),
        .. Of("certificates.k8s.io/v1", "CertificateSigningRequest"),
        .. Of("certificates.k8s.io/v1beta1", "CertificateSigningRequest"),
        .. Of("coordination.k8s.io/v1", "Lease"),
        .. Of("coordination.k8s.io/v1beta1", "Lease"),
        .. Of("discovery.k8s.io/v1", "EndpointSlice"),
        .. Of("discovery.k8s.io/v1beta1", "EndpointSlice"),
        .. Of("events.k8s.io/v1", "Event"),
        .. Of("events.k8s.io/v1beta1", "Event"),
        .. Of("extensions/v1beta1", "Ingress"),
        .. Of("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration"),
        .. Of("networking.k8s.io/v1", "Ingress IngressClass NetworkPolicy"),
        .. Of("networking.k8s.io/v1beta1", "Ingress IngressClass"),
        .. Of("node.k8s.io/v1", "RuntimeClass"),
        .. Of("node.k8s.io/v1beta1", "RuntimeClass"),
        .. Of("policy/v1", "PodDisruptionBudget"),
        .. Of("policy/v1beta1", "Eviction PodDisruptionBudget PodSecurityPolicy"),
        .. Of("rbac.authorization.k8s.io/v1", Roles),
        .. Of("rbac.authorization.k8s.io/v1beta1", Roles),
        .. Of("scheduling.k8s.io/v1", "PriorityClass"),
        .. Of("scheduling.k8s.io/v1beta1", "PriorityClass"),
        .. Of("storage.k8s.io/v1", "CSIDriver CSINode StorageClass VolumeAttachment"),
        .. Of("storage.k8s.io/v1beta1", "CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment"),
    ];

    private const string Webhooks = "MutatingWebhookConfiguration ValidatingWebhookConfiguration";
    private const string Reviews = "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview";
    private const string Roles = "ClusterRole ClusterRoleBinding Role RoleBinding";

    private static IEnumerable<MergeKind> Of(string groupVersion, string kinds)
    {
        var parts = groupVersion.TrimStart('/').Split('/');
        return kinds.Split(' ').Select(kind => new MergeKind(parts.Length == 1 ? "" : parts[0], parts[^1], kind));
    }
}
