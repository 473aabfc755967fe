using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>
/// A project shrinks only after the change that prunes, with real git: Argo CD does not see live objects that a project forbids.
/// </summary>
public sealed class KeptPermissionTests
{
    private const string Project = "argocd/projects/dev.yaml";
    private const string Base = "apps/web/base/kustomization.yaml";
    private const string Role =
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: web, namespace: demo}\nrules: []\n"
        + "---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: web}\n"
        + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: extra}\n"
        + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: there, namespace: extra}\n";

    private static readonly string[] Taken =
    [
        "kind rbac.authorization.k8s.io/Role",
        "cluster-kind networking.k8s.io/IngressClass *",
        "cluster-kind Namespace extra",
        "destination https://dev-1.example extra",
    ];

    [Fact]
    public async Task What_a_change_prunes_stays_permitted_until_the_render_after_it_is_committed()
    {
        using var fleet = await WithRoleAsync();
        fleet.Write(Base, "resources: [deployment.yaml]\n");
        var render = await RenderAsync(fleet);

        Assert.Contains("note GOG206", render.Error, StringComparison.Ordinal);
        Assert.All(Taken, line => Assert.Contains($"      {line}\n", fleet.Read(Project), StringComparison.Ordinal));
        Assert.All(Permitted, entry => Assert.Contains(entry, fleet.Read(Project), StringComparison.Ordinal));
        Assert.DoesNotContain("kind: Role", fleet.Read("environments/dev/web/rendered/manifests.yaml"), StringComparison.Ordinal);

        // Neither another render nor a check of the commit changes it.
        var first = fleet.Snapshot();
        await RenderAsync(fleet);
        Assert.Equal(first, fleet.Snapshot());
        Commit(fleet);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
        Assert.Contains("note GOG206", check.Error, StringComparison.Ordinal);

        var later = await RenderAsync(fleet);
        Assert.DoesNotContain("GOG206", later.Error, StringComparison.Ordinal);
        Assert.All([.. Taken, .. Permitted], entry => Assert.DoesNotContain(entry, fleet.Read(Project), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_commit_on_a_branch_that_is_not_merged_keeps_it_too()
    {
        using var fleet = await WithRoleAsync();
        Sh.Git(fleet.Path, "switch", "-q", "-c", "work");
        fleet.Write(Base, "resources: [deployment.yaml]\n");
        await RenderAsync(fleet);
        Commit(fleet);
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "y"));
        await RenderAsync(fleet);
        Commit(fleet);
        Assert.All(Permitted, entry => Assert.Contains(entry, fleet.Read(Project), StringComparison.Ordinal));

        Sh.Git(fleet.Path, "switch", "-q", "main");
        Sh.Git(fleet.Path, "merge", "-q", "--no-ff", "-m", "merge", "work");
        await RenderAsync(fleet);
        Assert.All(Permitted, entry => Assert.DoesNotContain(entry, fleet.Read(Project), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_committed_but_not_pushed_is_not_synced()
    {
        using var fleet = await WithRoleAsync();
        Sh.Git(fleet.Beside.Path, "init", "-q", "--bare", "-b", "main");
        Sh.Git(fleet.Path, "remote", "add", "origin", fleet.Beside.Path);
        Sh.Git(fleet.Path, "push", "-q", "origin", "main");
        fleet.Write(Base, "resources: [deployment.yaml]\n");
        await RenderAsync(fleet);
        Commit(fleet);
        await RenderAsync(fleet);
        Assert.All(Permitted, entry => Assert.Contains(entry, fleet.Read(Project), StringComparison.Ordinal));

        Sh.Git(fleet.Path, "push", "-q", "origin", "main");
        await RenderAsync(fleet);
        Assert.All(Permitted, entry => Assert.DoesNotContain(entry, fleet.Read(Project), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_goes_keeps_its_destination()
    {
        using var fleet = await WithRoleAsync();
        var environment = fleet.Read("environments/prod/environment.yaml");
        fleet.Write(
            "environments/prod/environment.yaml",
            environment.Replace("    - {name: prod-2, server: https://prod-2.example}\n", "", StringComparison.Ordinal)
        );
        await RenderAsync(fleet);
        Assert.Contains("server: https://prod-2.example", fleet.Read("argocd/projects/prod.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_git_the_render_after_the_change_drops_it()
    {
        using var fleet = WithRole();
        await RenderAsync(fleet);
        fleet.Write(Base, "resources: [deployment.yaml]\n");
        await RenderAsync(fleet);
        Assert.All(Permitted, entry => Assert.Contains(entry, fleet.Read(Project), StringComparison.Ordinal));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render", "--check")).Exit);
        fleet.Write("apps/config/base/map.yaml", SmallFleet.ConfigMap("settings", "y"));
        await RenderAsync(fleet);
        Assert.All(Permitted, entry => Assert.DoesNotContain(entry, fleet.Read(Project), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_of_what_was_never_permitted_does_not_widen_a_project()
    {
        using var fleet = SmallFleet.Create();
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        await RenderAsync(fleet);
        Commit(fleet);
        Sh.Git(fleet.Path, "switch", "-q", "-c", "work");
        fleet.Write(
            Project,
            fleet
                .Read(Project)
                .Replace(
                    "sync-wave: '-1001'\n",
                    "sync-wave: '-1001'\n    gitopsgen.io/kept-for-pruning: |\n      kind Secret\n",
                    StringComparison.Ordinal
                )
                .Replace(
                    "  - group: ''\n    kind: ConfigMap\n",
                    "  - group: ''\n    kind: ConfigMap\n  - group: ''\n    kind: Secret\n",
                    StringComparison.Ordinal
                )
        );
        Commit(fleet);
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 3, check.ToString());
        Assert.Contains(Project, check.Output + check.Error, StringComparison.Ordinal);
    }

    private static readonly string[] Permitted =
    [
        "  - group: rbac.authorization.k8s.io\n    kind: Role\n",
        "  - group: networking.k8s.io\n    kind: IngressClass\n",
        "    kind: Namespace\n    name: extra\n",
        "  - server: https://dev-1.example\n    namespace: extra\n",
    ];

    private static TemporaryFolder WithRole()
    {
        var fleet = SmallFleet.Create();
        fleet.Write("apps/web/base/role.yaml", Role);
        fleet.Write(Base, "resources: [deployment.yaml, role.yaml]\n");
        return fleet;
    }

    private static async Task<TemporaryFolder> WithRoleAsync()
    {
        var fleet = WithRole();
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        await RenderAsync(fleet);
        Commit(fleet);
        return fleet;
    }

    private static async Task<Answer> RenderAsync(TemporaryFolder fleet)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        return answer;
    }

    private static void Commit(TemporaryFolder fleet)
    {
        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "commit", "-q", "-m", "change");
    }
}
