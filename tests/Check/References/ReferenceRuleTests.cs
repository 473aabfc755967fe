using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using Xunit;
using static GitOpsGen.Tests.Check.References.SmallCluster;

namespace GitOpsGen.Tests.Check.References;

/// <summary>Each rule of references: what breaks it, what nearly does, and what nobody can tell.</summary>
public sealed class ReferenceRuleTests
{
    private const string Volume = "containers: [{name: web}], volumes: [{name: v, configMap: {name: web-config}}]";
    private const string SecretEnv = "containers: [{name: web, env: [{name: P, valueFrom: {secretKeyRef: {name: db, key: password}}}]}]";

    [Theory]
    [InlineData("pagerdutyConfigs: [{routingKey: {name: pd, key: k}}]", "REF-001", RuleOutcome.Pass)]
    [InlineData("pagerdutyConfigs: [{routingKey: {name: pdd, key: k}}]", "REF-001", RuleOutcome.Fail)]
    [InlineData("pagerdutyConfigs: [{routingKey: {name: pd, key: k}}]", "REF-002", RuleOutcome.Pass)]
    [InlineData("pagerdutyConfigs: [{routingKey: {name: pd, key: kk}}]", "REF-002", RuleOutcome.Fail)]
    [InlineData("slackConfigs: [{apiURL: {name: none, key: k, optional: true}}]", "REF-001", RuleOutcome.Pass)]
    [InlineData("webhookConfigs: [{httpConfig: {tlsConfig: {ca: {configMap: {name: none, key: k}}}}}]", "REF-001", RuleOutcome.Fail)]
    [InlineData("pagerdutyConfigs: [{details: [{key: a, value: b}]}]", "REF-001", RuleOutcome.Pass)]
    public void An_AlertmanagerConfig_reads_what_is_there(string receiver, string rule, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                rule,
                Object(
                    "monitoring.coreos.com/v1alpha1",
                    "AlertmanagerConfig",
                    "a",
                    $"spec: {{route: {{receiver: a}}, receivers: [{{name: a, {receiver}}}]}}"
                ) + Object("v1", "Secret", "pd", "data: {k: eA==}")
            )
        );

    [Theory]
    [InlineData(Volume)]
    [InlineData("containers: [{name: web}], volumes: [{name: v, secret: {secretName: web-config}}]")]
    [InlineData("containers: [{name: web}], volumes: [{name: v, projected: {sources: [{configMap: {name: web-config}}]}}]")]
    [InlineData("containers: [{name: web}], volumes: [{name: v, projected: {sources: [{secret: {name: web-config}}]}}]")]
    [InlineData("containers: [{name: web}], volumes: [{name: v, azureFile: {secretName: web-config, shareName: s}}]")]
    [InlineData(
        "containers: [{name: web}], volumes: [{name: v, csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: "
            + "c}}}]"
    )]
    [InlineData("containers: [{name: web, envFrom: [{configMapRef: {name: web-config}}]}]")]
    [InlineData("containers: [{name: web, envFrom: [{secretRef: {name: web-config}}]}]")]
    [InlineData("containers: [{name: web, env: [{name: P, valueFrom: {configMapKeyRef: {name: web-config, key: k}}}]}]")]
    [InlineData(SecretEnv)]
    [InlineData("initContainers: [{name: i, envFrom: [{secretRef: {name: web-config}}]}], containers: [{name: web}]")]
    public void What_pods_read_and_nobody_brings_is_an_error(string spec)
    {
        var finding = Assert.Single(Judge("REF-001", Of(Deployment(spec))));
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.StartsWith("Deployment shop/web: spec.template.spec.", finding.Message, StringComparison.Ordinal);
        Assert.Equal(RuleOutcome.CannotTell, Outcome("REF-001", Deployment(spec), Unseen(namespaces: "shop")));
        Assert.Equal(RuleOutcome.Fail, Outcome("REF-001", Deployment(spec), Unseen(namespaces: "other")));
    }

    [Theory]
    [InlineData("containers: [{name: web}], volumes: [{name: v, configMap: {name: web-config, optional: true}}]")]
    [InlineData("containers: [{name: web, envFrom: [{secretRef: {name: web-config, optional: true}}]}]")]
    [InlineData("containers: [{name: web}], volumes: [{name: v, configMap: {name: kube-root-ca.crt}}]")]
    [InlineData("containers: [{name: web, env: [{name: P, value: web-config}]}]")]
    public void What_pods_start_without_may_be_missing(string spec) => Assert.Equal(RuleOutcome.Pass, Outcome("REF-001", Deployment(spec)));

    [Theory]
    [InlineData("v1", "Secret", "db", "data: {}")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "db", "spec: {data: [{secretKey: password}]}")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "other", "spec: {target: {name: db}}")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "db", "spec: {target: {creationPolicy: Orphan}}")]
    [InlineData("bitnami.com/v1alpha1", "SealedSecret", "db", "spec: {encryptedData: {password: AgB}}")]
    [InlineData("cert-manager.io/v1", "Certificate", "other", "spec: {secretName: db}")]
    [InlineData("cert-manager.io/v1", "Issuer", "other", "spec: {acme: {privateKeySecretRef: {name: db}}}")]
    [InlineData("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass", "c", "spec: {secretObjects: [{secretName: db}]}")]
    [InlineData("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", "v", "spec: {destination: {name: db, create: true}}")]
    public void A_Secret_is_there_where_somebody_makes_it(string apiVersion, string kind, string name, string body) =>
        Assert.Equal(RuleOutcome.Pass, Outcome("REF-001", Deployment(SecretEnv) + Object(apiVersion, kind, name, body)));

    [Theory]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "db", "spec: {target: {name: other}}")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "db", "spec: {target: {creationPolicy: None}}")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "db", "spec: {target: {creationPolicy: Merge}}")]
    [InlineData("v1", "ConfigMap", "db", "data: {password: x}")]
    [InlineData("cert-manager.io/v1", "Certificate", "db", "spec: {secretName: db-tls}")]
    public void A_Secret_is_not_there_where_something_only_looks_like_it(string apiVersion, string kind, string name, string body) =>
        Assert.Equal(RuleOutcome.Fail, Outcome("REF-001", Deployment(SecretEnv) + Object(apiVersion, kind, name, body)));

    [Theory]
    // A controller that nobody here knows, and a program that is told the name.
    [InlineData("db.example.com/v1", "Database", "main", "spec: {credentials: {secretName: db}}")]
    [InlineData("batch/v1", "Job", "make", "spec: {template: {spec: {containers: [{name: c, args: [--secret-name=db]}]}}}")]
    [InlineData("external-secrets.io/v1", "ClusterExternalSecret", "db", "spec: {externalSecretSpec: {}}")]
    public void Nobody_can_tell_what_programs_make(string apiVersion, string kind, string name, string body) =>
        Assert.Equal(RuleOutcome.CannotTell, Outcome("REF-001", Deployment(SecretEnv) + Object(apiVersion, kind, name, body)));

    [Fact]
    public void Where_it_is_instead_is_said()
    {
        var elsewhere = Judge("REF-001", Of(Deployment(Volume) + Object("v1", "ConfigMap", "web-config", "data: {}", "other")));
        Assert.Contains("One is in namespace other.", Assert.Single(elsewhere).Message, StringComparison.Ordinal);
        var near = Judge("REF-001", Of(Deployment(Volume) + Object("v1", "ConfigMap", "web-confg", "data: {}")));
        Assert.Contains("Nearest: ConfigMap shop/web-confg.", Assert.Single(near).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_names_no_namespace_nobody_can_tell()
    {
        Assert.Equal(RuleOutcome.CannotTell, Outcome("REF-001", Deployment(Volume) + Object("v1", "ConfigMap", "web-config", "", "")));
        Assert.Equal(
            RuleOutcome.CannotTell,
            Outcome("REF-001", Deployment(Volume, space: "") + Object("v1", "ConfigMap", "web-config", ""))
        );
        Assert.Equal(RuleOutcome.Pass, Outcome("REF-001", Deployment(Volume, space: "") + Object("v1", "ConfigMap", "web-config", "", "")));
    }

    [Fact]
    public void One_missing_object_is_one_finding()
    {
        var finding = Assert.Single(Judge("REF-001", Of(Deployment(Volume) + Deployment(Volume, "two") + Deployment(Volume, "three"))));
        Assert.Contains("2 more places name it.", finding.Message, StringComparison.Ordinal);
        Assert.Equal(4, finding.At!.Value.Line);
    }

    [Fact]
    public void A_pull_secret_is_a_warning()
    {
        Assert.Equal(
            Severity.Warning,
            Assert.Single(Judge("REF-001", Of(Deployment("containers: [{name: web}], imagePullSecrets: [{name: registry}]")))).Severity
        );
        Assert.Equal(
            Severity.Warning,
            Assert.Single(Judge("REF-001", Of(Object("v1", "ServiceAccount", "web", "imagePullSecrets: [{name: registry}]")))).Severity
        );
    }

    [Theory]
    [InlineData("", RuleOutcome.Fail)]
    [InlineData("annotations: {cert-manager.io/cluster-issuer: ca}, ", RuleOutcome.Pass)]
    public void The_certificate_of_an_Ingress_is_there(string annotations, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "REF-001",
                "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {"
                    + annotations
                    + "name: web, namespace: shop}\nspec: {tls: [{secretName: web-tls}]}"
            )
        );

    [Theory]
    [InlineData("v1", "Secret", "stringData: {user: x}", RuleOutcome.Fail)]
    [InlineData("v1", "Secret", "stringData: {password: x}", RuleOutcome.Pass)]
    [InlineData("v1", "Secret", "data: {password: eA==}", RuleOutcome.Pass)]
    [InlineData("v1", "Secret", "type: Opaque", RuleOutcome.CannotTell)]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "spec: {data: [{secretKey: passwd}]}", RuleOutcome.Fail)]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "spec: {data: [{secretKey: password}]}", RuleOutcome.Pass)]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "spec: {dataFrom: [{extract: {key: k}}]}", RuleOutcome.CannotTell)]
    [InlineData(
        "external-secrets.io/v1",
        "ExternalSecret",
        "spec: {dataFrom: [{extract: {key: k}}], target: {template: {data: {url: x}}}}",
        RuleOutcome.Fail
    )]
    [InlineData("bitnami.com/v1alpha1", "SealedSecret", "spec: {encryptedData: {passwd: AgB}}", RuleOutcome.Fail)]
    [InlineData("bitnami.com/v1alpha1", "SealedSecret", "spec: {encryptedData: {password: AgB}}", RuleOutcome.Pass)]
    public void A_key_is_in_its_object(string apiVersion, string kind, string body, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome("REF-002", Deployment(SecretEnv) + Object(apiVersion, kind, "db", body)));

    [Theory]
    [InlineData("containers: [{name: web}], volumes: [{name: v, configMap: {name: c, items: [{key: b, path: b}]}}]", RuleOutcome.Fail)]
    [InlineData("containers: [{name: web}], volumes: [{name: v, configMap: {name: c, items: [{key: a, path: b}]}}]", RuleOutcome.Pass)]
    [InlineData(
        "containers: [{name: web}], volumes: [{name: v, configMap: {name: c, optional: true, items: [{key: b, path: b}]}}]",
        RuleOutcome.Pass
    )]
    public void A_key_of_a_volume_is_in_its_object(string spec, RuleOutcome expected) =>
        Assert.Equal(expected, Outcome("REF-002", Deployment(spec) + Object("v1", "ConfigMap", "c", "data: {a: x}")));

    [Theory]
    [InlineData("containers: [], serviceAccountName: web", RuleOutcome.Fail)]
    [InlineData("containers: [], serviceAccount: web", RuleOutcome.Fail)]
    [InlineData("containers: [], serviceAccountName: default", RuleOutcome.Pass)]
    [InlineData("containers: [], serviceAccountName: ours", RuleOutcome.Pass)]
    [InlineData("containers: []", RuleOutcome.Pass)]
    public void The_account_of_pods_is_there(string spec, RuleOutcome expected)
    {
        var account = Object("v1", "ServiceAccount", "ours", "");
        Assert.Equal(expected, Outcome("REF-003", Deployment(spec) + account));
        Assert.NotEqual(RuleOutcome.Fail, Outcome("REF-003", Deployment(spec) + account, Unseen("ServiceAccount")));
        Assert.Equal(expected, Outcome("REF-003", Deployment(spec) + account, Unseen("Secret")));
    }

    [Theory]
    [InlineData("Pod", "v1", "spec: {serviceAccountName: web}", "spec.serviceAccountName")]
    [InlineData(
        "CronJob",
        "batch/v1",
        "spec: {jobTemplate: {spec: {template: {spec: {serviceAccountName: web}}}}}",
        "spec.jobTemplate.spec.template.spec.serviceAccountName"
    )]
    [InlineData("Prometheus", "monitoring.coreos.com/v1", "spec: {serviceAccountName: web}", "spec.serviceAccountName")]
    public void Every_kind_that_makes_pods_is_read(string kind, string apiVersion, string body, string field) =>
        Assert.Contains(
            $"{kind} shop/web: {field} names ServiceAccount shop/web",
            Assert.Single(Judge("REF-003", Of(Object(apiVersion, kind, "web", body)))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("claimName: data", RuleOutcome.Pass)]
    [InlineData("claimName: date", RuleOutcome.Fail)]
    [InlineData("claimName: data-db-0", RuleOutcome.Pass)]
    [InlineData("claimName: data-db-1", RuleOutcome.Fail)]
    public void A_claim_is_there(string claim, RuleOutcome expected)
    {
        var all =
            Deployment($"containers: [], volumes: [{{name: v, persistentVolumeClaim: {{{claim}}}}}]")
            + Object("v1", "PersistentVolumeClaim", "data", "spec: {}")
            + Object("apps/v1", "StatefulSet", "db", "spec: {volumeClaimTemplates: [{metadata: {name: data}}]}");
        Assert.Equal(expected, Outcome("REF-005", all));
        Assert.NotEqual(RuleOutcome.Fail, Outcome("REF-005", all, Unseen("PersistentVolumeClaim")));
    }

    [Theory]
    [InlineData("storageClassName: fast", RuleOutcome.Pass)]
    [InlineData("storageClassName: by-hand", RuleOutcome.Pass)]
    [InlineData("storageClassName: \"\"", RuleOutcome.Pass)]
    [InlineData("accessModes: []", RuleOutcome.Pass)]
    [InlineData("storageClassName: fats", RuleOutcome.Fail)]
    [InlineData("storageClassName: managed-csi", RuleOutcome.CannotTell)]
    [InlineData("storageClassName: fast, volumeName: nowhere", RuleOutcome.Fail)]
    public void The_class_of_a_claim_is_there(string spec, RuleOutcome expected)
    {
        var classes =
            Object("storage.k8s.io/v1", "StorageClass", "fast", "", "")
            + Object("v1", "PersistentVolume", "one", "spec: {storageClassName: by-hand}", "");
        Assert.Equal(expected, Outcome("REF-005", classes + Object("v1", "PersistentVolumeClaim", "c", $"spec: {{{spec}}}")));
        Assert.Equal(
            expected,
            Outcome("REF-005", classes + Object("apps/v1", "StatefulSet", "s", $"spec: {{volumeClaimTemplates: [{{spec: {{{spec}}}}}]}}"))
        );
    }

    [Theory]
    [InlineData("RoleBinding", "{kind: Role, name: reader}", RuleOutcome.Pass)]
    [InlineData("RoleBinding", "{kind: ClusterRole, name: reader}", RuleOutcome.Fail)]
    [InlineData("RoleBinding", "{kind: ClusterRole, name: all-reader}", RuleOutcome.Pass)]
    [InlineData("ClusterRoleBinding", "{kind: ClusterRole, name: view}", RuleOutcome.Pass)]
    [InlineData("ClusterRoleBinding", "{kind: ClusterRole, name: \"system:auth-delegator\"}", RuleOutcome.Pass)]
    [InlineData("ClusterRoleBinding", "{kind: ClusterRole, name: all-raeder}", RuleOutcome.Fail)]
    public void The_role_of_a_binding_is_there(string kind, string role, RuleOutcome expected)
    {
        const string api = "rbac.authorization.k8s.io/v1";
        var roles = Object(api, "Role", "reader", "rules: []") + Object(api, "ClusterRole", "all-reader", "rules: []", "");
        var binding = Object(api, kind, "b", $"roleRef: {role}", kind == "RoleBinding" ? "shop" : "");
        Assert.Equal(expected, Outcome("REF-006", roles + binding));
        Assert.NotEqual(RuleOutcome.Fail, Outcome("REF-006", roles + binding, Unseen($"{api[..^3]}/ClusterRole")));
    }

    [Theory]
    [InlineData("{kind: ServiceAccount, name: web, namespace: shop}", RuleOutcome.Pass)]
    [InlineData("{kind: ServiceAccount, name: web, namespace: other}", RuleOutcome.Fail)]
    [InlineData("{kind: ServiceAccount, name: web, namespace: kube-system}", RuleOutcome.CannotTell)]
    [InlineData("{kind: User, name: somebody}", RuleOutcome.Pass)]
    public void The_accounts_of_a_binding_are_there(string subject, RuleOutcome expected)
    {
        var all = Of(
            Object("v1", "ServiceAccount", "web", "")
                + Object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "b", $"subjects: [{subject}]", "")
        );
        var findings = Judge("REF-006", all);
        Assert.Equal(expected == RuleOutcome.Pass ? 0 : 1, findings.Count);
        Assert.All(findings, one => Assert.Equal(expected == RuleOutcome.Fail ? Severity.Warning : Severity.Note, one.Severity));
    }

    [Theory]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, name: web}", RuleOutcome.Pass)]
    [InlineData("{apiVersion: apps/v1, kind: StatefulSet, name: web}", RuleOutcome.Fail)]
    [InlineData("{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}", RuleOutcome.Fail)]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, name: wbe}", RuleOutcome.Fail)]
    public void What_is_scaled_is_there(string target, RuleOutcome expected)
    {
        var all =
            Deployment("containers: []")
            + Object("autoscaling/v2", "HorizontalPodAutoscaler", "h", $"spec: " + $"{{scaleTargetRef: {target}}}");
        Assert.Equal(expected, Outcome("REF-007", all));
        Assert.NotEqual(RuleOutcome.Fail, Outcome("REF-007", all, Unseen()));
    }

    [Theory]
    [InlineData("priorityClassName: system-node-critical", RuleOutcome.Pass)]
    [InlineData("priorityClassName: high", RuleOutcome.Pass)]
    [InlineData("priorityClassName: hihg", RuleOutcome.Fail)]
    [InlineData("runtimeClassName: fast", RuleOutcome.Fail)]
    [InlineData("runtimeClassName: gvisor", RuleOutcome.CannotTell)]
    public void The_classes_of_pods_are_there(string spec, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome("REF-012", Deployment($"containers: [], {spec}") + Object("scheduling.k8s.io/v1", "PriorityClass", "high", "", ""))
        );

    [Theory]
    [InlineData("inner", "Warning")]
    [InlineData("alb", "Note")]
    public void The_class_of_an_Ingress_is_there(string name, string severity) =>
        Assert.Equal(
            severity,
            $"{Assert.Single(Judge("REF-012", Of(Object("networking.k8s.io/v1", "Ingress", "i", $"spec: {{ingressClassName: {name}}}")))).Severity}"
        );

    [Theory]
    [InlineData("{name: vault}", RuleOutcome.Pass)]
    [InlineData("{name: vualt}", RuleOutcome.Fail)]
    [InlineData("{kind: ClusterSecretStore, name: platform}", RuleOutcome.Pass)]
    [InlineData("{kind: ClusterSecretStore, name: vault}", RuleOutcome.Fail)]
    [InlineData("{kind: SecretStore, name: platform}", RuleOutcome.Fail)]
    public void The_store_of_an_ExternalSecret_is_there(string store, RuleOutcome expected)
    {
        const string api = "external-secrets.io/v1";
        var all =
            Object(api, "SecretStore", "vault", "")
            + Object(api, "ClusterSecretStore", "platform", "", "")
            + Object(api, "ExternalSecret", "e", $"spec: {{secretStoreRef: {store}}}");
        Assert.Equal(expected, Outcome("REF-013", all));
        Assert.NotEqual(RuleOutcome.Fail, Outcome("REF-013", all, Unseen()));
    }

    [Theory]
    [InlineData("{name: ca}", RuleOutcome.Pass)]
    [InlineData("{kind: ClusterIssuer, name: ca}", RuleOutcome.Fail)]
    [InlineData("{group: awspca.cert-manager.io, kind: AWSPCAIssuer, name: ca}", RuleOutcome.Pass)]
    public void The_issuer_of_a_Certificate_is_there(string issuer, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "REF-013",
                Object("cert-manager.io/v1", "Issuer", "ca", "")
                    + Object("cert-manager.io/v1", "Certificate", "c", $"spec: " + $"{{issuerRef: {issuer}}}")
            )
        );

    [Theory]
    [InlineData("example.com/v1", "Widget", RuleOutcome.Pass)]
    [InlineData("example.com/v1", "Gadget", RuleOutcome.Fail)]
    [InlineData("example.org/v1", "Widget", RuleOutcome.Fail)]
    [InlineData("networking.istio.io/v1", "VirtualService", RuleOutcome.CannotTell)]
    [InlineData("batch/v1", "Job", RuleOutcome.Pass)]
    [InlineData("kustomize.config.k8s.io/v1beta1", "Kustomization", RuleOutcome.Pass)]
    [InlineData("metrics.example.com/v1", "Anything", RuleOutcome.Pass)]
    public void The_kind_of_a_custom_resource_is_defined(string apiVersion, string kind, RuleOutcome expected)
    {
        var all =
            Object(apiVersion, kind, "x", "")
            + Object(
                "apiregistration.k8s.io/v1",
                "APIService",
                "m",
                "spec: {group: metrics.example.com, service: {name: m, namespace: s}}",
                ""
            )
            + Object(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "widgets.example.com",
                "spec: {group: example.com, names: {kind: Widget}}",
                ""
            );
        Assert.Equal(expected, Outcome("REF-015", all));
        var definitions = Unseen("apiextensions.k8s.io/CustomResourceDefinition");
        Assert.NotEqual(RuleOutcome.Fail, Outcome("REF-015", all, definitions));
        // Of a kind that nobody mistakes for another.
        Assert.Equal(RuleOutcome.Fail, Outcome("REF-015", all + Object("example.com/v1", "Widgett", "x", ""), definitions));
    }
}
