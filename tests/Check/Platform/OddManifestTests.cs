using GitOpsGen.Check.Platform;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Scraping;
using GitOpsGen.Check.Stack;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Platform;

/// <summary>
/// A manifest of any shape is judged: each value of one that all rules look at is put into another shape, and nothing breaks.
/// </summary>
public sealed class OddManifestTests
{
    private static readonly RuleSet<ClusterContents>[] Sets =
    [
        StackRules.Rules,
        ScrapingRules.Rules,
        PlatformRules.Rules,
        PlatformRules.OfAutoscalers,
    ];

    [Fact]
    public void Any_value_may_be_of_any_shape()
    {
        var documents = Read("manifests.yaml");
        var judged = 0;
        for (var i = 0; i < documents.Count; i++)
            foreach (var odd in Odd(documents[i]))
                judged += Judge(documents.Select((document, at) => at == i ? odd : document), null, null);
        Assert.InRange(judged, 2000, 100_000);
    }

    [Theory]
    [InlineData("kube-prometheus-stack")]
    [InlineData("grafana")]
    [InlineData("argo-cd")]
    public void Any_value_of_a_chart_may_be_of_any_shape(string chart)
    {
        foreach (var odd in Odd(Read("values.yaml")[0]).OfType<YamlMap>())
            Judge([], chart, odd);
    }

    private static int Judge(IEnumerable<YamlNode> documents, string? chart, YamlMap? values)
    {
        var at = Position.Start("values.yaml");
        var use = values is null ? null : new ChartUse(at, chart!, "1.0.0", "k", "a", values, IsSeen: false);
        var contents = new ClusterContents("test", [new ContentsPart("app", Manifests.Of(documents)) { Chart = use }])
        {
            KubernetesVersion = "1.34",
            Features = ["cloud", "cilium", "aks"],
            AsOf = new DateOnly(2030, 1, 1),
        };
        foreach (var rule in Sets.SelectMany(set => set.Rules))
            Assert.All(rule.Judge(contents).All, finding => Assert.NotNull(finding.At));
        return 1;
    }

    private static IReadOnlyList<YamlNode> Read(string name)
    {
        var text = File.ReadAllText(Path.Join(Repository.Root, "tests", "Fixtures", "rules", name));
        return [.. YamlReader.ReadAll(name, text, new DiagnosticBag(), YamlLimits.Generated)!];
    }

    // The node with each of its values in turn replaced by each shape.
    private static IEnumerable<YamlNode> Odd(YamlNode node)
    {
        YamlNode[] shapes =
        [
            new YamlScalar(node.At, "", isString: false),
            new YamlScalar(node.At, "7", isString: false),
            new YamlScalar(node.At, "a: \u00e9", isString: true),
            new YamlList(node.At, [new YamlScalar(node.At, "x", isString: true), YamlMap.Empty(node.At)]),
            new YamlMap(node.At, [new YamlEntry(new YamlScalar(node.At, "", isString: true), YamlMap.Empty(node.At))]),
        ];
        return shapes.Concat(
            node switch
            {
                YamlMap map => map.Entries.SelectMany((entry, at) => Odd(entry.Value).Select(odd => (YamlNode)With(map, at, odd))),
                YamlList list => list.Items.SelectMany(
                    (item, at) =>
                        Odd(item).Select(odd => (YamlNode)new YamlList(list.At, [.. list.Items.Select((one, i) => i == at ? odd : one)]))
                ),
                _ => [],
            }
        );
    }

    private static YamlMap With(YamlMap map, int at, YamlNode odd) =>
        new(map.At, [.. map.Entries.Select((entry, i) => i == at ? entry with { Value = odd } : entry)]);
}
