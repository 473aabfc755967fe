using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>One store in each environment, by the identity that it has there; what a slip would break without a word.</summary>
public sealed class ExternalSecretsTests
{
    private static readonly string App = Path.Join(Repository.Root, "apps", "external-secrets");

    [Theory]
    [InlineData("eks-dev", "external-secrets", "aws")]
    [InlineData("eks-prod", "external-secrets/eks-prod-euw1-1", "aws")]
    [InlineData("eks-prod", "external-secrets/eks-prod-euw1-2", "aws")]
    [InlineData("local", "external-secrets", "fake")]
    public void There_is_one_store_that_the_ExternalSecrets_name(string environment, string overlay, string provider)
    {
        var store = Assert.Single(EksObjects.Of(environment, overlay), one => one.Text("kind") == "ClusterSecretStore");
        Assert.Equal("external-secrets.io/v1", store.Text("apiVersion"));
        Assert.Equal("platform", store.Map("metadata")!.Text("name"));
        Assert.Equal([provider], store.Map("spec")!.Map("provider")!.Entries.Select(entry => entry.Key.Text));
    }

    [Theory]
    [InlineData("store-irsa.yaml", true)]
    [InlineData("store-key-vault.yaml", true)]
    [InlineData("store-pod-identity.yaml", false)]
    public void A_store_names_the_account_and_its_namespace_unless_the_pod_has_its_identity_itself(string file, bool names)
    {
        var text = File.ReadAllText(Path.Join(App, "templates", file));
        Assert.Equal(names, text.Contains("  serviceAccountRef:\n", StringComparison.Ordinal));
        Assert.Equal(names, text.Contains("  namespace: external-secrets\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_monitors_are_made_also_where_the_chart_sees_no_cluster() =>
        Assert.Contains("  renderMode: alwaysRender\n", File.ReadAllText(Path.Join(App, "values.yaml")), StringComparison.Ordinal);
}

/// <summary>What is rendered for an app, read.</summary>
internal static class EksObjects
{
    public static List<YamlMap> Of(string environment, string app)
    {
        var path = Path.Join(Repository.Root, "environments", environment, app, "rendered", "manifests.yaml");
        return [.. YamlReader.ReadAll(path, File.ReadAllText(path), new DiagnosticBag())!.OfType<YamlMap>()];
    }
}
