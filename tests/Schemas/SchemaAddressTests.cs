using GitOpsGen.Schemas;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

public static class SchemaAddressTests
{
    [Theory]
    [InlineData("https://s.example/{group}/{kind}_{version}.json", "https://s.example/apps/deployment_v1.json")]
    [InlineData(
        "https://s.example/{{.Group}}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json",
        "https://s.example/apps/deployment_v1.json"
    )]
    [InlineData("https://s.example:8443/{kubernetes}/{kind}.yaml?raw=true", "https://s.example:8443/1.33/deployment.yaml?raw=true")]
    [InlineData("https://s.example/k8s/", "https://s.example/k8s/v1.33.0-standalone-strict/deployment-apps-v1.json")]
    [InlineData("http://127.0.0.1:8080/{kind}.json", "http://127.0.0.1:8080/deployment.json")]
    public static void Names_of_a_kind_stand_where_the_address_says(string text, string url) =>
        Assert.Equal(url, SchemaAddress.Of(text, out _)!.For("apps", "v1", "Deployment", new KubernetesRelease(1, 33))!.AbsoluteUri);

    [Theory]
    [InlineData("{group}/{kind}", "core/pod")]
    [InlineData("{{.Group}}/{{.ResourceKind}}{{.KindSuffix}}", "v1/pod-v1")]
    [InlineData("{{.NormalizedKubernetesVersion}}-{kubernetes}/{kind}", "master-master/pod")]
    public static void The_core_group_and_an_unknown_release_are_as_kubeconform_has_them(string text, string path) =>
        Assert.Equal(
            $"https://s.example/{path}.json",
            SchemaAddress.Of($"https://s.example/{text}.json", out _)!.For("", "v1", "Pod", null)!.AbsoluteUri
        );

    [Theory]
    [InlineData("http://s.example/{kind}.json", "only https")]
    [InlineData("ftp://s.example/{kind}.json", "only https")]
    [InlineData("file:///etc/{kind}.json", "no address")]
    [InlineData("https://{group}/{kind}.json", "host is to be written out")]
    [InlineData("https://{group}", "host is to be written out")]
    [InlineData("https://s.example.{group}/{kind}.json", "host is to be written out")]
    [InlineData("https://s.example:{version}/{kind}.json", "no address")]
    [InlineData(@"https://s.example.{group}\{kind}.json", "no address")]
    [InlineData("https://me:word@s.example/{kind}.json", "no user")]
    [InlineData("https://{kind}@s.example/a.json", "no user")]
    [InlineData("https://s.example/{kinds}.json", "'{kinds}' stands for nothing")]
    [InlineData("https://s.example/{{ .Kind }}.json", "'{Kind}' stands for nothing")]
    [InlineData("https://s.example/{{ lower .ResourceKind }}/{kind}.json", "no address")]
    [InlineData("https://s.example/crds.yaml", "names no kind")]
    public static void What_is_no_address_of_schemas_is_refused(string text, string why)
    {
        Assert.Null(SchemaAddress.Of(text, out var trouble));
        Assert.Contains(why, trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x", "v1", "Widget")]
    [InlineData("example.com", "v1/../..", "Widget")]
    [InlineData("example.com", "v1", "Widget?x")]
    [InlineData("example.com", "", "Widget")]
    public static void Names_that_no_kind_has_are_asked_of_nobody(string group, string version, string kind) =>
        Assert.Null(SchemaAddress.Of("https://s.example/{group}/{kind}_{version}.json", out _)!.For(group, version, kind, null));
}
