namespace GitOpsGen.Tests.Support.Pages;

/// <summary>An object that is in no manifest of the fleet, because something makes it in the cluster.</summary>
/// <param name="Maker">An app whose chart makes it, or who else does, in words.</param>
internal sealed record UnrenderedObject(string Maker, string Kind, string Namespace, string Name);

/// <summary>
/// What charts that Argo CD inflates, controllers and the platform make, as far as pages name it. Names are the charts' own
/// (their templates, with our release names and overrides).
/// </summary>
internal static class UnrenderedObjects
{
    /// <summary>The maker is an app, which says of which kinds its chart makes objects (<c>chart.produces</c>).</summary>
    public static IReadOnlyList<UnrenderedObject> OfCharts { get; } =
    [
        .. Chart("argo-rollouts", "Deployment", "argo-rollouts", "argo-rollouts"),
        .. Chart("argocd", "StatefulSet", "argocd", "argocd-application-controller"),
        .. Chart(
            "argocd",
            "Deployment",
            "argocd",
            "argocd-applicationset-controller",
            "argocd-notifications-controller",
            "argocd-repo-server",
            "argocd-server"
        ),
        .. Chart("argocd", "Service", "argocd", "argocd-server"),
        .. Chart("argocd", "ServiceAccount", "argocd", "argocd-application-controller"),
        .. Chart(
            "argocd",
            "CustomResourceDefinition",
            "",
            "applications.argoproj.io",
            "applicationsets.argoproj.io",
            "appprojects.argoproj.io"
        ),
        .. Chart("dra-driver-nvidia", "DaemonSet", "dra-driver-nvidia", "dra-driver-nvidia-gpu-kubelet-plugin"),
        .. Chart(
            "external-secrets",
            "Deployment",
            "external-secrets",
            "external-secrets",
            "external-secrets-cert-controller",
            "external-secrets-webhook"
        ),
        .. Chart("external-secrets", "ServiceAccount", "external-secrets", "external-secrets"),
        .. Chart("external-secrets", "ValidatingWebhookConfiguration", "", "externalsecret-validate", "secretstore-validate"),
        .. Chart("istio-cni", "DaemonSet", "istio-system", "istio-cni-node"),
        .. Chart("istio-gateway", "Deployment", "istio-ingress", "istio-gateway"),
        .. Chart("istio-gateway", "Service", "istio-ingress", "istio-gateway"),
        .. Chart("istiod", "Deployment", "istio-system", "istiod"),
        .. Chart(
            "prometheus-crds",
            "CustomResourceDefinition",
            "",
            "prometheuses.monitoring.coreos.com",
            "thanosrulers.monitoring.coreos.com"
        ),
        .. Chart(
            "prometheus-stack",
            "Deployment",
            "monitoring",
            "kube-prometheus-grafana",
            "kube-prometheus-kube-state-metrics",
            "kube-prometheus-operator"
        ),
        .. Chart("prometheus-stack", "DaemonSet", "monitoring", "kube-prometheus-prometheus-node-exporter"),
        .. Chart(
            "prometheus-stack",
            "Service",
            "monitoring",
            "kube-prometheus-alertmanager",
            "kube-prometheus-grafana",
            "kube-prometheus-prometheus"
        ),
        .. Chart("prometheus-stack", "ServiceAccount", "monitoring", "kube-prometheus-prometheus"),
        .. Chart("prometheus-stack", "Ingress", "monitoring", "kube-prometheus-grafana"),
        .. Chart("ztunnel", "DaemonSet", "istio-system", "ztunnel"),
    ];

    public static IReadOnlyList<UnrenderedObject> All { get; } = [.. OfCharts, .. OfControllers(), .. OfPlatforms()];

    private static IEnumerable<UnrenderedObject> OfControllers() =>
        [
            // Of the objects Prometheus and Alertmanager that the chart makes; the Service of all kubelets has no owner.
            .. Made("Prometheus Operator", "StatefulSet", "monitoring", "prometheus-kube-prometheus-prometheus"),
            .. Made("Prometheus Operator", "StatefulSet", "monitoring", "alertmanager-kube-prometheus-alertmanager"),
            .. Made("Prometheus Operator", "Service", "kube-system", "kube-prometheus-kubelet"),
            .. Made("Prometheus Operator", "Endpoints", "kube-system", "kube-prometheus-kubelet"),
            // Of Gateway waypoint; and its root certificate, in each namespace.
            .. Made("istiod", "Deployment", "sample-app", "waypoint"),
            .. Made("istiod", "ConfigMap", "istio-system", "istio-ca-root-cert"),
        ];

    private static IEnumerable<UnrenderedObject> OfPlatforms() =>
        [
            .. Made("Kubernetes", "Namespace", "", "default"),
            .. Made("Kubernetes", "Namespace", "", "kube-system"),
            .. Made("Cilium", "ConfigMap", "kube-system", "cilium-config"),
            .. Made("CoreDNS, under its old name", "Service", "kube-system", "kube-dns"),
            .. Made("EKS", "StorageClass", "", "gp2"),
            .. Made("the standard channel of the Gateway API", "CustomResourceDefinition", "", "gateways.gateway.networking.k8s.io"),
        ];

    private static IEnumerable<UnrenderedObject> Chart(string app, string kind, string space, params IEnumerable<string> names) =>
        names.Select(name => new UnrenderedObject(app, kind, space, name));

    private static IEnumerable<UnrenderedObject> Made(string maker, string kind, string space, string name) =>
        [new UnrenderedObject(maker, kind, space, name)];
}
