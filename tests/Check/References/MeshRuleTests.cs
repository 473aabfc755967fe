using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using Xunit;
using static GitOpsGen.Tests.Check.References.SmallCluster;

namespace GitOpsGen.Tests.Check.References;

/// <summary>REF-016, and what policies of Cilium choose (REF-009).</summary>
public sealed class MeshRuleTests
{
    private const string Istio = "networking.istio.io/v1";

    private static readonly string Web =
        Object("v1", "Service", "web", "spec: {ports: [{name: http, port: 80}]}")
        + Object(Istio, "DestinationRule", "web", "spec: {host: web, subsets: [{name: v1}]}");

    [Theory]
    [InlineData("{host: web}", RuleOutcome.Pass)]
    [InlineData("{host: web.shop.svc.cluster.local, port: {number: 80}}", RuleOutcome.Pass)]
    [InlineData("{host: web, subset: v1}", RuleOutcome.Pass)]
    [InlineData("{host: web.shop.svc.cluster.local, subset: v1}", RuleOutcome.Pass)]
    [InlineData("{host: api.example.com}", RuleOutcome.Pass)]
    [InlineData("{host: 10.0.0.1}", RuleOutcome.Pass)]
    [InlineData("{host: wbe}", RuleOutcome.Fail)]
    [InlineData("{host: web.other.svc.cluster.local}", RuleOutcome.Fail)]
    [InlineData("{host: web, port: {number: 8080}}", RuleOutcome.Fail)]
    [InlineData("{host: web, subset: v2}", RuleOutcome.Fail)]
    [InlineData("{host: web.shop}", RuleOutcome.Fail)]
    [InlineData("{host: web.shop.svc}", RuleOutcome.Fail)]
    public void A_route_leads_to_a_Service(string destination, RuleOutcome expected)
    {
        foreach (var route in new[] { "http", "tcp", "tls" })
            Assert.Equal(expected, Outcome("REF-016", Web + Route($"{route}: [{{route: [{{destination: {destination}}}]}}]")));
        foreach (var mirror in new[] { $"mirror: {destination}", $"mirrors: [{{destination: {destination}}}]" })
            Assert.Equal(expected, Outcome("REF-016", Web + Route($"http: [{{{mirror}}}]")));
    }

    [Fact]
    public void What_is_missing_is_named_with_the_nearest()
    {
        var message = Assert.Single(Judge("REF-016", Of(Web + Route("http: [{route: [{destination: {host: web, subset: v2}}]}]")))).Message;
        Assert.Contains("no DestinationRule of web has it", message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'v1'?", message, StringComparison.Ordinal);
        var host = Assert.Single(Judge("REF-016", Of(Web + Route("http: [{route: [{destination: {host: web.shop}}]}]"))));
        Assert.Equal(Severity.Warning, host.Severity);
        Assert.Contains("Write web.shop.svc.cluster.local.", host.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateways: [mesh]", RuleOutcome.Pass)]
    [InlineData("gateways: [edge, mesh]", RuleOutcome.Pass)]
    [InlineData("gateways: [shop/edge]", RuleOutcome.Pass)]
    [InlineData("gateways: [edge.shop.svc.cluster.local]", RuleOutcome.Pass)]
    [InlineData("gateways: [istio-system/edge]", RuleOutcome.Fail)]
    [InlineData("gateways: [edgy]", RuleOutcome.Fail)]
    [InlineData("http: [{delegate: {name: more}}]", RuleOutcome.Pass)]
    [InlineData("http: [{delegate: {name: more, namespace: other}}]", RuleOutcome.Fail)]
    public void A_route_hangs_on_a_Gateway(string spec, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome(
                "REF-016",
                Object(Istio, "Gateway", "edge", "spec: {}") + Object(Istio, "VirtualService", "more", "spec: {}") + Route(spec)
            )
        );

    [Fact]
    public void Entries_unseen_parts_and_settings_of_nobody_are_told_apart()
    {
        var route = Route("http: [{route: [{destination: {host: wbe, subset: v1}}]}]");
        Assert.Equal(RuleOutcome.CannotTell, Outcome("REF-016", route, Unseen()));
        var gateway = Route("http: [{route: [{destination: {host: gw.aks-istio-ingress.svc.cluster.local}}]}]");
        Assert.Equal(RuleOutcome.CannotTell, Outcome("REF-016", gateway));
        var entry = Object(Istio, "ServiceEntry", "e", "spec: {hosts: [wbe.shop.svc.cluster.local]}");
        Assert.Equal(RuleOutcome.Pass, Outcome("REF-016", entry + route));
        var weak = Assert.Single(Judge("REF-016", Of(Object(Istio, "DestinationRule", "w", "spec: {host: wbe}"))));
        Assert.Equal(Severity.Warning, weak.Severity);
        Assert.Equal(
            RuleOutcome.Pass,
            Outcome("REF-016", Object(Istio, "DestinationRule", "w", "spec: {host: '*.shop.svc.cluster.local'}"))
        );
    }

    [Theory]
    [InlineData("spec: {endpointSelector: {matchLabels: {app: web}}}", RuleOutcome.Pass)]
    [InlineData("spec: {endpointSelector: {matchLabels: {'k8s:app': web}}}", RuleOutcome.Pass)]
    [InlineData("spec: {endpointSelector: {}}", RuleOutcome.Pass)]
    [InlineData("spec: {endpointSelector: {matchLabels: {'reserved:host': ''}}}", RuleOutcome.Pass)]
    [InlineData("spec: {endpointSelector: {matchLabels: {'k8s:io.kubernetes.pod.namespace': shop}}}", RuleOutcome.Pass)]
    [InlineData("spec: {endpointSelector: {matchExpressions: [{key: 'any:app', operator: In, values: [web]}]}}", RuleOutcome.Pass)]
    [InlineData("spec: {endpointSelector: {matchLabels: {app: wbe}}}", RuleOutcome.Fail)]
    [InlineData("spec: {endpointSelector: {matchLabels: {'any:app': wbe}}}", RuleOutcome.Fail)]
    [InlineData("specs: [{endpointSelector: {matchLabels: {app: web}}}, {endpointSelector: {matchLabels: {app: wbe}}}]", RuleOutcome.Fail)]
    public void A_policy_of_Cilium_is_for_pods(string body, RuleOutcome expected) =>
        Assert.Equal(
            expected,
            Outcome("REF-009", Deployment("containers: [{name: web}]") + Object("cilium.io/v2", "CiliumNetworkPolicy", "n", body))
        );

    [Theory]
    [InlineData("['*']", RuleOutcome.Pass)]
    [InlineData("['https://github.com/contoso/*']", RuleOutcome.Pass)]
    [InlineData("['https://GitHub.com/contoso/gitops.git']", RuleOutcome.Pass)]
    [InlineData("['https://github.com/**']", RuleOutcome.Pass)]
    [InlineData("['https://github.com/*']", RuleOutcome.Fail)]
    [InlineData("['https://github.com/contoso/other']", RuleOutcome.Fail)]
    [InlineData("[]", RuleOutcome.Fail)]
    [InlineData("['*', '!https://github.com/contoso/*']", RuleOutcome.Fail)]
    [InlineData("['!https://github.com/evil/*']", RuleOutcome.Pass)]
    [InlineData("['https://github.com/[a-z]*/gitops']", RuleOutcome.CannotTell)]
    public void A_project_permits_repositories(string repositories, RuleOutcome expected)
    {
        var project = Object(
            "argoproj.io/v1alpha1",
            "AppProject",
            "p",
            $"spec: {{sourceRepos: {repositories}, destinations: [{{server: '*', namespace: '*'}}]}}",
            "argocd"
        );
        const string source = "{repoURL: https://github.com/contoso/gitops}";
        foreach (var form in new[] { $"source: {source}", $"sources: [{source}]" })
            Assert.Equal(
                expected,
                Outcome(
                    "REF-014",
                    project
                        + Object(
                            "argoproj.io/v1alpha1",
                            "Application",
                            "a",
                            $"spec: {{project: p, {form}, destination: {{server: https://x, namespace: shop}}}}",
                            "argocd"
                        )
                )
            );
    }

    [Theory]
    [InlineData("git@github.com:contoso/gitops.git", "ssh://git@github.com/contoso/gitops")]
    [InlineData("ssh://git@github.com/contoso/gitops", "git@github.com:contoso/*")]
    public void Two_forms_of_one_repository_are_one(string source, string pattern) =>
        Assert.Equal(
            RuleOutcome.Pass,
            Outcome(
                "REF-014",
                Object(
                    "argoproj.io/v1alpha1",
                    "AppProject",
                    "p",
                    $"spec: {{sourceRepos: ['{pattern}'], destinations: [{{server: '*', namespace: '*'}}]}}",
                    "argocd"
                )
                    + Object(
                        "argoproj.io/v1alpha1",
                        "Application",
                        "a",
                        $"spec: {{project: p, source: {{repoURL: '{source}'}}, destination: {{server: https://x, namespace: shop}}}}",
                        "argocd"
                    )
            )
        );

    private static string Route(string spec) => Object(Istio, "VirtualService", "r", $"spec: {{hosts: [x.example.com], {spec}}}");
}
