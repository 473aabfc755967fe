using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>EKS-001 and EKS-003, NAR-001: what fails, the near miss that passes, and what nobody can tell.</summary>
public sealed class EksRuleTests
{
    private const string Main = "prometheus: main";

    private const string Selector = "prometheus: {prometheusSpec: {serviceMonitorSelector: {matchLabels: {prometheus: main}}}}";

    private const string Others =
        "kube-state-metrics: {prometheus: {monitor: {additionalLabels: {prometheus: main}}}}, "
        + "prometheus-node-exporter: {prometheus: {monitor: {additionalLabels: {prometheus: main}}}}";

    private const string All = "commonLabels: {prometheus: main}, grafana: {serviceMonitor: {labels: {prometheus: main}}}, " + Others;

    [Theory]
    [InlineData("{" + Selector + ", " + All + "}", Contents.Pass)]
    [InlineData("{}", Contents.Pass)]
    [InlineData("{prometheus: {prometheusSpec: {serviceMonitorSelector: {}}}}", Contents.Pass)]
    [InlineData("{prometheus: {prometheusSpec: {serviceMonitorSelector: {matchLabels: {release: kps}}}}}", Contents.Pass)]
    [InlineData("{" + Selector + ", commonLabels: {prometheus: main}, " + Others + "}", "error: grafana.serviceMonitor.labels does not")]
    [InlineData("{" + Selector + ", commonLabels: {prometheus: main}, grafana: {enabled: false}, " + Others + "}", Contents.Pass)]
    [InlineData(
        "{" + Selector + ", commonLabels: {prometheus: main}}",
        "error: prometheus-node-exporter.prometheus.monitor.additionalLabels does not"
    )]
    [InlineData("{" + Selector + ", commonLabels: {prometheus: main}}", "error: kube-state-metrics.prometheus.monitor.additionalLabels")]
    [InlineData("{" + Selector + ", " + All + ", windowsMonitoring: {enabled: true}}", "error: prometheus-windows-exporter")]
    [InlineData(
        "{" + Selector + ", grafana: {serviceMonitor: {labels: {prometheus: main}}}, " + Others + "}",
        "error: but commonLabels does"
    )]
    public void The_label_reaches_the_subcharts(string values, string expected) =>
        PlatformRules.Rules.Expect("EKS-001", Contents.OfStack(values), expected);

    [Theory]
    [InlineData("grafana", Main, Contents.Pass)]
    [InlineData("grafana", "prometheus: other", "error: ServiceMonitor monitoring/m does not bear")]
    [InlineData("kube-state-metrics", "a: b", "error: 'prometheus: main'")]
    [InlineData("web", "a: b", Contents.Pass)]
    public void A_rendered_monitor_of_a_subchart_is_selected(string name, string label, string expected) =>
        PlatformRules.Rules.Expect(
            "EKS-001",
            Contents.Of(
                Contents.Object(
                    "monitoring.coreos.com/v1",
                    "Prometheus",
                    "p",
                    "spec: {serviceMonitorSelector: {matchLabels: {prometheus: main}}}"
                )
                    + Contents.Object(
                        "monitoring.coreos.com/v1",
                        "ServiceMonitor",
                        "m",
                        "spec: {}",
                        $"labels: {{app.kubernetes.io/name: {name}, {label}}}"
                    )
            ),
            expected
        );

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/web", "note: the role web trusts it")]
    [InlineData("arn:aws-cn:iam::123456789012:role/path/web", "note: the role web trusts it")]
    [InlineData("arn:aws-us-gov:iam::123456789012:role/web", "note: 'system:serviceaccount:monitoring:web'")]
    [InlineData("arn:aws:iam::12345678901:role/web", "error: is no ARN of a role")]
    [InlineData("arn:aws:iam::123456789012:user/web", "error: is no ARN of a role")]
    [InlineData("arn:aws:iam::ACCOUNT_ID:role/web", "error: is no ARN of a role")]
    [InlineData("arn:azure:iam::123456789012:role/web", "error: is no ARN of a role")]
    [InlineData("''", "error: is no ARN of a role")]
    public void A_role_is_one(string arn, string expected)
    {
        PlatformRules.Rules.Expect("EKS-003", Contents.Of(Account(arn)), expected);
        PlatformRules.Rules.Expect(
            "EKS-003",
            Contents.OfStack($"{{prometheus: {{serviceAccount: {{annotations: {{eks.amazonaws.com/role-arn: {arn}}}}}}}}}"),
            expected.Replace("monitoring:web", "monitoring:kps-kube-prometheus-stack-prometheus", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("StringEquals", "system:serviceaccount:monitoring:web", Contents.Pass)]
    [InlineData("StringEquals", "system:serviceaccount:default:web", "error: does not let 'system:serviceaccount:monitoring:web' in")]
    [InlineData("StringLike", "system:serviceaccount:monitoring:*", Contents.Pass)]
    [InlineData("StringLike", "system:serviceaccount:default:*", "error: does not let")]
    public void A_trust_policy_at_hand_names_the_account(string condition, string subject, string expected)
    {
        var json =
            """{"Statement":[{"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"CONDITION":{"oidc.eks/id/X:sub":"SUBJECT"}}}]}"""
                .Replace("CONDITION", condition, StringComparison.Ordinal)
                .Replace("SUBJECT", subject, StringComparison.Ordinal);
        var account = Account("arn:aws:iam::123456789012:role/web-role");
        PlatformRules.Rules.Expect(
            "EKS-003",
            Contents.Of(account + Contents.Object("v1", "ConfigMap", "trust", $"data: {{web-role.json: '{json}'}}")),
            expected
        );
        PlatformRules.Rules.Expect(
            "EKS-003",
            Contents.Of(
                account
                    + Contents.Object("iam.services.k8s.aws/v1alpha1", "Role", "web-role", $"spec: {{assumeRolePolicyDocument: '{json}'}}")
            ),
            expected
        );
    }

    [Theory]
    [InlineData("monitoring:web", "sts.amazonaws.com", Contents.Pass)]
    [InlineData("monitoring:web", "sts.amazonaws.com.cn", Contents.Pass)]
    [InlineData("monitoring:other", "sts.amazonaws.com", "error: does not let 'system:serviceaccount:monitoring:web' in")]
    [InlineData("monitoring:web", "vault", "warning: does not ask for whom a token is")]
    [InlineData("monitoring:web", null, "warning: does not ask for whom a token is")]
    public void An_output_is_the_trust_of_the_role_that_it_is_called_after(string account, string? audience, string expected)
    {
        var aud = audience is null ? "" : $", \"oidc.eks/id/X:aud\": \"{audience}\"";
        var json =
            "{\"Statement\": [{\"Action\": \"sts:AssumeRoleWithWebIdentity\", \"Condition\": {\"StringEquals\": "
            + $"{{\"oidc.eks/id/X:sub\": \"system:serviceaccount:{account}\"{aud}}}}}}}]}}";
        var contents = Contents.Of(Account("arn:aws:iam::123456789012:role/web-role"));
        PlatformRules.Rules.Expect("EKS-003", contents with { Outputs = contents.Outputs.Add("web-role-trust.json", json) }, expected);
    }

    [Fact]
    public void A_role_on_pods_does_nothing() =>
        PlatformRules.Rules.Expect(
            "EKS-003",
            Contents.Of(
                Contents.Object(
                    "apps/v1",
                    "Deployment",
                    "web",
                    "spec: {template: {metadata: {annotations: {eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:role/web'}}}}"
                )
            ),
            "warning: counts on a ServiceAccount only"
        );

    private const string Exporter =
        "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: n}, data: {relay: \"receivers:\\n  k8s_events:\\n    a: "
        + "b\\n\"}}\n";

    private const string Insights =
        "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: n}, data: {log: "
        + "\"[log_collection_settings.collect_all_kube_events]\\n   enabled = true\\n\"}}\n";

    private const string Asking = "aks_node_repair_events_total{reason=\"NodeRebootStart\"} > 0";

    [Theory]
    [InlineData(Asking, "", "", "warning: alerts on repairs of nodes, but nothing keeps the events")]
    [InlineData(Asking, Exporter, "", Contents.Pass)]
    [InlineData(Asking, Insights, "", Contents.Pass)]
    [InlineData("up == 0", "", "", Contents.Pass)]
    [InlineData("up == 0", "", "aks", "warning: AKS repairs nodes by itself, but nothing keeps")]
    [InlineData("up == 0", Exporter, "node-auto-repair", Contents.Pass)]
    [InlineData("x{reason=\"NodeRebootStarted\"}", Exporter, "", "warning: Did you mean 'NodeRebootStart'?")]
    [InlineData("x{reason=~\"Node(Reboot|Reimage)(Start|End)\"}", Exporter, "", Contents.Pass)]
    public void Somebody_keeps_the_events_of_repairs(string expression, string manifests, string feature, string expected) =>
        PlatformRules.Rules.Expect("NAR-001", Contents.Of(Alert(expression) + manifests, feature), expected);

    [Fact]
    public void An_exporter_may_be_where_nobody_sees_it() =>
        PlatformRules.Rules.Expect("NAR-001", Contents.Of(Alert(Asking)).WithUnseen(), "note: nobody can tell whether an event exporter");

    private static string Alert(string expression) =>
        Contents.Object(
            "monitoring.coreos.com/v1",
            "PrometheusRule",
            "r",
            $"spec: {{groups: [{{rules: [{{alert: A, expr: '{expression}'}}]}}]}}"
        );

    private static string Account(string arn) =>
        Contents.Object(
            "v1",
            "ServiceAccount",
            "web",
            "automountServiceAccountToken: false",
            $"annotations: {{eks.amazonaws.com/role-arn: {arn}}}"
        );
}
