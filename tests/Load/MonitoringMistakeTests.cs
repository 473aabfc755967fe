using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG371 to GOG379, as far as the descriptions alone tell: what the section <c>monitoring</c> says that cannot be so.</summary>
public sealed class MonitoringMistakeTests : IDisposable
{
    private const string Chart = "chart: {repository: https://charts.example, name: web, version: 1.2.3, produces: {kinds: [Service]}}";
    private const string Token = "{name: scrape, key: token}";
    private const string Login = $"basicAuth: {{username: {Token}, password: {Token}}}";

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("path: /actuator/metrics, port: 9080, scheme: https, annotationPrefix: prometheus.io")]
    [InlineData("port: \"9080\", labels: {team: a}")]
    [InlineData("operatorMode: true, port: http-metrics, interval: 1m30s, timeout: 90s")]
    [InlineData("operatorMode: true, interval: 5s")]
    [InlineData("operatorMode: true, scheme: https, tlsConfig: {ca: {configMap: {name: ca, key: ca.crt}}, serverName: web}, " + Login)]
    [InlineData("operatorMode: true, monitorType: ingress, prober: \"[::1]:9115\", targets: [https://web.example/health]")]
    [InlineData("operatorMode: true, monitorType: service, mesh: certificates")]
    [InlineData("operatorMode: true, mesh: merge")]
    [InlineData("mesh: merge")]
    [InlineData("enabled: false, port: 0, timeout: 1h")]
    public void What_fits_together_is_taken(string monitoring) => Web($"monitoring: {{{monitoring}}}").SaysNothing();

    [Theory]
    [InlineData("operatorMode: true, ‸intervall: 30s", "GOG003", "interval")]
    [InlineData("operatorMode: ‸yes", "GOG004", "true or false")]
    [InlineData("operatorMode: true, interval: ‸30", "GOG038", "How often")]
    [InlineData("operatorMode: true, interval: ‸0s", "GOG038", "How often")]
    [InlineData("operatorMode: true, monitorType: ‸pods", "GOG006", "'pod'")]
    [InlineData("path: ‸metrics", "GOG038", "/metrics")]
    [InlineData("path: ‸/metrics?x=1", "GOG038", "/metrics")]
    [InlineData("annotationPrefix: ‸prometheus.io/", "GOG038", "annotations")]
    [InlineData("workload: ‸web", "GOG038", "Kind/name")]
    [InlineData("operatorMode: true, monitorType: ingress, prober: ‸http://prober:9115", "GOG038", "without a scheme")]
    [InlineData("operatorMode: true, basicAuth: {username: " + Token + ", password: ‸secret}", "GOG004", "map")]
    [InlineData("operatorMode: true, authorization: ‸{type: Bearer}", "GOG005", "credentials")]
    [InlineData("port: ‸0", "GOG372", "1 to 65535")]
    [InlineData("port: ‸65536", "GOG372", "1 to 65535")]
    [InlineData("operatorMode: true, port: ‸http_metrics", "GOG372", "at most 15")]
    [InlineData("operatorMode: true, timeout: ‸16s", "GOG373", "16s")]
    [InlineData("operatorMode: true, interval: ‸4s", "GOG373", "5s unless said")]
    [InlineData("operatorMode: true, interval: 1m, timeout: ‸60001ms", "GOG373", "60001ms")]
    public void A_mistake_is_told_where_it_stands(string monitoring, string code, string words) =>
        Web($"monitoring: {{{monitoring}}}").Says(code, words);

    [Theory]
    [InlineData("operatorMode: true, authorization: ‸{credentials: " + Token + "}, " + Login, "exclude each other")]
    [InlineData("operatorMode: true, tlsConfig: ‸{insecureSkipVerify: true}", "scheme: https")]
    [InlineData("scheme: https, tlsConfig: ‸{insecureSkipVerify: true}", "operatorMode: true")]
    [InlineData(
        "operatorMode: true, monitorType: ingress, prober: p:9115, mesh: certificates, tlsConfig: ‸{serverName: p}",
        "scheme: https"
    )]
    [InlineData("operatorMode: true, selector: ‸{}", "selects everything")]
    [InlineData("operatorMode: true, scheme: https, tlsConfig: ‸{ca: {}}", "either 'secret' or 'configMap'")]
    [InlineData("operatorMode: true, scheme: https, tlsConfig: ‸{cert: {secret: " + Token + "}}", "'keySecret'")]
    [InlineData("port: ‸http", "port number")]
    [InlineData("operatorMode: true, mesh: merge, port: ‸http", "port number")]
    [InlineData("mesh: merge, scheme: ‸https", "http alone")]
    [InlineData("operatorMode: true, mesh: merge, annotationPrefix: ‸own.example", "prometheus.io/ alone")]
    [InlineData("operatorMode: true, mesh: merge, authorization: ‸{credentials: " + Token + "}", "mesh: certificates")]
    [InlineData("mesh: ‸certificates", "monitorType: service")]
    [InlineData("operatorMode: true, mesh: certificates, monitorType: ‸pod", "monitorType: service")]
    [InlineData("operatorMode: true, mesh: certificates, monitorType: service, tlsConfig: ‸{serverName: web}", "Remove 'tlsConfig'")]
    [InlineData("operatorMode: true, mesh: certificates, monitorType: service, scheme: ‸https", "scheme: http")]
    [InlineData("operatorMode: true, monitorType: ingress, prober: p:9115, targets: [https://a.example], ingress: ‸web", "Keep one")]
    public void What_contradicts_itself_is_refused_with_the_way_out(string monitoring, string mend) =>
        Web($"monitoring: {{{monitoring}}}").Says("GOG374", mend);

    [Theory]
    [InlineData("interval: ‸30s")]
    [InlineData("timeout: ‸3s")]
    [InlineData("monitorType: ‸service")]
    [InlineData("selector: ‸{app: web}")]
    [InlineData("prober: ‸prober:9115")]
    public void What_annotations_cannot_say_has_no_effect(string monitoring) =>
        Web($"monitoring: {{{monitoring}}}").Says("GOG371", "operatorMode: true");

    [Fact]
    public void What_an_environment_switches_off_is_told_of_what_it_leaves_without_effect()
    {
        Web("monitoring: {operatorMode: true, interval: ‸30s}");
        fleet.Edit(BrokenFleet.Dev, "web: {}", "web: {monitoring: {operatorMode: false}}").Says("GOG371");
    }

    [Fact]
    public void What_the_fleet_says_of_all_apps_is_no_mistake_of_one()
    {
        fleet.Edit(BrokenFleet.Fleet, "spec:\n", "spec:\n  monitoring: {interval: 30s, labels: {release: main}}\n");
        Web("monitoring: {}").SaysNothing();
    }

    [Theory]
    [InlineData("", "chart's values")]
    [InlineData("operatorMode: ‸true", "selector")]
    [InlineData("operatorMode: true, mesh: ‸merge, selector: {app: web}", "chart's values")]
    public void What_Argo_CD_inflates_is_out_of_reach(string monitoring, string mend)
    {
        var marked = monitoring.Contains('‸', StringComparison.Ordinal);
        fleet.App("web", "delivery: helm", Chart, $"monitoring: {(marked ? "" : "‸")}{{{monitoring}}}").Says("GOG375", mend, "'rendered'");
    }

    [Fact]
    public void With_a_selector_it_is_not() =>
        fleet.App("web", "delivery: helm", Chart, "monitoring: {operatorMode: true, selector: {app: web}}").SaysNothing();

    [Fact]
    public void Whether_anybody_reads_annotations_of_another_name_cannot_be_told() =>
        Web("monitoring: {annotationPrefix: ‸scrape.example}").Says("GOG378", "scrape.example/", "docs/monitoring.md");

    [Fact]
    public void A_Probe_needs_a_prober() => Web("monitoring: {operatorMode: true, monitorType: ‸ingress}").Says("GOG379", ":9115");

    [Fact]
    public void The_mesh_is_chosen_by_the_features_and_by_the_app_before_them()
    {
        Web("monitoring: {operatorMode: true, ‸monitorType: pod}");
        fleet.Edit(BrokenFleet.Dev, "class: dev", "features: [istio, istio-strict, istio-certificates]\n  class: dev");
        Assert.Equal("GOG374", Assert.Single(fleet.Diagnose(), one => one.Code != "GOG025").Code);
        Web("monitoring: {operatorMode: true, monitorType: pod, mesh: none}");
        Assert.DoesNotContain(fleet.Diagnose(), one => one.Code == "GOG374");
    }

    [Fact]
    public void An_app_that_moves_says_its_monitors_itself() =>
        Assert.Contains(
            fleet
                .App(
                    "web",
                    "requires: [config]",
                    "kustomize: {base: base}",
                    "monitoring: {}",
                    "migration: {from: demo, to: new, shared: config, roles: [{name: web, object: Deployment/web, pods: app=web, wave: 12}]}"
                )
                .Diagnose(),
            one => one.Code == "GOG374" && one.Message.Contains("in its base", StringComparison.Ordinal)
        );

    private BrokenFleet Web(string monitoring) => fleet.App("web", "requires: [config]", "kustomize: {base: base}", monitoring);
}
