using System.Collections.Frozen;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// Which kinds have no namespace: Kubernetes' own (API reference 1.34) and those of the projects a platform usually runs. A kind is written
/// <c>group/Kind</c>, or <c>Kind</c> in the core group.
/// </summary>
/// <param name="declared">Further ones, from <c>spec.clusterKinds</c> of the fleet file.</param>
/// <param name="defined">What CustomResourceDefinitions at hand say of their kinds: true where it is cluster-scoped.</param>
public sealed class KindScopes(IEnumerable<string> declared, IReadOnlyDictionary<string, bool>? defined = null)
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "Namespace",
        "Node",
        "PersistentVolume",
        "admissionregistration.k8s.io/MutatingWebhookConfiguration",
        "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
        "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
        "admissionregistration.k8s.io/MutatingAdmissionPolicy",
        "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
        "apiextensions.k8s.io/CustomResourceDefinition",
        "apiregistration.k8s.io/APIService",
        "certificates.k8s.io/CertificateSigningRequest",
        "certificates.k8s.io/ClusterTrustBundle",
        "flowcontrol.apiserver.k8s.io/FlowSchema",
        "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
        "networking.k8s.io/IngressClass",
        "networking.k8s.io/IPAddress",
        "networking.k8s.io/ServiceCIDR",
        "node.k8s.io/RuntimeClass",
        "rbac.authorization.k8s.io/ClusterRole",
        "rbac.authorization.k8s.io/ClusterRoleBinding",
        "resource.k8s.io/DeviceClass",
        "resource.k8s.io/ResourceSlice",
        "scheduling.k8s.io/PriorityClass",
        "storage.k8s.io/CSIDriver",
        "storage.k8s.io/CSINode",
        "storage.k8s.io/StorageClass",
        "storage.k8s.io/VolumeAttachment",
        "storage.k8s.io/VolumeAttributesClass",
        "snapshot.storage.k8s.io/VolumeSnapshotClass",
        "snapshot.storage.k8s.io/VolumeSnapshotContent",
        "gateway.networking.k8s.io/GatewayClass",
        "cert-manager.io/ClusterIssuer",
        "external-secrets.io/ClusterSecretStore",
        "external-secrets.io/ClusterExternalSecret",
        "external-secrets.io/ClusterPushSecret",
        "security.openshift.io/SecurityContextConstraints",
        "cilium.io/CiliumClusterwideNetworkPolicy",
        "cilium.io/CiliumLoadBalancerIPPool",
        "cilium.io/CiliumNode",
        "cilium.io/CiliumIdentity",
        "kyverno.io/ClusterPolicy",
        "argoproj.io/ClusterAnalysisTemplate",
        "argoproj.io/ClusterWorkflowTemplate",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> NamespacedGroups = new[]
    {
        "",
        "apps",
        "autoscaling",
        "batch",
        "coordination.k8s.io",
        "discovery.k8s.io",
        "events.k8s.io",
        "networking.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "resource.k8s.io",
        "monitoring.coreos.com",
        "azmonitoring.coreos.com",
        "external-secrets.io",
        "argoproj.io",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What is known without a fleet.</summary>
    public static KindScopes BuiltIn { get; } = new([]);

    private readonly FrozenSet<string> declared = declared.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True where the kind is known to be cluster-scoped. A definition knows best.</summary>
    public bool IsClusterScoped(string groupKind) =>
        defined is not null && defined.TryGetValue(groupKind, out var isCluster)
            ? isCluster
            : Known.Contains(groupKind) || declared.Contains(groupKind);

    /// <summary>
    /// Whether an object is cluster-scoped; null where nobody says: its kind is not known, and it names no namespace by which one could
    /// tell.
    /// </summary>
    public bool? IsClusterScoped(in ObjectId id) =>
        IsClusterScoped(id.GroupKind) ? true
        : id.Namespace.Length > 0 || NamespacedGroups.Contains(id.Group) || defined?.ContainsKey(id.GroupKind) == true ? false
        : null;
}
