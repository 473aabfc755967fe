using System.Text;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Wiring;
using GitOpsGen.Wiring.Cost;
using GitOpsGen.Wiring.Writers;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>Manifests that a hand, a merge or an attacker broke go through the wiring, its rules and its writers without a failure.</summary>
public sealed class WiringFuzzTests
{
    private static readonly RuleSet<ClusterContents> Rules = RuleCatalogue
        .Sets.OfType<RuleSet<ClusterContents>>()
        .Single(set => set.Catalogue.Any(rule => rule.Id == "WIR-001"));

    [Fact]
    public void Mutated_manifests_end_in_no_failure()
    {
        var random = new Random(13);
        var (mutator, judged) = (new Mutator(random), 0);
        var documents = Documents();
        for (var round = 0; judged < 700; round++)
        {
            var text =
                round % 2 == 0
                    ? Shop.Manifests
                    : string.Join("\n---\n", Enumerable.Range(0, 6).Select(_ => documents[random.Next(documents.Count)]));
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes = mutator.Mangle(bytes);
            if (Manifests.Read("fuzz.yaml", bytes, new DiagnosticBag()) is not { } objects)
                continue;
            judged++;
            Judge(new ClusterContents("fuzz", [new ContentsPart("", objects)]), round);
        }
    }

    [Fact]
    public void So_do_values_of_another_type_at_every_place()
    {
        YamlNode[] odd =
        [
            Y.Map(),
            Y.List(),
            Y.List(Y.List(Y.Text("x"))),
            Y.Number(-1),
            Y.Text(""),
            Y.Map(("", Y.Text("")), ("x", Y.Map())),
            Y.List(Y.Map(), Y.Number(3)),
        ];
        var documents = YamlReader.ReadAll("shop.yaml", Shop.Manifests, new DiagnosticBag())!.OfType<YamlMap>().ToList();
        var round = 0;
        foreach (var (number, document) in documents.Index())
        foreach (var broken in Variants(document, odd))
            Judge(
                new ClusterContents(
                    "fuzz",
                    [new ContentsPart("", Manifests.Of([.. documents.Take(number), broken, .. documents.Skip(number + 1)]))]
                ),
                round++
            );
        Assert.True(round > 1300, $"only {round}");
    }

    private static string Costs(WiringMap map)
    {
        var cost = ScrapeCosts.Of(map, Samples.None);
        Assert.All(cost.Jobs, job => Assert.True(cost.Of(job) is { Least: >= 0 } amount && double.IsFinite(amount.Most)));
        return $"{CostText.Write([cost], null)}{CostJson.Write([cost], null).Count}";
    }

    private static void Judge(ClusterContents contents, int round)
    {
        try
        {
            var map = Wirings.Of(contents);
            foreach (var rule in Rules.Rules)
                _ = rule.Judge(contents);
            var scope = round % 3 == 0 ? new WiringScope("shop/cart", null) : new WiringScope(null, round % 3 == 1 ? "shop/cart" : null);
            _ =
                WiringText.Write([map], scope)
                + WiringSvg.Write([map], scope)
                + WiringJson.Write([map], scope).Count
                + Costs(map)
                + WiringDot.Write([map], scope);
            _ = scope.IsBroken(map);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"round {round}", error);
        }
    }

    // Each value of the document in turn is another.
    private static IEnumerable<YamlNode> Variants(YamlNode node, YamlNode[] odd) =>
        node switch
        {
            YamlMap map => map
                .Entries.Index()
                .SelectMany(entry => odd.Concat(Variants(entry.Item.Value, odd)).Select(value => With(map, entry.Index, value))),
            YamlList list => list
                .Items.Index()
                .SelectMany(item => odd.Concat(Variants(item.Item, odd)).Select(value => With(list, item.Index, value))),
            _ => [],
        };

    private static YamlMap With(YamlMap map, int place, YamlNode value) =>
        new(map.At, [.. map.Entries.Select((entry, index) => index == place ? entry with { Value = value } : entry)]);

    private static YamlList With(YamlList list, int place, YamlNode value) =>
        new(list.At, [.. list.Items.Select((item, index) => index == place ? value : item)]);

    // Of the real chart where it is beside the repository, without what is long and says nothing here.
    private static List<string> Documents()
    {
        var file = Path.GetFullPath(Path.Join(Repository.Root, "..", "shared", "data", "kube-prometheus-stack-88.5.3.yaml"));
        var text = File.Exists(file) ? File.ReadAllText(file) : Shop.Manifests;
        return
        [
            .. text.Split("\n---\n")
                .Where(document => document.Length < 8000 && !document.Contains("kind: ConfigMap", StringComparison.Ordinal)),
        ];
    }
}
