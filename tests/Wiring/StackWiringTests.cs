using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Wiring;
using GitOpsGen.Yaml;
using Xunit;
using Answer = GitOpsGen.Wiring.Answer;

namespace GitOpsGen.Tests.Wiring;

/// <summary>The real chart, rendered: what its Prometheus scrapes, which hop breaks when something is renamed, and what its values say.</summary>
public sealed class StackWiringTests
{
    private const string Stack = "kps-kube-prometheus-stack";

    private static string Rendered => File.ReadAllText(Repository.Data("kube-prometheus-stack-88.5.3.yaml"));

    private static WiringMap Map(string yaml) =>
        Wirings.Of(new ClusterContents("stack", [new ContentsPart("", Read(yaml))]) { Unseen = UnseenPart.OfEveryCluster });

    private static Manifests Read(string yaml) => Manifests.Read("stack.yaml", yaml, new DiagnosticBag())!;

    [Fact]
    public void Each_monitor_of_the_chart_is_selected_and_says_what_it_scrapes()
    {
        var map = Map(Rendered);
        var monitors = map.Monitors.Where(report => report.Kind != MonitorKind.PrometheusRule).ToList();
        Assert.All(monitors, report => Assert.Equal((report.Shown, Answer.Yes), (report.Shown, report.Selected)));
        Assert.All(map.Monitors.Except(monitors), report => Assert.Equal(Answer.Yes, report.Works));
        Assert.Equal(
            [
                "kps-grafana: grafana:3000",
                $"{Stack}-alertmanager: alertmanager:9093, config-reloader:8080",
                $"{Stack}-apiserver: service-backing unknown",
                $"{Stack}-coredns: service-backing unknown",
                $"{Stack}-kube-controller-manager: service-backing unknown",
                $"{Stack}-kube-etcd: service-backing unknown",
                $"{Stack}-kube-proxy: service-backing unknown",
                $"{Stack}-kube-scheduler: service-backing unknown",
                $"{Stack}-kubelet: service-backing unknown",
                $"{Stack}-operator: kube-prometheus-stack:10250",
                $"{Stack}-prometheus: prometheus:9090, config-reloader:8080",
                "kps-kube-state-metrics: kube-state-metrics:8080",
                "kps-prometheus-node-exporter: node-exporter:9100",
            ],
            monitors.Select(Shown).Order(StringComparer.Ordinal)
        );
        Assert.Contains("the API server makes it", Why(map, $"{Stack}-apiserver"), StringComparison.Ordinal);
        Assert.Contains("the Prometheus Operator makes it", Why(map, $"{Stack}-kubelet"), StringComparison.Ordinal);
        Assert.Contains("the cluster itself starts pods", Why(map, $"{Stack}-kube-etcd"), StringComparison.Ordinal);
        Assert.False(new WiringScope(null, null).IsBroken(map));
    }

    [Fact]
    public void What_is_renamed_in_it_is_named_with_its_hop_and_mend()
    {
        var state = "metadata:\n  name: kps-kube-state-metrics\n  namespace: monitoring\n";
        var yaml = "apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring, labels: {}}\n---\n" + Rendered;
        var marked = yaml.Replace(
            "  serviceMonitorNamespaceSelector: {}\n",
            "  serviceMonitorNamespaceSelector: {matchLabels: {monitoring: prometheus}}\n",
            StringComparison.Ordinal
        );
        Assert.NotEqual(yaml, marked);
        Broken(marked, Hop.NamespaceSelector, "namespace monitoring has no label monitoring", "Give namespace monitoring what is asked");

        var monitor = After(yaml, $"kind: ServiceMonitor\n{state}", "    release: kps\n", "    release: main\n");
        Broken(monitor, Hop.ObjectSelector, "has label release=main, asked is release=kps", "Label the ServiceMonitor");

        var service = After(
            yaml,
            $"kind: Service\n{state}",
            "    app.kubernetes.io/name: kube-state-metrics\n",
            "    app.kubernetes.io/name: ksm\n"
        );
        Broken(
            service,
            Hop.TargetSelector,
            "Service monitoring/kps-kube-state-metrics has label app.kubernetes.io/name=ksm",
            "give Service monitoring/kps-kube-state-metrics"
        );

        var port = After(yaml, $"kind: Service\n{state}", "  - name: http\n", "  - name: http-metrics\n");
        Broken(port, Hop.Port, "http-metrics, none called http", "Write port: http-metrics");
    }

    [Fact]
    public void The_values_alone_say_the_same_of_the_Prometheus_as_the_chart_renders()
    {
        var rendered = Read(Rendered).Objects.Single(manifest => manifest.GroupKind == "monitoring.coreos.com/Prometheus");
        var values = YamlReader.ReadAll(
            "values.yaml",
            File.ReadAllText(Repository.Data("kube-prometheus-stack-88.5.3-values.yaml")),
            new DiagnosticBag(),
            YamlLimits.Generated
        )!;
        foreach (var given in new[] { (YamlMap)values[0], YamlMap.Empty(Position.Start("values.yaml")) })
        {
            var derived = StackValues.Of(Chart(given))!;
            Assert.Equal(("Prometheus", rendered.Namespace, rendered.Name), (derived.Kind, derived.Namespace, derived.Name));
            Assert.Equal("30s", derived.Interval);
            foreach (var field in MonitorKind.All.SelectMany(kind => new[] { kind.Selector, kind.NamespaceSelector }))
                Assert.True(NodeEquality.Same(rendered.Spec![field]!, derived.Spec[field]!), field);
            Assert.False(derived.Spec.Flag("ignoreNamespaceSelectors"));
        }
    }

    [Theory]
    [InlineData("{fullnameOverride: kube-prometheus, namespaceOverride: obs}", "Prometheus obs/kube-prometheus-prometheus", "release=kps")]
    [InlineData("{prometheus: {agentMode: true}}", "PrometheusAgent monitoring/kps-kube-prometheus-stack-prometheus", "release=kps")]
    [InlineData(
        "{prometheus: {prometheusSpec: {serviceMonitorSelectorNilUsesHelmValues: false}}}",
        "Prometheus monitoring/kps-kube-prometheus-stack-prometheus",
        "{} (everything)"
    )]
    [InlineData(
        "{prometheus: {prometheusSpec: {serviceMonitorSelector: {matchLabels: {prometheus: main}}}}}",
        "Prometheus monitoring/kps-kube-prometheus-stack-prometheus",
        "prometheus=main"
    )]
    [InlineData("{cleanPrometheusOperatorObjectNames: true, nameOverride: stack}", "Prometheus monitoring/kps-stack", "release=kps")]
    [InlineData("{prometheus: {enabled: false}}", null, "")]
    public void What_the_values_change_changes_the_Prometheus(string yaml, string? shown, string selector)
    {
        var derived = StackValues.Of(Chart(YamlReader.ReadMap("values.yaml", yaml, new DiagnosticBag())!));
        Assert.Equal(shown, derived is null ? null : $"{derived.Kind} {derived.FullName}");
        if (derived is not null)
            Assert.Equal(selector, $"{GitOpsGen.Wiring.Selection.Selector.Read(derived.Spec, "serviceMonitorSelector")}");
    }

    [Fact]
    public void A_chart_that_is_not_at_hand_still_has_its_Prometheus()
    {
        var values = YamlReader.ReadMap(
            "values.yaml",
            "{prometheus: {prometheusSpec: {serviceMonitorSelectorNilUsesHelmValues: false}}}",
            new DiagnosticBag()
        )!;
        var without = Shop.Contents(Shop.With("kind: Prometheus\n", "kind: Prometheuses\n"));
        var contents = without with
        {
            Parts = [without.Parts[0] with { Chart = Chart(values) }],
            Unseen =
            [
                new(
                    "the chart of stack",
                    "it is not at hand",
                    ["monitoring.coreos.com/Prometheus", "monitoring.coreos.com/PrometheusAgent", "apps/Deployment"],
                    ["monitoring"]
                )
                {
                    Chart = Chart(values),
                },
            ],
        };
        var map = Wirings.Of(contents);
        Assert.Equal("from the values of kube-prometheus-stack", Assert.Single(map.Scrapers).Origin);
        Assert.Equal(Answer.Yes, map.Find("ServiceMonitor shop/cart").Works);
        // The chart's own Prometheus is this one, so that no other may select what it does not.
        Assert.Equal(
            (Answer.No, Hop.ObjectSelector),
            map.Find("PodMonitor shop/jobs") is var report ? (report.Works, report.Nearest!.FirstFailingHop) : default
        );
    }

    [Theory]
    [InlineData("kube-prometheus-stack", "{}", "No")]
    [InlineData("kube-prometheus-stack", "{prometheus: {enabled: false}}", "No")]
    [InlineData("kube-prometheus-stack", "{extraManifests: []}", "No")]
    [InlineData("kube-prometheus-stack", "{extraManifests: [{kind: Prometheus}]}", "Unknown")]
    [InlineData("kube-prometheus-stack", "{extraManifests: {one: {kind: Prometheus}}}", "Unknown")]
    [InlineData("prometheus-operator-crds", "{}", "No")]
    [InlineData("platform", "{}", "Unknown")]
    public void Only_a_chart_of_which_nobody_knows_what_it_makes_may_have_another_Prometheus(string name, string values, string works)
    {
        var monitor = Shop.With(
            "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}",
            "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop}"
        );
        var chart = Chart(YamlReader.ReadMap("values.yaml", values, new DiagnosticBag())!) with { Name = name };
        // The order of what is not seen says nothing.
        var elsewhere = new UnseenPart("the prerequisite arc", "somebody else runs it", [], ["azure-arc"]) { Definitions = [] };
        foreach (var kinds in new[] { [], new[] { "monitoring.coreos.com/Prometheus" } })
        {
            var unseen = new UnseenPart("the chart", "it is not at hand", [.. kinds], ["monitoring"]) { Chart = chart };
            foreach (var all in new[] { new[] { elsewhere, unseen }, [unseen, elsewhere] })
                Assert.Equal(works, $"{Shop.Map(monitor, all).Find("ServiceMonitor shop/cart").Works}");
        }
    }

    [Theory]
    [InlineData("{}", "No")]
    [InlineData("{thanosRuler: {enabled: true}}", "Unknown")]
    public void A_ThanosRuler_of_the_values_may_load_what_no_Prometheus_does(string values, string works)
    {
        var rules = Shop.With(
            "kind: PrometheusRule\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}",
            "kind: PrometheusRule\nmetadata: {name: cart, namespace: shop}"
        );
        var unseen = new UnseenPart("the chart", "it is not at hand", [], ["monitoring"])
        {
            Chart = Chart(YamlReader.ReadMap("values.yaml", values, new DiagnosticBag())!),
        };
        Assert.Equal(works, $"{Shop.Map(rules, unseen).Find("PrometheusRule shop/cart").Works}");
    }

    [Theory]
    [InlineData(null, "Unknown")]
    [InlineData("azureclusteridentityrequests.clusterconfig.azure.com", "No")]
    [InlineData("prometheuses.monitoring.coreos.com", "Unknown")]
    [InlineData("prometheusagents.monitoring.coreos.com", "Unknown")]
    public void Whoever_says_what_he_brings_and_no_Prometheus_has_none(string? definition, string works)
    {
        var monitor = Shop.With(
            "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop, labels: {prometheus: main}}",
            "kind: ServiceMonitor\nmetadata: {name: cart, namespace: shop}"
        );
        var unseen = new UnseenPart("the prerequisite platform", "somebody else runs it", [], ["platform"])
        {
            Definitions = definition is null ? null : [definition],
        };
        Assert.Equal(works, $"{Shop.Map(monitor, unseen).Find("ServiceMonitor shop/cart").Works}");
    }

    private static ChartUse Chart(YamlMap values) =>
        new(Position.Start("app.yaml"), "kube-prometheus-stack", "88.5.3", "kps", "monitoring", values, IsSeen: false);

    private static void Broken(string yaml, Hop hop, string found, string mend)
    {
        var report = Map(yaml).Find("ServiceMonitor monitoring/kps-kube-state-metrics");
        Assert.Equal((Answer.No, hop), (report.Works, report.Nearest!.FirstFailingHop));
        Assert.Contains(found, report.Nearest.Failing!.Found, StringComparison.Ordinal);
        Assert.Contains(mend, report.Nearest.Failing.Mend, StringComparison.Ordinal);
    }

    private static string Why(WiringMap map, string name) => map.Find($"ServiceMonitor monitoring/{name}").Nearest!.Failing!.Found;

    private static string Shown(MonitorReport report) =>
        $"{report.Monitor.Name}: "
        + (
            report.Works == Answer.Yes
                ? string.Join(", ", report.Targets.Select(target => $"{target.Container}:{target.Port}"))
                : $"{report.Nearest!.FirstFailingHop.Word()} {report.Works.Word()}"
        );

    // The first place of a text behind another.
    private static string After(string yaml, string mark, string old, string @new)
    {
        var at = yaml.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(at >= 0, mark);
        var place = yaml.IndexOf(old, at, StringComparison.Ordinal);
        return yaml[..place] + @new + yaml[(place + old.Length)..];
    }
}
