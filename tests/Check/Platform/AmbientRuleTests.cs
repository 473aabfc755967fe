using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>AMB-001: what does not go with the ambient mesh.</summary>
public sealed class AmbientRuleTests
{
    private const string Ambient = "istio.io/dataplane-mode: ambient";

    [Theory]
    [InlineData(Ambient, "1.34", Contents.Pass)]
    [InlineData(Ambient + ", istio-injection: disabled", "1.34", Contents.Pass)]
    [InlineData(Ambient + ", istio-injection: enabled", "1.34", "error: asks for a sidecar too ('istio-injection: enabled')")]
    [InlineData(Ambient + ", istio.io/rev: default", "1.34", "error: ('istio.io/rev: default')")]
    [InlineData(Ambient + ", istio.io/rev: asm-1-30", "1.34", "error: of the AKS add-on")]
    [InlineData("istio.io/dataplane-mode: none, istio-injection: enabled", "1.20", Contents.Pass)]
    [InlineData(Ambient, "1.31", "warning: support Kubernetes 1.32 to 1.36, not 1.31")]
    [InlineData(Ambient, "1.37", "warning: not 1.37")]
    [InlineData(Ambient, null, "note: nobody says its version")]
    public void Ambient_is_the_only_way_in(string labels, string? version, string expected) =>
        PlatformRules.Rules.Expect("AMB-001", Contents.Of(Space("web", labels)) with { KubernetesVersion = version }, expected);

    [Theory]
    [InlineData("", Contents.Pass)]
    [InlineData("labels: {sidecar.istio.io/inject: 'true'}", "error: ('sidecar.istio.io/inject: true')")]
    [InlineData("labels: {sidecar.istio.io/inject: 'false'}", Contents.Pass)]
    [InlineData("annotations: {prometheus.istio.io/merge-metrics: 'true'}", "warning: nobody merges metrics")]
    public void Pods_ask_for_nothing_else(string metadata, string expected) =>
        PlatformRules.Rules.Expect("AMB-001", Contents.Of(Space("monitoring", Ambient) + Web(metadata)), expected);

    [Theory]
    [InlineData("a: b", "STRICT", "error: is not in the mesh: the scrape is refused")]
    [InlineData("a: b", "PERMISSIVE", Contents.Pass)]
    [InlineData(Ambient, "STRICT", Contents.Pass)]
    public void A_prometheus_outside_meets_no_strict_port(string labels, string mode, string expected) =>
        PlatformRules.Rules.Expect("AMB-001", Contents.Of(Space("obs", labels) + Prometheus + Scraped(mode)), expected);

    [Fact]
    public void Who_scrapes_may_be_where_nobody_sees_it()
    {
        PlatformRules.Rules.Expect(
            "AMB-001",
            Contents.Of(Scraped("STRICT")),
            "note: nobody can tell whether who scrapes it is in the mesh"
        );
        PlatformRules.Rules.Expect("AMB-001", Contents.Of(Prometheus + Scraped("STRICT")), "note: nobody can tell whether who scrapes it");
    }

    [Theory]
    [InlineData("podMetadata: {labels: {istio.io/dataplane-mode: ambient}}", Contents.Pass)]
    [InlineData(
        "podMetadata: {labels: {istio.io/dataplane-mode: none}}",
        "error: (from the values of kube-prometheus-stack) is not in the mesh"
    )]
    public void A_prometheus_is_known_by_the_values_of_its_chart(string spec, string expected) =>
        PlatformRules.Rules.Expect("AMB-001", Contents.OfStack($"prometheus: {{prometheusSpec: {{{spec}}}}}", Scraped("STRICT")), expected);

    [Theory]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/port: '8080'", "error: prometheus.io/scrape scrapes port 8080")]
    [InlineData("prometheus.io/scrape: 'false', prometheus.io/port: '8080'", Contents.Pass)]
    [InlineData("prometheus.io/scrape: 'true', prometheus.io/port: '8080', gitopsgen.io/scraped-by: other", Contents.Pass)]
    public void What_annotations_ask_for_is_a_scrape_too(string annotations, string expected) =>
        PlatformRules.Rules.Expect(
            "AMB-001",
            Contents.Of(
                Space("obs", "a: b")
                    + Prometheus
                    + Space("monitoring", Ambient)
                    + Web($"annotations: {{{annotations}}}")
                    + Contents.Object("security.istio.io/v1", "PeerAuthentication", "p", "spec: {mtls: {mode: STRICT}}")
            ),
            expected
        );

    [Theory]
    [InlineData("", "error: no policy allows Prometheus obs/main there")]
    [InlineData("action: ALLOW", "error: no policy allows")]
    [InlineData("action: DENY, rules: [{}]", Contents.Pass)]
    [InlineData("selector: {matchLabels: {app: other}}", Contents.Pass)]
    [InlineData("selector: {matchLabels: {app: web}}", "error: no policy allows")]
    [InlineData("targetRefs: [{kind: Gateway, name: waypoint}]", Contents.Pass)]
    [InlineData("rules: [{}]", Contents.Pass)]
    [InlineData(
        "rules: [{from: [{source: {principals: [cluster.local/ns/obs/sa/main]}}], to: [{operation: {ports: ['8080']}}]}]",
        Contents.Pass
    )]
    [InlineData(
        "rules: [{from: [{source: {principals: [cluster.local/ns/obs/sa/main]}}], to: [{operation: {ports: ['9090']}}]}]",
        "error: port 8080"
    )]
    [InlineData("rules: [{from: [{source: {principals: [cluster.local/ns/obs/sa/other]}}]}]", "error: no policy allows")]
    [InlineData("rules: [{from: [{source: {principals: ['*/sa/main', a]}}]}]", Contents.Pass)]
    [InlineData("rules: [{from: [{source: {principals: ['other.domain/ns/obs/*']}}]}]", Contents.Pass)]
    [InlineData("rules: [{from: [{source: {namespaces: [obs]}}]}]", Contents.Pass)]
    [InlineData("rules: [{from: [{source: {namespaces: [shop]}}]}]", "error: no policy allows")]
    [InlineData("rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]", Contents.Pass)]
    public void A_prometheus_inside_is_allowed_where_policies_allow_some(string spec, string expected) =>
        PlatformRules.Rules.Expect(
            "AMB-001",
            Contents.Of(
                Space("obs", Ambient)
                    + Prometheus.Replace("spec: {}", "spec: {serviceAccountName: main}", StringComparison.Ordinal)
                    + Scraped("STRICT")
                    + Contents.Object("security.istio.io/v1", "AuthorizationPolicy", "a", $"spec: {{{spec}}}")
            ),
            expected
        );

    [Theory]
    [InlineData("rules: [{to: [{operation: {ports: ['8080']}}]}]", "", Contents.Pass)]
    [InlineData("rules: [{from: [{source: {principals: [a]}}]}]", "", Contents.Pass)]
    [InlineData("rules: [{to: [{operation: {methods: [GET]}}]}]", "", "error: asks for 'methods'")]
    [InlineData("rules: [{to: [{operation: {paths: [/a]}}]}], selector: {matchLabels: {app: web}}", "", "error: asks for 'paths'")]
    [InlineData("rules: [{from: [{source: {requestPrincipals: ['*']}}]}]", "", "error: asks for 'requestPrincipals'")]
    [InlineData("rules: [{when: [{key: 'request.headers[x]'}]}]", "", "error: asks for 'request.headers[x]'")]
    [InlineData("targetRefs: [{kind: Gateway, name: waypoint}], rules: [{to: [{operation: {methods: [GET]}}]}]", "", Contents.Pass)]
    [InlineData(
        "targetRefs: [{kind: Service, name: web}], rules: [{to: [{operation: {methods: [GET]}}]}]",
        "",
        "error: no waypoint serves"
    )]
    [InlineData(
        "targetRefs: [{kind: Service, name: web}], rules: [{to: [{operation: {methods: [GET]}}]}]",
        ", istio.io/use-waypoint: waypoint",
        Contents.Pass
    )]
    public void A_policy_about_http_has_a_waypoint(string spec, string labels, string expected) =>
        PlatformRules.Rules.Expect(
            "AMB-001",
            Contents.Of(
                Space("monitoring", Ambient + labels)
                    + Contents.Object("security.istio.io/v1", "AuthorizationPolicy", "p", $"spec: {{{spec}}}")
            ),
            expected
        );

    [Theory]
    [InlineData("mtls: {mode: DISABLE}", "warning: the mode DISABLE is ignored")]
    [InlineData("portLevelMtls: {8080: {mode: PERMISSIVE}}", "warning: portLevelMtls without a selector is ignored")]
    [InlineData("selector: {matchLabels: {app: web}}, portLevelMtls: {8080: {mode: PERMISSIVE}}", Contents.Pass)]
    public void A_policy_says_nothing_that_ztunnel_ignores(string spec, string expected) =>
        PlatformRules.Rules.Expect(
            "AMB-001",
            Contents.Of(
                Space("monitoring", Ambient) + Contents.Object("security.istio.io/v1", "PeerAuthentication", "p", $"spec: {{{spec}}}")
            ),
            expected
        );

    private const string Prometheus =
        "---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: main, namespace: obs}, spec: {}}\n";

    private static string Scraped(string mode) =>
        Space("monitoring", Ambient)
        + Web("labels: {app: web}")
        + Contents.Object("security.istio.io/v1", "PeerAuthentication", "p", $"spec: {{mtls: {{mode: {mode}}}}}")
        + Contents.Object(
            "monitoring.coreos.com/v1",
            "PodMonitor",
            "m",
            "spec: {selector: {matchLabels: {app: web}}, podMetricsEndpoints: [{portNumber: 8080}]}"
        );

    private static string Web(string metadata) =>
        Contents.Object(
            "apps/v1",
            "Deployment",
            "web",
            $"spec: {{template: {{metadata: {{{metadata}}}, spec: {{containers: [{{name: web}}]}}}}}}"
        );

    private static string Space(string name, string labels) =>
        $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}, labels: {{{labels}}}}}}}\n";
}
