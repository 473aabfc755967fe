using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>Rules find over packed contents exactly what they find over contents as they were read.</summary>
public sealed class PackedContentsTests
{
    private static IEnumerable<Rule> Rules => RuleCatalogue.Sets.SelectMany(set => set.Catalogue);

    [Theory]
    [InlineData("canary")]
    [InlineData("prod-p100")]
    public void Over_the_own_fleet(string environment)
    {
        var files = Directory.EnumerateFiles(
            Path.Join(Repository.Root, "environments", environment),
            "manifests.yaml",
            SearchOption.AllDirectories
        );
        AssertSame([.. files.Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)))]);
    }

    [Theory]
    [InlineData("kube-prometheus-stack-88.5.3.yaml")]
    [InlineData("ama-metrics-7.1.1.yaml")]
    public void Over_real_charts(string file) => AssertSame([(file, File.ReadAllText(Repository.Data(file)))]);

    internal static void AssertSame(params IReadOnlyList<(string File, string Text)> files)
    {
        var read = files.Select(one => (Objects: Manifests.Read(one.File, one.Text, new DiagnosticBag())!, one.Text.Length)).ToList();
        var full = Contents(read.Select(one => one.Objects));
        var packed = Contents(read.Select(one => one.Objects.Packed(one.Length)));
        Assert.All(full.Objects.Objects.Zip(packed.Objects.Objects), pair => Assert.NotSame(pair.First.Document, pair.Second.Document));
        Assert.Equal(Found(full), Found(packed));
    }

    internal static List<string> Found(ClusterContents contents) => [.. Rules.SelectMany(rule => Found(rule, contents))];

    private static ClusterContents Contents(IEnumerable<Manifests> objects) =>
        new("packed", [.. objects.Select(one => new ContentsPart("", one))])
        {
            KubernetesVersion = "1.33",
            Features = ["cloud", "cilium", "istio", "eks", "aks"],
            AsOf = new DateOnly(2027, 1, 1),
        };

    private static IEnumerable<string> Found(Rule rule, ClusterContents contents) =>
        rule switch
        {
            Rule<ClusterContents> ofContents => Texts(ofContents.Judge(contents)),
            Rule<SchemaSubject> ofSchemas => Texts(ofSchemas.Judge(new SchemaSubject(contents, []))),
            _ => [],
        };

    private static IEnumerable<string> Texts(Findings findings) => findings.All.Select(one => one.ToString());
}
