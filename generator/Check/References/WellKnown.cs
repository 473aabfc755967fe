using System.Collections.Frozen;

namespace GitOpsGen.Check.References;

/// <summary>Objects that no manifest is of, because every cluster has them, or those of some providers (their documentation).</summary>
internal static class WellKnown
{
    private static readonly FrozenSet<string> ClusterRoles = Set("admin", "cluster-admin", "edit", "view");

    // kubernetes.io/docs: "Automatic namespaces"; providers run parts of the cluster in the first.
    private static readonly FrozenSet<string> SystemNamespaces = Set("kube-system", "kube-public", "kube-node-lease");

    // Of add-ons of AKS (mesh, application routing, Azure Policy, Arc, Calico), EKS (CloudWatch, GuardDuty) and GKE (its documentation).
    private static readonly FrozenSet<string> AddOnNamespaces = Set(
        "aks-istio-egress",
        "aks-istio-ingress",
        "aks-istio-system",
        "amazon-cloudwatch",
        "amazon-guardduty",
        "app-routing-system",
        "azure-arc",
        "calico-system",
        "gatekeeper-system",
        "gke-managed-system",
        "gmp-system"
    );

    // AKS "Storage concepts", EKS "Storage classes", GKE "Storage classes", k3s and kind.
    private static readonly FrozenSet<string> StorageClasses = Set(
        "azureblob-fuse-premium",
        "azureblob-nfs-premium",
        "azurefile",
        "azurefile-csi",
        "azurefile-csi-premium",
        "azurefile-premium",
        "default",
        "gp2",
        "local-path",
        "managed",
        "managed-csi",
        "managed-csi-premium",
        "managed-premium",
        "premium-rwo",
        "standard",
        "standard-rwo"
    );

    private static readonly FrozenSet<string> IngressClasses = Set(
        "alb",
        "azure-application-gateway",
        "gce",
        "gce-internal",
        "openshift-default",
        "traefik",
        "webapprouting.kubernetes.azure.com"
    );

    private static readonly FrozenSet<string> RuntimeClasses = Set(
        "gvisor",
        "kata-mshv-vm-isolation",
        "kata-vm-isolation",
        "runhcs-wcow-process"
    );

    /// <summary>Every cluster has it.</summary>
    public static bool IsGiven(string groupKind, string space, string name) =>
        groupKind switch
        {
            "ServiceAccount" => name == "default",
            "ConfigMap" => name == "kube-root-ca.crt",
            "Service" => space == "default" && name == "kubernetes",
            "scheduling.k8s.io/PriorityClass" => name is "system-cluster-critical" or "system-node-critical",
            "rbac.authorization.k8s.io/ClusterRole" => ClusterRoles.Contains(name) || IsOfTheSystem(name),
            "rbac.authorization.k8s.io/Role" => IsOfTheSystem(name)
                || (space == "kube-system" && name == "extension-apiserver-authentication-reader"),
            "argoproj.io/AppProject" => name == "default",
            _ => false,
        };

    /// <summary>Why it may be there all the same, as the end of a sentence; null when nothing speaks for it.</summary>
    public static string? Doubt(string groupKind, string space, string name) =>
        groupKind switch
        {
            _ when SystemNamespaces.Contains(space) || AddOnNamespaces.Contains(space) =>
                $"providers put objects of their own into {space}",
            "storage.k8s.io/StorageClass" when StorageClasses.Contains(name) => "some providers bring a class of this name",
            "networking.k8s.io/IngressClass" when IngressClasses.Contains(name) => "some providers bring a class of this name",
            "node.k8s.io/RuntimeClass" when RuntimeClasses.Contains(name) => "some providers bring a class of this name",
            "ConfigMap" when name == "istio-ca-root-cert" => "Istio puts it into every namespace",
            "ConfigMap" when name == "openshift-service-ca.crt" => "OpenShift puts it into every namespace",
            "ServiceAccount" when name is "builder" or "deployer" or "pipeline" => "OpenShift puts it into every namespace",
            _ => null,
        };

    private static bool IsOfTheSystem(string name) => name.StartsWith("system:", StringComparison.Ordinal);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
