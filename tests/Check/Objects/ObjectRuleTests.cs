using GitOpsGen.Check.Objects;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Objects;

/// <summary>OBJ-001 and OBJ-002: what the API server refuses though each field is as its schema wants it.</summary>
public static class ObjectRuleTests
{
    private const string Container = "containers: [{name: web}]";

    [Theory]
    [InlineData("app: web", Container, Contents.Pass)]
    [InlineData("app: web, tier: front", Container, "error: does not select the pods of its own template")]
    [InlineData("app: web", Container + ", restartPolicy: Always", Contents.Pass)]
    [InlineData("app: web", Container + ", restartPolicy: Never", "error: must be Always")]
    [InlineData("app: web", "containers: [{name: web}, {name: web}]", "error: two containers are called web")]
    [InlineData("app: web", "initContainers: [{name: web}], containers: [{name: web}]", "error: two containers are called web")]
    [InlineData("app: web", Container + ", volumes: [{name: a}, {name: a}]", "error: two volumes are called a")]
    [InlineData("app: web", "containers: [{name: web, ports: [{name: http-metrics, containerPort: 80}]}]", Contents.Pass)]
    [InlineData("app: web", "containers: [{name: web, ports: [{name: http-metrics-port, containerPort: 80}]}]", "error: 15 characters")]
    [InlineData("app: web", "containers: [{name: web, ports: [{name: HTTP, containerPort: 80}]}]", "error: lower-case letters")]
    [InlineData(
        "app: web",
        "containers: [{name: web, ports: [{name: a, containerPort: 1}, {name: a, containerPort: 2}]}]",
        "error: called a"
    )]
    [InlineData("app: web", "volumes: [{name: a}], containers: [{name: web, volumeMounts: [{name: a, mountPath: /a}]}]", Contents.Pass)]
    [InlineData("app: web", "containers: [{name: web, volumeMounts: [{name: a, mountPath: /a}]}]", "error: mounts the volume a")]
    [InlineData("app: web", "containers: [{name: web, resources: {requests: {cpu: 1}, limits: {cpu: 1000m}}}]", Contents.Pass)]
    [InlineData("app: web", "containers: [{name: web, resources: {requests: {cpu: 2}, limits: {cpu: 1000m}}}]", "error: requests more cpu")]
    [InlineData("app: web", "containers: [{name: web, readinessProbe: {httpGet: {port: 80}}}]", Contents.Pass)]
    [InlineData("app: web", "containers: [{name: web, readinessProbe: {httpGet: {port: '80'}}}]", "error: Take the quotes off")]
    public static void A_workload_fits_together(string selector, string pods, string expected) =>
        ObjectRules.Rules.Expect(
            "OBJ-001",
            Contents.Of(
                Contents.Object(
                    "apps/v1",
                    "Deployment",
                    "web",
                    $"spec: {{selector: {{matchLabels: {{{selector}}}}}, template: {{metadata: {{labels: {{app: web}}}}, spec: {{{pods}}}}}}}"
                )
            ),
            expected
        );

    [Theory]
    [InlineData("restartPolicy: OnFailure, ", Contents.Pass)]
    [InlineData("", "error: must be Never or OnFailure")]
    [InlineData("restartPolicy: Always, ", "error: must be Never or OnFailure")]
    public static void Pods_of_Jobs_end(string policy, string expected)
    {
        var template = $"{{template: {{spec: {{{policy}{Container}}}}}}}";
        ObjectRules.Rules.Expect("OBJ-001", Contents.Of(Contents.Object("batch/v1", "Job", "j", $"spec: {template}")), expected);
        ObjectRules.Rules.Expect(
            "OBJ-001",
            Contents.Of(Contents.Object("batch/v1", "CronJob", "j", $"spec: {{jobTemplate: {{spec: {template}}}}}")),
            expected
        );
    }

    [Fact]
    public static void Claims_of_a_StatefulSet_are_volumes() =>
        ObjectRules.Rules.Expect(
            "OBJ-001",
            Contents.Of(
                Contents.Object(
                    "apps/v1",
                    "StatefulSet",
                    "db",
                    "spec: {template: {spec: {containers: [{name: db, volumeMounts: [{name: data, mountPath: /d}]}]}}, "
                        + "volumeClaimTemplates: [{metadata: {name: data}}]}"
                )
            ),
            Contents.Pass
        );

    [Theory]
    [InlineData("{port: 80}", Contents.Pass)]
    [InlineData("{port: 80, targetPort: 8080}", Contents.Pass)]
    [InlineData("{port: 80, targetPort: '8080'}", "error: Take the quotes off")]
    [InlineData("{port: 80, targetPort: Http}", "error: lower-case letters")]
    [InlineData("{name: a, port: 53, protocol: UDP}, {name: b, port: 53}", Contents.Pass)]
    [InlineData("{name: a, port: 53}, {name: b, port: 53}", "error: is there twice")]
    [InlineData("{name: a, port: 80}, {port: 81}", "error: each must have a name")]
    [InlineData("{name: a, port: 80}, {name: a, port: 81}", "error: two ports are called a")]
    public static void Ports_of_a_Service_are_told_apart(string ports, string expected) =>
        ObjectRules.Rules.Expect("OBJ-001", Contents.Of(Contents.Object("v1", "Service", "s", $"spec: {{ports: [{ports}]}}")), expected);

    [Theory]
    [InlineData("v1", "ConfigMap", "a.b-c", Contents.Pass)]
    [InlineData("v1", "ConfigMap", "Web", "error: none of DNS")]
    [InlineData("v1", "ConfigMap", "web_1", "error: none of DNS")]
    [InlineData("v1", "ConfigMap", "-web", "error: none of DNS")]
    [InlineData("v1", "Service", "a.b", "error: without dots")]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", "'system:Web'", Contents.Pass)]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", "a/b", "error: '/' or '%'")]
    [InlineData("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration", "Web_1", Contents.Pass)]
    [InlineData("v1", "ConfigMap", "'{{ .Release.Name }}'", "warning: which nobody has filled in")]
    [InlineData("v1", "ConfigMap", "'web-${ENV}'", "warning: its name is 'web-${ENV}'")]
    [InlineData("v1", "ConfigMap", "$(NAME)", "warning: its name is '$(NAME)'")]
    public static void Names_are_those_of_DNS(string version, string kind, string name, string expected) =>
        ObjectRules.Rules.Expect("OBJ-002", Contents.Of(Contents.Object(version, kind, name, "data: {}")), expected);

    [Theory]
    [InlineData("web", Contents.Pass)]
    [InlineData("'${SPACE}'", "warning: its namespace is '${SPACE}'")]
    [InlineData("Web", "error: its namespace is no label of DNS")]
    [InlineData("a.b", "error: its namespace is no label of DNS")]
    [InlineData("'<% space %>'", "error: its namespace is no label of DNS")]
    public static void Namespaces_too(string space, string expected) =>
        ObjectRules.Rules.Expect(
            "OBJ-002",
            Contents.Of($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: c, namespace: {space}}}}}\n"),
            expected
        );

    [Theory]
    [InlineData("app: Web_1.0-x", Contents.Pass)]
    [InlineData("app: ''", Contents.Pass)]
    [InlineData("example.com/app: web", Contents.Pass)]
    [InlineData("app: 'a b'", "error: the value of app has other characters")]
    [InlineData("app: '${APP}'", "warning: the value of app is '${APP}'")]
    [InlineData("app: web-", "error: begins or ends with one of these three")]
    [InlineData("app: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "error: has 81 characters")]
    [InlineData("'a b': web", "error: the key a b is none of a label")]
    public static void Labels_have_their_form(string labels, string expected)
    {
        ObjectRules.Rules.Expect(
            "OBJ-002",
            Contents.Of(Contents.Object("v1", "ConfigMap", "c", "data: {}", $"labels: {{{labels}}}")),
            expected
        );
        ObjectRules.Rules.Expect(
            "OBJ-002",
            Contents.Of(
                Contents.Object("apps/v1", "Deployment", "c", $"spec: {{template: {{metadata: {{labels: {{{labels}}}}}, spec: {{}}}}}}")
            ),
            expected
        );
    }
}
