using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.ArgoCd;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The Flask app is rolled out as its environment says by one word, and nobody fights over what the controllers move.</summary>
public sealed class FlaskAppTests
{
    private static readonly string Definitions = Path.Join(Repository.Root, "..", "shared", "data", "crds");

    [Theory]
    [InlineData("dev", "canary", true)]
    [InlineData("local", "canary", false)]
    [InlineData("eks-dev", "blueGreen", false)]
    public void One_word_says_how_a_new_version_comes(string environment, string strategy, bool isRouted)
    {
        var objects = Rendered(environment);
        var said = Rollout(objects).Spec!.Map("strategy")!;
        Assert.Equal([strategy], said.Entries.Select(entry => entry.Key.Text));
        Assert.Equal(strategy == "canary", objects.Find("Service", "flask-app", "flask-app-stable") is not null);
        Assert.Equal(isRouted, objects.OfKind("VirtualService").Any());
        Assert.Equal(isRouted, said.Map(strategy)!.Says("trafficRouting"));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("local")]
    [InlineData("eks-dev")]
    public void The_autoscaler_alone_says_how_many_pods(string environment)
    {
        var objects = Rendered(environment);
        Assert.False(Rollout(objects).Spec!.Says("replicas"));
        var target = Assert.Single(objects.OfKind("HorizontalPodAutoscaler")).Spec!.Map("scaleTargetRef")!;
        Assert.Equal("argoproj.io/v1alpha1", target.Text("apiVersion"));
        Assert.Equal("Rollout flask-app", $"{target.Text("kind")} {target.Text("name")}");
    }

    // No requests is an empty list or NaN; neither may let a version through, nor give it up.
    [Theory]
    [InlineData("dev")]
    [InlineData("local")]
    [InlineData("eks-dev")]
    public void What_cannot_be_told_is_neither_success_nor_failure(string environment)
    {
        var templates = Rendered(environment).OfKind("AnalysisTemplate");
        var metrics = templates.SelectMany(each => each.Spec!.List("metrics").OfType<YamlMap>()).ToList();
        Assert.Equal(2, metrics.Count);
        foreach (var condition in metrics.SelectMany(metric => new[] { metric.Text("successCondition"), metric.Text("failureCondition") }))
            Assert.StartsWith("len(result) > 0 && !isNaN(result[0]) && ", condition, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rollout", "crd-rollouts.argoproj.io.yaml")]
    [InlineData("AnalysisTemplate", "crd-analysistemplates.argoproj.io.yaml")]
    [InlineData("PodMonitor", "crd-podmonitors.yaml")]
    public void Each_object_is_what_its_definition_allows(string kind, string definition)
    {
        Assert.SkipUnless(Directory.Exists(Definitions), "the definitions are not at hand");
        var schema = CrdSchema.Read(Path.Join(Definitions, definition));
        foreach (var one in new[] { "dev", "local", "eks-dev" }.SelectMany(environment => Rendered(environment).OfKind(kind)))
            Assert.Empty(schema.Errors(one.Document));
    }

    private static Manifest Rollout(Manifests objects) => Assert.Single(objects.OfKind("Rollout"));

    private static Manifests Rendered(string environment)
    {
        var path = Path.Join(Repository.Root, "environments", environment, "flask-app", "rendered", "manifests.yaml");
        return Manifests.Read(path, File.ReadAllText(path), new DiagnosticBag())!;
    }
}
