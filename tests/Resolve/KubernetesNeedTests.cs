using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Resolve;

/// <summary>What an app needs of a cluster's version, and what of it depends on that.</summary>
public sealed class KubernetesNeedTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void A_version_outside_is_refused_once_where_it_is_said_with_the_versions_that_can()
    {
        Needs("{versions: \">=1.34\", why: The API is served from there., instead: Use device plugins.}");
        fleet
            .Edit(BrokenFleet.Shared, "\"1.33\"", "‸\"1.33\"")
            .Says("GOG416", "\"web\"", "1.33 (dev, prod)", ">=1.34", "The API is served from there.", "Instead: Use device plugins.");
    }

    [Theory]
    [InlineData(">=1.33", "1.33", true)]
    [InlineData(">=1.33", "1.32.9", false)]
    [InlineData(">=1.32 <1.37", "1.36.11", true)]
    [InlineData(">=1.32 <1.37", "1.37", false)]
    [InlineData(">=1.32 <1.37", "1.37.0", false)]
    [InlineData(">=1.34.2", "1.34.1", false)]
    [InlineData(">=1.34.2", "1.34", false)]
    [InlineData("<1.10", "1.9.5", true)]
    [InlineData("<1.10", "1.33", false)]
    public void Versions_are_compared_as_numbers(string versions, string cluster, bool fits)
    {
        Needs($"{{versions: \"{versions}\", why: So it is.}}");
        fleet.Edit(BrokenFleet.Shared, "\"1.33\"", $"\"{cluster}\"");
        Assert.Equal(fits ? [] : ["GOG416"], fleet.Diagnose().Select(item => item.Code));
    }

    [Theory]
    [InlineData("<=1.36")]
    [InlineData("=1.36")]
    [InlineData("1.36")]
    [InlineData(">=1.34 >=1.35")]
    [InlineData(">=1.34.1.2")]
    [InlineData("")]
    public void What_is_no_range_of_releases_is_refused(string versions)
    {
        Needs($"{{versions: ‸\"{versions}\", why: So it is.}}");
        fleet.Says("GOG038", "versions");
    }

    [Fact]
    public void A_need_counts_where_its_features_are_and_not_for_an_app_that_goes()
    {
        Needs("{versions: \">=1.34\", when: eks, why: So it is there.}");
        Assert.DoesNotContain("GOG416", fleet.Diagnose().Select(item => item.Code));
        fleet.Edit(BrokenFleet.Dev, "wave: dev", "wave: dev\n  features: [eks]");
        Assert.Contains("GOG416", fleet.Diagnose().Select(item => item.Code));
        fleet.Edit(BrokenFleet.Dev, "web: {}", "web: {remove: delete}");
        Assert.DoesNotContain("GOG416", fleet.Diagnose().Select(item => item.Code));
    }

    [Fact]
    public void A_need_is_excused_by_any_of_the_features_that_it_names()
    {
        Needs("{versions: \">=1.34\", unless: [gate, other], why: It is off before.}");
        Assert.Contains("GOG416", fleet.Diagnose().Select(item => item.Code));
        fleet.Edit(BrokenFleet.Shared, "features: [cloud]", "features: [cloud, gate]");
        Assert.DoesNotContain("GOG416", fleet.Diagnose().Select(item => item.Code));
    }

    [Fact]
    public void Each_cluster_has_the_component_of_its_version()
    {
        fleet
            .App(
                "web",
                "requires: [config]",
                "kustomize:",
                "  base: base",
                "  components:",
                "    - {path: beta, kubernetes: \">=1.33 <1.34\"}",
                "    - {path: stable, kubernetes: \">=1.34\"}"
            )
            .Write("apps/web/beta/kustomization.yaml", Component)
            .Write("apps/web/stable/kustomization.yaml", Component)
            .Edit(BrokenFleet.Prod, "class: prod", "class: prod\n  kubernetesVersion: \"1.35\"");
        var (plan, diagnostics) = fleet.Plan();
        Assert.Empty(diagnostics);
        Assert.Equal(["beta"], Components("dev"));
        Assert.Equal(["stable"], Components("prod"));

        IEnumerable<string> Components(string environment)
        {
            var unit = plan.Units.First(unit => unit.App.Name == "web" && unit.Environment.Name == environment);
            return unit.App.Components.Where(component => unit.Deployment.Holds(component.When)).Select(component => component.Path.Text);
        }
    }

    private const string Component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: x-\n";

    private void Needs(string need) => fleet.App("web", "requires: [config]", "kustomize: {base: base}", $"kubernetes: [{need}]");
}
