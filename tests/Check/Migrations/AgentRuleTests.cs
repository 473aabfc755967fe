using GitOpsGen.Load;
using Xunit;

namespace GitOpsGen.Tests.Check.Migrations;

/// <summary>One violation of each AMA and HPA rule, planted into a clean step, is refused with the object named.</summary>
public sealed class AgentRuleTests
{
    [Theory]
    [InlineData("name: INTERVAL, value: 30s", "name: INTERVAL, value: kube-system", "INTERVAL")]
    [InlineData(
        "name: INTERVAL, value: 30s",
        "name: TARGETS, value: \"http://agent-targets.kube-system.svc:80\"",
        "agent-targets.kube-system.svc"
    )]
    [InlineData("name: POD_NAMESPACE, value: agents", "name: POD_NAMESPACE, value: kube-system", "POD_NAMESPACE")]
    [InlineData("name: POD_NAMESPACE, value: agents", "name: POD_NAMESPACE, value: default", "POD_NAMESPACE")]
    [InlineData(
        "image: example.com/agent:1.0",
        "image: example.com/agent:1.0\n          args: [--leader-namespace=kube-system]",
        "--leader-namespace=kube-system"
    )]
    [InlineData(
        "image: example.com/agent:1.0",
        "image: example.com/agent:1.0\n          args: [--leader-namespace, kube-system]",
        "'kube-system'"
    )]
    public void A_residue_of_the_old_namespace_is_refused(string old, string now, string what) =>
        Prepare().Edit("Deployment agents/agent-targets", old, now).IsRefused("AMA-001", "wave 5", "Deployment agents/agent-targets", what);

    [Theory]
    [InlineData("name: INTERVAL, value: 30s", "name: DNS, value: kube-dns.kube-system.svc")]
    [InlineData("name: INTERVAL, value: 30s", "name: OTHER, value: not-agent-targets.kube-system.svc")]
    [InlineData("[--secret-namespace=kube-system, --secret-name=token]", "[--secret-namespace, kube-system, --secret-name, token]")]
    public void What_rightly_names_the_old_namespace_stays(string old, string now) =>
        Prepare().Edit("Deployment agents/agent-targets", old, now).IsClean();

    [Theory]
    [InlineData("SecurityContextConstraints agent", "  - system:serviceaccount:agents:agent\n", "users")]
    [InlineData("AzureExtensionIdentity azure-arc/agent", "    - {name: agent, namespace: agents}\n", "spec.serviceAccounts")]
    public void A_list_of_ServiceAccounts_with_the_old_one_alone_is_refused(string manifest, string line, string where)
    {
        var move = Prepare();
        move.SharedAfter = SmallMigration.EditObject(move.SharedAfter, manifest, line, "");
        move.IsRefused("AMA-001", manifest.Split(' ')[1], where);
    }

    [Fact]
    public void A_list_that_has_the_old_account_when_all_is_done_is_refused()
    {
        var move = SmallMigration.Step(Phase.Cleanup, Phase.Done);
        move.EditShared("users:\n", "users:\n  - system:serviceaccount:kube-system:agent\n")
            .IsRefused("AMA-001", "SecurityContextConstraints agent", "still");
    }

    [Fact]
    public void An_object_of_Arc_that_moves_is_refused()
    {
        var move = Prepare().EditShared("{name: agent, namespace: azure-arc}", "{name: agent, namespace: agents}");
        move.IsRefused("AMA-002", "AzureExtensionIdentity azure-arc/agent", "rendered in agents");
    }

    [Fact]
    public void An_object_of_Arc_that_goes_is_refused()
    {
        var move = Prepare();
        move.SharedAfter = SmallMigration.EditObject(move.SharedAfter, "AzureExtensionIdentity azure-arc/agent", "", "");
        move.IsRefused("AMA-002", "AzureExtensionIdentity azure-arc/agent", "no longer rendered");
    }

    [Fact]
    public void The_namespace_of_Arc_s_token_stays()
    {
        Prepare().EditShared("tokenNamespace: azure-arc", "tokenNamespace: agents").IsRefused("AMA-002", "spec.tokenNamespace", "'agents'");
        var move = Prepare();
        const string old = "name: INTERVAL, value: 30s";
        move.Before = SmallMigration.EditObject(
            move.Before,
            "Deployment kube-system/agent",
            old,
            "name: TOKEN_NAMESPACE, value: azure-arc"
        );
        move.Edit("Deployment kube-system/agent", old, "name: TOKEN_NAMESPACE, value: azure-arc");
        move.Rollback = move.Before;
        move.Edit("Deployment agents/agent", old, "name: TOKEN_NAMESPACE, value: agents");
        move.IsRefused("AMA-002", "Deployment agents/agent", "TOKEN_NAMESPACE");
    }

    [Fact]
    public void A_token_that_is_looked_for_elsewhere_is_refused() =>
        Prepare()
            .Edit("DaemonSet agents/agent-node", "--secret-namespace=kube-system", "--secret-namespace=agents")
            .IsRefused("AMA-003", "wave 5", "container adapter of apps/DaemonSet agents/agent-node", "Secret/kube-system/token");

    [Fact]
    public void Another_Secret_s_namespace_is_its_own() =>
        Prepare()
            .Edit(
                "DaemonSet agents/agent-node",
                "--secret-namespace=kube-system, --secret-name=token",
                "--secret-namespace=agents, --secret-name=other"
            )
            .IsClean();

    [Theory]
    [InlineData("verbs: [get, watch]", "verbs: [get]", "watch")]
    [InlineData("resourceNames: [token]", "resourceNames: [other]", "get and watch")]
    [InlineData("resources: [secrets]", "resources: [configmaps]", "get and watch")]
    public void A_token_that_may_not_be_read_is_refused(string old, string now, string verbs)
    {
        var findings = Prepare().EditShared(old, now).Findings();
        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Contains($"AMA-003: dev/agent", finding, StringComparison.Ordinal));
        Assert.Contains(
            findings,
            finding =>
                finding.Contains($"agents/agent lets", StringComparison.Ordinal)
                && finding.Contains($"{verbs} Secret/kube-system/token", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_Role_in_the_token_s_namespace_serves_as_well() =>
        Prepare()
            .EditShared(
                "kind: ClusterRole\nmetadata: {name: agent}\nrules:\n",
                """
                kind: Role
                metadata: {name: reads-token, namespace: kube-system}
                rules:
                  - {apiGroups: [""], resources: [secrets], resourceNames: [token], verbs: [get, watch]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reads-token, namespace: kube-system}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reads-token}
                subjects:
                  - {kind: ServiceAccount, name: agent, namespace: kube-system}
                  - {kind: ServiceAccount, name: agent, namespace: agents}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: agent}
                rules:

                """
            )
            .EditShared(
                "  - {apiGroups: [\"\"], resources: [secrets], resourceNames: [token], verbs: [get, watch]}\n---\napiVersion: "
                    + "rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding",
                "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding"
            )
            .IsClean();

    [Fact]
    public void A_token_that_nobody_declares_cannot_be_judged()
    {
        var move = SmallMigration.Step(Phase.Adopted, Phase.Adopted);
        move.Migration = move.Migration with { Token = null };
        Assert.All(move.Findings(), finding => Assert.Contains("AMA-003", finding, StringComparison.Ordinal));
        Assert.Contains(
            move.Findings(),
            finding => finding.Contains("DaemonSet kube-system/agent-node looks for a token in kube-system", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_image_that_nobody_has_proven_is_refused()
    {
        var move = Cutover();
        move.Migration = move.Migration with { NamespaceAwareImages = [new ProvenImage("2.0-adapter", "it asks for no address")] };
        move.IsRefused(
            "AMA-004",
            "wave 10",
            "the image 1.0 (",
            "Deployment agents/agent-targets",
            "DaemonSet agents/agent-node",
            "parameter migration.bridge"
        );
    }

    [Fact]
    public void The_bridge_lets_an_image_pass() => Bridged("9").IsClean();

    [Theory]
    [InlineData("type: ExternalName", "type: ClusterIP", "is no ExternalName")]
    [InlineData("agent-targets.agents.svc.cluster.local", "agent-targets.kube-system.svc.cluster.local", "points to")]
    [InlineData("sync-wave: \"9\"", "sync-wave: \"12\"", "comes no earlier than")]
    [InlineData("", "", "is not there")]
    public void A_bridge_that_leads_nowhere_is_refused(string old, string now, string fault) =>
        Bridged("9").Edit("Service kube-system/agent-targets", old, now).IsRefused("AMA-004", "Service kube-system/agent-targets", fault);

    [Fact]
    public void The_bridge_outlives_the_cleanup_while_images_need_it()
    {
        var move = SmallMigration.Step(Phase.Soak, Phase.Cleanup);
        move.Migration = move.Migration with { NamespaceAwareImages = [] };
        move.Bridge = true;
        move.IsRefused("AMA-004", "Service kube-system/agent-targets", "is not there");
    }

    [Fact]
    public void An_optional_ConfigMap_that_is_not_there_is_refused()
    {
        var findings = Prepare().Drop("ConfigMap agents/agent-settings").Findings();
        Assert.Equal(5, findings.Count);
        Assert.Contains(
            findings,
            finding =>
                finding.Contains(
                    "AMA-005: dev/agent, wave 5: apps/DaemonSet agents/agent-node reads the ConfigMap agent-settings",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void An_optional_Secret_that_is_copied_too_late_is_refused() =>
        Prepare()
            .Edit("Job kube-system/copy-1", "sync-wave: \"1\"", "sync-wave: \"2\"")
            .IsRefused(
                "AMA-005",
                "wave 2",
                "Deployment agents/agent-ksm",
                "Secret agent-tls",
                "copied only in wave 2, by batch/Job kube-system/copy-1"
            );

    [Fact]
    public void An_optional_Secret_that_nobody_copies_is_refused()
    {
        var findings = Prepare().Edit("Job kube-system/copy-1", "Secret/agent-tls", "Secret/other").Findings();
        Assert.Equal(5, findings.Count);
        Assert.All(findings, finding => Assert.Contains("AMA-005", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void An_optional_Secret_that_exists_nowhere_is_not_missed()
    {
        var move = Prepare();
        move.Migration = move.Migration with { Copies = [] };
        move.Drop("Job kube-system/copy-1").IsClean();
    }

    [Fact]
    public void A_ConfigMap_that_the_new_side_reads_is_not_cleaned_up()
    {
        var findings = SmallMigration.Step(Phase.Soak, Phase.Cleanup).Drop("ConfigMap agents/agent-settings").Findings();
        Assert.Contains(
            findings,
            finding =>
                finding.Contains("AMA-005", StringComparison.Ordinal)
                && finding.Contains("ConfigMap agent-settings", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("pod-security.kubernetes.io/enforce: privileged, ", "", "does not say")]
    [InlineData("enforce: privileged", "enforce: baseline", "baseline pods only")]
    public void A_Namespace_that_admits_too_few_pods_is_refused(string old, string now, string what) =>
        Prepare().EditShared(old, now).IsRefused("AMA-006", "wave -20", "Namespace agents", what);

    [Fact]
    public void Another_selector_is_refused() =>
        Cutover()
            .Edit("Deployment kube-system/agent", "matchLabels: {app: agent}", "matchLabels: {app: agent, managed: \"yes\"}")
            .IsRefused("AMA-007", "wave 5", "Deployment kube-system/agent", "spec.selector");

    [Fact]
    public void Another_role_is_refused()
    {
        var move = Cutover().EditShared("kind: ClusterRole, name: agent", "kind: ClusterRole, name: other");
        move.IsRefusedAlso("AMA-007", "ClusterRoleBinding agent", "roleRef");
    }

    [Fact]
    public void A_Job_with_another_content_needs_another_name() =>
        SmallMigration
            .Step(Phase.Cutover, Phase.Soak)
            .Edit("Job kube-system/verify-1", "look whether", "look if")
            .IsRefused("AMA-007", "Job kube-system/verify-1", "spec.template");

    [Theory]
    [InlineData("aks-addon")]
    [InlineData("arc")]
    public void What_somebody_else_owns_is_neither_applied_nor_pruned(string owner)
    {
        var move = SmallMigration.Step(Phase.Adopted, Phase.Adopted);
        move.Ownership = owner;
        move.IsRefused("AMA-008", "ServiceAccount kube-system/agent (wave 0)", "and 3 more", owner);
        move.After = SmallMigration
            .EditObject(move.Before, "ServiceAccount kube-system/agent", "", "")
            .Split("---\n")
            .First(one => one.Contains("ConfigMap", StringComparison.Ordinal));
        move.IsRefused("AMA-008", "ServiceAccount kube-system/agent");
        // The customer's own ConfigMap is what the add-on lets him have.
        move.Before = move.After;
        move.IsClean();
    }

    [Fact]
    public void An_owner_that_nobody_knows_is_refused()
    {
        var move = Cutover();
        move.Ownership = "argo";
        move.IsRefused("AMA-008", "'argo'", "Did you mean 'argocd'?");
    }

    [Theory]
    [InlineData("istio.io/rev: asm-1, istio-injection: enabled")]
    [InlineData("istio.io/rev: asm-1, istio.io/dataplane-mode: ambient")]
    public void Two_ways_into_the_mesh_are_refused(string labels) =>
        Prepare()
            .EditShared("istio.io/rev: asm-1", labels)
            .IsRefused("AMA-009", "wave -20", "Namespace agents", "2 ways", "istio.io/rev=asm-1");

    [Fact]
    public void A_sidecar_that_catches_the_metadata_address_is_refused() =>
        Prepare()
            .Edit("DaemonSet agents/agent-node", "169.254.169.254/32", "10.0.0.0/8")
            .IsRefused("AMA-009", "wave 5", "DaemonSet agents/agent-node", "istio.io/rev=asm-1", "169.254.169.254/32");

    [Theory]
    [InlineData("istio.io/rev: asm-1", "istio.io/dataplane-mode: ambient")]
    [InlineData("istio.io/rev: asm-1", "istio-injection: disabled")]
    [InlineData(", istio.io/rev: asm-1", "")]
    public void Without_sidecars_nothing_needs_the_exception(string old, string now) =>
        Prepare().EditShared(old, now).Edit("DaemonSet agents/agent-node", "169.254.169.254/32", "10.0.0.0/8").IsClean();

    [Fact]
    public void A_Job_with_a_sidecar_is_told() =>
        Prepare()
            .Edit("Job kube-system/copy-1", "namespace: kube-system", "namespace: agents")
            .IsRefused("AMA-009", "warning", "Job agents/copy-1");

    [Theory]
    [InlineData("minReplicas: 2", "minReplicas: 1", "from 1 to 12")]
    [InlineData("  minReplicas: 2\n", "", "from 1 to 12")]
    [InlineData("maxReplicas: 12", "maxReplicas: 31", "from 2 to 31")]
    [InlineData("minReplicas: 2", "minReplicas: 13", "from 13 to 12")]
    public void Bounds_of_the_autoscaler_are_held(string old, string now, string bounds) =>
        Cutover()
            .Edit("HorizontalPodAutoscaler agents/agent", old, now)
            .IsRefused("HPA-001", "wave 12", "HorizontalPodAutoscaler agents/agent", bounds, "30");

    [Theory]
    [InlineData("container: main", "container: mian", "Did you mean 'main'?")]
    [InlineData("kind: Deployment, name: agent", "kind: Deployment, name: agents", "Deployment agents/agents")]
    public void What_the_autoscaler_names_exists(string old, string now, string what) =>
        Cutover().Edit("HorizontalPodAutoscaler agents/agent", old, now).IsRefused("HPA-001", "HorizontalPodAutoscaler agents/agent", what);

    [Theory]
    [InlineData("1.26.9", true)]
    [InlineData("v1.27.0", false)]
    [InlineData("1.33", false)]
    public void Metrics_of_one_container_need_a_newer_Kubernetes(string version, bool isRefused)
    {
        var move = Cutover();
        (move.KubernetesVersion, move.Rollback) = (
            version,
            SmallMigration.EditObject(move.Rollback!, "HorizontalPodAutoscaler kube-system/agent", "ContainerResource", "Resource")
        );
        if (isRefused)
            move.IsRefused("HPA-001", "HorizontalPodAutoscaler agents/agent", "1.27", version);
        else
            move.IsClean();
    }

    [Fact]
    public void Replicas_beside_an_autoscaler_are_refused() =>
        Cutover()
            .Edit("Deployment agents/agent", "spec:\n  selector", "spec:\n  replicas: 3\n  selector")
            .IsRefused("HPA-002", "wave 12", "Deployment agents/agent", "'replicas: 3'", "HorizontalPodAutoscaler agents/agent");

    private static SmallMigration Cutover() => SmallMigration.Step(Phase.Prepared, Phase.Cutover);

    private static SmallMigration Prepare() => SmallMigration.Step(Phase.Adopted, Phase.Prepared);

    private static SmallMigration Bridged(string wave)
    {
        var move = Cutover();
        move.Migration = move.Migration with { NamespaceAwareImages = [] };
        move.Bridge = true;
        return move.Edit(
            "Service kube-system/agent-targets",
            "  namespace: kube-system\nspec:\n  type: ClusterIP\n  selector: {app: agent-targets}\n",
            $"""
              namespace: kube-system
              annotations: {"{"}argocd.argoproj.io/sync-wave: "{wave}"{"}"}
            spec:
              type: ExternalName
              externalName: agent-targets.agents.svc.cluster.local

            """
        );
    }
}
