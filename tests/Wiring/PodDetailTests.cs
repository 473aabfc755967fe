using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>Keys of Secrets that controllers make, and ports of containers that begin before the others.</summary>
public static class PodDetailTests
{
    private const string Prometheus =
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: main, namespace: shop}\n"
        + "spec: {serviceMonitorSelector: {}, replicas: 2}\n---\n";

    [Theory]
    [InlineData("data: [{secretKey: user}, {secretKey: pass}]", Answer.Yes)]
    [InlineData("data: [{secretKey: user}, {secretKey: password}]", Answer.No)]
    [InlineData("dataFrom: [{extract: {key: a}}]", Answer.Unknown)]
    [InlineData("target: {creationPolicy: None}, data: [{secretKey: user}, {secretKey: pass}]", Answer.No)]
    [InlineData("target: {name: other}, data: [{secretKey: user}, {secretKey: pass}]", Answer.No)]
    public static void Keys_of_an_ExternalSecret_count(string spec, Answer expected) =>
        Assert.Equal(
            expected,
            Works(
                "{port: http, basicAuth: {username: {name: auth, key: user}, password: {name: auth, key: pass}}}",
                "containers: [{name: web, ports: [{name: http, containerPort: 80}]}]",
                "http",
                $"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {{name: auth, namespace: shop}}\nspec: {{{spec}}}\n"
            )
        );

    [Fact]
    public static void A_SealedSecret_makes_one_of_its_own_name()
    {
        const string sealedSecret =
            "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: auth, namespace: shop}\n"
            + "spec: {encryptedData: {token: AgB}, template: {metadata: {name: other}}}\n";
        const string pods = "containers: [{name: web, ports: [{name: http, containerPort: 80}]}]";
        Assert.Equal(Answer.Yes, Works("{port: http, authorization: {credentials: {name: auth, key: token}}}", pods, "http", sealedSecret));
        Assert.Equal(Answer.No, Works("{port: http, authorization: {credentials: {name: other, key: token}}}", pods, "http", sealedSecret));
    }

    [Theory]
    [InlineData("restartPolicy: Always, ", Answer.Yes)]
    [InlineData("", Answer.No)]
    public static void A_Service_leads_to_a_sidecar_and_to_nothing_that_ends(string policy, Answer expected) =>
        Assert.Equal(
            expected,
            Works(
                "{port: http}",
                $"initContainers: [{{{policy}name: side, ports: [{{name: side, containerPort: 9}}]}}], containers: [{{name: web}}]",
                "side",
                ""
            )
        );

    private static Answer Works(string endpoint, string pods, string targetPort, string more)
    {
        var text =
            Prometheus
            + "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n"
            + $"spec: {{template: {{metadata: {{labels: {{app: web}}}}, spec: {{{pods}}}}}}}\n---\n"
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n"
            + $"spec: {{selector: {{app: web}}, ports: [{{name: http, port: 80, targetPort: {targetPort}}}]}}\n---\n"
            + "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web, namespace: shop}\n"
            + $"spec: {{selector: {{matchLabels: {{app: web}}}}, endpoints: [{endpoint}]}}\n---\n"
            + more;
        var objects = Manifests.Read("m.yaml", text, new DiagnosticBag())!;
        return Assert.Single(Wirings.Of(new ClusterContents("dev", [new ContentsPart("", objects)])).Monitors).Works;
    }
}
