using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using Xunit;
using static GitOpsGen.Tests.Check.References.SmallCluster;

namespace GitOpsGen.Tests.Check.References;

/// <summary>The rules of what chooses pods, and of ports: what breaks each, what nearly does, and what nobody can tell.</summary>
public sealed class SelectorRuleTests
{
    private const string Web = "containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]";
    private const string Namespaces = "networking.k8s.io/v1";

    [Theory]
    [InlineData("selector: {app: web}, ports: [{port: 80, targetPort: http}]", RuleOutcome.Pass)]
    [InlineData("selector: {app: web}, ports: [{port: 80, targetPort: 9999}]", RuleOutcome.Pass)]
    [InlineData("selector: {app: web}, ports: [{port: 80, targetPort: htpp}]", RuleOutcome.Fail)]
    [InlineData("selector: {app: web}, ports: [{port: 80, targetPort: http-envoy-prom}]", RuleOutcome.Pass)]
    [InlineData("selector: {app: wbe}, ports: []", RuleOutcome.Fail)]
    [InlineData("selector: {app: web, tier: front}, ports: []", RuleOutcome.Fail)]
    [InlineData("ports: [{port: 80, targetPort: none}]", RuleOutcome.Pass)]
    [InlineData("type: ExternalName, externalName: example.com, selector: {app: nothing}", RuleOutcome.Pass)]
    public void A_Service_selects_pods_and_their_ports(string spec, RuleOutcome expected)
    {
        var all = Deployment(Web) + Object("v1", "Service", "web", $"spec: {{{spec}}}");
        Assert.Equal(expected, Outcome("REF-010", all));
    }

    [Fact]
    public void The_nearest_pods_are_named()
    {
        var labels = Judge("REF-010", Of(Deployment(Web) + Object("v1", "Service", "s", "spec: {selector: {app: wbe}}")));
        Assert.Contains(
            "Nearest: the pods of Deployment shop/web, which have app=web.",
            Assert.Single(labels).Message,
            StringComparison.Ordinal
        );
        var space = Judge("REF-010", Of(Deployment(Web) + Object("v1", "Service", "s", "spec: {selector: {app: web}}", "other")));
        Assert.Contains("Those of Deployment shop/web are in another namespace.", Assert.Single(space).Message, StringComparison.Ordinal);
        var port = Judge(
            "REF-010",
            Of(Deployment(Web) + Object("v1", "Service", "s", "spec: {selector: {app: web}, ports: [{port: 1, targetPort: htp}]}"))
        );
        Assert.Contains("Did you mean 'http'?", Assert.Single(port).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop", "example.com/v1", "Database", "spec: {}", RuleOutcome.CannotTell)]
    [InlineData("shop", "cert-manager.io/v1", "Certificate", "spec: {}", RuleOutcome.Fail)]
    [InlineData("kube-system", "v1", "ConfigMap", "data: {}", RuleOutcome.CannotTell)]
    [InlineData("shop", "monitoring.coreos.com/v1", "Prometheus", "spec: {}", RuleOutcome.Fail)]
    [InlineData("shop", "monitoring.coreos.com/v1", "Prometheus", "spec: {podMetadata: {labels: {app: web}}}", RuleOutcome.Pass)]
    [InlineData("shop", "batch/v1", "Job", "spec: {template: {metadata: {labels: {app: web}}, spec: {}}}", RuleOutcome.Pass)]
    public void Pods_of_controllers_count(string space, string apiVersion, string kind, string body, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "REF-010",
                Object("v1", "Service", "s", "spec: {selector: {app: web}}", space) + Object(apiVersion, kind, "x", body, space)
            )
        );

    [Theory]
    [InlineData("Deployment", RuleOutcome.CannotTell)]
    [InlineData("Secret", RuleOutcome.Fail)]
    public void What_is_not_seen_may_have_the_pods(string kind, RuleOutcome expected)
    {
        var unseen = Unseen(kind == "Secret" ? kind : $"apps/{kind}");
        Assert.Equal(expected, Outcome("REF-010", Object("v1", "Service", "s", "spec: {selector: {app: web}}"), unseen));
        Assert.Equal(
            expected,
            Outcome("REF-009", Object(Namespaces, "NetworkPolicy", "n", "spec: {podSelector: {matchLabels: {app: web}}}"), unseen)
        );
        Assert.Equal(
            expected,
            Outcome("REF-008", Object("policy/v1", "PodDisruptionBudget", "b", "spec: {selector: {matchLabels: {app: web}}}"), unseen)
        );
    }

    [Fact]
    public void An_Application_may_bring_the_pods_of_its_namespace()
    {
        var application = Object("argoproj.io/v1alpha1", "Application", "a", "spec: {destination: {namespace: shop}}", "argocd");
        Assert.Equal(
            RuleOutcome.CannotTell,
            Outcome("REF-010", application + Object("v1", "Service", "s", "spec: {selector: {app: web}}"))
        );
        Assert.Equal(
            RuleOutcome.Fail,
            Outcome("REF-010", application + Object("v1", "Service", "s", "spec: {selector: {app: web}}", "other"))
        );
    }

    [Fact]
    public void A_Service_of_one_pod_of_a_StatefulSet_selects_it()
    {
        var set = Object("apps/v1", "StatefulSet", "db", "spec: {template: {metadata: {labels: {app: db}}, spec: {}}}");
        var one = Object("v1", "Service", "s", "spec: {selector: {statefulset.kubernetes.io/pod-name: db-0}}");
        Assert.Equal(RuleOutcome.Pass, Outcome("REF-010", set + one));
        Assert.Equal(RuleOutcome.Fail, Outcome("REF-010", set + one.Replace("db-0", "web-0", StringComparison.Ordinal)));
        var first = one.Replace(
            "statefulset.kubernetes.io/pod-name: db-0",
            "app: db, apps.kubernetes.io/pod-index: '0'",
            StringComparison.Ordinal
        );
        Assert.Equal(RuleOutcome.Pass, Outcome("REF-010", set + first));
        Assert.Equal(RuleOutcome.Fail, Outcome("REF-010", set + first.Replace("app: db", "app: web", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("restartPolicy: Always, ", RuleOutcome.Pass)]
    [InlineData("", RuleOutcome.Fail)]
    public void An_init_container_that_restarts_stays(string policy, RuleOutcome expected)
    {
        var pods = Deployment(
            $"initContainers: [{{{policy}name: a, ports: [{{name: side, containerPort: 1}}]}}], containers: [{{name: web}}]"
        );
        var service = Object("v1", "Service", "s", "spec: {selector: {app: web}, ports: [{port: 80, targetPort: side}]}");
        Assert.Equal(expected, Outcome("REF-010", pods + service));
    }

    [Theory]
    [InlineData("{}", RuleOutcome.Pass)]
    [InlineData("{matchLabels: {app: web}}", RuleOutcome.Pass)]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: [web, api]}]}", RuleOutcome.Pass)]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}", RuleOutcome.Fail)]
    [InlineData("{matchLabels: {app: wbe}}", RuleOutcome.Fail)]
    public void A_policy_is_for_pods(string selector, RuleOutcome expected)
    {
        var all = Of(Deployment(Web) + Object(Namespaces, "NetworkPolicy", "n", $"spec: {{podSelector: {selector}}}"));
        var findings = Judge("REF-009", all);
        Assert.Equal(expected == RuleOutcome.Pass ? 0 : 1, findings.Count);
        Assert.All(findings, one => Assert.Equal(Severity.Warning, one.Severity));
    }

    [Theory]
    [InlineData("{maxUnavailable: 1}", 1, RuleOutcome.Pass)]
    [InlineData("{maxUnavailable: 0}", 3, RuleOutcome.Fail)]
    [InlineData("{maxUnavailable: 0%}", 3, RuleOutcome.Fail)]
    [InlineData("{maxUnavailable: 1%}", 1, RuleOutcome.Pass)]
    [InlineData("{minAvailable: 1}", 2, RuleOutcome.Pass)]
    [InlineData("{minAvailable: 1}", 1, RuleOutcome.Fail)]
    [InlineData("{minAvailable: 50%}", 1, RuleOutcome.Fail)]
    [InlineData("{minAvailable: 50%}", 2, RuleOutcome.Pass)]
    [InlineData("{minAvailable: 100%}", 5, RuleOutcome.Fail)]
    [InlineData("{minAvailable: 1}", 0, RuleOutcome.Pass)]
    [InlineData("{minAvailable: many}", 1, RuleOutcome.Pass)]
    public void A_budget_lets_some_pods_go(string budget, int replicas, RuleOutcome expected)
    {
        var all =
            Object(
                "apps/v1",
                "Deployment",
                "web",
                $"spec: " + $"{{replicas: {replicas}, template: {{metadata: {{labels: {{app: web}}}}, spec: {{}}}}}}"
            ) + Object("policy/v1", "PodDisruptionBudget", "b", $"spec: {{selector: {{matchLabels: {{app: web}}}}, {budget[1..^1]}}}");
        Assert.Equal(expected, Outcome("REF-008", all));
        var scaler = Object(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            "h",
            "spec: {minReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}"
        );
        Assert.Equal(
            budget is "{maxUnavailable: 0}" or "{maxUnavailable: 0%}" or "{minAvailable: 100%}" ? RuleOutcome.Fail : RuleOutcome.Pass,
            Outcome("REF-008", all + scaler)
        );
    }

    [Fact]
    public void A_budget_without_pods_is_a_warning() =>
        Assert.Equal(
            Severity.Warning,
            Assert
                .Single(
                    Judge(
                        "REF-008",
                        Of(Deployment(Web) + Object("policy/v1", "PodDisruptionBudget", "b", "spec: {selector: {matchLabels: {app: wbe}}}"))
                    )
                )
                .Severity
        );

    [Theory]
    [InlineData("livenessProbe: {httpGet: {port: http}}", RuleOutcome.Pass)]
    [InlineData("livenessProbe: {httpGet: {port: 1}}", RuleOutcome.Pass)]
    [InlineData("livenessProbe: {httpGet: {port: htpp}}", RuleOutcome.Fail)]
    [InlineData("readinessProbe: {tcpSocket: {port: metrics}}", RuleOutcome.Fail)]
    [InlineData("startupProbe: {httpGet: {port: metrics}}", RuleOutcome.Fail)]
    [InlineData("lifecycle: {preStop: {httpGet: {port: metrics}}}", RuleOutcome.Fail)]
    [InlineData("livenessProbe: {exec: {command: [metrics]}}", RuleOutcome.Pass)]
    public void A_container_declares_the_ports_of_its_probes(string probe, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "REF-011",
                Deployment(
                    $"containers: [{{name: web, ports: [{{name: http, containerPort: 1}}], {probe}}}, "
                        + $"{{name: side, ports: [{{name: metrics}}]}}]"
                )
            )
        );

    [Theory]
    [InlineData("{name: web, port: {number: 80}}", RuleOutcome.Pass)]
    [InlineData("{name: web, port: {name: http}}", RuleOutcome.Pass)]
    [InlineData("{name: web, port: {number: 8080}}", RuleOutcome.Fail)]
    [InlineData("{name: web, port: {name: htpp}}", RuleOutcome.Fail)]
    [InlineData("{name: wbe, port: {number: 80}}", RuleOutcome.Fail)]
    [InlineData("{name: outside, port: {number: 12}}", RuleOutcome.Pass)]
    [InlineData("{name: action, port: {name: use-annotation}}", RuleOutcome.Pass)]
    public void The_backend_of_an_Ingress_is_there(string service, RuleOutcome expected)
    {
        var services =
            Object("v1", "Service", "web", "spec: {ports: [{name: http, port: 80}]}")
            + Object("v1", "Service", "outside", "spec: {type: ExternalName, externalName: example.com}");
        var paths = $"spec: {{rules: [{{http: {{paths: [{{path: /, backend: {{service: {service}}}}}]}}}}]}}";
        Assert.Equal(expected, Outcome("REF-004", services + Object(Namespaces, "Ingress", "i", paths)));
        Assert.Equal(
            expected,
            Outcome("REF-004", services + Object(Namespaces, "Ingress", "i", $"spec: {{defaultBackend: {{service: {service}}}}}"))
        );
    }

    [Theory]
    [InlineData("backendRefs: [{name: web, port: 80}]", RuleOutcome.Pass)]
    [InlineData("backendRefs: [{name: web, port: 81}]", RuleOutcome.Fail)]
    [InlineData("backendRefs: [{name: web, namespace: other, port: 80}]", RuleOutcome.Fail)]
    [InlineData("backendRefs: [{group: example.com, kind: Bucket, name: none, port: 80}]", RuleOutcome.Pass)]
    [InlineData("filters: [{type: RequestMirror, requestMirror: {backendRef: {name: mirror, port: 80}}}]", RuleOutcome.Fail)]
    public void The_backends_of_a_route_are_there(string rule, RuleOutcome expected)
    {
        var service = Object("v1", "Service", "web", "spec: {ports: [{port: 80}]}");
        foreach (var kind in new[] { "HTTPRoute", "GRPCRoute", "TCPRoute" })
            Assert.Equal(
                expected,
                Outcome("REF-004", service + Object("gateway.networking.k8s.io/v1", kind, "r", $"spec: {{rules: [{{{rule}}}]}}"))
            );
    }

    [Theory]
    [InlineData("{name: public}", RuleOutcome.Fail)]
    [InlineData("{name: public, namespace: gateways}", RuleOutcome.Pass)]
    [InlineData("{kind: Service, group: \"\", name: mesh}", RuleOutcome.Pass)]
    public void The_Gateway_of_a_route_is_there(string parent, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "REF-004",
                Object("gateway.networking.k8s.io/v1", "Gateway", "public", "spec: {}", "gateways")
                    + Object("gateway.networking.k8s.io/v1", "HTTPRoute", "r", $"spec: {{parentRefs: [{parent}]}}")
            )
        );

    [Theory]
    [InlineData("apiregistration.k8s.io/v1", "APIService", "spec: {service: {name: hook, namespace: shop}}", "Error")]
    [InlineData(
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
        "webhooks: [{name: a, clientConfig: {service: {name: hook, namespace: shop}}}]",
        "Error"
    )]
    [InlineData(
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "webhooks: [{name: a, failurePolicy: Ignore, clientConfig: {service: {name: hook, namespace: shop}}}]",
        "Warning"
    )]
    [InlineData(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "spec: {conversion: {webhook: {clientConfig: {service: {name: hook, namespace: shop}}}}}",
        "Error"
    )]
    [InlineData("apps/v1", "StatefulSet", "spec: {serviceName: hook}", "Warning")]
    public void Who_is_called_is_there(string apiVersion, string kind, string body, string severity)
    {
        var caller = Object(apiVersion, kind, "x", body, kind == "StatefulSet" ? "shop" : "");
        Assert.Equal(severity, $"{Assert.Single(Judge("REF-004", Of(caller))).Severity}");
        Assert.Equal(RuleOutcome.CannotTell, Outcome("REF-004", caller, Unseen("Service", "shop")));
        Assert.Equal(RuleOutcome.Pass, Outcome("REF-004", caller + Object("v1", "Service", "hook", "spec: {ports: [{port: 443}]}")));
        Assert.Equal(
            kind == "StatefulSet" ? RuleOutcome.Pass : RuleOutcome.Fail,
            Outcome("REF-004", caller + Object("v1", "Service", "hook", "spec: {ports: [{port: 8443}]}"))
        );
    }

    [Theory]
    [InlineData("team", "{server: \"https://one\", namespace: shop}", RuleOutcome.Pass)]
    [InlineData("team", "{server: \"https://one\", namespace: kube-system}", RuleOutcome.Fail)]
    [InlineData("team", "{server: \"https://two\", namespace: shop}", RuleOutcome.CannotTell)]
    [InlineData("team", "{server: \"https://two\", namespace: bar}", RuleOutcome.Fail)]
    [InlineData("team", "{name: one, namespace: shop}", RuleOutcome.CannotTell)]
    [InlineData("team", "{name: named, namespace: shop}", RuleOutcome.Pass)]
    [InlineData("team", "{server: \"https://one\", namespace: \"{{ .name }}\"}", RuleOutcome.CannotTell)]
    [InlineData("taem", "{server: \"https://one\", namespace: shop}", RuleOutcome.Fail)]
    [InlineData("default", "{server: \"https://one\", namespace: shop}", RuleOutcome.Pass)]
    public void The_project_of_an_Application_is_there_and_permits_it(string project, string destination, RuleOutcome expected)
    {
        const string api = "argoproj.io/v1alpha1";
        var projects = Object(
            api,
            "AppProject",
            "team",
            "spec: {destinations: [{server: \"https://one\", namespace: \"*\"}, {server: \"https://one\", namespace: \"!kube-system\"},"
                + " {name: named, namespace: shop}]}",
            "argocd"
        );
        var spec = $"{{project: {project}, destination: {destination}}}";
        Assert.Equal(expected, Outcome("REF-014", projects + Object(api, "Application", "a", $"spec: {spec}", "argocd")));
        Assert.Equal(
            expected,
            Outcome("REF-014", projects + Object(api, "ApplicationSet", "a", $"spec: {{template: {{spec: {spec}}}}}", "argocd"))
        );
    }

    [Theory]
    [InlineData("{list: {elements: [{server: \"https://one\"}]}}", RuleOutcome.Pass)]
    [InlineData("{list: {elements: [{server: \"https://one\"}, {server: \"https://two\"}]}}", RuleOutcome.Fail)]
    [InlineData("{clusters: {}}", RuleOutcome.CannotTell)]
    public void The_list_of_an_ApplicationSet_fills_in_its_destinations(string generator, RuleOutcome expected)
    {
        const string api = "argoproj.io/v1alpha1";
        var spec = "{project: team, destination: {server: \"{{.server}}\", namespace: shop}}";
        Assert.Equal(
            expected,
            Outcome(
                "REF-014",
                Object(api, "AppProject", "team", "spec: {destinations: [{server: \"https://one\", namespace: shop}]}", "argocd")
                    + Object(api, "ApplicationSet", "a", $"spec: {{generators: [{generator}], template: {{spec: {spec}}}}}", "argocd")
            )
        );
    }
}
