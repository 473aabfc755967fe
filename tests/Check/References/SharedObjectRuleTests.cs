using GitOpsGen.Check.References;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using Xunit;

namespace GitOpsGen.Tests.Check.References;

/// <summary>REF-017: an object of a cluster has one owner.</summary>
public sealed class SharedObjectRuleTests
{
    [Theory]
    [InlineData("v1", "ConfigMap", "name: a, namespace: x", "v1", "ConfigMap", "name: a, namespace: x", true)]
    [InlineData("apps/v1", "Deployment", "name: a, namespace: x", "apps/v1beta1", "Deployment", "name: a, namespace: x", true)]
    [InlineData("v1", "Namespace", "name: a", "v1", "Namespace", "name: a", true)]
    [InlineData("v1", "ConfigMap", "name: a, namespace: x", "v1", "ConfigMap", "name: a, namespace: y", false)]
    [InlineData("v1", "ConfigMap", "name: a, namespace: x", "v1", "Secret", "name: a, namespace: x", false)]
    public void Two_apps_do_not_render_one_object(
        string version,
        string kind,
        string metadata,
        string otherVersion,
        string otherKind,
        string otherMetadata,
        bool isFound
    )
    {
        var contents = new ClusterContents(
            "dev",
            [Part("one", version, kind, metadata), Part("two", otherVersion, otherKind, otherMetadata)]
        );
        var found = ReferenceRules.Rules.Rules.Single(rule => rule.Id == "REF-017").Judge(contents).All;
        Assert.Equal(isFound ? ["REF-017"] : [], found.Select(one => one.Code));
        Assert.All(found, one => Assert.Contains("by the app two and by one", one.Message, StringComparison.Ordinal));
    }

    private static ContentsPart Part(string app, string version, string kind, string metadata) =>
        new(app, Manifests.Read($"{app}.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{{metadata}}}\n", new DiagnosticBag())!);
}
