using GitOpsGen.Check.Migrations;
using GitOpsGen.Check.Rules;
using GitOpsGen.Load;
using Xunit;

namespace GitOpsGen.Tests.Check.Migrations;

/// <summary>One violation of each MIG rule, planted into a clean step, is refused with the object named.</summary>
public sealed class MigrationRuleTests
{
    private const string NodeGate = "Job kube-system/gate-kube-system-1";

    [Fact]
    public void A_side_that_starts_before_the_gate_is_refused() =>
        Cutover()
            .Edit("DaemonSet agents/agent-node", "sync-wave: \"12\"", "sync-wave: \"6\"")
            .IsRefused(
                "MIG-001",
                "prepared to cutover, wave 6",
                "DaemonSet agents/agent-node",
                "pods of apps/DaemonSet kube-system/agent-node",
                "\"node\"",
                "gate-kube-system-1",
                "wave 7, which is not between the two: correct the waves"
            );

    [Fact]
    public void A_side_that_starts_beside_the_gate_is_refused() =>
        Cutover()
            .Edit("DaemonSet agents/agent-node", "sync-wave: \"12\"", "sync-wave: \"7\"")
            .IsRefused("MIG-001", "wave 7", "DaemonSet agents/agent-node");

    [Fact]
    public void An_old_side_that_goes_on_is_refused() =>
        Cutover()
            .Edit("DaemonSet kube-system/agent-node", "        gitopsgen.io/hold: \"true\"\n", "")
            .IsRefused("MIG-001", "wave 12", "DaemonSet agents/agent-node runs while apps/DaemonSet kube-system/agent-node runs too");

    [Fact]
    public void A_hold_of_another_value_holds_nothing() =>
        Prepare()
            .Edit("DaemonSet agents/agent-windows", "hold: \"true\"", "hold: \"false\"")
            .IsRefusedAlso("MIG-001", "adopted to prepared, wave 5", "DaemonSet agents/agent-windows", "\"windows node\"");

    [Fact]
    public void A_Deployment_without_a_number_of_replicas_runs() =>
        Prepare()
            .Edit("Deployment agents/agent", "  replicas: 0\n", "")
            .IsRefusedAlso("MIG-001", "Deployment agents/agent", "\"collector\"");

    [Fact]
    public void Without_a_gate_one_is_asked_for() =>
        Cutover().Drop(NodeGate).IsRefusedAlso("MIG-001", "\"node\"", "with a gate Job in a wave between the two");

    [Theory]
    [InlineData("app=agent-node ", "", "selector")]
    [InlineData("app=agent-node ", "app=agent-nodes ", "selector")]
    [InlineData("app=agent-node ", "app=agent-node,version=2 ", "selector")]
    [InlineData("app=agent-node ", "app!=agent-node ", "selector")]
    [InlineData("-n kube-system wait", "-n kube-public wait", "namespace")]
    public void A_gate_whose_command_waits_for_other_pods_is_none(string old, string now, string word)
    {
        var move = Cutover().Edit(NodeGate, old, now);
        Assert.Contains(
            move.Findings(),
            finding =>
                finding.Contains("MIG-001", StringComparison.Ordinal)
                && finding.Contains(NodeGate, StringComparison.Ordinal)
                && finding.Contains(word, StringComparison.Ordinal)
                && finding.Contains("\"node\"", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("app=agent-node,managed=yes ")]
    [InlineData("--selector=app==agent-node ")]
    [InlineData("labelSelector=app%3Dagent-node ")]
    [InlineData("'app in (agent-node, agent-windows)' ")]
    public void A_gate_may_write_its_selector_as_it_likes(string selector) =>
        Cutover().Edit(NodeGate, "app=agent-node ", selector).IsClean();

    [Theory]
    [InlineData("waits-for: Deployment/agent,", "waits-for: ")]
    [InlineData("gitopsgen.io/namespace: kube-system", "gitopsgen.io/namespace: agents")]
    [InlineData("gitopsgen.io/job: gate", "gitopsgen.io/job: other")]
    [InlineData("    argocd.argoproj.io/sync-wave: \"7\"", "    argocd.argoproj.io/sync-wave: \"7\"\n    argocd.argoproj.io/hook: Sync")]
    public void A_gate_must_say_for_whom_and_come_between(string old, string now) =>
        Cutover()
            .Edit(NodeGate, old, now)
            .IsRefusedAlso("MIG-001", "apps/Deployment agents/agent runs", "pods of apps/Deployment kube-system/agent ");

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(13)]
    public void A_gate_in_another_wave_waits_for_nothing(int wave) =>
        Cutover()
            .Edit(NodeGate, "sync-wave: \"7\"", $"sync-wave: \"{wave}\"")
            .IsRefusedAlso("MIG-001", "\"collector\"", NodeGate, $"it runs in wave {wave}, which is not between the two");

    [Fact]
    public void A_gate_that_is_there_already_does_not_wait_again()
    {
        var move = Cutover();
        move.Before += "---\n" + move.After.Split("---\n").First(one => one.Contains("gate-kube-system-1", StringComparison.Ordinal));
        move.IsRefusedAlso("MIG-001", "\"collector\"", NodeGate, "there already under that name");
    }

    [Fact]
    public void A_plain_revert_is_no_way_back()
    {
        var move = Cutover();
        move.Rollback = SmallMigration.Agent(Phase.Prepared);
        move.IsRefusedAlso(
            "MIG-001",
            "back from cutover, wave 0",
            "apps/Deployment kube-system/agent runs while apps/Deployment agents/agent runs too",
            "Stop apps/Deployment agents/agent "
        );
    }

    [Fact]
    public void What_is_pruned_has_the_wave_that_is_live_and_the_waves_are_reversed()
    {
        var move = Cutover();
        move.Drop("DaemonSet kube-system/agent-node");
        // Alone it goes in its own wave, before the gate.
        move.Before = SmallMigration.EditObject(
            move.Before,
            "HorizontalPodAutoscaler kube-system/agent",
            "namespace: kube-system",
            "namespace: kube-system\n  annotations: {argocd.argoproj.io/sync-wave: \"3\"}"
        );
        move.Before = SmallMigration.EditObject(
            move.Before,
            "DaemonSet kube-system/agent-node",
            "namespace: kube-system",
            "namespace: kube-system\n  annotations: {argocd.argoproj.io/sync-wave: \"3\"}"
        );
        Assert.DoesNotContain(move.Findings(), finding => finding.Contains("MIG-001", StringComparison.Ordinal));
        // With something of wave 8 they change places, and it goes after the gate.
        move.Before = SmallMigration.EditObject(
            move.Before,
            "HorizontalPodAutoscaler kube-system/agent",
            "sync-wave: \"3\"",
            "sync-wave: \"8\""
        );
        Assert.Contains(
            move.Findings(),
            finding => finding.Contains("MIG-001", StringComparison.Ordinal) && finding.Contains("wave 12", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_role_that_nobody_renders_is_told()
    {
        var move = Cutover();
        var role = move.Migration.Roles[0] with { Name = "ghost", Object = new ObjectName("Deployment", "ghost") };
        move.Migration = move.Migration with { Roles = [.. move.Migration.Roles, role] };
        move.IsRefused("MIG-001", "\"ghost\"", "Deployment/ghost", "kube-system", "agents");
        var rule = MigrationRules.Rules.Rules.Single(one => one.Id == "MIG-001");
        Assert.Equal(RuleOutcome.CannotTell, rule.Judge(MigrationWalk.Of(move.ToStep())).Outcome);
    }

    [Fact]
    public void Another_image_than_on_the_old_side_is_refused() =>
        Cutover()
            .Edit("Deployment agents/agent", "agent:1.0", "agent:1.1")
            .IsRefusedAlso("MIG-002", "wave 12", "Deployment agents/agent", "agent:1.1", "in kube-system it is example.com/agent:1.0");

    [Fact]
    public void Another_image_than_in_the_previous_release_is_refused()
    {
        var move = Cutover();
        move.PreviousRelease = SmallMigration.EditObject(move.After, "DaemonSet agents/agent-windows", "agent:1.0", "agent:0.9");
        move.IsRefused("MIG-002", "DaemonSet agents/agent-windows", "container main", "agent:0.9", "previous release");
    }

    /// <summary>Of a parameter of the environment the release before knows the new value as well.</summary>
    [Fact]
    public void Another_image_than_was_rendered_before_is_refused()
    {
        var move = Cutover();
        move.LastRendered = SmallMigration.EditObject(move.After, "DaemonSet agents/agent-windows", "agent:1.0", "agent:0.9");
        move.IsRefused("MIG-002", "DaemonSet agents/agent-windows", "container main", "agent:0.9", "in what was rendered before");
    }

    [Fact]
    public void A_new_release_in_soak_is_no_cutover()
    {
        var move = SmallMigration.Step(Phase.Cutover, Phase.Soak);
        move.PreviousRelease = SmallMigration.EditObject(move.After, "DaemonSet agents/agent-windows", "agent:1.0", "agent:0.9");
        move.IsClean();
    }

    [Theory]
    [InlineData(Phase.Adopted, Phase.Prepared, "agents")]
    [InlineData(Phase.Adopted, Phase.Prepared, "kube-system")]
    [InlineData(Phase.Soak, Phase.Cleanup, "kube-system")]
    [InlineData(Phase.Cleanup, Phase.Done, "agents")]
    public void A_binding_without_one_of_its_subjects_is_refused(Phase from, Phase to, string space)
    {
        var move = SmallMigration.Step(from, to);
        move.SharedAfter = SmallMigration.EditObject(
            move.SharedAfter,
            "ClusterRoleBinding agent",
            $"  - {{kind: ServiceAccount, name: agent, namespace: {space}}}\n",
            "  - {kind: ServiceAccount, name: other, namespace: other}\n"
        );
        // The last subject of the two tells the rule which account is meant; without any the token cannot be read.
        move.IsRefusedAlso(to == Phase.Done ? "AMA-003" : "MIG-003", $"{space}/agent");
    }

    [Fact]
    public void Both_subjects_must_be_live_before_the_cutover()
    {
        var move = Cutover();
        move.SharedBefore = SmallMigration.Shared(Phase.Adopted);
        move.IsRefused("MIG-003", "in phase prepared", "ClusterRoleBinding agent", "agents/agent");
    }

    [Theory]
    [InlineData(Phase.Adopted, Phase.Adopted, "agents")]
    [InlineData(Phase.Cleanup, Phase.Done, "kube-system")]
    public void A_subject_that_is_too_many_is_refused(Phase from, Phase to, string space)
    {
        var move = SmallMigration.Step(from, to);
        move.SharedAfter = SmallMigration.EditObject(
            move.SharedAfter,
            "ClusterRoleBinding agent",
            "subjects:\n",
            $"subjects:\n  - {{kind: ServiceAccount, name: agent, namespace: {space}}}\n"
        );
        move.IsRefused("MIG-003", $"in phase {to.ToString().ToLowerInvariant()}", "ClusterRoleBinding agent", $"{space}/agent");
    }

    [Fact]
    public void Rolled_back_to_the_beginning_both_subjects_may_stay()
    {
        var move = SmallMigration.Step(Phase.Prepared, Phase.Adopted);
        move.SharedAfter = SmallMigration.EditObject(
            move.SharedAfter,
            "ClusterRoleBinding agent",
            "subjects:\n",
            "subjects:\n  - {kind: ServiceAccount, name: agent, namespace: agents}\n"
        );
        move.IsClean();
    }

    [Theory]
    [InlineData("agent-shared", true)]
    [InlineData("platform", false)]
    public void A_cluster_scoped_object_of_two_Applications_is_refused(string other, bool inAgent)
    {
        var move = Cutover();
        const string role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: agent}\n";
        if (inAgent)
            move.After += "---\n" + role;
        else
            move.Others["platform"] = role;
        move.IsRefusedAlso("MIG-004", "rbac.authorization.k8s.io/ClusterRole agent", other);
    }

    [Fact]
    public void What_others_share_among_themselves_is_not_this_move_s()
    {
        var move = Cutover();
        move.Others["one"] = move.Others["two"] = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: theirs}\n";
        move.IsClean();
    }

    [Fact]
    public void A_phase_without_a_way_back_is_refused()
    {
        var move = Cutover();
        move.Rollback = null;
        move.IsRefused("MIG-006", "dev/agent", "cutover");
    }

    [Theory]
    [InlineData("CustomResourceDefinition things.example.com", "every object of its kind")]
    public void A_shared_object_that_must_stay_is_not_pruned(string manifest, string loss)
    {
        var move = SmallMigration.Step(Phase.Soak, Phase.Cleanup);
        move.SharedAfter = SmallMigration.EditObject(move.SharedAfter, manifest, "", "");
        move.IsRefused("MIG-007", "soak to cleanup, wave 0", manifest, loss);
    }

    [Fact]
    public void The_Namespace_is_not_pruned()
    {
        var move = SmallMigration.Step(Phase.Soak, Phase.Cleanup);
        move.SharedAfter = SmallMigration.EditObject(move.SharedAfter, "Namespace agents", "", "");
        move.IsRefused("AMA-006", "Namespace agents");
        move.SharedBefore = SmallMigration.EditObject(move.SharedBefore, "Namespace agents", "Prune=false,", "");
        move.IsRefusedAlso("MIG-007", "wave -20", "Namespace agents", "everything in it");
    }

    [Fact]
    public void The_token_is_not_pruned()
    {
        var move = SmallMigration.Step(Phase.Soak, Phase.Cleanup);
        move.Before += "---\napiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: kube-system}\n";
        move.IsRefused("MIG-007", "Secret kube-system/token", "no token");
        move.Before = SmallMigration.Replace(
            move.Before,
            "name: token, namespace: kube-system",
            "name: token, namespace: kube-system, annotations: {argocd.argoproj.io/sync-options: Prune=false}"
        );
        move.IsClean();
    }

    [Fact]
    public void A_customer_s_ConfigMap_is_not_pruned()
    {
        var move = SmallMigration.Step(Phase.Soak, Phase.Cleanup);
        move.Before = SmallMigration.EditObject(move.Before, "ConfigMap kube-system/agent-settings", "Prune=false", "Validate=false");
        move.IsRefused("MIG-007", "ConfigMap kube-system/agent-settings", "customer");
    }

    [Theory]
    [InlineData("Force=true")]
    [InlineData("Replace=true")]
    [InlineData("PruneLast=true")]
    public void A_dangerous_sync_option_is_refused(string option)
    {
        var move = Cutover();
        move.Edit(
            "Service agents/agent-targets",
            "namespace: agents",
            $"namespace: agents\n  annotations: {{argocd.argoproj.io/sync-options: \"Validate=false,{option}\"}}"
        );
        move.IsRefused("MIG-008", "Service agents/agent-targets (wave 0)", option);
    }

    [Fact]
    public void A_dangerous_sync_option_of_the_Application_or_the_way_back_is_refused()
    {
        var move = Cutover();
        move.SyncOptions = ["ServerSideApply=true", "PruneLast=true"];
        move.IsRefused("MIG-008", "the Application", "PruneLast=true");
        move.SyncOptions = ["ApplyOutOfSyncOnly=true"];
        move.IsRefused("MIG-008", "the Application", "ApplyOutOfSyncOnly=true", "the Job that failed");
        move = Cutover();
        move.Rollback = SmallMigration.EditObject(
            move.Rollback!,
            "Service kube-system/agent-targets",
            "namespace: kube-system",
            "namespace: kube-system\n  annotations: {argocd.argoproj.io/sync-options: PruneLast=true}"
        );
        move.IsRefused("MIG-008", "Service kube-system/agent-targets");
    }

    [Theory]
    [InlineData("INTERVAL, value: 30s", "INTERVAL, value: 60s", "spec.template.spec.containers[0].env[1].value")]
    [InlineData("managed: \"yes\"", "managed: \"yes\", phase: cutover", "spec.template.metadata.labels.phase")]
    public void A_phase_that_changes_a_pod_template_is_refused(string old, string now, string path) =>
        Cutover().Edit("Deployment kube-system/agent", old, now).IsRefused("MIG-009", "wave 5", "Deployment kube-system/agent", path);

    [Fact]
    public void A_role_that_nobody_starts_is_refused() =>
        Cutover()
            .Edit("Deployment agents/agent-targets", "replicas: 1", "replicas: 0")
            .IsRefusedAlso("MIG-010", "prepared to cutover", "Deployment agents/agent-targets is held back", "\"target allocator\"");

    [Fact]
    public void A_way_back_that_starts_nothing_is_refused()
    {
        var move = Cutover();
        move.Rollback = SmallMigration.EditObject(move.Rollback!, "DaemonSet kube-system/agent-windows", "", "");
        move.IsRefused("MIG-010", "back from cutover", "DaemonSet kube-system/agent-windows is not there");
    }

    [Fact]
    public void Pods_that_take_long_to_end_make_the_gap_too_long()
    {
        var move = Cutover();
        const string old = "      serviceAccountName: agent\n";
        move.Before = SmallMigration.EditObject(
            move.Before,
            "DaemonSet kube-system/agent-node",
            old,
            old + "      terminationGracePeriodSeconds: 600\n"
        );
        move.Edit("DaemonSet kube-system/agent-node", old, old + "      terminationGracePeriodSeconds: 600\n");
        move.Rollback = SmallMigration.EditObject(
            move.Rollback!,
            "DaemonSet kube-system/agent-node",
            old,
            old + "      terminationGracePeriodSeconds: 600\n"
        );
        move.IsRefused("MIG-010", "prepared to cutover", "11.3 min", "5 min");
    }

    [Fact]
    public void Pods_that_take_long_to_end_make_the_way_back_too_long()
    {
        var move = SmallMigration.Step(Phase.Cutover, Phase.Soak);
        const string old = "      serviceAccountName: agent\n";
        foreach (
            var edit in new Action<Func<string, string>>[]
            {
                change => move.Before = change(move.Before),
                change => move.After = change(move.After),
                change => move.Rollback = change(move.Rollback!),
            }
        )
            edit(text =>
                SmallMigration.EditObject(text, "DaemonSet agents/agent-node", old, old + "      terminationGracePeriodSeconds: 600\n")
            );
        move.IsRefusedAlso("MIG-011", "back from soak", "15 min");
    }

    private static SmallMigration Cutover() => SmallMigration.Step(Phase.Prepared, Phase.Cutover);

    private static SmallMigration Prepare() => SmallMigration.Step(Phase.Adopted, Phase.Prepared);
}
