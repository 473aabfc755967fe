using System.Collections.Frozen;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.References;

/// <summary>What is known of kinds without their definitions (API reference 1.34, and the documentation of the projects named).</summary>
internal static class KindTraits
{
    private static readonly FrozenSet<string> BuiltInGroups = Set(
        "",
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apiregistration.k8s.io",
        "apps",
        "authentication.k8s.io",
        "authorization.k8s.io",
        "autoscaling",
        "batch",
        "certificates.k8s.io",
        "coordination.k8s.io",
        "discovery.k8s.io",
        "events.k8s.io",
        "extensions",
        "flowcontrol.apiserver.k8s.io",
        "internal.apiserver.k8s.io",
        "networking.k8s.io",
        "node.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "resource.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
        "storagemigration.k8s.io"
    );

    // Files of tools, which are written like objects and are none of a cluster.
    private static readonly FrozenSet<string> FileGroups = Set(
        "apiserver.config.k8s.io",
        "apiserver.k8s.io",
        "audit.k8s.io",
        "backstage.io",
        "builtin",
        "client.authentication.k8s.io",
        "config.kubernetes.io",
        "gitopsgen.io",
        "k3d.io",
        "kind.x-k8s.io",
        "kubeadm.k8s.io",
        "kubelet.config.k8s.io",
        "kubeproxy.config.k8s.io",
        "kubescheduler.config.k8s.io",
        "kustomize.config.k8s.io",
        "skaffold"
    );

    // Groups whose objects neither make pods nor objects that others name; where they do, MadeObjects says which.
    private static readonly string[] QuietGroups =
    [
        "acme.cert-manager.io",
        "autoscaling.k8s.io",
        "azmonitoring.coreos.com",
        "bitnami.com",
        "cert-manager.io",
        "cilium.io",
        "clusterconfig.azure.com",
        "extensions.istio.io",
        "external-secrets.io",
        "generators.external-secrets.io",
        "keda.sh",
        "kyverno.io",
        "monitoring.coreos.com",
        "networking.istio.io",
        "policies.kyverno.io",
        "secrets-store.csi.x-k8s.io",
        "security.istio.io",
        "security.openshift.io",
        "snapshot.storage.k8s.io",
        "telemetry.istio.io",
        "trust.cert-manager.io",
    ];

    private static readonly FrozenSet<string> Quiet = QuietGroups.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> QuietKinds = Set(
        "argoproj.io/AnalysisTemplate",
        "argoproj.io/AppProject",
        "argoproj.io/Application",
        "argoproj.io/ApplicationSet",
        "argoproj.io/ClusterAnalysisTemplate",
        "argoproj.io/Rollout",
        "gateway.networking.k8s.io/GRPCRoute",
        "gateway.networking.k8s.io/GatewayClass",
        "gateway.networking.k8s.io/HTTPRoute",
        "gateway.networking.k8s.io/ReferenceGrant",
        "gateway.networking.k8s.io/TCPRoute",
        "gateway.networking.k8s.io/TLSRoute",
        "gateway.networking.k8s.io/UDPRoute",
        "route.openshift.io/Route"
    );

    // By the end of the group: who brings the kinds where the cluster's provider does.
    private static readonly (string Group, string Who)[] Platforms =
    [
        ("cilium.io", "whoever runs the network of the cluster may bring Cilium's kinds"),
        ("gateway.networking.k8s.io", "some providers bring the kinds of the Gateway API"),
        ("snapshot.storage.k8s.io", "some providers bring the kinds of volume snapshots"),
        ("istio.io", "a managed mesh brings Istio's kinds"),
        ("openshift.io", "OpenShift brings its own kinds"),
        ("kubernetes.azure.com", "AKS brings its own kinds"),
        ("clusterconfig.azure.com", "the agents of Azure Arc bring their own kinds"),
        ("eks.amazonaws.com", "EKS brings its own kinds"),
        ("k8s.aws", "EKS brings its own kinds"),
        ("k8s.amazonaws.com", "EKS brings its own kinds"),
        ("gke.io", "GKE brings its own kinds"),
        ("cloud.google.com", "GKE brings its own kinds"),
        ("cattle.io", "k3s and Rancher bring their own kinds"),
    ];

    /// <summary>A kind of Kubernetes itself, whose definition no cluster lacks.</summary>
    public static bool IsBuiltIn(string group) => BuiltInGroups.Contains(group);

    /// <summary>A file of a tool, no object of a cluster.</summary>
    public static bool IsFile(string group) => FileGroups.Contains(group);

    /// <summary>A custom resource of which nobody here knows what its controller makes of it.</summary>
    public static bool MayMakeObjects(Manifest manifest) =>
        !IsBuiltIn(manifest.Id.Group)
        && !IsFile(manifest.Id.Group)
        && !Quiet.Contains(manifest.Id.Group)
        && !QuietKinds.Contains(manifest.GroupKind);

    /// <summary>Who may bring the kind of an object with the cluster, as the end of a sentence.</summary>
    public static string? BroughtBy(Manifest manifest) =>
        manifest.GroupKind is "argoproj.io/AppProject" or "argoproj.io/Application" or "argoproj.io/ApplicationSet"
            ? "an Argo CD that reads it has its kinds"
            : Platforms
                .Where(one => manifest.Id.Group == one.Group || manifest.Id.Group.EndsWith("." + one.Group, StringComparison.Ordinal))
                .Select(one => one.Who)
                .FirstOrDefault();

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
