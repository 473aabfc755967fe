using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>ARG-001 to ARG-004, in the objects of Argo CD and in the values of its chart.</summary>
public sealed class ArgoCdRuleTests
{
    [Theory]
    [InlineData("source: {chart: argo-cd, repoURL: 'https://argoproj.github.io/argo-helm'}", "[ServerSideApply=true]", Contents.Pass)]
    [InlineData("source: {chart: argo-cd, repoURL: 'https://argoproj.github.io/argo-helm'}", "[]", "error: without ServerSideApply=true")]
    [InlineData("sources: [{ref: values}, {chart: argo-cd}]", "[CreateNamespace=true]", "error: without ServerSideApply=true")]
    [InlineData("source: {repoURL: 'https://github.com/argoproj/argo-cd.git', path: manifests/ha}", "[]", "error: brings Argo CD itself")]
    [InlineData("source: {chart: argo-rollouts}", "[]", Contents.Pass)]
    [InlineData("source: {repoURL: 'https://github.com/contoso/argo-cd-apps', path: manifests}", "[]", Contents.Pass)]
    public void Argo_cd_applies_itself_on_the_server(string source, string options, string expected)
    {
        PlatformRules.Rules.Expect(
            "ARG-001",
            Contents.Of(
                Contents.Object(
                    "argoproj.io/v1alpha1",
                    "Application",
                    "argocd",
                    $"spec: {{{source}, syncPolicy: {{syncOptions: {options}}}}}"
                )
            ),
            expected
        );
        PlatformRules.Rules.Expect(
            "ARG-001",
            Contents.Of(
                Contents.Object(
                    "argoproj.io/v1alpha1",
                    "ApplicationSet",
                    "argocd",
                    $"spec: {{template: {{spec: {{{source}, syncPolicy: {{syncOptions: {options}}}}}}}}}"
                )
            ),
            expected
        );
    }

    [Fact]
    public void Without_the_application_nobody_can_tell_how_the_chart_is_applied() =>
        PlatformRules.Rules.Expect("ARG-001", Contents.OfChart("argo-cd", "{}"), "note: no Application for it is at hand");

    private const string See = "p, role:dev, applications, get, */*, allow\\n";
    private const string Logs = "p, role:dev, logs, get, */*, allow\\n";

    [Theory]
    [InlineData("policy.csv: \"" + See + Logs + "g, team, role:dev\"", Contents.Pass)]
    [InlineData("policy.csv: \"p, role:ops, *, *, */*, allow\"", Contents.Pass)]
    [InlineData("policy.csv: \"# a comment\\n\\n" + See + "\", policy.more.csv: \"" + Logs + "\"", Contents.Pass)]
    [InlineData("policy.csv: \"" + See + "\"", "warning: 'role:dev' may see Applications, but not their logs")]
    [InlineData("policy.csv: \"p, role:dev, applications, update, */*, allow\"", "warning: Add 'p, role:dev, applications, update/*")]
    [InlineData("policy.csv: \"p, role:dev, applications, delete, */*, allow\"", "warning: 'role:dev' may delete Applications, but")]
    [InlineData(
        "policy.csv: \"p, role:dev, applications, update, */*, allow\\np, role:dev, applications, update/*, */*, allow\"",
        Contents.Pass
    )]
    [InlineData("policy.csv: \"p, role:dev, applications, get, */*\"", "error: is no policy")]
    [InlineData("policy.csv: \"p, role:dev, applications, get, */*, alow\"", "error: is no policy")]
    [InlineData("policy.csv: \"p, role:dev, aplications, sync, */*, allow\"", "warning: Did you mean 'applications'?")]
    [InlineData("policy.csv: \"g, team, role:amdin\"", "warning: Did you mean 'role:admin'?")]
    [InlineData("policy.default: ''", Contents.Pass)]
    [InlineData("policy.default: role:admin", "error: everybody who can log in may change things")]
    [InlineData("policy.default: role:readonly", "note: by policy.default 'role:readonly'")]
    [InlineData(
        "policy.default: role:dev, policy.csv: \"p, role:dev, applications, sync, */*, allow\"",
        "error: policy.default is 'role:dev'"
    )]
    [InlineData("policy.default: role:nobody", "warning: which has no policy")]
    public void Rights_are_granted_as_3_0_reads_them(string data, string expected)
    {
        PlatformRules.Rules.Expect(
            "ARG-002",
            Contents.Of(Contents.Object("v1", "ConfigMap", "argocd-rbac-cm", $"data: {{{data}}}")),
            expected
        );
        PlatformRules.Rules.Expect(
            "ARG-002",
            Contents.OfChart("argo-cd", $"{{configs: {{cm: {{admin.enabled: false}}, rbac: {{{data}}}}}}}"),
            expected
        );
    }

    [Theory]
    [InlineData("admin.enabled: 'false'", Contents.Pass)]
    [InlineData("admin.enabled: 'true'", "warning: the local administrator is on")]
    [InlineData("url: x", "warning: the local administrator is on")]
    public void The_administrator_is_off(string data, string expected) =>
        PlatformRules.Rules.Expect("ARG-002", Contents.Of(Contents.Object("v1", "ConfigMap", "argocd-cm", $"data: {{{data}}}")), expected);

    [Theory]
    [InlineData("type: ClusterIP", "ingressClassName: internal, tls: [{secretName: t}]", "", Contents.Pass)]
    [InlineData("type: LoadBalancer", "ingressClassName: internal", "", "warning: is of type LoadBalancer")]
    [InlineData("type: NodePort", "ingressClassName: internal", "", "warning: is of type NodePort")]
    [InlineData("type: ClusterIP", "ingressClassName: webapprouting.kubernetes.azure.com", "", "warning: reached from the internet")]
    [InlineData("type: ClusterIP", "ingressClassName: nginx", "", "note: whether 'nginx' is internal")]
    [InlineData("type: ClusterIP", "ingressClassName: mine", "", "warning: reached from the internet")]
    [InlineData("type: ClusterIP", "ingressClassName: internal", "server.insecure: 'true'", "error: has no TLS")]
    [InlineData("type: ClusterIP", "ingressClassName: internal, tls: [{secretName: t}]", "server.insecure: 'true'", Contents.Pass)]
    [InlineData("type: ClusterIP", "ingressClassName: internal", "server.insecure: 'false'", Contents.Pass)]
    public void The_server_is_reached_from_inside(string service, string ingress, string parameters, string expected) =>
        PlatformRules.Rules.Expect(
            "ARG-003",
            Contents.Of(
                Contents.Object("v1", "Service", "argocd-server", $"spec: {{{service}}}")
                    + Contents.Object(
                        "networking.k8s.io/v1",
                        "Ingress",
                        "argocd",
                        $"spec: {{{ingress}, rules: [{{http: {{paths: [{{backend: {{service: {{name: argocd-server}}}}}}]}}}}]}}"
                    )
                    + Contents.Object(
                        "approuting.kubernetes.azure.com/v1alpha1",
                        "NginxIngressController",
                        "mine",
                        "spec: {ingressClassName: mine, loadBalancerAnnotations: {}}"
                    )
                    + (parameters.Length == 0 ? "" : Contents.Object("v1", "ConfigMap", "argocd-cmd-params-cm", $"data: {{{parameters}}}"))
            ),
            expected
        );

    [Theory]
    [InlineData("{server: {service: {type: LoadBalancer}}}", "", "warning: server.service is of type LoadBalancer")]
    [InlineData(
        "{server: {ingress: {enabled: true, ingressClassName: internal, tls: true}}, configs: {params: {server.insecure: true}}}",
        "",
        Contents.Pass
    )]
    [InlineData(
        "{server: {ingress: {enabled: true, ingressClassName: internal}}, configs: {params: {server.insecure: true}}}",
        "",
        "error: has no TLS"
    )]
    [InlineData("{configs: {params: {server.insecure: true}}}", "", "note: no Ingress or route for it is at hand")]
    [InlineData("{server: {httproute: {enabled: true, parentRefs: [{name: gate}]}}}", "", "note: whether 'gate' is internal")]
    [InlineData("{server: {httproute: {enabled: true, parentRefs: [{name: gate}]}}}", "listeners: []", "warning: by 'gate'")]
    [InlineData(
        "{server: {httproute: {enabled: true, parentRefs: [{name: gate}]}}, configs: {params: {server.insecure: true}}}",
        "infrastructure: {annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: 'true'}}, listeners: [{protocol: HTTPS}]",
        Contents.Pass
    )]
    [InlineData(
        "{server: {httproute: {enabled: true, parentRefs: [{name: gate}]}}, configs: {params: {server.insecure: true}}}",
        "infrastructure: {annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: 'true'}}, listeners: [{protocol: HTTP}]",
        "error: has no TLS"
    )]
    public void The_values_of_the_chart_open_no_door(string values, string gateway, string expected) =>
        PlatformRules.Rules.Expect(
            "ARG-003",
            Contents.OfChart(
                "argo-cd",
                values,
                gateway.Length == 0 ? "" : Contents.Object("gateway.networking.k8s.io/v1", "Gateway", "gate", $"spec: {{{gateway}}}")
            ),
            expected
        );

    private const string Known =
        "trigger.on-failed: '[{send: [failed]}]', template.failed: 'message: x', service.slack: 'token: $t', service.email.gmail: "
        + "'host: x'";

    [Theory]
    [InlineData("subscribe.on-failed.slack", Known, Contents.Pass)]
    [InlineData("subscribe.on-failed.gmail", Known, Contents.Pass)]
    [InlineData("subscribe.slack", Known, Contents.Pass)]
    [InlineData("subscribe.on-faild.slack", Known, "error: Did you mean 'on-failed'?")]
    [InlineData("subscribe.on-failed.slak", Known, "error: Did you mean 'slack'?")]
    [InlineData("subscribe.on-failed.slack", "trigger.on-failed: '[{send: [faild]}]', " + Known, "error: the trigger 'on-failed' sends")]
    [InlineData("subscribe.on-failed.slack", Known + ", subscriptions: '[{recipients: [slack:a], triggers: [on-failed]}]'", Contents.Pass)]
    [InlineData(
        "subscribe.on-failed.slack",
        Known + ", subscriptions: '[{recipients: [teams:a], triggers: [on-failed]}]'",
        "error: 'teams'"
    )]
    [InlineData("subscribe.on-failed.slack", "", "note: argocd-notifications-cm is not at hand")]
    public void A_subscription_gets_something(string annotation, string data, string expected)
    {
        // Of two equal keys the reader refuses the second.
        var text = data.StartsWith("trigger.on-failed: '[{send: [faild", StringComparison.Ordinal)
            ? data.Replace("trigger.on-failed: '[{send: [failed]}]', ", "", StringComparison.Ordinal)
            : data;
        foreach (var kind in new[] { "Application", "AppProject" })
            PlatformRules.Rules.Expect(
                "ARG-004",
                Contents.Of(
                    Contents.Object(
                        "argoproj.io/v1alpha1",
                        kind,
                        "a",
                        "spec: {}",
                        $"annotations: {{notifications.argoproj.io/{annotation}: x}}"
                    ) + (text.Length == 0 ? "" : Contents.Object("v1", "ConfigMap", "argocd-notifications-cm", $"data: {{{text}}}"))
                ),
                expected
            );
    }

    [Theory]
    [InlineData("notifiers: {service.slack: x}, triggers: {trigger.t: '[{send: [a]}]'}, templates: {template.a: x}", Contents.Pass)]
    [InlineData("triggers: {trigger.t: '[{send: [a]}]'}, templates: {template.b: x}", "error: sends the template 'a'")]
    [InlineData("subscriptions: [{recipients: ['slack:a'], triggers: [t]}]", "error: subscribes to the trigger 't'")]
    public void Notifications_of_the_values_are_judged_too(string values, string expected) =>
        PlatformRules.Rules.Expect("ARG-004", Contents.OfChart("argo-cd", $"{{notifications: {{{values}}}}}"), expected);
}
