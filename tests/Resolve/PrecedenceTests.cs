using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Resolve;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Resolve;

/// <summary>
/// Values: fleet → app → the app's value files for the features → abstract environments in the order of extends → environment →
/// cluster. Parameters the same, below all of them the defaults that the app declares.
/// </summary>
public sealed class PrecedenceTests : IDisposable
{
    // Weakest first. Each says its own key and those of all stronger layers, so that layer n must win key n.
    private static readonly string[] Layers =
    [
        "fleet",
        "app",
        "feature-one",
        "feature-two",
        "far",
        "left",
        "right",
        "environment",
        "cluster",
    ];

    private readonly BrokenFleet fleet = new();

    public PrecedenceTests()
    {
        Directory.Delete(fleet.Folder.File("environments/dev"), recursive: true);
        Directory.Delete(fleet.Folder.File("environments/prod"), recursive: true);
        fleet.Write(
            "gitopsgen.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Fleet\nmetadata: {name: small}\nspec:\n  repository: {url: "
                + $"https://git.example/small.git}}\n  apps: {{web: {{values: {Said("fleet")}}}}}\n"
        );
        fleet.App(
            "web",
            "chart: {repository: https://charts.example, name: web, version: 1.0.0}",
            "values: [values.yaml, {file: one.yaml, when: one}, {file: two.yaml, when: [one, two]}, {file: off.yaml, when: [one, off]}]"
        );
        fleet.Write("apps/web/values.yaml", Said("app") + "\n");
        fleet.Write("apps/web/one.yaml", Said("feature-one") + "\n");
        fleet.Write("apps/web/two.yaml", Said("feature-two") + "\n");
        fleet.Write("apps/web/off.yaml", "{k0: off, k8: off, off: off}\n");
        fleet.Environment("far", "abstract: true", "kubernetesVersion: \"1.30\"", "class: far", "features: [one]", Apps("far"));
        fleet.Environment("left", "abstract: true", "extends: [far]", "kubernetesVersion: \"1.31\"", Apps("left"));
        fleet.Environment("right", "abstract: true", "extends: [far]", "kubernetesVersion: \"1.32\"", "features: [two]", Apps("right"));
        fleet.Environment(
            "it",
            "extends: [left, right]",
            "follows: head",
            "features: [own]",
            "clusters:",
            $"  - {{name: it-1, server: https://it-1.example, apps: {{web: {{values: {Said("cluster")}}}}}}}",
            "  - {name: it-2, server: https://it-2.example}",
            Apps("environment")
        );
    }

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void Each_layer_of_values_wins_over_those_before_it()
    {
        var first = Unit("it/web/it-1").Values;
        Assert.All(Layers.Index(), layer => Assert.Equal(layer.Item, first.Text($"k{layer.Index}")));
        Assert.Null(first["off"]);
    }

    [Fact]
    public void A_cluster_that_says_nothing_has_the_environments_values()
    {
        var second = Unit("it/web/it-2").Values;
        Assert.Equal(("right", "environment", "environment"), (second.Text("k6"), second.Text("k7"), second.Text("k8")));
    }

    [Fact]
    public void Each_layer_of_parameters_wins_over_those_before_it_and_all_over_the_default()
    {
        string[] layers = ["default", "fleet", "far", "left", "right", "environment", "cluster"];
        fleet.App(
            "web",
            ["kustomize: {base: base}", "parameters:", .. layers.Select((_, i) => $"  k{i}: {{type: string, default: default}}")]
        );
        Edit("gitopsgen.yaml", "fleet");
        foreach (var name in new[] { "far", "left", "right" })
            Edit($"environments/{name}/environment.yaml", name);
        Edit("environments/it/environment.yaml", "environment");
        Edit("environments/it/environment.yaml", "cluster");

        var parameters = Unit("it/web/it-1").Parameters;

        Assert.All(layers.Index(), layer => Assert.Equal(layer.Item, parameters.Text($"k{layer.Index}")));

        void Edit(string file, string layer) => fleet.Edit(file, $"values: {Said(layer)}", $"parameters: {Said(layer, layers)}");
    }

    [Fact]
    public void The_nearest_one_that_says_it_gives_class_and_Kubernetes_version()
    {
        var environment = Unit("it/web/it-1").Environment;
        Assert.Equal(("far", "1.32"), (environment.Class, environment.KubernetesVersion));
        fleet.Edit("environments/it/environment.yaml", "follows: head", "follows: head\n  kubernetesVersion: \"1.29\"\n  class: own");
        environment = Unit("it/web/it-1").Environment;
        Assert.Equal(("own", "1.29"), (environment.Class, environment.KubernetesVersion));
    }

    [Fact]
    public void Features_add_up() => Assert.Equal(["one", "own", "two"], Unit("it/web/it-1").Environment.Features);

    [Fact]
    public void What_two_ancestors_share_speaks_once_and_before_both() =>
        Assert.Equal(["far", "left", "right", "it"], Unit("it/web/it-1").Environment.Lineage.Select(member => member.Name));

    [Fact]
    public void The_order_of_extends_decides_between_two_ancestors()
    {
        fleet.Edit("environments/it/environment.yaml", "extends: [left, right]", "extends: [right, left]");
        var unit = Unit("it/web/it-1");
        Assert.Equal("1.31", unit.Environment.KubernetesVersion);
        Assert.Equal("left", unit.Values.Text("k6"));
    }

    [Fact]
    public void Null_in_an_environment_takes_away_what_farther_layers_say()
    {
        fleet.Edit("environments/it/environment.yaml", Said("environment"), "{k0: null, k1: {a: null}}");
        var values = Unit("it/web/it-2").Values;
        Assert.Equal("null", values["k0"]!.Kind);
        Assert.Equal("null", values.Map("k1")!["a"]!.Kind);
    }

    [Fact]
    public void Sync_removal_and_patches_come_down()
    {
        fleet
            .Write("environments/far/patches/a.yaml", "")
            .Write("environments/it/patches/b.yaml", "")
            .Write("environments/it/patches/c.yaml", "");
        fleet.Edit(
            "environments/far/environment.yaml",
            "{web: {",
            "{web: {sync: manual, remove: keep, patches: [{file: patches/a.yaml}], "
        );
        fleet.Edit(
            "environments/it/environment.yaml",
            "apps: {web: {values: {k7: environment",
            "apps: {web: {patches: [{file: patches/b.yaml, when: off}, {file: patches/c.yaml, when: [one, own]}], values: {k7: environment"
        );
        var deployment = Unit("it/web/it-1").Deployment;
        Assert.False(deployment.Automated);
        Assert.Equal(GitOpsGen.Load.Removal.Keep, deployment.Removal);
        Assert.Equal(["environments/far/patches/a.yaml", "environments/it/patches/c.yaml"], deployment.Patches.Select(patch => patch.Path));
        fleet.Edit("environments/it/environment.yaml", "apps: {web: {patches", "apps: {web: {sync: automated, remove: delete, patches");
        deployment = Unit("it/web/it-1").Deployment;
        Assert.True(deployment.Automated);
        Assert.Equal(GitOpsGen.Load.Removal.Delete, deployment.Removal);
    }

    private static string Said(string layer, string[]? layers = null) =>
        $"{{{string.Join(", ", Enumerable.Range(0, (layers ?? Layers).Length).Where(i => i >= (layers ?? Layers).IndexOf(layer)).Select(i => $"k{i}: {layer}"))}}}";

    private static string Apps(string layer) => $"apps: {{web: {{values: {Said(layer)}}}}}";

    private Unit Unit(string name)
    {
        var (plan, diagnostics) = fleet.Plan();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        return plan.Units.Single(unit => unit.Name == name);
    }
}
