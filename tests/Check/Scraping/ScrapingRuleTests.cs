using GitOpsGen.Check.Scraping;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Scraping;

/// <summary>The rules about scraping: what fails, the near miss that passes, and what nobody can tell.</summary>
public sealed class ScrapingRuleTests
{
    private const string Static = "targets: {staticConfig: {static: [a]}}";

    [Theory]
    [InlineData("prober: {url: 'blackbox.monitoring.svc:9115'}, " + Static, Contents.Pass)]
    [InlineData("prober: {url: 'blackbox:9115'}, targets: {ingress: {selector: {}}}", Contents.Pass)]
    [InlineData("prober: {url: 'http://blackbox:9115'}, " + Static, "error: Write 'blackbox:9115'")]
    [InlineData("prober: {url: 'https://blackbox:9115/probe'}, " + Static, "error: Write 'blackbox:9115'")]
    [InlineData("prober: {url: 'blackbox:9115/probe'}, " + Static, "error: must be host:port")]
    [InlineData("prober: {url: 'blackbox:http'}, " + Static, "error: must be host:port")]
    [InlineData("prober: {url: 'blackbox:99999'}, " + Static, "error: must be host:port")]
    [InlineData("prober: {url: blackbox}, " + Static, "warning: has no port")]
    [InlineData(Static, "error: spec.prober.url is not there")]
    [InlineData("prober: {url: 'b:1'}", "error: neither staticConfig nor ingress")]
    [InlineData("prober: {url: 'b:1'}, targets: {staticConfig: {static: []}}", "warning: static is empty")]
    [InlineData("prober: {url: 'b:1'}, targets: {staticConfig: {static: [a]}, ingress: {selector: {}}}", "warning: ingress is ignored")]
    public void A_probe_is_complete(string spec, string expected) =>
        ScrapingRules.Rules.Expect(
            "SCR-002",
            Contents.Of(Contents.Object("monitoring.coreos.com/v1", "Probe", "p", $"spec: {{{spec}}}")),
            expected
        );

    [Theory]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/port: '8080'", "", Contents.Pass)]
    [InlineData("prometheus.io/scrape: true", "", "error: 'prometheus.io/scrape' is true without quotes")]
    [InlineData("prometheus.io/port: 8080", "", "error: 'prometheus.io/port' is 8080 without quotes")]
    [InlineData("prometheus.io/port: [8080]", "", "error: is a list, which is no text")]
    [InlineData("prometheus.io/scrape: yes", "", "error: is yes without quotes")]
    [InlineData("", "prometheus.io/scrape: 'true'", "warning: stand on the object itself")]
    [InlineData("prometheus.io/scrape: 'true'", "prometheus.io/scrape: 'true'", Contents.Pass)]
    [InlineData("", "prometheus.io/scrape: true", "error: metadata.annotations: 'prometheus.io/scrape'")]
    [InlineData("prometheus.io/scrap: 'true'", "", "warning: Did you mean 'prometheus.io/scrape'?")]
    [InlineData("prometheus.io/port: metrics", "", "warning: must be a number of a port")]
    [InlineData("prometheus.io/scrape: 'on'", "", "warning: must be \"true\" or \"false\"")]
    [InlineData("prometheus.io/path: metrics", "", "warning: begins with '/'")]
    [InlineData("prometheus.io/scheme: HTTPS", "", "warning: must be \"http\" or \"https\"")]
    [InlineData("prometheus.io/scheme: http, prometheus.io.scheme: http", "", "warning: are the same label")]
    [InlineData("prometheus.io.scheme: http", "", Contents.Pass)]
    public void Annotations_stand_on_pods_as_text(string pods, string own, string expected)
    {
        foreach (var kind in new[] { "Deployment", "StatefulSet", "DaemonSet" })
            ScrapingRules.Rules.Expect(
                "SCR-004",
                Contents.Of(
                    Contents.Object(
                        "apps/v1",
                        kind,
                        "web",
                        $"spec: {{template: {{metadata: {{annotations: {{{pods}}}}}, spec: {{containers: []}}}}}}",
                        $"annotations: {{{own}}}"
                    )
                ),
                expected
            );
    }

    [Fact]
    public void A_service_may_bear_the_annotations() =>
        ScrapingRules.Rules.Expect(
            "SCR-004",
            Contents.Of(Contents.Object("v1", "Service", "web", "spec: {}", "annotations: {prometheus.io/scrape: 'true'}")),
            Contents.Pass
        );

    private const string Certificate = ", scheme: https, tlsConfig: {certFile: /c, keyFile: /k, insecureSkipVerify: true}";

    [Theory]
    [InlineData("STRICT", "", "", "error: it speaks plain HTTP")]
    [InlineData("PERMISSIVE", "", "", Contents.Pass)]
    [InlineData("STRICT", Certificate, "", Contents.Pass)]
    [InlineData("STRICT", ", scheme: HTTPS, tlsConfig: {certFile: /c, keyFile: /k}", "", "error: insecureSkipVerify: true")]
    [InlineData("STRICT", ", scheme: https, tlsConfig: {insecureSkipVerify: true}", "", "error: it brings no certificate of Istio")]
    [InlineData("STRICT", ", relabelings: [{replacement: '$1:15020'}]", "", Contents.Pass)]
    [InlineData("STRICT", "", "sidecar.istio.io/inject: 'false'", Contents.Pass)]
    public void A_scrape_gets_past_strict_mtls(string mode, string endpoint, string labels, string expected)
    {
        foreach (var monitor in Monitors(endpoint))
            ScrapingRules.Rules.Expect(
                "SCR-005",
                Contents.Of(Space("istio-injection: enabled") + Web(labels, "") + Peer(mode) + monitor),
                expected
            );
    }

    [Fact]
    public void The_nearest_policy_decides()
    {
        var all = Space("istio.io/rev: asm-1-30") + Web("", "") + Monitors("")[0];
        var root = Peer("STRICT").Replace("namespace: monitoring", "namespace: istio-system", StringComparison.Ordinal);
        ScrapingRules.Rules.Expect("SCR-005", Contents.Of(all + root), "error: it speaks plain HTTP");
        ScrapingRules.Rules.Expect("SCR-005", Contents.Of(all + root + Peer("PERMISSIVE")), Contents.Pass);
        ScrapingRules.Rules.Expect(
            "SCR-005",
            Contents.Of(all + Peer("STRICT") + Own("portLevelMtls: {8080: {mode: PERMISSIVE}}")),
            Contents.Pass
        );
        ScrapingRules.Rules.Expect(
            "SCR-005",
            Contents.Of(all + Peer("STRICT") + Own("portLevelMtls: {9090: {mode: PERMISSIVE}}")),
            "error: port 8080"
        );
        ScrapingRules.Rules.Expect("SCR-005", Contents.Of(all + Peer("PERMISSIVE") + Own("mtls: {mode: STRICT}")), "error: port 8080");
    }

    [Fact]
    public void Without_the_namespace_nobody_can_tell_who_has_a_sidecar()
    {
        ScrapingRules.Rules.Expect(
            "SCR-005",
            Contents.Of(Web("", "") + Peer("STRICT") + Monitors("")[0]),
            "note: the Namespace monitoring is not at hand"
        );
        ScrapingRules.Rules.Expect(
            "SCR-005",
            Contents.Of(Web("sidecar.istio.io/inject: 'true'", "") + Peer("STRICT") + Monitors("")[0]),
            "error: it speaks plain HTTP"
        );
    }

    [Theory]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/port: '8080'", Contents.Pass)]
    [InlineData("prometheus.io/scrape: 'true', prometheus.istio.io/merge-metrics: 'false'", "error: metrics are not merged")]
    public void Annotated_pods_are_merged(string annotations, string expected) =>
        ScrapingRules.Rules.Expect(
            "SCR-005",
            Contents.Of(Space("istio-injection: enabled") + Web("", annotations) + Peer("STRICT")),
            expected
        );

    [Theory]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/scheme: http", Contents.Pass)]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/scheme: https", "warning: nobody reads 'prometheus.io/scheme'")]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/param_module: x", "warning: nobody reads 'prometheus.io/param_module")]
    [InlineData("prometheus.io/scrape: 'false', prometheus.io/scheme: https", Contents.Pass)]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/scheme: https, prometheus.istio.io/merge-metrics: 'false'", Contents.Pass)]
    public void Merging_reads_three_annotations(string annotations, string expected)
    {
        ScrapingRules.Rules.Expect("SCR-006", Contents.Of(Space("istio-injection: enabled") + Web("", annotations)), expected);
        ScrapingRules.Rules.Expect("SCR-006", Contents.Of(Space("a: b") + Web("", annotations)), Contents.Pass);
    }

    private const string Off = "prometheus.istio.io/merge-metrics: 'false'";

    [Theory]
    [InlineData("prometheus.io/scrape: 'true', " + Off, "STRICT", "", Contents.Pass)]
    [InlineData("prometheus.io/scrape: 'true', " + Off, "PERMISSIVE", "", Contents.Pass)]
    [InlineData("prometheus.io/scrape: 'true'", "STRICT", "", Contents.Pass)]
    [InlineData(Off, "STRICT", "", Contents.Pass)]
    [InlineData(Off, "PERMISSIVE", "portNumber: 15020", "warning: scrapes the merged metrics")]
    [InlineData(Off, "PERMISSIVE", "portNumber: 8080", Contents.Pass)]
    public void Merging_is_on_where_it_is_counted_on(string annotations, string mode, string endpoint, string expected) =>
        ScrapingRules.Rules.Expect(
            "SCR-007",
            Contents.Of(
                Space("istio-injection: enabled")
                    + Web("", annotations)
                    + Peer(mode)
                    + (endpoint.Length == 0 ? "" : Contents.Object("monitoring.coreos.com/v1", "PodMonitor", "m", PodMonitor(endpoint)))
            ),
            expected
        );

    private static string[] Monitors(string endpoint) =>
        [
            Contents.Object("monitoring.coreos.com/v1", "PodMonitor", "m", PodMonitor($"port: http{endpoint}")),
            Contents.Object(
                "monitoring.coreos.com/v1",
                "ServiceMonitor",
                "m",
                $"spec: {{selector: {{matchLabels: {{app: web}}}}, endpoints: [{{port: metrics{endpoint}}}]}}"
            ),
        ];

    private static string PodMonitor(string endpoint) =>
        $"spec: {{selector: {{matchLabels: {{app: web}}}}, podMetricsEndpoints: [{{{endpoint}}}]}}";

    private static string Space(string labels) =>
        $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: monitoring, labels: {{{labels}}}}}}}\n";

    private static string Web(string labels, string annotations) =>
        Contents.Object(
            "apps/v1",
            "Deployment",
            "web",
            $"spec: {{template: {{metadata: {{labels: {{app: web{(labels.Length == 0 ? "" : ", ")}{labels}}}, annotations: "
                + $"{{{annotations}}}}}, "
                + "spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}}}"
        )
        + Contents.Object(
            "v1",
            "Service",
            "web",
            "spec: {selector: {app: web}, ports: [{name: metrics, port: 80, targetPort: http}]}",
            "labels: {app: web}"
        );

    private static string Peer(string mode) =>
        Contents.Object("security.istio.io/v1", "PeerAuthentication", "all", $"spec: {{mtls: {{mode: {mode}}}}}");

    private static string Own(string spec) =>
        Contents.Object("security.istio.io/v1", "PeerAuthentication", "web", $"spec: {{selector: {{matchLabels: {{app: web}}}}, {spec}}}");
}
