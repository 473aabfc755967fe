using System.Collections.Immutable;
using GitOpsGen.Check.Sync;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>Each rule of the sync with a case that breaks it and one beside it that does not.</summary>
public sealed class SyncCheckTests
{
    private const string Gate =
        "{apiVersion: batch/v1, kind: Job, metadata: {name: gate, namespace: web, labels: {gitopsgen.io/job: gate}, annotations: {argocd.argoproj.io/sync-wave: '1'}}}";

    private const string After =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: after, namespace: web, annotations: {argocd.argoproj.io/sync-wave: '2'}}}";

    private static readonly Position At = new("environments/dev/environment.yaml", 7, 3);

    private static readonly ApplicationChange Web = new("web-dev", At)
    {
        Server = "https://dev",
        Namespace = "web",
        Automated = new() { Prune = true, SelfHeal = true },
    };

    [Theory]
    [InlineData("ApplyOutOfSyncOnly=true", "SYN-001")]
    [InlineData("ServerSideApply=true", null)]
    public void A_retry_does_not_walk_past_a_gate(string option, string? code) =>
        Finds(Web with { Options = SyncOptions.Of(option), Rendered = Read(Gate, After) }, code);

    [Fact]
    public void A_hook_is_no_gate_that_a_retry_walks_past() =>
        Finds(
            Web with
            {
                Options = SyncOptions.Of("ApplyOutOfSyncOnly=true"),
                Rendered = Read(Gate.Replace("annotations: {", "annotations: {argocd.argoproj.io/hook: Sync, "), After),
            },
            null
        );

    [Fact]
    public void A_gate_that_only_the_way_back_brings_is_walked_too()
    {
        var told = Finds(
            Web with
            {
                Options = SyncOptions.Of("ApplyOutOfSyncOnly=true"),
                Committed = Read(Gate, After),
                Rendered = Read(),
            },
            "SYN-001"
        );

        Assert.Contains("web-dev, way back:", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Job_that_is_live_already_is_not_what_this_change_waits_for() =>
        Finds(Web with { Rendered = Read(Gate, After), Committed = Read(Gate, After) }, null);

    [Theory]
    [InlineData("ClusterRole", "SYN-002")]
    [InlineData("*", null)]
    public void A_project_shrinks_after_the_prune(string removed, string? code)
    {
        const string Role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}";
        var project =
            $"{{spec: {{clusterResourceWhitelist: [{{group: '*', kind: {(removed == "*" ? "'*'" : "Namespace")}}}], destinations: [{{server: '*', namespace: web}}]}}}}";

        Finds(Web with { Committed = Read(Role, After), Rendered = Read(After), Project = ProjectPermissions.Read(Map(project)) }, code);
    }

    [Fact]
    public void What_is_rendered_is_permitted() =>
        Finds(
            Web with
            {
                Rendered = Read(After),
                Project = new() { Destinations = [new("https://dev", "!web")] },
            },
            "SYN-002"
        );

    [Theory]
    [InlineData("web", "other", false, true, Severity.Warning)]
    [InlineData("web", "web", false, true, null)]
    [InlineData("kube-system", "", false, true, null)]
    [InlineData("web", "", true, true, null)]
    [InlineData("web", "", true, false, Severity.Error)]
    [InlineData("web", "web", true, false, null)]
    public void Somebody_makes_every_namespace(string space, string made, bool creates, bool isPermitted, Severity? severity)
    {
        var diagnostics = new DiagnosticBag();
        SyncChecks.Check(
            new NamespaceUse("web-dev", At, space)
            {
                Used = new HashSet<string>([space]),
                Made = new HashSet<string>([made]),
                CreatesDestination = creates,
                Project = new() { ClusterWhitelist = isPermitted ? [new("", "Namespace", "web")] : [] },
            },
            diagnostics
        );

        Assert.Equal(severity is null ? [] : [("SYN-003", severity.Value)], diagnostics.Sorted().Select(one => (one.Code, one.Severity)));
    }

    [Fact]
    public void A_gate_in_the_last_wave_is_awaited_by_nobody()
    {
        Finds(Web with { Rendered = Read(Gate) }, "SYN-004");
        Finds(Web with { Rendered = Read(Gate.Replace("labels: {gitopsgen.io/job: gate}, ", "")) }, null);
    }

    [Theory]
    [InlineData("argocd.argoproj.io/hook: PreSync", "", "SYN-005")]
    [InlineData("argocd.argoproj.io/hook: PreSync", "argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/sync-wave: '-1'", null)]
    [InlineData("argocd.argoproj.io/sync-wave: '-1'", "", "SYN-005")]
    [InlineData("argocd.argoproj.io/hook: PostSync", "", null)]
    public void What_is_waited_for_needs_nothing_that_comes_later(string job, string account, string? code) =>
        Finds(
            Web with
            {
                Rendered = Read(
                    $"{{apiVersion: batch/v1, kind: Job, metadata: {{name: migrate, namespace: web, annotations: {{{job}}}}}, spec: {{template: {{spec: {{serviceAccountName: migrator}}}}}}}}",
                    $"{{apiVersion: v1, kind: ServiceAccount, metadata: {{name: migrator, namespace: web, annotations: {{{account}}}}}}}"
                ),
            },
            code
        );

    [Theory]
    [InlineData("configMap: {name: settings}", "ConfigMap", "SYN-005")]
    [InlineData("configMap: {name: settings, optional: true}", "ConfigMap", null)]
    [InlineData("secret: {secretName: settings}", "Secret", "SYN-005")]
    [InlineData("projected: {sources: [{secret: {name: settings}}]}", "Secret", "SYN-005")]
    public void Volumes_are_needs(string volume, string kind, string? code) =>
        Finds(
            Web with
            {
                Rendered = Read(
                    $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web, namespace: web}}, spec: {{template: {{spec: {{volumes: [{{name: v, {volume}}}]}}}}}}}}",
                    $"{{apiVersion: v1, kind: {kind}, metadata: {{name: settings, namespace: web, annotations: {{argocd.argoproj.io/sync-wave: '3'}}}}}}"
                ),
            },
            code
        );

    [Theory]
    [InlineData(1, "SYN-005")]
    [InlineData(0, null)]
    public void A_claim_is_used_in_its_own_wave(int wave, string? code) =>
        Finds(
            Web with
            {
                Rendered = Read(
                    "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: web}}",
                    $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: db, namespace: web, annotations: {{argocd.argoproj.io/sync-wave: '{wave}'}}}}, spec: {{template: {{spec: {{volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}}}}}",
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: last, namespace: web, annotations: {argocd.argoproj.io/sync-wave: '5'}}}"
                ),
            },
            code
        );

    [Theory]
    [InlineData("confirm", "SYN-006")]
    [InlineData("true", null)]
    public void A_prune_that_waits_to_be_confirmed_is_told(string prune, string? code) =>
        Finds(
            Web with
            {
                Committed = Read(
                    After,
                    $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: old, namespace: web, annotations: {{argocd.argoproj.io/sync-options: Prune={prune}}}}}}}"
                ),
                Rendered = Read(After),
            },
            code
        );

    [Theory]
    [InlineData(false, "SYN-007")]
    [InlineData(true, null)]
    public void The_root_waits_only_with_a_health_check(bool hasHealth, string? code)
    {
        var diagnostics = new DiagnosticBag();
        SyncChecks.Check(new RootChange("root", At, [new("crds", 0, []), new("stack", 1, ["crds"])], hasHealth), diagnostics);

        Assert.Equal(code is null ? [] : [code], diagnostics.Sorted().Select(one => one.Code));
    }

    private static string Finds(ApplicationChange change, string? code)
    {
        var diagnostics = new DiagnosticBag();
        SyncChecks.Check(change, diagnostics);

        Assert.Equal(code is null ? [] : [code], diagnostics.Sorted().Select(one => one.Code).Distinct());
        return string.Concat(diagnostics.Sorted().Select(one => one.Message));
    }

    private static Manifests Read(params string[] objects) => Manifests.Of(objects.Select(Map));

    private static YamlMap Map(string text) => YamlReader.ReadMap("test", text, new DiagnosticBag())!;
}
