using GitOpsGen.Compare;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Each class of risk with a change that has it, and a near miss.</summary>
public sealed class RiskTests
{
    private static string Deployment(string spec) =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, namespace: demo}}\nspec: {{{spec}}}\n";

    private static string Object(string version, string kind, string rest) =>
        $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: it, namespace: demo}}\n{rest}\n";

    private static string Role(string rules) => Object("rbac.authorization.k8s.io/v1", "Role", $"rules: [{rules}]");

    private static string Crd(string version, string schema) =>
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.io}\nspec: "
        + $"{{scope: Namespaced, versions: [{{name: {version}, served: true, schema: {{openAPIV3Schema: {{type: object, "
        + $"properties: {{spec: {{type: object, {schema}}}}}}}}}}}]}}\n";

    private static string Application(string spec) =>
        $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: web-dev, namespace: argocd}}\nspec: {{{spec}}}\n";

    private static string Set(string spec) =>
        Application(spec).Replace("kind: Application", "kind: ApplicationSet", StringComparison.Ordinal);

    private const string Rule = "{apiGroups: [\"\"], resources: [pods], verbs: [get]}";

    // name | old | new | class, or what it must not be with '!' | level of the group
    public static TheoryData<string, string, string, string, RiskLevel> Cases =>
        new()
        {
            { "a namespace goes", "apiVersion: v1\nkind: Namespace\nmetadata: {name: demo}\n", "", "DeletesData", RiskLevel.High },
            { "a definition goes", Crd("v1", "nullable: false"), "", "DeletesData", RiskLevel.High },
            { "a claim goes", Object("v1", "PersistentVolumeClaim", "spec: {}"), "", "DeletesData", RiskLevel.High },
            { "a secret goes", Object("v1", "Secret", "data: {a: eA==}"), "", "DeletesData", RiskLevel.High },
            { "a workload goes", Deployment("replicas: 1"), "", "Deletes", RiskLevel.High },
            { "a config map goes", Object("v1", "ConfigMap", "data: {a: b}"), "", "Deletes", RiskLevel.Medium },
            {
                "what is kept goes from git only",
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: demo, annotations: {argocd.argoproj.io/sync-options: Prune=false}}\n",
                "",
                "!DeletesData",
                RiskLevel.Low
            },
            { "a secret comes", "", Object("v1", "Secret", "type: Opaque"), "!DeletesData", RiskLevel.Low },
            {
                "a selector",
                Deployment("selector: {matchLabels: {app: a}}"),
                Deployment("selector: {matchLabels: {app: b}}"),
                "Immutable",
                RiskLevel.High
            },
            {
                "a label of the pods",
                Deployment("template: {metadata: {labels: {app: a}}}"),
                Deployment("template: {metadata: {labels: {app: b}}}"),
                "!Immutable",
                RiskLevel.Low
            },
            {
                "a claim template",
                Object("apps/v1", "StatefulSet", "spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {storageClassName: a}}]}"),
                Object("apps/v1", "StatefulSet", "spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {storageClassName: b}}]}"),
                "Immutable",
                RiskLevel.High
            },
            {
                "the template of a stateful set",
                Object("apps/v1", "StatefulSet", "spec: {template: {spec: {hostname: a}}}"),
                Object("apps/v1", "StatefulSet", "spec: {template: {spec: {hostname: b}}}"),
                "!Immutable",
                RiskLevel.Low
            },
            {
                "a cluster address",
                Object("v1", "Service", "spec: {clusterIP: None}"),
                Object("v1", "Service", "spec: {}"),
                "Immutable",
                RiskLevel.High
            },
            {
                "an address that an external name loses",
                Object("v1", "Service", "spec: {clusterIP: None}"),
                Object("v1", "Service", "spec: {type: ExternalName, externalName: x.example}"),
                "!Immutable",
                RiskLevel.Medium
            },
            {
                "a role reference",
                Object("rbac.authorization.k8s.io/v1", "RoleBinding", "roleRef: {kind: Role, name: a}"),
                Object("rbac.authorization.k8s.io/v1", "RoleBinding", "roleRef: {kind: Role, name: b}"),
                "Immutable",
                RiskLevel.High
            },
            {
                "a job's template",
                Object("batch/v1", "Job", "spec: {template: {spec: {hostname: a}}}"),
                Object("batch/v1", "Job", "spec: {template: {spec: {hostname: b}}}"),
                "Immutable",
                RiskLevel.High
            },
            { "a hook's template", Hook("a"), Hook("b"), "!Immutable", RiskLevel.Low },
            {
                "a claim's class",
                Object("v1", "PersistentVolumeClaim", "spec: {storageClassName: a}"),
                Object("v1", "PersistentVolumeClaim", "spec: {storageClassName: b}"),
                "Immutable",
                RiskLevel.High
            },
            {
                "a claim's size",
                Object("v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}"),
                Object("v1", "PersistentVolumeClaim", "spec: {resources: {requests: {storage: 2Gi}}}"),
                "!Immutable",
                RiskLevel.Medium
            },
            { "a version goes", Crd("v1beta1", "nullable: false"), Crd("v1", "nullable: false"), "CrdNarrowed", RiskLevel.High },
            {
                "a property goes",
                Crd("v1", "properties: {a: {type: string}, b: {type: string}}"),
                Crd("v1", "properties: {a: {type: string}}"),
                "CrdNarrowed",
                RiskLevel.High
            },
            {
                "a property comes",
                Crd("v1", "properties: {a: {type: string}}"),
                Crd("v1", "properties: {a: {type: string}, b: {type: string}}"),
                "!CrdNarrowed",
                RiskLevel.Low
            },
            {
                "a key becomes required",
                Crd("v1", "properties: {a: {type: string}}"),
                Crd("v1", "properties: {a: {type: string}}, required: [a]"),
                "CrdNarrowed",
                RiskLevel.High
            },
            { "a key is no longer required", Crd("v1", "required: [a]"), Crd("v1", "nullable: false"), "!CrdNarrowed", RiskLevel.Low },
            {
                "a type changes",
                Crd("v1", "properties: {a: {type: string}}"),
                Crd("v1", "properties: {a: {type: integer}}"),
                "CrdNarrowed",
                RiskLevel.High
            },
            {
                "a type widens",
                Crd("v1", "properties: {a: {type: integer}}"),
                Crd("v1", "properties: {a: {type: number}}"),
                "!CrdNarrowed",
                RiskLevel.Low
            },
            {
                "a word goes",
                Crd("v1", "properties: {a: {enum: [x, y]}}"),
                Crd("v1", "properties: {a: {enum: [x]}}"),
                "CrdNarrowed",
                RiskLevel.High
            },
            {
                "a word comes",
                Crd("v1", "properties: {a: {enum: [x]}}"),
                Crd("v1", "properties: {a: {enum: [x, y]}}"),
                "!CrdNarrowed",
                RiskLevel.Low
            },
            {
                "a pattern comes",
                Crd("v1", "properties: {a: {type: string}}"),
                Crd("v1", "properties: {a: {type: string, pattern: x}}"),
                "CrdNarrowed",
                RiskLevel.High
            },
            {
                "a maximum falls",
                Crd("v1", "properties: {a: {maximum: 9}}"),
                Crd("v1", "properties: {a: {maximum: 8}}"),
                "CrdNarrowed",
                RiskLevel.High
            },
            {
                "a maximum rises",
                Crd("v1", "properties: {a: {maximum: 8}}"),
                Crd("v1", "properties: {a: {maximum: 9}}"),
                "!CrdNarrowed",
                RiskLevel.Low
            },
            { "a description", Crd("v1", "description: a"), Crd("v1", "description: b"), "!CrdNarrowed", RiskLevel.Low },
            {
                "a verb comes",
                Role(Rule),
                Role("{apiGroups: [\"\"], resources: [pods], verbs: [get, delete]}"),
                "RbacWidened",
                RiskLevel.High
            },
            {
                "a verb goes",
                Role("{apiGroups: [\"\"], resources: [pods], verbs: [get, delete]}"),
                Role(Rule),
                "!RbacWidened",
                RiskLevel.Low
            },
            {
                "a rule is cut in two",
                Role("{apiGroups: [\"\"], resources: [pods], verbs: [get, list]}"),
                Role($"{Rule}, {{apiGroups: [\"\"], resources: [pods], verbs: [list]}}"),
                "!RbacWidened",
                RiskLevel.Low
            },
            {
                "what a wildcard had already",
                Role("{apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"]}"),
                Role(Rule),
                "!RbacWidened",
                RiskLevel.Low
            },
            {
                "names are no longer said",
                Role("{apiGroups: [\"\"], resources: [pods], resourceNames: [a], verbs: [get]}"),
                Role(Rule),
                "RbacWidened",
                RiskLevel.High
            },
            { "a new small role", "", Role(Rule), "RbacWidened", RiskLevel.Medium },
            {
                "a subject comes",
                Binding("{kind: User, name: a}"),
                Binding("{kind: User, name: a}, {kind: User, name: b}"),
                "RbacWidened",
                RiskLevel.High
            },
            {
                "a subject goes",
                Binding("{kind: User, name: a}, {kind: User, name: b}"),
                Binding("{kind: User, name: a}"),
                "!RbacWidened",
                RiskLevel.Low
            },
            { "replicas down", Deployment("replicas: 3"), Deployment("replicas: 2"), "ScaleDown", RiskLevel.Medium },
            { "replicas to nothing", Deployment("replicas: 3"), Deployment("replicas: 0"), "ScaleDown", RiskLevel.High },
            { "replicas up", Deployment("replicas: 2"), Deployment("replicas: 10"), "!ScaleDown", RiskLevel.Low },
            { "replicas no longer said", Deployment("replicas: 2"), Deployment("paused: false"), "ScaleDown", RiskLevel.Medium },
            {
                "an autoscaler's bound down",
                Object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {maxReplicas: 8}"),
                Object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {maxReplicas: 6}"),
                "ScaleDown",
                RiskLevel.Medium
            },
            {
                "an autoscaler's bound up",
                Object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {maxReplicas: 6}"),
                Object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {maxReplicas: 8}"),
                "!ScaleDown",
                RiskLevel.Low
            },
            { "an image", Pods("{name: web, image: web:1}"), Pods("{name: web, image: web:2}"), "Image", RiskLevel.Medium },
            {
                "a container comes",
                Pods("{name: web, image: web:1}"),
                Pods("{name: web, image: web:1}, {name: side, image: side:1}"),
                "Image",
                RiskLevel.Medium
            },
            {
                "how an image is pulled",
                Pods("{name: web, imagePullPolicy: Always}"),
                Pods("{name: web, imagePullPolicy: IfNotPresent}"),
                "!Image",
                RiskLevel.Low
            },
            { "a volume of a claim", Volume("emptyDir: {}"), Volume("persistentVolumeClaim: {claimName: x}"), "Storage", RiskLevel.Medium },
            { "a volume of a config map", Volume("configMap: {name: a}"), Volume("configMap: {name: b}"), "!Storage", RiskLevel.Low },
            {
                "how long is kept",
                Object("monitoring.coreos.com/v1", "Prometheus", "spec: {retention: 30d}"),
                Object("monitoring.coreos.com/v1", "Prometheus", "spec: {retention: 10d}"),
                "Storage",
                RiskLevel.Medium
            },
            {
                "pruning on",
                Application("syncPolicy: {automated: {prune: false}}"),
                Application("syncPolicy: {automated: {prune: true}}"),
                "Sync",
                RiskLevel.High
            },
            {
                "pruning on with all of it",
                Application("project: a"),
                Application("project: a, syncPolicy: {automated: {prune: true}}"),
                "Sync",
                RiskLevel.High
            },
            {
                "pruning off",
                Application("syncPolicy: {automated: {prune: true}}"),
                Application("syncPolicy: {automated: {prune: false}}"),
                "Sync",
                RiskLevel.Medium
            },
            {
                "what a set leaves behind is not kept any more",
                Set("syncPolicy: {preserveResourcesOnDeletion: true}"),
                Set("syncPolicy: {preserveResourcesOnDeletion: false}"),
                "Sync",
                RiskLevel.High
            },
            {
                "the word that keeps it goes",
                Set("syncPolicy: {preserveResourcesOnDeletion: true, applicationsSync: create-update}"),
                Set("syncPolicy: {applicationsSync: create-update}"),
                "Sync",
                RiskLevel.High
            },
            {
                "the section that keeps it goes",
                Set("syncPolicy: {preserveResourcesOnDeletion: true}, goTemplate: true"),
                Set("goTemplate: true"),
                "Sync",
                RiskLevel.High
            },
            {
                "what a set leaves behind is kept now",
                Set("syncPolicy: {preserveResourcesOnDeletion: false}"),
                Set("syncPolicy: {preserveResourcesOnDeletion: true}"),
                "Sync",
                RiskLevel.Medium
            },
            { "another place", Application("destination: {server: a}"), Application("destination: {server: b}"), "Sync", RiskLevel.High },
            {
                "another branch",
                Application("source: {repoURL: a, targetRevision: main}"),
                Application("source: {repoURL: a, targetRevision: next}"),
                "Sync",
                RiskLevel.Medium
            },
            {
                "how many revisions are kept",
                Application("revisionHistoryLimit: 5"),
                Application("revisionHistoryLimit: 6"),
                "!Sync",
                RiskLevel.Low
            },
            {
                "a chart's version",
                Application("source: {repoURL: a, chart: c, targetRevision: 1.0.0}"),
                Application("source: {repoURL: a, chart: c, targetRevision: 1.1.0}"),
                "Chart",
                RiskLevel.Medium
            },
            {
                "a tag of git is no chart",
                Application("source: {repoURL: a, targetRevision: 1.0.0}"),
                Application("source: {repoURL: a, targetRevision: 1.1.0}"),
                "!Chart",
                RiskLevel.Medium
            },
            {
                "a service opens",
                Object("v1", "Service", "spec: {type: ClusterIP}"),
                Object("v1", "Service", "spec: {type: LoadBalancer}"),
                "Exposure",
                RiskLevel.High
            },
            {
                "a service says its type",
                Object("v1", "Service", "spec: {}"),
                Object("v1", "Service", "spec: {type: ClusterIP}"),
                "!Exposure",
                RiskLevel.Low
            },
            {
                "a port of a service",
                Object("v1", "Service", "spec: {ports: [{port: 80}]}"),
                Object("v1", "Service", "spec: {ports: [{port: 81}]}"),
                "!Exposure",
                RiskLevel.Low
            },
            { "an ingress comes", "", Object("networking.k8s.io/v1", "Ingress", "spec: {}"), "Exposure", RiskLevel.High },
            {
                "a host",
                Object("networking.k8s.io/v1", "Ingress", "spec: {rules: [{host: a.example}]}"),
                Object("networking.k8s.io/v1", "Ingress", "spec: {rules: [{host: b.example}]}"),
                "Exposure",
                RiskLevel.Medium
            },
            {
                "an ingress gets a label",
                Object("networking.k8s.io/v1", "Ingress", "spec: {}"),
                Object("networking.k8s.io/v1", "Ingress", "spec: {}\nstatus: {}"),
                "!Exposure",
                RiskLevel.Low
            },
            {
                "the nodes' network",
                Pods("{name: web}"),
                Object("apps/v1", "Deployment", "spec: {template: {spec: {containers: [{name: web}], hostNetwork: true}}}"),
                "Exposure",
                RiskLevel.High
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_risk_is_seen_and_its_near_miss_is_not(string name, string old, string @new, string expected, RiskLevel level)
    {
        var group = Assert.Single(Differences.Of(old, @new));
        var found = group.Risks.Select(risk => risk.Class.ToString()).ToList();
        if (expected.StartsWith('!'))
            Assert.True(!found.Contains(expected[1..], StringComparer.Ordinal), $"{name}: {string.Join(", ", group.Risks)}");
        else
            Assert.True(found.Contains(expected, StringComparer.Ordinal), $"{name}: {string.Join(", ", group.Risks)}");
        Assert.True(group.Level == level, $"{name}: {string.Join(", ", group.Risks)}");
        Assert.All(group.Risks, risk => Assert.NotEqual("", risk.Reason));
    }

    [Fact]
    public void Every_class_has_a_case()
    {
        var named = Cases.Select(row => row.Data.Item4.TrimStart('!')).ToHashSet(StringComparer.Ordinal);
        // Moves, renames, what cannot be read and what is none of a cluster have tests of their own.
        Assert.Equal(
            [
                nameof(RiskClass.Unreadable),
                nameof(RiskClass.CloudRights),
                nameof(RiskClass.NamespaceMove),
                nameof(RiskClass.Rename),
                nameof(RiskClass.Other),
            ],
            Enum.GetNames<RiskClass>()
                .Where(name => !named.Contains(name))
                .Except(PlatformRiskTests.Fires.Select(row => $"{row.Data.Item3}"), StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_gravest_comes_first()
    {
        var groups = Differences.Of(
            Deployment("replicas: 3")
                + "---\n"
                + Object("v1", "Secret", "data: {a: b}")
                + "---\n"
                + Object("v1", "Service", "spec: {type: ClusterIP}"),
            Deployment("replicas: 2")
                + "---\n"
                + Object("v1", "Service", "spec: {type: NodePort}")
                + "---\n"
                + Object("v1", "ConfigMap", "data: {}")
        );
        Assert.Equal(
            [RiskClass.DeletesData, RiskClass.Exposure, RiskClass.ScaleDown, RiskClass.Other],
            groups.Select(group => group.Risks[0].Class)
        );
    }

    private static string Binding(string subjects) =>
        Object("rbac.authorization.k8s.io/v1", "RoleBinding", $"roleRef: {{kind: Role, name: a}}\nsubjects: [{subjects}]");

    private static string Pods(string containers) =>
        Object("apps/v1", "Deployment", $"spec: {{template: {{spec: {{containers: [{containers}]}}}}}}");

    private static string Volume(string source) =>
        Object("apps/v1", "Deployment", $"spec: {{template: {{spec: {{volumes: [{{name: data, {source}}}]}}}}}}");

    private static string Hook(string host) =>
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: it, annotations: {argocd.argoproj.io/hook: Sync}}\nspec: "
        + $"{{template: {{spec: {{hostname: {host}}}}}}}\n";
}
