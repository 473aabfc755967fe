using System.Text;
using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Validate;

/// <summary>Manifests that a hand, a merge or an attacker broke go through every rule without a failure of the tool.</summary>
public sealed class FuzzTests
{
    private const int Judged = 2000;
    private const int AtOnce = 5;

    [Fact]
    public void Two_thousand_broken_manifests_end_in_no_failure()
    {
        var random = new Random(2027);
        var mutator = new Mutator(random);
        var documents = Documents();
        var (judged, found) = (0, 0);
        for (var round = 0; judged < Judged; round++)
        {
            var text = string.Join("\n---\n", Enumerable.Range(0, AtOnce).Select(_ => documents[random.Next(documents.Count)]));
            var bytes = mutator.Mangle(Encoding.UTF8.GetBytes(text));
            if (Manifests.Read("fuzz.yaml", bytes, new DiagnosticBag()) is not { } objects)
                continue;
            judged++;
            found += Judge(objects, round);
        }

        Assert.True(found > 0, "no rule found anything");
    }

    private static int Judge(Manifests objects, int round)
    {
        var contents = new ClusterContents("fuzz", [new ContentsPart("", objects)])
        {
            KubernetesVersion = round % 2 == 0 ? "1.33" : null,
            Features = round % 3 == 0 ? ["cloud", "cilium", "istio", "eks", "aks"] : [],
            AsOf = new DateOnly(2027, 1, 1),
        };
        // Packed, as validate has them.
        var packed = contents with
        {
            Parts = [new ContentsPart("", objects.Packed(int.MaxValue))],
        };
        if (round % AtOnce == 0)
            Assert.Equal(PackedContentsTests.Found(contents), PackedContentsTests.Found(packed));
        return Judge(packed, round);
    }

    private static int Judge(ClusterContents contents, int round)
    {
        var found = 0;
        foreach (var rule in RuleCatalogue.Sets.SelectMany(set => set.Catalogue))
            try
            {
                found += rule switch
                {
                    Rule<ClusterContents> ofContents => ofContents.Judge(contents).All.Count(),
                    Rule<SchemaSubject> ofSchemas => ofSchemas.Judge(new SchemaSubject(contents, [])).All.Count(),
                    _ => 0,
                };
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Assert.Fail($"round {round}, {rule.Id}: {error}");
            }

        return found;
    }

    // Short ones, so that many are tried.
    private static IReadOnlyList<string> Documents() =>
        [
            .. new[] { "prometheus-stack", "ama-metrics", "ama-metrics-shared", "sample-app" }
                .Select(app => Path.Join(Repository.Root, "environments", "canary", app, "rendered", "manifests.yaml"))
                .SelectMany(file => File.ReadAllText(file).Split("\n---\n"))
                .Where(document => document.Length < 6000),
        ];
}
