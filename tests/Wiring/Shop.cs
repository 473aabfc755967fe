using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>A small cluster in which everything is wired: a Prometheus, four monitors, rules, and what they lead to.</summary>
internal static class Shop
{
    public const string Manifests = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: monitoring, labels: {monitoring: prometheus}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {monitoring: prometheus}}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: prometheus, namespace: monitoring}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: discovery}
        rules: [{apiGroups: [""], resources: [services, endpoints, pods], verbs: [get, list, watch]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: discovery}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: discovery}
        subjects: [{kind: ServiceAccount, name: prometheus, namespace: monitoring}]
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: main, namespace: monitoring}
        spec:
          serviceAccountName: prometheus
          serviceMonitorSelector: {matchLabels: {prometheus: main}}
          serviceMonitorNamespaceSelector: {matchLabels: {monitoring: prometheus}}
          podMonitorSelector: {matchLabels: {prometheus: main}}
          podMonitorNamespaceSelector: {matchLabels: {monitoring: prometheus}}
          probeSelector: {}
          probeNamespaceSelector: {}
          scrapeConfigSelector: {}
          scrapeConfigNamespaceSelector: {}
          ruleSelector: {matchLabels: {prometheus: main}}
          ruleNamespaceSelector: {}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: {name: cart, namespace: shop, labels: {prometheus: main}}
        spec:
          selector: {matchLabels: {app: cart}}
          endpoints: [{port: metrics, interval: 15s, scrapeTimeout: 10s}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart, namespace: shop, labels: {app: cart}}
        spec: {selector: {app: cart}, ports: [{name: metrics, port: 9090, targetPort: prom}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cart, namespace: shop}
        spec:
          replicas: 2
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: app, ports: [{name: web, containerPort: 8080}, {name: prom, containerPort: 9102}]}]}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: {name: jobs, namespace: shop, labels: {prometheus: main}}
        spec:
          selector: {matchLabels: {app: jobs}}
          podMetricsEndpoints: [{port: http}]
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: jobs, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: jobs}}
            spec: {containers: [{name: app, ports: [{name: http, containerPort: 8080}]}]}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: Probe
        metadata: {name: site, namespace: shop}
        spec:
          prober: {url: "blackbox.monitoring.svc:9115"}
          targets: {staticConfig: {static: ["https://shop.example.com"]}}
        ---
        apiVersion: monitoring.coreos.com/v1alpha1
        kind: ScrapeConfig
        metadata: {name: fixed, namespace: shop}
        spec:
          staticConfigs: [{targets: ["db.example.com:9187"]}]
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: {name: cart, namespace: shop, labels: {prometheus: main}}
        spec: {groups: [{name: cart, rules: [{alert: Down, expr: up == 0}]}]}

        """;

    public static ClusterContents Contents(string yaml = Manifests, params UnseenPart[] unseen)
    {
        var diagnostics = new DiagnosticBag();
        var objects = GitOpsGen.Kubernetes.Manifests.Read("shop.yaml", yaml, diagnostics);
        Assert.Equal([], diagnostics.Sorted().Select(one => $"{one}"));
        return new ClusterContents("shop", [new ContentsPart("", objects!.Packed(int.MaxValue))]) { Unseen = [.. unseen] };
    }

    public static WiringMap Map(string yaml = Manifests, params UnseenPart[] unseen) => Wirings.Of(Contents(yaml, unseen));

    /// <summary>With one text in place of another, which must be there once.</summary>
    public static string With(string old, string @new, string yaml = Manifests)
    {
        Assert.Equal(2, yaml.Split(old).Length);
        return yaml.Replace(old, @new, StringComparison.Ordinal);
    }

    public static MonitorReport Find(this WiringMap map, string shown) => Assert.Single(map.Monitors, report => report.Shown == shown);
}
