using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>Which clusters may be one, and which root takes an environment in: GOG024, GOG208, GOG209.</summary>
public sealed class RootTests
{
    [Theory]
    [InlineData("https://kubernetes.default.svc")]
    [InlineData("https://kubernetes.default.svc/")]
    [InlineData("https://KUBERNETES.default.svc:443")]
    [InlineData("https://kubernetes.default")]
    [InlineData("https://kubernetes.default.svc.cluster.local")]
    public async Task The_cluster_that_Argo_CD_runs_in_is_no_other_by_its_address_inside(string inside)
    {
        using var fleet = WithLocal(inside, "");
        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--dry-run");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("environments/local/environment.yaml(8,41): warning GOG208: 'kind-local'", answer.Error, StringComparison.Ordinal);

        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  argocd: {cluster: prod-2}\n");
        answer = await Gitopsgen.RunInAsync(fleet, "render", "--dry-run");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("error GOG024: the cluster server", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG208", answer.Error, StringComparison.Ordinal);

        // Where it is the one that Argo CD runs in, nothing is in doubt.
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  argocd: {cluster: kind-local}\n");
        answer = await Gitopsgen.RunInAsync(fleet, "render", "--dry-run");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.DoesNotContain("GOG208", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_none_of_the_fleet_is_no_home_of_Argo_CD()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  argocd: {cluster: prod-3}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains(
            "gitopsgen.yaml(10,21): error GOG209: no environment has the cluster 'prod-3'. Did you mean 'prod-1'?",
            answer.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("root: laptop", "")]
    [InlineData("extends: [small]", "root: laptop")]
    public async Task An_environment_with_an_Argo_CD_of_its_own_is_in_a_root_of_its_own(string own, string inherited)
    {
        using var fleet = WithLocal("https://kubernetes.default.svc", own);
        fleet.Write("environments/small/environment.yaml", SmallFleet.Environment("small", "abstract: true", inherited));
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  argocd: {cluster: prod-2}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());

        var root = fleet.Read("argocd/root.yaml");
        Assert.Contains("include: '{apps/*,projects/*}'\n", root, StringComparison.Ordinal);
        Assert.Contains("exclude: '{apps/local/*,projects/local.yaml}'\n", root, StringComparison.Ordinal);
        var other = fleet.Read("argocd/roots/laptop.yaml");
        Assert.Contains("include: '{apps/local/*,projects/local.yaml}'\n", other, StringComparison.Ordinal);
        Assert.Contains("  name: small-laptop-root\n", other, StringComparison.Ordinal);
        Assert.DoesNotContain("exclude", other, StringComparison.Ordinal);

        // A project that both use is taken in by both.
        var environment = "environments/local/environment.yaml";
        fleet.Write(environment, fleet.Read(environment).Replace("class: local", "class: dev", StringComparison.Ordinal));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet, "render")).Exit);
        Assert.Contains("exclude: apps/local/*\n", fleet.Read("argocd/root.yaml"), StringComparison.Ordinal);
        Assert.Contains("include: '{apps/local/*,projects/dev.yaml}'\n", fleet.Read("argocd/roots/laptop.yaml"), StringComparison.Ordinal);

        // The root goes with its last environment.
        Directory.Delete(fleet.File("environments/local"), recursive: true);
        answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.False(File.Exists(fleet.File("argocd/roots/laptop.yaml")));
    }

    private static TemporaryFolder WithLocal(string server, string more)
    {
        var fleet = SmallFleet.Create();
        fleet.Write(
            "environments/local/environment.yaml",
            SmallFleet.Environment(
                "local",
                "class: local",
                "follows: head",
                "kubernetesVersion: \"1.33\"",
                $"clusters: [{{name: kind-local, server: {server}}}]",
                "apps: {config: {}}",
                more
            )
        );
        return fleet;
    }
}
