using GitOpsGen.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Stack;

/// <summary>The same rules over the values of kube-prometheus-stack, whose objects nobody has at hand.</summary>
public sealed class StackChartTests
{
    private const string Claim =
        "volumeClaimTemplate: {spec: {storageClassName: managed-csi, accessModes: [ReadWriteOnce], resources: {requests: {storage: "
        + "50Gi}}}}";

    private const string Stored =
        "{prometheus: {prometheusSpec: {storageSpec: {" + Claim + "}}}, alertmanager: {alertmanagerSpec: {storage: {" + Claim + "}}}}";

    private const string Open =
        "ruleSelectorNilUsesHelmValues: false, serviceMonitorSelectorNilUsesHelmValues: false, podMonitorSelectorNilUsesHelmValues: false, "
        + "probeSelectorNilUsesHelmValues: false";

    private const string Fetched =
        "---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: fetched, namespace: monitoring}}\n";

    private const string Alerts =
        "---\n{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, metadata: {name: r}, spec: {groups: [{rules: [{alert: "
        + "NodeDown}, "
        + "{alert: PodCrashLooping}, {alert: HighMemory}, {alert: HighCPU}]}]}}\n";

    [Theory]
    [InlineData("PROM-001", Stored, Contents.Pass)]
    [InlineData("PROM-001", "{}", "warning: prometheus.prometheusSpec.storageSpec is not there")]
    [InlineData("PROM-001", "{}", "warning: alertmanager.alertmanagerSpec.storage is not there")]
    [InlineData("PROM-001", "{prometheus: {enabled: false}, alertmanager: {enabled: false}}", Contents.Pass)]
    [InlineData("PROM-001", "{thanosRuler: {enabled: true}}", "warning: thanosRuler.thanosRulerSpec.storage is not there")]
    [InlineData(
        "PROM-001",
        "{prometheus: {prometheusSpec: {storageSpec: {" + Claim + ", selector: {}}}}}",
        "warning: nobody reads 'selector'"
    )]
    [InlineData("PROM-002", "{}", "warning: prometheus.prometheusSpec.retention is 10d")]
    [InlineData("PROM-002", "{prometheus: {prometheusSpec: {retention: 15d}}}", Contents.Pass)]
    [InlineData("PROM-002", Stored, "note: alertmanager.alertmanagerSpec.storage")]
    [InlineData("PROM-003", "{grafana: {admin: {existingSecret: fetched}}}", Contents.Pass)]
    [InlineData("PROM-003", "{grafana: {enabled: false}}", Contents.Pass)]
    [InlineData("PROM-003", "{}", "warning: grafana.admin.existingSecret names no Secret")]
    [InlineData("PROM-003", "{grafana: {adminPassword: hunter2}}", "error: in plain text at grafana.adminPassword")]
    [InlineData("PROM-003", "{grafana: {adminPassword: hunter2, admin: {existingSecret: fetched}}}", "error: in plain text")]
    [InlineData("PROM-003", "{grafana: {adminUser: admin, adminPassword: admin}}", "error: everybody tries first")]
    [InlineData("PROM-003", "{grafana: {grafana.ini: {security: {admin_password: x1}}}}", "error: grafana.grafana.ini.security")]
    [InlineData("PROM-003", "{grafana: {env: {GF_SECURITY_ADMIN_PASSWORD: x1}}}", "error: grafana.env.GF_SECURITY_ADMIN_PASSWORD")]
    [InlineData("PROM-003", "{grafana: {admin: {existingSecret: by-hand}}}", "note: nobody can tell whether there is the Secret")]
    [InlineData(
        "PROM-003",
        "{grafana: {namespaceOverride: web, admin: {existingSecret: fetched}}}",
        "warning: Did you mean monitoring/fetched?"
    )]
    [InlineData("PROM-004", "{prometheus: {prometheusSpec: {" + Open + ", scrapeConfigSelectorNilUsesHelmValues: true}}}", Contents.Pass)]
    [InlineData("PROM-004", "{prometheus: {prometheusSpec: {" + Open + ", scrapeConfigSelector: {matchLabels: {a: b}}}}}", Contents.Pass)]
    [InlineData(
        "PROM-004",
        "{prometheus: {prometheusSpec: {" + Open + ", scrapeConfigSelector: {}}}}",
        "warning: (scrapeConfigSelector: {} changes"
    )]
    [InlineData("PROM-004", "{}", "warning: does not decide serviceMonitorSelectorNilUsesHelmValues, podMonitor")]
    [InlineData("PROM-005", "{}", Contents.Pass)]
    [InlineData("PROM-005", "{namespaceOverride: monitoring, grafana: {namespaceOverride: monitoring}}", Contents.Pass)]
    [InlineData("PROM-005", "{grafana: {namespaceOverride: web}}", "warning: grafana.namespaceOverride is 'web'")]
    [InlineData("PROM-005", "{grafana: {enabled: false, namespaceOverride: web}}", Contents.Pass)]
    [InlineData("PROM-005", "{namespaceOverride: obs}", "warning: kube-state-metrics stays in 'monitoring'")]
    [InlineData("PROM-005", "{alertmanager: {namespaceOverride: web}}", "warning: alertmanager.namespaceOverride is 'web'")]
    [InlineData("PROM-006", "{alertmanager: {enabled: false}}", Contents.Pass)]
    [InlineData("PROM-006", "{alertmanager: {alertmanagerSpec: {useExistingSecret: true, configSecret: fetched}}}", Contents.Pass)]
    [InlineData("PROM-006", "{}", "warning: its alerts go to the receiver 'null'")]
    [InlineData("PROM-006", "{alertmanager: {config: {route: {receiver: x}}}}", "warning: stands in the values")]
    [InlineData(
        "PROM-006",
        "{alertmanager: {alertmanagerSpec: {useExistingSecret: true}}}",
        "note: alertmanager-kps-kube-prometheus-stack"
    )]
    [InlineData(
        "PROM-006",
        "{alertmanager: {alertmanagerSpec: {useExistingSecret: true, configSecret: fetchd}}}",
        "warning: monitoring/fetched?"
    )]
    [InlineData("PROM-007", "{}", Contents.Pass)]
    [InlineData("PROM-007", "{prometheus: {service: {type: NodePort}}}", "error: prometheus.service is of type NodePort")]
    [InlineData("PROM-007", "{prometheus: {service: {nodePort: 30090}}}", Contents.Pass)]
    [InlineData("PROM-007", "{alertmanager: {servicePerReplica: {type: LoadBalancer}}}", Contents.Pass)]
    [InlineData(
        "PROM-007",
        "{alertmanager: {servicePerReplica: {enabled: true, type: LoadBalancer}}}",
        "error: alertmanager.servicePerReplica"
    )]
    [InlineData("PROM-007", "{prometheus: {thanosServiceExternal: {enabled: true}}}", "error: prometheus.thanosServiceExternal")]
    [InlineData("PROM-007", "{prometheus: {ingress: {enabled: true}}}", "error: prometheus.ingress lets everybody in")]
    [InlineData("PROM-007", "{prometheus: {ingress: {enabled: true, annotations: {x.io/auth-type: basic}}}}", Contents.Pass)]
    [InlineData("PROM-007", "{alertmanager: {route: {main: {enabled: true}}}}", "note: alertmanager.route.main")]
    [InlineData("PROM-009", "{crds: {enabled: false}}", Contents.Pass)]
    [InlineData("PROM-009", "{}", "note: brings definitions")]
    [InlineData("PROM-010", "{}", Contents.Pass)]
    [InlineData("PROM-010", "{kubeEtcd: {endpoints: [10.0.0.1]}}", "warning: kubeEtcd.endpoints")]
    [InlineData("PROM-010", "{kubeEtcd: {enabled: false, endpoints: [10.0.0.1]}}", Contents.Pass)]
    [InlineData("PROM-012", "{}", "warning: grafana.sidecar.resources has no requests.cpu")]
    [InlineData("PROM-012", "{}", "warning: prometheusOperator.admissionWebhooks.patch.resources")]
    public void Values_are_judged_as_what_the_chart_makes_of_them(string id, string values, string expected) =>
        StackRules.Rules.Expect(id, Contents.OfStack(values, Fetched, "cloud"), expected);

    [Theory]
    [InlineData("{}", "", "note: KubeNodeNotReady tells about the same")]
    [InlineData("{defaultRules: {create: false}}", "", "warning: no rule has the alert NodeDown")]
    [InlineData(
        "{defaultRules: {disabled: {KubeNodeNotReady: true, KubeNodeUnreachable: true}}}",
        "",
        "warning: no rule has the alert NodeDown"
    )]
    [InlineData("{defaultRules: {disabled: {KubeNodeNotReady: true}}}", "", "note: KubeNodeUnreachable tells")]
    [InlineData("{}", Alerts, Contents.Pass)]
    [InlineData("{prometheus: {enabled: false}}", "", Contents.Pass)]
    [InlineData(
        "{additionalPrometheusRulesMap: {a: {groups: [{rules: [{alert: NodeDown}, {alert: PodCrashLooping}, {alert: HighMemory}, "
            + "{alert: HighCPU}]}]}}}",
        "",
        Contents.Pass
    )]
    public void The_alerts_of_the_values_count(string values, string manifests, string expected) =>
        StackRules.Rules.Expect("PROM-011", Contents.OfStack(values, manifests), expected);

    [Theory]
    [InlineData("{adminPassword: hunter2}", "error: in plain text at adminPassword")]
    [InlineData("{admin: {existingSecret: fetched}}", Contents.Pass)]
    public void The_chart_of_grafana_by_itself_is_judged_too(string values, string expected) =>
        StackRules.Rules.Expect("PROM-003", Contents.OfChart("grafana", values, Fetched), expected);

    [Theory]
    [InlineData("{}", "labels: {grafana_dashboard: '1'}", Contents.Pass)]
    [InlineData("{}", "", "warning: not the label 'grafana_dashboard'")]
    [InlineData("{grafana: {sidecar: {dashboards: {label: board, labelValue: x}}}}", "labels: {board: x}", Contents.Pass)]
    [InlineData("{grafana: {sidecar: {dashboards: {label: board}}}}", "labels: {grafana_dashboard: '1'}", "warning: not the label 'board'")]
    [InlineData("{grafana: {sidecar: {dashboards: {searchNamespace: web}}}}", "labels: {grafana_dashboard: '1'}", "warning: (web)")]
    public void Dashboards_bear_the_label_of_the_values(string values, string metadata, string expected) =>
        StackRules.Rules.Expect(
            "PROM-008",
            Contents.OfStack(
                values,
                Contents.Object("v1", "ConfigMap", "d", """data: {d.json: '{"title":"d","panels":[],"templating":{}}'}""", metadata)
            ),
            expected
        );

    [Theory]
    [InlineData("[ServerSideApply=true]", Contents.Pass)]
    [InlineData("[]", "error: argoproj.io/Application monitoring/a applies them client-side")]
    public void The_application_of_the_chart_decides_how_definitions_are_applied(string options, string expected) =>
        StackRules.Rules.Expect(
            "PROM-009",
            Contents.OfStack(
                "{}",
                Contents.Object(
                    "argoproj.io/v1alpha1",
                    "Application",
                    "a",
                    "spec: {sources: [{chart: kube-prometheus-stack, helm: {releaseName: kps}}], "
                        + $"syncPolicy: {{syncOptions: {options}}}}}"
                )
            ),
            expected
        );

    [Fact]
    public void On_a_developers_machine_an_open_door_is_a_warning() =>
        StackRules.Rules.Expect(
            "PROM-007",
            Contents.OfStack("{prometheus: {service: {type: NodePort}}}", "", "local"),
            "warning: prometheus.service is of type NodePort"
        );

    [Theory]
    [InlineData("ServerSideApply=true", Contents.Pass)]
    [InlineData("CreateNamespace=true", "error: the Application of app applies them client-side")]
    public void What_the_fleet_says_of_an_app_decides_it_too(string option, string expected)
    {
        var contents = Contents.OfStack("{}");
        StackRules.Rules.Expect("PROM-009", contents with { Parts = [contents.Parts[0] with { SyncOptions = [option] }] }, expected);
    }
}
