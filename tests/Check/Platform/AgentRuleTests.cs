using GitOpsGen.Check.Platform;
using GitOpsGen.Tests.Check.Stack;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>AMA-003, AMA-006 and AMA-009 of clusters in which nothing moves.</summary>
public sealed class AgentRuleTests
{
    private const string Binding =
        "---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: a}, "
        + "roleRef: {kind: ClusterRole, name: a}, subjects: [{kind: ServiceAccount, name: agent, namespace: monitoring}]}\n"
        + "---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, rules: [RULES]}\n";

    [Theory]
    [InlineData("{apiGroups: [''], resources: [secrets], resourceNames: [token], verbs: [get, watch]}", Contents.Pass)]
    [InlineData(
        "{apiGroups: [''], resources: [secrets], verbs: [get]}, {apiGroups: [''], resources: ['*'], verbs: [watch]}",
        Contents.Pass
    )]
    [InlineData("{apiGroups: [''], resources: [secrets], resourceNames: [other], verbs: [get, watch]}", "error: Bind a role")]
    [InlineData("{apiGroups: [''], resources: [secrets], verbs: [get]}", "error: would get no token")]
    [InlineData("{apiGroups: [''], resources: [pods], verbs: ['*']}", "error: Secret kube-system/token")]
    public void The_agent_may_read_its_token(string rules, string expected) =>
        PlatformRules.OfAgent.Expect(
            "AMA-003",
            Contents.Of(Agent("kube-system") + Binding.Replace("RULES", rules, StringComparison.Ordinal)),
            expected
        );

    [Fact]
    public void A_token_that_nobody_puts_there_and_a_binding_that_nobody_sees_are_told()
    {
        var bound = Binding.Replace("RULES", "{apiGroups: [''], resources: [secrets], verbs: [get, watch]}", StringComparison.Ordinal);
        PlatformRules.OfAgent.Expect("AMA-003", Contents.Of(Agent("kube-sytem") + bound), "error: which nothing here makes");
        PlatformRules.OfAgent.Expect(
            "AMA-003",
            Contents.Of(Agent("monitoring") + bound + Contents.Object("v1", "Secret", "token", "data: {}")),
            Contents.Pass
        );
        PlatformRules.OfAgent.Expect("AMA-003", Contents.Of(Agent("kube-system")).WithUnseen(), "note: nobody can tell");
    }

    private const string Fits =
        "containers: [{name: a, securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, "
        + "seccompProfile: {type: RuntimeDefault}}}]";

    [Theory]
    [InlineData("privileged", "hostNetwork: true", Contents.Pass)]
    [InlineData("baseline", "containers: [{name: a}]", Contents.Pass)]
    [InlineData("baseline", "hostNetwork: true", "error: hostNetwork: true")]
    [InlineData("baseline", "volumes: [{name: a, hostPath: {path: /proc}}]", "error: a hostPath (/proc)")]
    [InlineData("baseline", "containers: [{name: a, securityContext: {privileged: true}}]", "error: privileged: true of container a")]
    [InlineData("baseline", "containers: [{name: a, securityContext: {capabilities: {add: [NET_ADMIN]}}}]", "error: NET_ADMIN")]
    [InlineData("baseline", "containers: [{name: a, securityContext: {capabilities: {add: [CHOWN]}}}]", Contents.Pass)]
    [InlineData("baseline", "containers: [{name: a, ports: [{containerPort: 1, hostPort: 9100}]}]", "error: hostPort 9100")]
    [InlineData("restricted", Fits, Contents.Pass)]
    [InlineData("restricted", "containers: [{name: a}]", "error: no runAsNonRoot: true")]
    [InlineData("restricted", "volumes: [{name: a, nfs: {path: /}}], " + Fits, "error: a volume of kind nfs")]
    [InlineData("restricted", "volumes: [{name: a, emptyDir: {}}], " + Fits, Contents.Pass)]
    public void A_Namespace_admits_its_pods(string level, string pods, string expected) =>
        PlatformRules.OfAgent.Expect(
            "AMA-006",
            Contents.Of(
                Space($"pod-security.kubernetes.io/enforce: {level}")
                    + Contents.Object("apps/v1", "DaemonSet", "node", $"spec: {{template: {{spec: {{{pods}}}}}}}")
            ),
            expected
        );

    [Theory]
    [InlineData("istio-injection: enabled", Contents.Pass)]
    [InlineData("istio-injection: disabled, istio.io/dataplane-mode: ambient", Contents.Pass)]
    [InlineData("istio-injection: enabled, istio.io/rev: asm-1-25", "warning: in 2 ways")]
    [InlineData("istio.io/rev: asm-1-25, istio.io/dataplane-mode: ambient", "warning: in 2 ways")]
    public void A_Namespace_asks_for_the_mesh_once(string labels, string expected) =>
        PlatformRules.OfAgent.Expect("AMA-009", Contents.Of(Space(labels)), expected);

    [Theory]
    [InlineData("", "error: would catch the calls to the metadata address")]
    [InlineData("traffic.sidecar.istio.io/excludeOutboundIPRanges: 10.0.0.0/8", "error: 169.254.169.254/32")]
    [InlineData("traffic.sidecar.istio.io/excludeOutboundIPRanges: '10.0.0.0/8, 169.254.169.254/32'", Contents.Pass)]
    public void The_agents_metadata_address_is_outside_of_sidecars(string annotations, string expected)
    {
        PlatformRules.OfAgent.Expect(
            "AMA-009",
            Contents.Of(Space("istio-injection: enabled") + Agent("kube-system", annotations)),
            expected
        );
        PlatformRules.OfAgent.Expect("AMA-009", Contents.Of(Space("a: b") + Agent("kube-system", annotations)), Contents.Pass);
    }

    private static string Space(string labels) =>
        $"---\n{{apiVersion: v1, kind: Namespace, metadata: {{name: monitoring, labels: {{{labels}}}}}}}\n";

    private static string Agent(string space, string annotations = "") =>
        Contents.Object(
            "apps/v1",
            "Deployment",
            "agent",
            $"spec: {{template: {{metadata: {{annotations: {{{annotations}}}}}, spec: {{serviceAccountName: agent, containers: [{{name: token, "
                + $"command: [/addon-token-adapter], args: [--secret-namespace={space}, --secret-name=token]}}]}}}}}}"
        );
}
