using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>The whole map: what holds, each hop that is broken on purpose, what is not seen, and the other way round.</summary>
public sealed class WiringMapTests
{
    [Fact]
    public void What_is_wired_is_scraped()
    {
        var map = Shop.Map();
        Assert.All(
            map.Monitors,
            report => Assert.Equal((report.Shown, Answer.Yes, Hop.None), (report.Shown, report.Works, report.Nearest!.FirstFailingHop))
        );
        Assert.Equal(
            [
                "shop/cart app:9102/metrics",
                "shop/jobs app:8080/metrics",
                "https://shop.example.com through blackbox.monitoring.svc:9115",
                "db.example.com:9187/metrics",
            ],
            map.Monitors.SelectMany(report => report.Targets).Select(target => $"{target}")
        );
        Assert.Empty(map.Doubles);
        Assert.Empty(map.Unscraped);
    }

    [Theory]
    [InlineData(
        "name: shop, labels: {monitoring: prometheus}",
        "name: shop",
        "namespace-selector",
        "no label monitoring",
        "Give namespace shop what is asked"
    )]
    [InlineData(
        "name: shop, labels: {monitoring: prometheus}",
        "name: shop, labels: {monitorin: prometheus}",
        "namespace-selector",
        "monitorin=prometheus",
        "Give namespace shop"
    )]
    [InlineData(
        "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}",
        "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop}",
        "object-selector",
        "no label prometheus",
        "Label the ServiceMonitor"
    )]
    [InlineData("scrapeTimeout: 10s", "scrapeTimeout: 20s", "accepted", "20s is above the interval 15s", "Lower scrapeTimeout")]
    [InlineData(
        "kind: Service\nmetadata: {name: cart, namespace: shop, labels: {app: cart}}",
        "kind: Service\nmetadata: {name: cart, namespace: shop, labels: {app: carts}}",
        "target-selector",
        "Service shop/cart has label app=carts, asked is app=cart",
        "give Service shop/cart what is asked"
    )]
    [InlineData(
        "kind: Service\nmetadata: {name: cart, namespace: shop, labels: {app: cart}}",
        "kind: Service\nmetadata: {name: cart, namespace: monitoring, labels: {app: cart}}",
        "target-namespace",
        "Service monitoring/cart, which fits, is in monitoring",
        "matchNames"
    )]
    [InlineData(
        "spec: {selector: {app: cart}, ports",
        "spec: {selector: {app: basket}, ports",
        "service-backing",
        "the pod template of Deployment shop/cart has label app=cart, asked is app=basket",
        "Correct the Service's selector"
    )]
    [InlineData("replicas: 2", "replicas: 0", "service-backing", "Deployment shop/cart, which has replicas: 0", "")]
    [InlineData(
        "ports: [{name: metrics, port: 9090",
        "ports: [{name: metric, port: 9090",
        "port",
        "port metric, none called metrics",
        "Write port: metric"
    )]
    [InlineData(
        "{name: prom, containerPort: 9102}",
        "{name: prome, containerPort: 9102}",
        "port",
        "its pods declare web (8080), prome (9102)",
        "targetPort"
    )]
    [InlineData(
        "interval: 15s,",
        "relabelings: [{action: drop, sourceLabels: [namespace], regex: shop}],",
        "relabel",
        "drop namespace =~ \"shop\"",
        "Correct the relabeling"
    )]
    [InlineData("endpoints: [{port", "targetLimit: 1\n  endpoints: [{port", "limit", "2 targets", "Raise targetLimit to 2")]
    public void A_broken_hop_is_named_with_its_mend(string old, string @new, string hop, string found, string mend)
    {
        var report = Shop.Map(Shop.With(old, @new)).Find("ServiceMonitor shop/cart");
        var step = report.Nearest!.Failing!;
        Assert.Equal((Answer.No, hop), (report.Works, step.Hop.Word()));
        Assert.Contains(found, step.Text, StringComparison.Ordinal);
        Assert.Contains(mend, step.Mend, StringComparison.Ordinal);
        Assert.NotNull(step.At);
    }

    [Theory]
    [InlineData("ports: [{name: http, containerPort: 8080}]", "ports: [{name: web, containerPort: 8080}]", "port", "Write port: web")]
    [InlineData("podMetricsEndpoints: [{port: http}]", "podMetricsEndpoints: [{port: 8080}]", "accepted", "Write portNumber: 8080")]
    [InlineData(
        "selector: {matchLabels: {app: jobs}}",
        "selector: {matchExpressions: [{key: app, operator: Exists, values: [x]}]}",
        "accepted",
        "Correct the selector"
    )]
    [InlineData(
        "name: http, containerPort: 8080}]}]",
        "name: http, containerPort: 8080}]}], nodeSelector: {gitopsgen.io/hold: \"true\"}",
        "target-selector",
        "Give it pods"
    )]
    public void So_is_one_of_a_PodMonitor(string old, string @new, string hop, string mend)
    {
        var report = Shop.Map(Shop.With(old, @new)).Find("PodMonitor shop/jobs");
        Assert.Equal((Answer.No, hop), (report.Works, report.Nearest!.FirstFailingHop.Word()));
        Assert.Contains(mend, report.Nearest.Failing!.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "ServiceMonitor shop/cart",
        "Service",
        "shop",
        "kind: Service\nmetadata: {name: cart,",
        "kind: Service\nmetadata: {name: other,"
    )]
    [InlineData(
        "ServiceMonitor shop/cart",
        "apps/Deployment",
        "shop",
        "metadata: {labels: {app: cart}}",
        "metadata: {labels: {app: other}}"
    )]
    [InlineData("PodMonitor shop/jobs", "apps/StatefulSet", "shop", "metadata: {labels: {app: jobs}}", "metadata: {labels: {none: here}}")]
    [InlineData(
        "ServiceMonitor shop/cart",
        "monitoring.coreos.com/Prometheus",
        "",
        "serviceMonitorSelector: {matchLabels: {prometheus: main}}",
        "serviceMonitorSelector: {matchLabels: {prometheus: other}}"
    )]
    public void What_may_be_there_unseen_makes_no_a_cannot_tell(string shown, string kind, string space, string old, string @new)
    {
        var yaml = Shop.With(old, @new)
            .Replace("labels: {app: cart}}\nspec: {selector", "labels: {none: here}}\nspec: {selector", StringComparison.Ordinal);
        var unseen = new UnseenPart("the chart of shop", "it is not at hand", [kind], space.Length == 0 ? [] : [space]);
        if (kind == "apps/Deployment")
            yaml = Shop.With(old, @new);
        Assert.Equal(Answer.No, Shop.Map(yaml).Find(shown).Works);
        var report = Shop.Map(yaml, unseen).Find(shown);
        Assert.Equal(Answer.Unknown, report.Works);
        Assert.Contains("the chart of shop", report.Nearest!.Failing!.Text + report.Unseen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_that_is_not_rendered_leaves_the_question_open()
    {
        var report = Shop.Map(Shop.With("kind: Namespace\nmetadata: {name: shop,", "kind: Namespace\nmetadata: {name: elsewhere,"))
            .Find("ServiceMonitor shop/cart");
        Assert.Equal((Answer.Unknown, Hop.NamespaceSelector), (report.Selected, report.Nearest!.FirstFailingHop));
    }

    [Fact]
    public void The_labels_that_Argo_CD_manages_are_those_of_the_namespace_too()
    {
        const string application = """
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec:
              destination: {namespace: shop}
              syncPolicy: {managedNamespaceMetadata: {labels: {monitoring: prometheus}}}

            """;
        var yaml = Shop.With("name: shop, labels: {monitoring: prometheus}", "name: shop") + application;
        Assert.Equal(Answer.Yes, Shop.Map(yaml).Find("ServiceMonitor shop/cart").Works);
    }

    [Theory]
    [InlineData(
        "action: keep, sourceLabels: [__meta_kubernetes_pod_node_name], regex: node-a",
        "unknown",
        "__meta_kubernetes_pod_node_name"
    )]
    [InlineData("action: keep, sourceLabels: [__meta_kubernetes_pod_node_name], regex: .+", "yes", "")]
    [InlineData("action: keep, sourceLabels: [__meta_kubernetes_pod_container_port_number], regex: \"9\\\\d+\"", "yes", "")]
    [InlineData("action: keep, sourceLabels: [__address__], regex: '[^:]+:9102'", "yes", "")]
    [InlineData(
        "action: keep, sourceLabels: [__meta_kubernetes_endpoint_port_name], regex: 'metrics|(?i:METRICS)'",
        "unknown",
        "nobody can tell"
    )]
    public void A_relabeling_on_what_only_the_cluster_knows_is_no_yes_and_no_no(string relabeling, string works, string why)
    {
        var yaml = Shop.With("interval: 15s, scrapeTimeout: 10s", $"relabelings: [{{{relabeling}}}]");
        var report = Shop.Map(yaml).Find("ServiceMonitor shop/cart");
        Assert.Equal(works, report.Works.Word());
        Assert.Contains(why, report.Nearest!.Failing?.Text ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_with_metrics_that_nobody_scrapes_is_named()
    {
        var yaml = Shop.With(
            "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}",
            "kind: ConfigMap\nmetadata: {name: none}"
        );
        var port = Assert.Single(Shop.Map(yaml).Unscraped);
        Assert.Equal(("Service shop/cart", "port metrics", Answer.No), (port.Owner, port.Sign, port.Answer));

        var own = Shop.With("  serviceAccountName: prometheus\n", "  additionalScrapeConfigs: {name: x, key: y}\n", yaml);
        Assert.Equal(Answer.Unknown, Assert.Single(Shop.Map(own).Unscraped).Answer);
    }

    [Fact]
    public void A_second_Prometheus_that_asks_for_other_labels_breaks_nothing()
    {
        const string other = """
            ---
            apiVersion: monitoring.coreos.com/v1
            kind: Prometheus
            metadata: {name: other, namespace: monitoring}
            spec: {serviceMonitorSelector: {matchLabels: {prometheus: other}}, serviceMonitorNamespaceSelector: {}}

            """;
        var map = Shop.Map(Shop.Manifests + other);
        var report = map.Find("ServiceMonitor shop/cart");
        Assert.Equal((Answer.Yes, 2), (report.Works, report.By.Length));
        Assert.Equal("monitoring/main", Assert.Single(report.Selecting).Scraper.FullName);
        Assert.False(new WiringScope(null, null).IsBroken(map));
    }

    [Fact]
    public void An_endpoint_that_gets_nothing_is_a_gap_beside_one_that_does()
    {
        var map = Shop.Map(Shop.With("endpoints: [{port: metrics,", "endpoints: [{port: admin}, {port: metrics,"));
        var report = map.Find("ServiceMonitor shop/cart");
        Assert.Equal(Answer.Yes, report.Works);
        Assert.Equal(("endpoints[0]", Hop.Port), (Assert.Single(report.Nearest!.Gaps).Endpoint, report.Nearest.Gaps[0].Step.Hop));
        Assert.True(new WiringScope(null, null).IsBroken(map));
    }

    [Fact]
    public void Rules_are_loaded_by_a_ThanosRuler_too()
    {
        const string ruler = """
            ---
            apiVersion: monitoring.coreos.com/v1
            kind: ThanosRuler
            metadata: {name: ruler, namespace: monitoring}
            spec: {ruleSelector: {}, ruleNamespaceSelector: {}}

            """;
        var yaml = Shop.With("ruleSelector: {matchLabels: {prometheus: main}}", "ruleSelector: {matchLabels: {prometheus: other}}");
        Assert.Equal(Answer.No, Shop.Map(yaml).Find("PrometheusRule shop/cart").Works);
        Assert.Equal(Answer.Yes, Shop.Map(yaml + ruler).Find("PrometheusRule shop/cart").Works);
        Assert.Single(Shop.Map(yaml + ruler).Find("ServiceMonitor shop/cart").By);
    }

    [Fact]
    public void An_object_that_is_written_twice_is_one()
    {
        var map = Shop.Map(Shop.Manifests + "---\n" + Shop.Manifests);
        Assert.Equal((5, 4), (map.Monitors.Length, map.Monitors.Sum(report => report.Targets.Count())));
        Assert.Empty(map.Doubles);
    }

    [Theory]
    [InlineData("{matchNames: [legacy]}", "{app: legacy}", "unknown", "nothing of namespace legacy is among the manifests")]
    [InlineData("{matchNames: [legacy]}", "{app: cart}", "no", "Service shop/cart, which fits, is in shop")]
    [InlineData("{any: true}", "{app: legacy}", "no", "Service shop/cart has label app=cart")]
    public void Of_a_namespace_of_which_nothing_is_there_nobody_can_tell(string spaces, string labels, string works, string found)
    {
        var yaml = Shop.With(
            "  selector: {matchLabels: {app: cart}}",
            $"  namespaceSelector: {spaces}\n  selector: {{matchLabels: {labels}}}"
        );
        var report = Shop.Map(yaml).Find("ServiceMonitor shop/cart");
        Assert.Equal(works, report.Works.Word());
        Assert.Contains(found, report.Nearest!.Failing!.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: cart, namespace: shop}\nspec: {scaleTargetRef: {kind: Deployment, name: cart}}"
    )]
    [InlineData(
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: cart, namespace: shop}\nspec: {workloadRef: {kind: Deployment, name: cart}}"
    )]
    public void How_many_pods_an_autoscaler_or_a_Rollout_makes_only_the_cluster_knows(string scaler)
    {
        var yaml = Shop.With("endpoints: [{port", "targetLimit: 5\n  endpoints: [{port") + "---\n" + scaler + "\n";
        Assert.Equal(
            (Answer.Unknown, Hop.Limit),
            Shop.Map(yaml).Find("ServiceMonitor shop/cart") is var report ? (report.Works, report.Nearest!.FirstFailingHop) : default
        );
    }

    [Theory]
    [InlineData("role: Pod, namespaces: {names: [shop]}", "yes", "none", "")]
    [InlineData("role: Pod", "yes", "none", "")]
    [InlineData("role: pod, selectors: [{role: pod, label: app=cart}], namespaces: {names: [monitoring]}", "no", "target-namespace", "Deployment shop/cart is in shop")]
    [InlineData("role: Pod, namespaces: {names: [legacy]}", "unknown", "target-selector", "nothing of namespace legacy")]
    [InlineData("role: Pod, selectors: [{role: pod, label: app=cart}]", "yes", "none", "")]
    [InlineData("role: Pod, selectors: [{role: pod, label: app=none}]", "no", "target-selector", "nothing of what it asks for")]
    [InlineData("role: Node", "unknown", "target-selector", "the role Node")]
    [InlineData("role: Endpoints", "yes", "none", "")]
    [InlineData("role: Service", "yes", "none", "")]
    [InlineData("role: Pod, apiServer: https://other.example", "unknown", "target-selector", "another API server")]
    public void A_ScrapeConfig_discovers_as_Prometheus_does(string discovery, string works, string hop, string found)
    {
        var yaml = Shop.With("staticConfigs: [{targets: [\"db.example.com:9187\"]}]", $"kubernetesSDConfigs: [{{{discovery}}}]");
        var report = Shop.Map(yaml).Find("ScrapeConfig shop/fixed");
        Assert.Equal((works, hop), (report.Works.Word(), report.Nearest!.FirstFailingHop.Word()));
        Assert.Contains(found, report.Nearest.Failing?.Found ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consulSDConfigs: [{server: x}]", "unknown")]
    [InlineData(
        "staticConfigs: [{targets: [\"db.example.com:9187\"]}]\n  relabelings: [{action: drop, sourceLabels: [__address__], regex: 'db.*'}]",
        "no"
    )]
    [InlineData("staticConfigs: []", "no")]
    public void What_else_a_ScrapeConfig_names_only_the_cluster_knows(string spec, string works) =>
        Assert.Equal(
            works,
            Shop.Map(Shop.With("staticConfigs: [{targets: [\"db.example.com:9187\"]}]", spec)).Find("ScrapeConfig shop/fixed").Works.Word()
        );

    [Theory]
    [InlineData("{selector: {matchLabels: {app: web}}}", "https://www.example.com/ http://shop.example.com/cart", "")]
    [InlineData("{selector: {matchLabels: {app: webb}}}", "", "Ingress shop/web has label app=web, asked is app=webb")]
    [InlineData(
        "{namespaceSelector: {matchNames: [monitoring]}, selector: {matchLabels: {app: web}}}",
        "",
        "Ingress shop/web, which fits, is in shop"
    )]
    public void A_Probe_asks_the_hosts_and_paths_of_Ingresses(string ingress, string urls, string found)
    {
        const string web = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec:
              tls: [{hosts: [www.example.com]}]
              rules: [{host: www.example.com}, {host: shop.example.com, http: {paths: [{path: /cart}]}}, {http: {paths: [{path: /}]}}]

            """;
        var yaml = Shop.With("{staticConfig: {static: [\"https://shop.example.com\"]}}", $"{{ingress: {ingress}}}") + web;
        var report = Shop.Map(yaml).Find("Probe shop/site");
        Assert.Equal(urls, string.Join(' ', report.Targets.Select(target => target.Address)));
        Assert.Contains(found, report.Nearest!.Failing?.Found ?? "", StringComparison.Ordinal);
    }
}
