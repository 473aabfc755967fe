using GitOpsGen.Compare;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>The risks that every reviewer of a platform looks for, each with a change that has it and one that is like it.</summary>
public sealed class PlatformRiskTests
{
    private static string Object(string version, string kind, string rest) =>
        $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: it, namespace: demo}}\n{rest}\n";

    private static string Pods(string container, string pod = "") =>
        Object("apps/v1", "Deployment", $"spec: {{template: {{spec: {{containers: [{{name: web{container}}}]{pod}}}}}}}");

    private static string Context(string context) => Pods($", securityContext: {{{context}}}");

    private static string Space(string labels) => $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: demo, labels: {{{labels}}}}}\n";

    private static string Rules(string rules) =>
        Object("monitoring.coreos.com/v1", "PrometheusRule", $"spec: {{groups: [{{name: g, rules: [{rules}]}}]}}");

    private static string Alert(string severity, string expr = "up == 0", string more = "") =>
        $"{{alert: Down, expr: \"{expr}\", labels: {{severity: {severity}{more}}}}}";

    private static string Hook(string webhook) =>
        Object(
            "admissionregistration.k8s.io/v1",
            "ValidatingWebhookConfiguration",
            $"webhooks: [{{name: a.example, rules: [{{resources: [pods]}}], {webhook}}}]"
        );

    private static string Policy(string spec) => Object("networking.k8s.io/v1", "NetworkPolicy", $"spec: {{{spec}}}");

    private static string Project(string spec) => Object("argoproj.io/v1alpha1", "AppProject", $"spec: {{{spec}}}");

    private static string Image(string image) => Pods($", image: \"{image}\"");

    private static string Crd(string served) =>
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.io}\nspec: "
        + $"{{scope: Namespaced, versions: [{{name: v1, served: {served}}}, {{name: v2, served: true}}]}}\n";

    private static string Claim(string size) =>
        Object("v1", "PersistentVolumeClaim", $"spec: {{resources: {{requests: {{storage: {size}}}}}}}");

    private static string Operated(string spec) => Object("monitoring.coreos.com/v1", "Prometheus", $"spec: {{{spec}}}");

    private static string Monitor(string label, string selector) =>
        "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: "
        + $"{{name: it, namespace: demo, labels: {{{label}}}}}\nspec: {{selector: {{matchLabels: {{app: {selector}}}}}}}\n";

    private static string Role(string rule) => Object("rbac.authorization.k8s.io/v1", "Role", $"rules: [{{apiGroups: [\"\"], {rule}}}]");

    // old | new | class | level of the risk | part of its reason
    public static TheoryData<string, string, RiskClass, RiskLevel, string> Fires =>
        new()
        {
            { Context("privileged: false"), Context("privileged: true"), RiskClass.Privileges, RiskLevel.High, "whatever root may" },
            { "", Context("privileged: true"), RiskClass.Privileges, RiskLevel.High, "whatever root may" },
            {
                Pods(""),
                Pods("", ", initContainers: [{name: i, securityContext: {privileged: true}}]"),
                RiskClass.Privileges,
                RiskLevel.High,
                "[i]"
            },
            {
                Pods(""),
                Pods("", ", ephemeralContainers: [{name: e, securityContext: {privileged: true}}]"),
                RiskClass.Privileges,
                RiskLevel.High,
                "[e]"
            },
            { Operated("replicas: 1"), Operated("replicas: 1, hostNetwork: true"), RiskClass.Exposure, RiskLevel.High, "nodes' network" },
            { Pods(""), Pods("", ", hostPID: true"), RiskClass.Privileges, RiskLevel.High, "every process" },
            { Pods(""), Pods("", ", hostIPC: true"), RiskClass.Privileges, RiskLevel.High, "share memory" },
            { "", Pods("", ", hostNetwork: true"), RiskClass.Exposure, RiskLevel.High, "nodes' network" },
            {
                Pods(""),
                Pods("", ", volumes: [{name: v, hostPath: {path: /}}]"),
                RiskClass.Privileges,
                RiskLevel.High,
                "get / of their node"
            },
            {
                Pods(""),
                Pods("", ", volumes: [{name: v, hostPath: {path: /var/log}}]"),
                RiskClass.Privileges,
                RiskLevel.Medium,
                "/var/log"
            },
            { Context(""), Context("capabilities: {add: [SYS_ADMIN]}"), RiskClass.Privileges, RiskLevel.High, "SYS_ADMIN" },
            { Context(""), Context("capabilities: {add: [CHOWN]}"), RiskClass.Privileges, RiskLevel.Medium, "CHOWN" },
            { Context(""), Context("allowPrivilegeEscalation: true"), RiskClass.Privileges, RiskLevel.Medium, "more rights" },
            { Context("allowPrivilegeEscalation: false"), Context(""), RiskClass.Privileges, RiskLevel.Medium, "no longer kept" },
            { Context("runAsUser: 1000"), Context("runAsUser: 0"), RiskClass.Privileges, RiskLevel.Medium, "runs as root" },
            { Context("runAsNonRoot: true"), Context(""), RiskClass.Privileges, RiskLevel.Medium, "no longer kept from running as root" },
            { Context("readOnlyRootFilesystem: true"), Context(""), RiskClass.Privileges, RiskLevel.Medium, "may write" },
            { Context("capabilities: {drop: [ALL]}"), Context(""), RiskClass.Privileges, RiskLevel.Medium, "that it dropped" },
            { Context(""), Context("procMount: Unmasked"), RiskClass.Privileges, RiskLevel.High, "/proc" },
            { Context(""), Context("seccompProfile: {type: Unconfined}"), RiskClass.Privileges, RiskLevel.High, "system call" },
            { Context(""), Context("appArmorProfile: {type: Unconfined}"), RiskClass.Privileges, RiskLevel.High, "kept from" },
            { Context("seccompProfile: {type: RuntimeDefault}"), Context(""), RiskClass.Privileges, RiskLevel.Medium, "no seccomp" },
            {
                Pods(""),
                Pods("", ", securityContext: {sysctls: [{name: kernel.msgmax, value: \"1\"}]}"),
                RiskClass.Privileges,
                RiskLevel.High,
                "kernel.msgmax"
            },
            { Pods(""), Pods(", ports: [{containerPort: 80, hostPort: 80}]"), RiskClass.Privileges, RiskLevel.Medium, "open on the nodes" },
            { Pods(""), Pods("", ", automountServiceAccountToken: true"), RiskClass.Privileges, RiskLevel.Medium, "a token" },
            {
                Space("pod-security.kubernetes.io/enforce: restricted"),
                Space("pod-security.kubernetes.io/enforce: privileged"),
                RiskClass.Privileges,
                RiskLevel.High,
                "restricted became privileged"
            },
            { Space("pod-security.kubernetes.io/enforce: baseline"), Space("a: b"), RiskClass.Privileges, RiskLevel.High, "default" },
            { Claim("10Gi"), Claim("9Gi"), RiskClass.Immutable, RiskLevel.High, "made smaller" },
            {
                Operated("storage: {volumeClaimTemplate: {spec: {resources: {requests: {storage: 1Ti}}}}}"),
                Operated("storage: {volumeClaimTemplate: {spec: {resources: {requests: {storage: 500Gi}}}}}"),
                RiskClass.Immutable,
                RiskLevel.High,
                "made smaller"
            },
            {
                Object("v1", "PersistentVolume", "spec: {persistentVolumeReclaimPolicy: Retain}"),
                Object("v1", "PersistentVolume", "spec: {persistentVolumeReclaimPolicy: Delete}"),
                RiskClass.Storage,
                RiskLevel.High,
                "deleted now"
            },
            { Rules(Alert("critical")), Rules(Alert("warning")), RiskClass.Alerting, RiskLevel.High, "severity critical became warning" },
            { Rules(Alert("warning")), Rules(Alert("warning", "up == 1")), RiskClass.Alerting, RiskLevel.Medium, "what it looks at" },
            { Rules(Alert("warning")), Rules(Alert("warning", more: ", team: a")), RiskClass.Alerting, RiskLevel.Medium, "routed" },
            {
                Rules("{alert: Down, for: 5m}"),
                Rules("{alert: Down, for: 50m}"),
                RiskClass.Alerting,
                RiskLevel.Medium,
                "for 5m became 50m"
            },
            { Rules(Alert("critical")), Rules("{record: a, expr: b}"), RiskClass.Alerting, RiskLevel.High, "alert Down is gone" },
            { Rules(Alert("critical")), "", RiskClass.Alerting, RiskLevel.High, "alert Down is gone" },
            {
                Object("monitoring.coreos.com/v1alpha1", "AlertmanagerConfig", "spec: {route: {receiver: a}}"),
                Object("monitoring.coreos.com/v1alpha1", "AlertmanagerConfig", "spec: {route: {receiver: b}}"),
                RiskClass.Alerting,
                RiskLevel.Medium,
                "who is told"
            },
            { Monitor("release: a", "x"), Monitor("release: b", "x"), RiskClass.Alerting, RiskLevel.Medium, "what is scraped" },
            { Monitor("release: a", "x"), Monitor("release: a", "y"), RiskClass.Alerting, RiskLevel.Medium, "what is scraped" },
            { Monitor("release: a", "x"), "", RiskClass.Alerting, RiskLevel.Medium, "no longer scraped" },
            { Operated("serviceMonitorSelector: {}"), Operated("replicas: 1"), RiskClass.Alerting, RiskLevel.High, "nothing is selected" },
            { Hook("failurePolicy: Ignore"), Hook("failurePolicy: Fail"), RiskClass.Admission, RiskLevel.High, "refuses pods" },
            { "", Hook("sideEffects: None"), RiskClass.Admission, RiskLevel.High, "refuses pods" },
            { Hook("timeoutSeconds: 5"), Hook("timeoutSeconds: 30"), RiskClass.Admission, RiskLevel.Medium, "may wait" },
            {
                Hook("namespaceSelector: {matchLabels: {a: b}}"),
                Hook("namespaceSelector: {}"),
                RiskClass.Admission,
                RiskLevel.High,
                "which objects"
            },
            { "", Policy("podSelector: {}, policyTypes: [Ingress]"), RiskClass.Exposure, RiskLevel.High, "closes all" },
            {
                Policy("podSelector: {}, ingress: [{from: [{podSelector: {}}]}]"),
                Policy("podSelector: {}, ingress: [{}]"),
                RiskClass.Exposure,
                RiskLevel.High,
                "opens to everybody"
            },
            { Policy("podSelector: {}, policyTypes: [Ingress]"), "", RiskClass.Exposure, RiskLevel.High, "everybody may call" },
            {
                Object("security.istio.io/v1", "PeerAuthentication", "spec: {mtls: {mode: STRICT}}"),
                Object("security.istio.io/v1", "PeerAuthentication", "spec: {mtls: {mode: PERMISSIVE}}"),
                RiskClass.Exposure,
                RiskLevel.High,
                "without a certificate"
            },
            { "", Object("v1", "Secret", "data: {a: eA==}"), RiskClass.Credentials, RiskLevel.High, "in git" },
            {
                "",
                Object("v1", "ConfigMap", "data: {db.password: hunter2hunter2}"),
                RiskClass.Credentials,
                RiskLevel.High,
                "data.db.password"
            },
            {
                Pods(""),
                Pods(", env: [{name: DB_PASSWORD, value: hunter2}]"),
                RiskClass.Credentials,
                RiskLevel.High,
                "[DB_PASSWORD].value"
            },
            { Pods(""), Pods(", args: [--api-token=abcdef123456]"), RiskClass.Credentials, RiskLevel.High, "args" },
            { Image("r.example/a:1.9.0"), Image("r.example/a:2.0.0"), RiskClass.Image, RiskLevel.Medium, "a major version" },
            { Image("r.example/a:1.9.0"), Image("r.example/a:latest"), RiskClass.Image, RiskLevel.Medium, "whatever the registry has" },
            { "", Image("r.example/a"), RiskClass.Image, RiskLevel.Medium, "whatever the registry has" },
            { Image("r.example/a:1@sha256:ab"), Image("r.example/a:1"), RiskClass.Image, RiskLevel.Medium, "its digest is lost" },
            { Project("sourceRepos: [a]"), Project("sourceRepos: [a, \"*\"]"), RiskClass.Sync, RiskLevel.High, "permits more: *" },
            { Project("sourceRepos: [a]"), Project("sourceRepos: [a, b]"), RiskClass.Sync, RiskLevel.Medium, "permits more: b" },
            {
                Pods(", resources: {limits: {memory: 1Gi}}"),
                Pods(""),
                RiskClass.Availability,
                RiskLevel.Medium,
                "resources.limits.memory is no longer said"
            },
            {
                Pods(", resources: {limits: {memory: 1Gi}}"),
                Pods(", resources: {limits: {memory: 512Mi}}"),
                RiskClass.Availability,
                RiskLevel.Medium,
                "it is killed"
            },
            {
                "",
                Pods(", resources: {limits: {cpu: 500m}, requests: {cpu: 1}}"),
                RiskClass.Availability,
                RiskLevel.High,
                "below its request"
            },
            { Pods(", livenessProbe: {periodSeconds: 1}"), Pods(""), RiskClass.Availability, RiskLevel.Medium, "livenessProbe is gone" },
            {
                "",
                Object("policy/v1", "PodDisruptionBudget", "spec: {maxUnavailable: 0}"),
                RiskClass.Availability,
                RiskLevel.High,
                "drained"
            },
            { Crd("true"), Crd("false"), RiskClass.CrdNarrowed, RiskLevel.High, "no longer served" },
            { "", Role("resources: [roles], verbs: [escalate]"), RiskClass.RbacWidened, RiskLevel.High, "escalate roles" },
            { "", Role("resources: [pods/exec], verbs: [create]"), RiskClass.RbacWidened, RiskLevel.High, "pods/exec" },
            {
                "",
                Object(
                    "rbac.authorization.k8s.io/v1",
                    "RoleBinding",
                    "roleRef: {kind: ClusterRole, name: admin}\nsubjects: [{kind: User, name: a}]"
                ),
                RiskClass.RbacWidened,
                RiskLevel.High,
                "ClusterRole admin"
            },
            {
                Object("v1", "Service", "spec: {selector: {app: a}}"),
                Object("v1", "Service", "spec: {selector: {app: b}}"),
                RiskClass.Exposure,
                RiskLevel.Medium,
                "other pods"
            },
        };

    // old | new | what must not be among the classes
    public static TheoryData<string, string, RiskClass> NearMisses =>
        new()
        {
            { Context("privileged: true"), Context("privileged: true, runAsUser: 1"), RiskClass.Privileges },
            { Context("privileged: true"), Context("privileged: false"), RiskClass.Privileges },
            { Context("runAsNonRoot: true"), Pods("", ", securityContext: {runAsNonRoot: true}"), RiskClass.Privileges },
            { Context("capabilities: {add: [SYS_ADMIN]}"), Context("capabilities: {drop: [ALL]}"), RiskClass.Privileges },
            { Pods(""), Pods("", ", volumes: [{name: v, emptyDir: {}}]"), RiskClass.Privileges },
            { Pods(""), Pods("", ", securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: \"1\"}]}"), RiskClass.Privileges },
            { "", Object("v1", "ConfigMap", "data: {privileged: \"true\"}"), RiskClass.Privileges },
            {
                Space("pod-security.kubernetes.io/enforce: privileged"),
                Space("pod-security.kubernetes.io/enforce: baseline"),
                RiskClass.Privileges
            },
            { Claim("9Gi"), Claim("10Gi"), RiskClass.Immutable },
            { Claim("1Gi"), Claim("1024Mi"), RiskClass.Immutable },
            {
                Object("v1", "PersistentVolume", "spec: {persistentVolumeReclaimPolicy: Delete}"),
                Object("v1", "PersistentVolume", "spec: {persistentVolumeReclaimPolicy: Retain}"),
                RiskClass.Deletes
            },
            { Rules(Alert("warning")), Rules($"{Alert("warning")}, {Alert("critical", "x")}"), RiskClass.Alerting },
            { Rules("{alert: Down, annotations: {summary: a}}"), Rules("{alert: Down, annotations: {summary: b}}"), RiskClass.Alerting },
            { Monitor("helm.sh/chart: a-1", "x"), Monitor("helm.sh/chart: a-2", "x"), RiskClass.Alerting },
            { Operated("serviceMonitorSelector: {}"), Operated("serviceMonitorSelector: {}, replicas: 2"), RiskClass.Alerting },
            { Hook("failurePolicy: Fail"), Hook("failurePolicy: Fail, clientConfig: {caBundle: eA==}"), RiskClass.Admission },
            { Policy("podSelector: {}, ingress: [{}]"), Policy("podSelector: {}, ingress: [{}]") + "\nstatus: {}\n", RiskClass.Exposure },
            { "", Object("v1", "Secret", "type: kubernetes.io/service-account-token"), RiskClass.Credentials },
            { Pods(""), Pods(", env: [{name: DB_PASSWORD_FILE, value: /run/password}]"), RiskClass.Credentials },
            { Pods(""), Pods(", env: [{name: DB_PASSWORD, value: $(PASSWORD)}]"), RiskClass.Credentials },
            {
                Pods(""),
                Pods(", env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: database, key: password}}}]"),
                RiskClass.Credentials
            },
            { Pods(""), Pods("", ", automountServiceAccountToken: false"), RiskClass.Credentials },
            { Pods(""), Pods(", args: [--token-ttl=3600s, --secret-name=database]"), RiskClass.Credentials },
            { Image("r.example/a:1.9.0@sha256:ab"), Pods(", image: \"r.example/a:1.9.0@sha256:ab\", tty: true"), RiskClass.Image },
            { Project("sourceRepos: [a, b]"), Project("sourceRepos: [a]"), RiskClass.RbacWidened },
            { Pods(""), Pods(", resources: {limits: {cpu: 1}, requests: {cpu: 500m}}"), RiskClass.Availability },
            { Pods(""), Pods(", livenessProbe: {periodSeconds: 1}"), RiskClass.Availability },
            { "", Object("policy/v1", "PodDisruptionBudget", "spec: {maxUnavailable: 1}"), RiskClass.Availability },
            { Crd("false"), Crd("true"), RiskClass.CrdNarrowed },
        };

    [Theory]
    [MemberData(nameof(Fires))]
    public void A_risk_is_told_with_its_reason(string old, string @new, RiskClass kind, RiskLevel level, string reason)
    {
        var risks = Assert.Single(Differences.Of(old, @new)).Risks;
        Assert.True(
            risks.Any(risk => risk.Class == kind && risk.Level == level && risk.Reason.Contains(reason, StringComparison.Ordinal)),
            string.Join('\n', risks)
        );
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void What_is_like_it_is_none(string old, string @new, RiskClass kind)
    {
        var risks = Differences.Of(old, @new).SelectMany(group => group.Risks).ToList();
        Assert.True(risks.TrueForAll(risk => risk.Class != kind), string.Join('\n', risks));
    }

    [Fact]
    public void A_reason_never_quotes_a_credential()
    {
        var groups = Differences.Of(
            "",
            Pods(", env: [{name: TOKEN, value: planted123}], args: [--password=planted123]")
                + "---\n"
                + Object("v1", "ConfigMap", "data: {token: planted123}")
                + "---\n"
                + Object("v1", "Secret", "stringData: {a: planted123}")
        );
        Assert.Equal(3, groups.Length);
        Assert.DoesNotContain(groups.SelectMany(group => group.Risks), risk => risk.Reason.Contains("planted", StringComparison.Ordinal));
    }
}
