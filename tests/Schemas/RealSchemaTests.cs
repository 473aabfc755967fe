using GitOpsGen.Schemas;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary>Real definitions with all that is odd in them, and real manifests, which are right.</summary>
public sealed class RealSchemaTests
{
    private const string Meta = "metadata: {name: x, namespace: ys}\n";

    [Fact]
    public void Every_definition_and_release_comes_in()
    {
        var kinds = RealSchemas.Imported.Kinds;
        Assert.Equal(106, kinds.OfType<CustomSchema>().Select(kind => (kind.Group, kind.Kind)).Distinct().Count());
        Assert.Equal(
            ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"],
            kinds
                .OfType<BuiltInSchema>()
                .Single(kind => kind.Kind == "Pod")
                .Sources.Select(one => $"{one.Release}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(6, RealSchemas.Imported.Definitions.Length);
        Assert.All(RealSchemas.Texts, file => Assert.InRange(file.Value!.Length, 100, 700_000));
        Assert.InRange(RealSchemas.Texts[GitOpsGen.Layout.SchemaFolder.Definitions]!.Length, 100_000, 400_000);
    }

    [Fact]
    public void What_is_written_reads_back_as_it_was()
    {
        foreach (var (path, text) in RealSchemas.Texts.Where(file => file.Key != GitOpsGen.Layout.SchemaFolder.Definitions))
            Assert.Equal(text, SchemaFile.Write(SchemaFile.ReadKind(path, text!)!));
        var definitions = RealSchemas.Texts[GitOpsGen.Layout.SchemaFolder.Definitions]!;
        Assert.Equal(definitions, SchemaFile.Write(SchemaFile.ReadDefinitions(GitOpsGen.Layout.SchemaFolder.Definitions, definitions)!));
    }

    [Fact]
    public void Descriptions_and_paths_of_the_machine_are_left_out() =>
        Assert.All(
            RealSchemas.Texts.Values,
            text =>
            {
                Assert.DoesNotContain("\"description\":\"", text, StringComparison.Ordinal);
                Assert.DoesNotContain("shared/data", text, StringComparison.Ordinal);
            }
        );

    [Theory]
    [InlineData("1.31")]
    [InlineData("1.32")]
    [InlineData("1.33")]
    [InlineData("1.34")]
    [InlineData("1.35")]
    [InlineData("1.36")]
    public void Real_charts_are_right_in_every_release(string version)
    {
        Assert.Empty(RealSchemas.Judge(File.ReadAllText(Repository.Data("kube-prometheus-stack-88.5.3.yaml")), version));
        Assert.Empty(RealSchemas.Judge(File.ReadAllText(Repository.Data("ama-metrics-7.1.1.yaml")), version));
    }

    [Fact]
    public void The_definitions_themselves_are_right() =>
        Assert.Empty(
            RealSchemas.Judge(
                string.Join(
                    "\n---\n",
                    Directory.EnumerateFiles(Repository.Data("crds"), "crd-*s.*.io.yaml").Take(20).Select(File.ReadAllText)
                ),
                "1.35"
            )
        );

    [Theory]
    // Versions that a definition names and does not serve.
    [InlineData("external-secrets.io/v1beta1", "ExternalSecret", "{}", "SCH-007")]
    [InlineData("external-secrets.io/v1beta1", "ClusterSecretStore", "{}", "SCH-007")]
    [InlineData("gateway.networking.k8s.io/v1alpha2", "TLSRoute", "{}", "SCH-007")]
    [InlineData("gateway.networking.k8s.io/v1alpha2", "TCPRoute", "{}", "SCH-007")]
    // Kinds of one name in two groups.
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{gatewayClassName: a, listeners: [{name: a, port: 80, protocol: HTTP}]}")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{selector: {a: b}, servers: []}", "SCH-001", "SCH-001", "SCH-003", "SCH-003")]
    [InlineData(
        "networking.istio.io/v1",
        "Gateway",
        "{selector: {a: b}, servers: [{port: {number: 80, protocol: HTTP, name: a}, hosts: ['*']}]}"
    )]
    [InlineData("networking.istio.io/v1", "Gateway", "{gatewayClassName: a}", "SCH-001")]
    [InlineData(
        "monitoring.coreos.com/v1",
        "ServiceMonitor",
        "{selector: {}, endpoints: [{port: a}], serviceDiscoveryRole: EndpointSlice}"
    )]
    [InlineData(
        "azmonitoring.coreos.com/v1",
        "ServiceMonitor",
        "{selector: {}, endpoints: [{port: a}], serviceDiscoveryRole: EndpointSlice}",
        "SCH-001"
    )]
    // The storage version is not the newest.
    [InlineData("policies.kyverno.io/v1", "ValidatingPolicy", "{validations: [{expression: 'true'}]}")]
    [InlineData("policies.kyverno.io/v1beta1", "ValidatingPolicy", "{validations: [{expression: 'true'}]}")]
    [InlineData("telemetry.istio.io/v1", "Telemetry", "{metrics: [{providers: [{name: prometheus}]}]}")]
    [InlineData("telemetry.istio.io/v1", "Telemetry", "{metrics: [{provider: [{name: prometheus}]}]}", "SCH-001")]
    // Fields that are kept whatever they are.
    [InlineData(
        "networking.istio.io/v1alpha3",
        "EnvoyFilter",
        "{configPatches: [{applyTo: CLUSTER, patch: {operation: MERGE, value: {any: [1]}}}]}"
    )]
    [InlineData("networking.istio.io/v1alpha3", "EnvoyFilter", "{configPatches: [{applyTo: CLUSTRE}]}", "SCH-002")]
    // Numbers or text.
    [InlineData("monitoring.coreos.com/v1", "PodMonitor", "{selector: {}, podMetricsEndpoints: [{targetPort: 80}, {targetPort: http}]}")]
    [InlineData("monitoring.coreos.com/v1", "PodMonitor", "{selector: {}, podMetricsEndpoints: [{targetPort: true}]}", "SCH-002")]
    [InlineData("monitoring.coreos.com/v1", "PodMonitor", "{selector: {}, podMetricsEndpoints: [{port: 8080}]}", "SCH-002")]
    [InlineData(
        "argoproj.io/v1alpha1",
        "Rollout",
        "{strategy: {canary: {maxSurge: 25%, steps: [{setWeight: 20}, {pause: {duration: 10m}}]}}}"
    )]
    // One of several fields.
    [InlineData("networking.istio.io/v1", "DestinationRule", "{host: a, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}}")]
    [InlineData(
        "networking.istio.io/v1",
        "DestinationRule",
        "{host: a, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN, consistentHash: {useSourceIp: true}}}}",
        "SCH-002"
    )]
    // A plain '=' among the values.
    [InlineData(
        "monitoring.coreos.com/v1alpha1",
        "AlertmanagerConfig",
        "{receivers: [{name: a}], route: {receiver: a, matchers: [{name: b, value: c, matchType: =}]}}"
    )]
    [InlineData(
        "monitoring.coreos.com/v1alpha1",
        "AlertmanagerConfig",
        "{receivers: [{name: a}], route: {receiver: a, matchers: [{name: b, value: c, matchType: ==}]}}",
        "SCH-002"
    )]
    // And plain mistakes.
    [InlineData(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        "{groups: [{name: a, rules: [{alert: A, expr: up, for: 5 minutes}]}]}",
        "SCH-002"
    )]
    [InlineData("monitoring.coreos.com/v1", "PrometheusRule", "{groups: [{name: a, rules: [{alert: A, expr: 1}]}]}")]
    [InlineData(
        "external-secrets.io/v1",
        "ExternalSecret",
        "{secretStoreRef: {name: a, kind: ClusterSecretStore}, data: [{secretKey: a, remoteref: {key: b}}]}",
        "SCH-001",
        "SCH-003"
    )]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "{}", "SCH-006")]
    public void A_trap_of_real_definitions_is_judged_rightly(string apiVersion, string kind, string spec, params string[] codes)
    {
        var found = RealSchemas.Judge($"apiVersion: {apiVersion}\nkind: {kind}\n{Meta}spec: {spec}\n", "1.35");
        Assert.True(codes.SequenceEqual(found.Select(one => one[..7])), string.Join('\n', found));
    }

    [Fact]
    public void Versions_that_are_not_served_have_no_file_and_are_named_by_those_that_are()
    {
        Assert.DoesNotContain("schemas/external-secrets.io/externalsecret_v1beta1.json", RealSchemas.Texts.Keys);
        var found = RealSchemas.Judge($"apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\n{Meta}", "1.35");
        Assert.EndsWith("Served: v1.", Assert.Single(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1", "Pod", "{containers: [{name: a, image: b, imagePullPolcy: Always}]}", "SCH-001")]
    [InlineData("v1", "Pod", "{containers: [{name: a, ports: [{containerPort: '80'}]}]}", "SCH-002")]
    [InlineData("v1", "Pod", "{containers: [{name: a, env: [{name: A, value: 80}]}]}", "SCH-002")]
    [InlineData("v1", "Pod", "{containers: [{name: a, env: [{name: A, value: yes}]}]}", "SCH-002")]
    [InlineData("v1", "Pod", "{containers: [{name: a, resources: {limits: {memory: 500mb}}}]}", "SCH-002")]
    [InlineData("v1", "Pod", "{containers: [{name: a, livenessProbe: {httpGet: {path: /, port: [80]}}}]}", "SCH-002")]
    [InlineData("v1", "Pod", "{container: []}", "SCH-001", "SCH-003")]
    [InlineData("v1", "Service", "{ports: [{name: a, targetPort: http}]}", "SCH-003")]
    [InlineData("apps/v1", "Deployment", "{replicas: 1, template: {spec: {containers: [{name: a}]}}}", "SCH-003")]
    [InlineData("apps/v1", "Deployment", "{selector: {matchLabels: {a: 1}}, template: {spec: {containers: [{name: a}]}}}", "SCH-002")]
    [InlineData("apps/v1", "StatefulSet", "{selector: {}, template: {}}")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{rules: [{http: {paths: [{path: /, backend: {service: {name: a}}}]}}]}", "SCH-003")]
    [InlineData(
        "networking.k8s.io/v1",
        "Ingress",
        "{rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {serviceName: a}}]}}]}",
        "SCH-001"
    )]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{ingress: []}")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler", "{scaleTargetRef: {kind: Deployment, name: a}, minReplicas: 1}", "SCH-003")]
    [InlineData("policy/v1", "PodDisruptionBudget", "{minAvailable: 50%}")]
    [InlineData("policy/v1", "PodDisruptionBudget", "{minAvailable: 0.5}", "SCH-002")]
    [InlineData("batch/v1", "CronJob", "{schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}")]
    [InlineData("policy/v1beta1", "PodDisruptionBudget", "{}", "SCH-004")]
    [InlineData("autoscaling/v2beta2", "HorizontalPodAutoscaler", "{}", "SCH-004")]
    public void A_mistake_in_one_of_Kubernetes_own_kinds_is_told(string apiVersion, string kind, string spec, params string[] codes)
    {
        var found = RealSchemas.Judge($"apiVersion: {apiVersion}\nkind: {kind}\n{Meta}spec: {spec}\n", "1.34");
        Assert.True(codes.SequenceEqual(found.Select(one => one[..7])), string.Join('\n', found));
    }

    [Fact]
    public void A_field_is_judged_by_the_release_that_has_it()
    {
        const string pod = $"apiVersion: v1\nkind: Pod\n{Meta}spec: {{containers: [{{name: a}}], hostnameOverride: b}}\n";
        Assert.StartsWith("SCH-001", Assert.Single(RealSchemas.Judge(pod, "1.33")), StringComparison.Ordinal);
        Assert.Empty(RealSchemas.Judge(pod, "1.34"));
    }

    [Fact]
    public void No_value_of_a_Secret_is_shown()
    {
        var found = RealSchemas.Judge(
            $"apiVersion: v1\nkind: Secret\n{Meta}data: {{a: not base64 hunter2}}\nstringData: {{b: 4711}}\ntype: true\n",
            "1.34"
        );
        Assert.Equal(3, found.Count);
        Assert.All(found, one => Assert.DoesNotMatch("hunter2|4711", one));
    }

    [Fact]
    public void A_broken_manifest_is_judged_and_nothing_fails()
    {
        var mutator = new Mutator(new Random(13));
        var text = File.ReadAllBytes(Repository.Data("ama-metrics-7.1.1.yaml"));
        for (var i = 0; i < 40; i++)
        {
            var bag = new GitOpsGen.Diagnostics.DiagnosticBag();
            var broken = System.Text.Encoding.UTF8.GetString(mutator.Mangle(text));
            if (GitOpsGen.Kubernetes.Manifests.Read("m.yaml", broken, bag) is not null)
                RealSchemas.Judge(broken, "1.34");
        }
    }
}
