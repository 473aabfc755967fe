using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Kubernetes;

/// <summary>GOG270: kinds that Kubernetes' own groups do not have.</summary>
public sealed class BuiltInKindTests
{
    [Theory]
    [InlineData("", "Sevice", "Service")]
    [InlineData("", "Deployment", "Deployment of apps")]
    [InlineData("apps", "Service", "Service of v1")]
    [InlineData("apps", "Deploymnet", "Deployment")]
    [InlineData("rbac.authorization.k8s.io", "RoleBindings", "RoleBinding")]
    [InlineData("", "Whatever", null)]
    public void A_mistaken_kind_comes_with_the_nearest(string group, string kind, string? nearest)
    {
        var id = new ObjectId(group, kind, "", "x");
        Assert.True(BuiltInKinds.IsMistaken(id));
        Assert.Equal(nearest, BuiltInKinds.Near(id));
    }

    [Theory]
    [InlineData("", "Service")]
    [InlineData("apps", "Deployment")]
    [InlineData("monitoring.coreos.com", "ServiceMonitr")]
    [InlineData("gateway.networking.k8s.io", "Anything")]
    public void What_is_there_or_belongs_to_others_is_not_doubted(string group, string kind) =>
        Assert.False(BuiltInKinds.IsMistaken(new ObjectId(group, kind, "", "x")));

    [Fact]
    public async Task A_render_names_it()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/config/base/map.yaml", "apiVersion: v1\nkind: Sevice\nmetadata: {name: a}\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains(
            "warning GOG270: Kubernetes has no kind 'Sevice' in the group of v1, but dev/config, prod/config would make one. "
                + "Did you mean Service?",
            answer.Error,
            StringComparison.Ordinal
        );
    }
}
