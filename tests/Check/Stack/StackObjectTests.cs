using GitOpsGen.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Stack;

/// <summary>The rules of the Prometheus stack over its objects: what fails, the near miss that passes, and what nobody can tell.</summary>
public sealed class StackObjectTests
{
    private const string Claim =
        "volumeClaimTemplate: {spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 50Gi}}}}";

    private const string Fast = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}}\n";

    [Theory]
    [InlineData("Prometheus", Claim, Contents.Pass)]
    [InlineData("Alertmanager", Claim, Contents.Pass)]
    [InlineData("ThanosRuler", Claim, Contents.Pass)]
    [InlineData("Prometheus", "", "warning: spec.storage is not there")]
    [InlineData("ThanosRuler", "", "warning: spec.storage is not there")]
    [InlineData("PrometheusAgent", "", Contents.Pass)]
    [InlineData("Alertmanager", "emptyDir: {}", "note: by spec.storage.emptyDir")]
    [InlineData("Prometheus", "ephemeral: {}", "note: by spec.storage.ephemeral")]
    [InlineData("Prometheus", "selector: {}, " + Claim, "warning: Move it into volumeClaimTemplate.spec")]
    [InlineData(
        "Prometheus",
        "volumeClaimTemplate: {resources: {requests: {storage: 1Gi}}}",
        "error: resources.requests.storage is not there"
    )]
    [InlineData("Prometheus", "volumeClaimTemplate: {spec: {accessMode: [ReadWriteOnce]}}", "warning: Did you mean 'accessModes'?")]
    [InlineData("Prometheus", "volumeClaimTemplate: {spec: {accessModes: [ReadWriteOne]}}", "error: Did you mean 'ReadWriteOnce'?")]
    [InlineData("Prometheus", "volumeClaimTemplate: {spec: {resources: {requests: {storage: 5GB}}}}", "error: '5GB', which is no size")]
    [InlineData("Prometheus", "volumeClaimTemplate: {spec: {storageClassName: ''}}", "warning: only a volume that somebody made")]
    [InlineData("Prometheus", "volumeClaimTemplate: {spec: {storageClassName: fasst}}", "warning: Did you mean 'fast'?")]
    [InlineData(
        "Prometheus",
        "volumeClaimTemplate: {spec: {storageClassName: managed-csi-premum}}",
        "warning: Did you mean 'managed-csi-premium'?"
    )]
    [InlineData(
        "Prometheus",
        "volumeClaimTemplate: {spec: {storageClassName: gp3}}",
        "note: nobody can tell whether there is the StorageClass 'gp3'"
    )]
    [InlineData("Prometheus", "volumeClaimTemplate: 3", "error: storage is not there")]
    public void Storage_is_a_whole_claim(string kind, string storage, string expected) =>
        StackRules.Rules.Expect("PROM-001", Contents.Of(Server(kind, $"storage: {{{storage}}}") + Fast), expected);

    [Theory]
    [InlineData("cloud", "retention: 15d", "50Gi", Contents.Pass)]
    [InlineData("cloud", "retention: 2w1d", "50Gi", Contents.Pass)]
    [InlineData("cloud", "retention: 360h, retentionSize: 42GiB", "51200Mi", Contents.Pass)]
    [InlineData("local", "retention: 2d", "10Gi", Contents.Pass)]
    [InlineData("cloud", "retention: 10d", "50Gi", "warning: spec.retention is 10d; an environment of the class cloud has 15d")]
    [InlineData("cloud", "retention: 30d", "50Gi", "note: spec.retention is 30d")]
    [InlineData("local", "retention: 15d", "10Gi", "warning: the class local has 2d")]
    [InlineData("cloud", "replicas: 2", "50Gi", "warning: spec.retention is 24h")]
    [InlineData("cloud", "retentionSize: 40GB", "50Gi", Contents.Pass)]
    [InlineData("cloud", "retention: 15 days", "50Gi", "error: which is no duration")]
    [InlineData("cloud", "retention: 15d", "20Gi", "warning: is 20Gi; an environment of the class cloud has 50Gi")]
    [InlineData("cloud", "retention: 15d, retentionSize: 60GB", "50Gi", "warning: full before anything is removed")]
    [InlineData("", "retention: 15d", "50Gi", "note: neither of the features local and cloud")]
    public void What_is_kept_fits_the_class(string feature, string spec, string size, string expected) =>
        StackRules.Rules.Expect(
            "PROM-002",
            Contents.Of(
                Server(
                    "Prometheus",
                    $"{spec}, storage: {{volumeClaimTemplate: {{spec: {{resources: {{requests: {{storage: {size}}}}}}}}}}}"
                ),
                feature
            ),
            expected
        );

    [Theory]
    [InlineData("cloud", "5Gi", Contents.Pass)]
    [InlineData("local", "1Gi", Contents.Pass)]
    [InlineData("cloud", "1Gi", "warning: the class cloud has 5Gi")]
    public void Alertmanager_has_a_size_too(string feature, string size, string expected) =>
        StackRules.Rules.Expect(
            "PROM-002",
            Contents.Of(
                Server("Alertmanager", $"storage: {{volumeClaimTemplate: {{spec: {{resources: {{requests: {{storage: {size}}}}}}}}}}}"),
                feature
            ),
            expected
        );

    [Theory]
    [InlineData("env: [{name: GF_SECURITY_ADMIN_PASSWORD, value: hunter2}]", "error: in plain text at the variable")]
    [InlineData("env: [{name: GF_SECURITY_ADMIN_PASSWORD, value: admin}]", "error: everybody tries first")]
    [InlineData("env: [{name: GF_SECURITY_ADMIN_PASSWORD, value: '$__file{/run/x}'}]", Contents.Pass)]
    [InlineData("env: [{name: GF_SECURITY_ADMIN_PASSWORD__FILE, value: /run/x}]", Contents.Pass)]
    [InlineData("env: [{name: OTHER, value: a}]", "error: nothing sets the administrator's password")]
    [InlineData("envFrom: [{secretRef: {name: x}}]", "note: nobody can tell where")]
    [InlineData("env: [{name: GF_SECURITY_ADMIN_PASSWORD, valueFrom: {secretKeyRef: {name: fetched, key: p}}}]", Contents.Pass)]
    [InlineData("env: [{name: GF_SECURITY_ADMIN_PASSWORD, valueFrom: {secretKeyRef: {name: sealed, key: p}}}]", Contents.Pass)]
    [InlineData(
        "env: [{name: GF_SECURITY_ADMIN_PASSWORD, valueFrom: {secretKeyRef: {name: plain, key: p}}}]",
        "error: Secret monitoring/plain"
    )]
    [InlineData(
        "env: [{name: GF_SECURITY_ADMIN_PASSWORD, valueFrom: {secretKeyRef: {name: fetchd, key: p}}}]",
        "warning: monitoring/fetched?"
    )]
    [InlineData(
        "env: [{name: GF_SECURITY_ADMIN_PASSWORD, valueFrom: {secretKeyRef: {name: by-hand, key: p}}}]",
        "note: nobody can tell whether there is"
    )]
    public void The_administrator_is_in_no_manifest(string container, string expected) =>
        StackRules.Rules.Expect(
            "PROM-003",
            Contents.Of(
                Contents.Object(
                    "apps/v1",
                    "Deployment",
                    "grafana",
                    $"spec: {{template: {{spec: {{containers: [{{name: grafana, image: 'docker.io/grafana/grafana:13.2.0', "
                        + $"{container}}}]}}}}}}"
                )
                    + Contents.Object("external-secrets.io/v1", "ExternalSecret", "x", "spec: {target: {name: fetched}}")
                    + Contents.Object(
                        "bitnami.com/v1alpha1",
                        "SealedSecret",
                        "sealed",
                        "spec: {encryptedData: {p: AgB}, template: {metadata: {name: other}}}"
                    )
                    + Contents.Object("v1", "Secret", "plain", "stringData: {p: hunter2}")
            ),
            expected
        );

    [Fact]
    public void No_finding_has_the_password()
    {
        var contents = Contents.Of(
            Contents.Object("grafana.integreatly.org/v1beta1", "Grafana", "g", "spec: {config: {security: {admin_password: hunter2}}}")
        );
        StackRules.Rules.Expect("PROM-003", contents, "error: spec.config.security.admin_password");
        Assert.DoesNotContain(
            StackRules.Rules.Rules.SelectMany(rule => rule.Judge(contents).All),
            finding => finding.Message.Contains("hunter2", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("{}", "{}", Contents.Pass)]
    [InlineData("{matchLabels: {prometheus: main}}", "{matchLabels: {prometheus: main}}", Contents.Pass)]
    [InlineData("{}", "{matchLabels: {release: kps}}", "warning: ruleSelector still ask for 'release: kps'")]
    [InlineData("{matchLabels: {release: kps}}", "{matchLabels: {release: kps}}", "note: nobody can tell whether it is meant")]
    public void Selectors_are_all_decided(string monitors, string rules, string expected) =>
        StackRules.Rules.Expect(
            "PROM-004",
            Contents.Of(
                Server(
                    "Prometheus",
                    $"serviceMonitorSelector: {monitors}, podMonitorSelector: {monitors}, probeSelector: {monitors}, "
                        + $"scrapeConfigSelector: {monitors}, ruleSelector: {rules}",
                    "labels: {release: kps}"
                )
            ),
            expected
        );

    [Theory]
    [InlineData("monitoring", Contents.Pass)]
    [InlineData("default", "warning: is of the release 'kps'")]
    public void A_release_is_in_one_namespace(string space, string expected) =>
        StackRules.Rules.Expect(
            "PROM-005",
            Contents.Of(
                Server("Prometheus", "replicas: 1", "labels: {release: kps, app.kubernetes.io/part-of: kube-prometheus-stack}")
                    + $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: g, namespace: {space}, labels: "
                    + "{app.kubernetes.io/instance: kps, app.kubernetes.io/name: grafana}}}\n"
                    + "---\n{apiVersion: v1, kind: Service, metadata: {name: dns, namespace: kube-system, labels: "
                    + "{app.kubernetes.io/instance: kps, app.kubernetes.io/part-of: kube-prometheus-stack}}}\n"
            ),
            expected
        );

    [Theory]
    [InlineData("configSecret: fetched", Contents.Pass)]
    [InlineData("configSecret: templated", Contents.Pass)]
    [InlineData("alertmanagerConfiguration: {name: global}", Contents.Pass)]
    [InlineData("configSecret: wrong-key", "error: has no key 'alertmanager.yaml'")]
    [InlineData("configSecret: fetchd", "warning: Did you mean monitoring/fetched?")]
    [InlineData("configSecret: by-hand", "note: nobody can tell whether there is the Secret monitoring/by-hand")]
    [InlineData("replicas: 1", "warning: stands in plain text")]
    public void The_configuration_is_in_a_secret(string spec, string expected) =>
        StackRules.Rules.Expect(
            "PROM-006",
            Contents.Of(
                Server("Alertmanager", spec)
                    + Contents.Object("external-secrets.io/v1", "ExternalSecret", "fetched", "spec: {dataFrom: [{extract: {key: a}}]}")
                    + Contents.Object(
                        "external-secrets.io/v1",
                        "ExternalSecret",
                        "templated",
                        "spec: {target: {template: {data: {alertmanager.yaml: x}}}, data: [{secretKey: a}]}"
                    )
                    + Contents.Object(
                        "external-secrets.io/v1",
                        "ExternalSecret",
                        "wrong-key",
                        "spec: {data: [{secretKey: alertmanager.yml}]}"
                    )
                    // Where nothing is named the operator looks for this one.
                    + Contents.Object("v1", "Secret", "alertmanager-main", "stringData: {alertmanager.yaml: 'route: {}'}")
            ),
            expected
        );

    [Theory]
    [InlineData("type: ClusterIP, selector: {operator.prometheus.io/name: main}", "", Contents.Pass)]
    [InlineData("type: LoadBalancer, selector: {operator.prometheus.io/name: main}", "", "error: is of type LoadBalancer")]
    [InlineData("type: NodePort, selector: {app.kubernetes.io/name: prometheus}", "", "error: is of type NodePort")]
    [InlineData("type: NodePort, selector: {alertmanager: main}", "", "error: Alertmanager monitoring/main")]
    [InlineData("type: NodePort, selector: {app: plain}", "", "error: apps/Deployment monitoring/plain")]
    [InlineData("type: NodePort, selector: {app: web}", "", Contents.Pass)]
    [InlineData("type: NodePort, selector: {operator.prometheus.io/name: closed}", "", Contents.Pass)]
    [InlineData("type: NodePort, selector: {operator.prometheus.io/name: proxied}", "", "note: nobody can tell whether the proxy")]
    [InlineData(
        "type: LoadBalancer, selector: {prometheus: main}",
        "annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: 'true'}",
        "warning: is of type LoadBalancer"
    )]
    public void Nobody_comes_in_by_a_service(string spec, string metadata, string expected) =>
        StackRules.Rules.Expect(
            "PROM-007",
            Contents.Of(Servers + Contents.Object("v1", "Service", "door", $"spec: {{{spec}}}", metadata)),
            expected
        );

    [Theory]
    [InlineData("", "error: lets everybody in")]
    [InlineData("annotations: {nginx.ingress.kubernetes.io/auth-url: 'https://a'}", Contents.Pass)]
    [InlineData("annotations: {alb.ingress.kubernetes.io/auth-type: oidc}", Contents.Pass)]
    [InlineData("annotations: {alb.ingress.kubernetes.io/auth-type: none}", "error: lets everybody in")]
    [InlineData("annotations: {traefik.ingress.kubernetes.io/router.middlewares: a-b@kubernetescrd}", "note: nobody can tell")]
    public void Nobody_comes_in_by_an_ingress(string metadata, string expected) =>
        StackRules.Rules.Expect(
            "PROM-007",
            Contents.Of(
                Servers
                    + Contents.Object("v1", "Service", "inner", "spec: {selector: {prometheus: main}}")
                    + Contents.Object(
                        "networking.k8s.io/v1",
                        "Ingress",
                        "door",
                        "spec: {rules: [{http: {paths: [{backend: {service: {name: inner}}}]}}]}",
                        metadata
                    )
            ),
            expected
        );

    [Fact]
    public void What_a_gateway_asks_for_nobody_can_tell() =>
        StackRules.Rules.Expect(
            "PROM-007",
            Contents.Of(
                Servers
                    + Contents.Object("v1", "Service", "inner", "spec: {selector: {prometheus: main}}")
                    + Contents.Object("gateway.networking.k8s.io/v1", "HTTPRoute", "r", "spec: {rules: [{backendRefs: [{name: inner}]}]}")
            ),
            "note: nobody can tell whether its Gateway"
        );

    private const string Sidecar =
        "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: g, namespace: monitoring}, spec: {template: {spec: {volumes: "
        + "[{name: v, "
        + "configMap: {name: mounted}}], containers: [{name: grafana, image: grafana/grafana:13}, {name: sc, image: "
        + "'kiwigrid/k8s-sidecar:2', env: "
        + "[{name: LABEL, value: grafana_dashboard}, {name: LABEL_VALUE, value: '1'}, {name: NAMESPACE, value: NAMESPACES}]}]}}}}\n";

    [Theory]
    [InlineData("d", "labels: {grafana_dashboard: '1'}", "ALL", Contents.Pass)]
    [InlineData("mounted", "", "ALL", Contents.Pass)]
    [InlineData("d", "", "ALL", "warning: not the label 'grafana_dashboard'")]
    [InlineData("d", "labels: {grafana_dashboard: 1}", "ALL", "error: without quotes")]
    [InlineData("d", "labels: {grafana_dashboard: 'true'}", "ALL", "warning: looks for '1'")]
    [InlineData("d", "labels: {grafana_dashboard: '1'}", "other", "warning: not in a namespace")]
    [InlineData("d", "labels: {grafana_dashboard: '1'}", "'other,monitoring'", Contents.Pass)]
    public void A_dashboard_is_found(string name, string metadata, string spaces, string expected) =>
        StackRules.Rules.Expect(
            "PROM-008",
            Contents.Of(Sidecar.Replace("NAMESPACES", spaces, StringComparison.Ordinal) + Dashboard(name, metadata, "")),
            expected
        );

    [Fact]
    public void Without_a_grafana_nobody_can_tell_how_a_dashboard_is_found() =>
        StackRules.Rules.Expect("PROM-008", Contents.Of(Dashboard("d", "", "")), "note: none is at hand");

    [Theory]
    [InlineData(1_048_400, Contents.Pass)]
    [InlineData(1_048_600, "error: the API takes 1,048,576")]
    public void A_dashboard_is_not_too_large(int size, string expected) =>
        StackRules.Rules.Expect(
            "PROM-008",
            Contents.Of(Dashboard("d", "labels: {grafana_dashboard: '1'}", new string('x', size - Model.Length))),
            expected
        );

    [Theory]
    [InlineData(270_000, "", "", "note: no Application for it is at hand")]
    [InlineData(250_000, "", "", Contents.Pass)]
    [InlineData(270_000, "annotations: {argocd.argoproj.io/sync-options: ServerSideApply=true}", "", Contents.Pass)]
    [InlineData(270_000, "", "[CreateNamespace=true]", "error: argoproj.io/Application monitoring/crds applies it client-side")]
    [InlineData(270_000, "", "[ServerSideApply=true]", Contents.Pass)]
    public void A_large_definition_is_applied_by_the_server(int size, string metadata, string options, string expected)
    {
        var definition = Contents
            .Object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "d", $"spec: {{description: {new string('x', size)}}}", metadata)
            .Replace(", namespace: monitoring", "", StringComparison.Ordinal);
        var application =
            options.Length == 0
                ? ""
                : Contents.Object(
                    "argoproj.io/v1alpha1",
                    "Application",
                    "crds",
                    $"spec: {{source: {{path: apps}}, syncPolicy: {{syncOptions: {options}}}}}"
                );
        // The objects of these tests stand in apps/manifests.yaml.
        StackRules.Rules.Expect("PROM-009", Contents.Of(definition + application), expected);
    }

    [Theory]
    [InlineData("v1", "Endpoints", "", "warning: Endpoints monitoring/e: Argo CD leaves")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice", "", "warning: EndpointSlice monitoring/e")]
    [InlineData("v1", "Service", "", Contents.Pass)]
    [InlineData("v1", "Endpoints", "[{kinds: [Lease]}]", Contents.Pass)]
    [InlineData("v1", "Endpoints", "[{kinds: [Endpoints]}]", "warning: Argo CD leaves")]
    public void Endpoints_are_not_in_git(string version, string kind, string exclusions, string expected) =>
        StackRules.Rules.Expect(
            "PROM-010",
            Contents.Of(
                Contents.Object(version, kind, "e", "subsets: []")
                    + (
                        exclusions.Length == 0
                            ? ""
                            : Contents.Object("v1", "ConfigMap", "argocd-cm", $"data: {{resource.exclusions: '{exclusions}'}}")
                    )
            ),
            expected
        );

    [Theory]
    [InlineData("NodeDown, PodCrashLooping, HighMemory, HighCPU", Contents.Pass)]
    [InlineData("NodeDown, PodCrashLooping, HighMemory", "warning: no rule has the alert HighCPU")]
    [InlineData("NodeDown, KubePodCrashLooping, HighMemory, HighCPU", "note: KubePodCrashLooping tells about the same")]
    public void The_required_alerts_are_there(string alerts, string expected) =>
        StackRules.Rules.Expect("PROM-011", Contents.Of(Server("Prometheus", "replicas: 1") + Alerts(alerts)), expected);

    [Fact]
    public void An_alert_may_be_where_nobody_sees_it() =>
        StackRules.Rules.Expect(
            "PROM-011",
            Contents.Of(Server("Prometheus", "replicas: 1")).WithUnseen(),
            "note: nobody can tell whether a rule has the alert NodeDown"
        );

    [Theory]
    [InlineData("cilium-agent, cilium-operator, hubble", Contents.Pass)]
    [InlineData("cilium-agent, cilium-operator", "warning: no monitor for Hubble")]
    [InlineData("cilium-operator, hubble", "warning: no monitor for the agent")]
    public void Cilium_is_watched(string monitors, string expected) =>
        StackRules.Rules.Expect(
            "PROM-011",
            Contents.Of(
                Server("Prometheus", "replicas: 1")
                    + Alerts("NodeDown, PodCrashLooping, HighMemory, HighCPU")
                    + string.Concat(
                        monitors
                            .Split(", ")
                            .Select(name => Contents.Object("monitoring.coreos.com/v1", "PodMonitor", name, "spec: {selector: {}}"))
                    ),
                "cilium"
            ),
            expected
        );

    [Theory]
    [InlineData("cloud", "{requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}", Contents.Pass)]
    [InlineData("cloud", "{requests: {cpu: 1, memory: 1Gi}}", "warning: spec.resources has no limits.memory")]
    [InlineData("cloud", "{}", "warning: has no requests.cpu, requests.memory, limits.memory")]
    [InlineData("local", "{}", "note: has no requests.cpu")]
    [InlineData("", "{}", "note: has no requests.cpu")]
    public void Every_part_says_what_it_needs(string feature, string resources, string expected)
    {
        StackRules.Rules.Expect("PROM-012", Contents.Of(Server("Prometheus", $"resources: {resources}"), feature), expected);
        var workload = Contents.Object(
            "apps/v1",
            "DaemonSet",
            "n",
            $"spec: {{template: {{spec: {{containers: [{{name: c, resources: {resources}}}]}}}}}}",
            "labels: {app.kubernetes.io/name: prometheus-node-exporter}"
        );
        StackRules.Rules.Expect(
            "PROM-012",
            Contents.Of(workload, feature),
            expected.Replace("spec.resources", "container c: resources", StringComparison.Ordinal)
        );
    }

    private const string Model = """{"title":"d","panels":[],"schemaVersion":39}""";

    private static string Dashboard(string name, string metadata, string more) =>
        Contents.Object("v1", "ConfigMap", name, $"data: {{d.json: '{Model}{more}'}}", metadata);

    private static readonly string Servers =
        Server("Prometheus", "replicas: 1")
        + Server("Alertmanager", "replicas: 1")
        + Contents.Object("monitoring.coreos.com/v1", "Prometheus", "closed", "spec: {listenLocal: true}")
        + Contents.Object("monitoring.coreos.com/v1", "Prometheus", "proxied", "spec: {containers: [{name: oauth2-proxy}]}")
        + Contents.Object(
            "apps/v1",
            "Deployment",
            "plain",
            "spec: {template: {metadata: {labels: {app: plain}}, spec: {containers: [{image: prom/prometheus:v3}]}}}"
        );

    private static string Alerts(string names) =>
        Contents.Object(
            "monitoring.coreos.com/v1",
            "PrometheusRule",
            "r",
            $"spec: {{groups: [{{name: g, rules: "
                + $"[{string.Join(", ", names.Split(", ").Select(name => $"{{alert: {name}, expr: up}}"))}]}}]}}"
        );

    private static string Server(string kind, string spec, string metadata = "") =>
        Contents.Object("monitoring.coreos.com/v1", kind, "main", $"spec: {{{spec}}}", metadata);
}
