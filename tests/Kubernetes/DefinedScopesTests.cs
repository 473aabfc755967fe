using System.Text;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Kubernetes;

public sealed class DefinedScopesTests
{
    private const string Definitions = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: things.example.com
        spec:
          group: example.com
          names:
            kind: Thing
            plural: things
          scope: Namespaced
          versions:
          - name: v1
            schema:
              openAPIV3Schema:
                properties:
                  scope: Cluster
                  kind: Other
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: worlds.example.com
        spec:
          group: example.com
          names:
            kind: World
          scope: Cluster
        ---
        apiVersion: example.com/v1
        kind: World
        metadata:
          name: one
        spec:
          group: elsewhere
          names:
            kind: Fake
          scope: Cluster

        """;

    [Fact]
    public void The_scope_is_read_of_definitions_alone() =>
        Assert.Equal(
            [("example.com/Thing", false), ("example.com/World", true)],
            DefinedScopes.Scan(Encoding.UTF8.GetBytes(Definitions)).Select(one => (one.Key, one.Value)).Order()
        );

    [Fact]
    public async Task A_definition_of_another_app_of_the_environment_tells_and_what_nobody_tells_is_permitted_either_way()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/config/base/map.yaml", Definitions);
        fleet.Write("apps/web/base/more.yaml", Objects("World", "Thing", "Unheard"));
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, more.yaml]\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Equal(1, answer.Error.Split("GOG065").Length - 1);
        Assert.Contains("dev/web makes example.com/Unheard without a namespace (and prod/web)", answer.Error, StringComparison.Ordinal);
        var project = fleet.Read("argocd/projects/dev.yaml");
        var cluster = project[
            project.IndexOf("clusterResource", StringComparison.Ordinal)..project.IndexOf("namespaceResource", StringComparison.Ordinal)
        ];
        var spaced = project[project.IndexOf("namespaceResource", StringComparison.Ordinal)..];
        Assert.Equal(["Unheard", "World"], Of(cluster));
        Assert.Equal(["Thing", "Unheard"], Of(spaced));
    }

    [Theory]
    [InlineData("kinds: [example.com/Unheard]")]
    [InlineData("clusterKinds: [example.com/Unheard]")]
    public async Task What_a_chart_is_declared_to_produce_is_of_that_scope(string produces)
    {
        using var fleet = SmallFleet.Create();
        fleet.Write("apps/web/chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\n");
        fleet.Write("apps/web/chart/templates/one.yaml", Objects("Unheard"));
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "delivery: helm", $"chart: {{path: chart, version: 1.2.3, produces: {{{produces}}}}}")
        );
        fleet.Write(
            "gitopsgen.yaml",
            fleet
                .Read("gitopsgen.yaml")
                .Replace("  limits:", $"  tools: {{helm: {{path: {TestTools.Helm4}}}}}\n  limits:", StringComparison.Ordinal)
        );
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.DoesNotContain("GOG065", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("GOG074", answer.Error, StringComparison.Ordinal);
    }

    private static string Objects(params string[] kinds) =>
        string.Join("---\n", kinds.Select(kind => $"apiVersion: example.com/v1\nkind: {kind}\nmetadata: {{name: one}}\n"));

    private static IEnumerable<string> Of(string list) =>
        list.Split("- group: example.com\n    kind: ").Skip(1).Select(entry => entry[..entry.IndexOf('\n', StringComparison.Ordinal)]);
}
