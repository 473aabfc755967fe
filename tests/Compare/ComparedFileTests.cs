using GitOpsGen.Compare;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Which files say what runs in clusters; the place of a name tells, not the name.</summary>
public sealed class ComparedFileTests
{
    [Theory]
    [InlineData("environments/dev/web/rendered/manifests.yaml", ComparedKind.Manifests, "dev", "web", "")]
    [InlineData("environments/dev/rendered/rendered/manifests.yaml", ComparedKind.Manifests, "dev", "rendered", "")]
    [InlineData("environments/rollback/web/dev-1/rendered/manifests.yaml", ComparedKind.Manifests, "rollback", "web", "dev-1")]
    [InlineData("environments/dev/rollback/components/values.yaml", ComparedKind.Values, "dev", "rollback", "components")]
    [InlineData("argocd/apps/releases/projects.yaml", ComparedKind.ArgoCd, "releases", "projects", "")]
    [InlineData("argocd/projects/dev.yaml", ComparedKind.ArgoCd, "", "", "")]
    [InlineData("environments/dev/iam/web-trust.json", ComparedKind.Output, "dev", "", "")]
    public void What_runs_is_compared_whatever_it_is_called(string path, ComparedKind kind, string scope, string app, string cluster) =>
        Assert.Equal(new ComparedFile(path, kind, scope, app, cluster), ComparedFile.Of(path));

    [Theory]
    [InlineData("environments/dev/web/rollback/rendered/manifests.yaml")]
    [InlineData("environments/dev/web/dev-1/rollback/rendered/manifests.yaml")]
    [InlineData("environments/dev/web/rollback/values.yaml")]
    [InlineData("environments/dev/web/patches/values.yaml")]
    [InlineData("environments/dev/patches/values.yaml")]
    [InlineData("environments/dev/releases/values.yaml")]
    [InlineData("argocd/owned.json")]
    [InlineData("environments/dev/iam/owned.json")]
    public void What_nothing_runs_from_is_not(string path) => Assert.Null(ComparedFile.Of(path));
}
