using GitOpsGen.Check.Sync;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

public sealed class ObjectReaderTests
{
    [Theory]
    [InlineData("argocd.argoproj.io/hook: 'PreSync, PostSync'", "PreSync PostSync")]
    [InlineData("argocd.argoproj.io/hook: Sometime", "")]
    [InlineData("argocd.argoproj.io/hook: 'Skip,Sync'", "Skip Sync")]
    [InlineData("helm.sh/hook: 'pre-install,pre-upgrade'", "PreSync")]
    [InlineData("helm.sh/hook: crd-install", "")]
    [InlineData("helm.sh/hook: 'post-upgrade,test'", "PostSync")]
    [InlineData("helm.sh/hook: pre-install, argocd.argoproj.io/hook: Sync", "Sync")]
    [InlineData("helm.sh/hook: pre-install, argocd.argoproj.io/hook: PostDelete", "PostDelete PreSync")]
    public void Hooks_are_read_in_both_languages(string annotations, string types) =>
        Assert.Equal(types, string.Join(' ', Read(annotations).Hooks));

    [Theory]
    [InlineData("argocd.argoproj.io/sync-wave: '-3', helm.sh/hook-weight: '5'", -3)]
    [InlineData("argocd.argoproj.io/sync-wave: soon, helm.sh/hook-weight: '5'", 5)]
    [InlineData("a: b", 0)]
    public void A_wave_is_Argo_CDs_or_else_Helms_weight(string annotations, int wave) => Assert.Equal(wave, Read(annotations).Wave);

    [Fact]
    public void Delete_policies_of_both_are_merged() =>
        Assert.Equal(
            [HookDeletePolicy.HookSucceeded, HookDeletePolicy.BeforeHookCreation],
            Read(
                "argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: HookSucceeded, helm.sh/hook-delete-policy: before-hook-creation"
            ).DeletePolicies
        );

    [Theory]
    [InlineData("*", "kube-system", true)]
    [InlineData("!kube-system", "kube-system", false)]
    [InlineData("!kube-system", "web", true)]
    [InlineData("team-*", "team-a", true)]
    [InlineData("team-?", "team-ab", false)]
    public void Destinations_may_be_patterns_and_denials(string pattern, string space, bool isPermitted) =>
        Assert.Equal(isPermitted, new ProjectPermissions { Destinations = [new("*", pattern)] }.PermitsDestination("https://dev", space));

    [Fact]
    public void A_denial_that_hits_is_a_veto_over_every_other_entry() =>
        Assert.False(
            new ProjectPermissions { Destinations = [new("*", "*"), new("https://dev", "!web")] }.PermitsDestination("https://dev", "web")
        );

    [Fact]
    public void No_list_permits_every_kind_with_a_namespace_and_an_empty_one_none()
    {
        Assert.True(new ProjectPermissions().PermitsKind("apps/Deployment", "web"));
        Assert.False(new ProjectPermissions { NamespaceWhitelist = [] }.PermitsKind("apps/Deployment", "web"));
        Assert.False(new ProjectPermissions().PermitsClusterKind("Namespace", "web"));
        Assert.False(
            new ProjectPermissions
            {
                ClusterWhitelist = [new("*", "*", null)],
                ClusterBlacklist = [new("", "Namespace", "web")],
            }.PermitsClusterKind("Namespace", "web")
        );
    }

    private static SyncObject Read(string annotations)
    {
        var text = $"{{apiVersion: batch/v1, kind: Job, metadata: {{name: j, annotations: {{{annotations}}}}}}}";
        var manifest = new Manifest(YamlReader.ReadMap("test", text, new DiagnosticBag())!);
        return new ObjectReader(null, "", "", KindScopes.BuiltIn, hasApplicationHealth: false).Read(manifest);
    }
}
