using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Tests.Load;
using Xunit;

namespace GitOpsGen.Tests.Plan;

/// <summary>A unit for each app and environment; one for each cluster only where clusters differ.</summary>
public sealed class UnitTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void Clusters_that_are_alike_share_one_unit() => Assert.Equal(["dev/config", "dev/web", "prod/config", "prod/web"], Names());

    [Fact]
    public void An_abstract_environment_has_no_unit()
    {
        fleet.Edit(BrokenFleet.Shared, "features: [cloud]", "features: [cloud]\n  apps: {web: {sync: manual}}");
        Assert.DoesNotContain(Names(), name => name.StartsWith("shared", StringComparison.Ordinal));
    }

    [Fact]
    public void One_cluster_never_needs_a_folder_of_its_own()
    {
        WithParameter();
        fleet.Edit(BrokenFleet.Dev, "server: https://dev-1.example", "server: https://dev-1.example, apps: {web: {parameters: {size: 5}}}");
        var unit = Units().Single(unit => unit.Name == "dev/web");
        Assert.False(unit.IsPerCluster);
        Assert.Equal("5", unit.Parameters.Text("size"));
    }

    [Fact]
    public void A_cluster_that_differs_gives_every_cluster_of_this_app_an_overlay()
    {
        WithParameter();
        fleet.Edit(
            BrokenFleet.Prod,
            "server: https://prod-2.example",
            "server: https://prod-2.example, apps: {web: {parameters: {size: 5}}}"
        );
        Assert.Equal(["dev/config", "dev/web", "prod/config", "prod/web/prod-1", "prod/web/prod-2"], Names());
        var units = Units().Where(unit => unit.App.Name == "web" && unit.Environment.Name == "prod").ToList();
        Assert.Equal(
            [("prod-1", null), ("prod-2", "5")],
            units.Select(unit => (unit.Clusters.Single().Name, unit.Parameters.Text("size")))
        );
        Assert.All(units, unit => Assert.True(unit.IsPerCluster));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{parameters: {}}")]
    [InlineData("{parameters: {size: 3}}")]
    public void A_cluster_that_says_what_holds_anyway_does_not_differ(string said)
    {
        WithParameter();
        fleet
            .Edit(BrokenFleet.Prod, "web: {}", "web: {parameters: {size: 3}}")
            .Edit(BrokenFleet.Prod, "server: https://prod-2.example", $"server: https://prod-2.example, apps: {{web: {said}}}");
        Assert.Contains("prod/web", Names());
    }

    [Theory]
    [InlineData("{{cluster.name}}", true)]
    [InlineData("{{ quote cluster.server }}", true)]
    [InlineData("{{ if cluster }}x{{ end }}", true)]
    [InlineData("{{ for item in parameters.list }}{{ cluster.name }}{{ end }}", true)]
    [InlineData("{{ if '}' != cluster.name }}x{{ end }}", true)]
    [InlineData("{{ if \"}}\" != cluster.name }}x{{ end }}", true)]
    [InlineData("{{ if '\\'}}' != cluster.name }}x{{ end }}", true)]
    [InlineData("a cluster {{app.name}}", false)]
    [InlineData("{{environment.name}} cluster.name", false)]
    public void A_template_that_reads_the_cluster_makes_clusters_differ(string template, bool differ)
    {
        fleet.Write("apps/web/t.yaml", template);
        fleet.App("web", "requires: [config]", "kustomize: {base: base, templates: [{file: t.yaml, as: patch}]}");
        Assert.Equal(differ, Names().Contains("prod/web/prod-1"));
    }

    [Fact]
    public void A_template_that_does_not_apply_makes_nothing_differ()
    {
        fleet.Write("apps/web/t.yaml", "{{cluster.name}}");
        fleet.App("web", "requires: [config]", "kustomize: {base: base, templates: [{file: t.yaml, as: patch, when: off}]}");
        Assert.Contains("prod/web", Names());
    }

    [Fact]
    public void Units_come_in_ordinal_order_whatever_the_order_of_the_files()
    {
        var names = Names();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    private void WithParameter() =>
        fleet.App("web", "requires: [config]", "kustomize: {base: base}", "parameters: {size: {type: integer}}");

    private List<string> Names() => [.. Units().Select(unit => unit.Name)];

    private IReadOnlyList<Unit> Units()
    {
        var (plan, diagnostics) = fleet.Plan();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        return plan.Units;
    }
}
