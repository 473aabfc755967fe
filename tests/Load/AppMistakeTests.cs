using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Load;

/// <summary>GOG050 to GOG059: what an app.yaml says of its chart, its Kustomize part and its parameters.</summary>
public sealed class AppMistakeTests : IDisposable
{
    private const string Chart = "chart: {repository: https://charts.example, name: web, version: 1.2.3, produces: {kinds: [Service]}}";

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("chart: ‸{version: 1.2.3}")]
    [InlineData("chart: ‸{repository: https://charts.example, version: 1.2.3}")]
    [InlineData("chart: ‸{name: web, version: 1.2.3}")]
    [InlineData("chart: ‸{repository: https://charts.example, name: web, path: chart, version: 1.2.3}")]
    [InlineData("chart: ‸{path:, version: 1.2.3}")]
    public void A_chart_has_one_source(string line) =>
        fleet.Write("apps/web/chart/Chart.yaml", "").App("web", line).Says("GOG050", "'repository' and 'name', or 'path'");

    [Theory]
    [InlineData("chart: {repository: ‸[], name: web, version: 1.2.3}", "GOG004")]
    [InlineData("chart: {‸repositry: https://charts.example, name: web, version: 1.2.3}", "GOG003")]
    [InlineData("chart: {repository: ‸charts.example, name: web, version: 1.2.3}", "GOG038")]
    [InlineData("chart: {repository: https://charts.example, name: web, version: ‸^1.2, produces: {kinds: [Service]}}", "GOG038")]
    [InlineData("chart: {repository: https://charts.example, name: web, version: 1.2.3, digest: ‸abc}", "GOG038")]
    [InlineData("chart: {repository: https://charts.example, name: web, version: 1.2.3, digest: ‸\"sha256:abc\"}", "GOG038")]
    [InlineData("chart: {path: ‸charts/web, version: 1.2.3}", "GOG016")]
    [InlineData("chart: {repository: https://charts.example, name: web, version: 1.2.3, caFile: ‸ca.pem}", "GOG016")]
    [InlineData("chart: ‸web", "GOG004")]
    [InlineData("‸chrat: {repository: https://charts.example, name: web, version: 1.2.3}", "GOG003")]
    public void A_mistake_in_the_chart_is_one(string line, string code)
    {
        fleet.App("web", line).Says(code);
        fleet.Marks.Clear();
        fleet
            .App("web", "delivery: helm", line.Replace("1.2.3", "1.2.3, produces: {kinds: [Service]}", StringComparison.Ordinal))
            .Says(code);
    }

    [Theory]
    [InlineData("description: nothing")]
    [InlineData("kustomize: {labels: {a: b}}")]
    public void An_app_must_hold_something(string line) =>
        fleet
            .Write(BrokenFleet.Web, SmallFleet.App("web", line).Replace("  version", "  ‸version", StringComparison.Ordinal))
            .Says("GOG051", "\"web\"", "Give it one");

    [Theory]
    [InlineData("kustomize: ‸base", "GOG004")]
    [InlineData("kustomize: {base: ‸../config/base}", "GOG013")]
    [InlineData("kustomize: {base: ‸bas}", "GOG016")]
    [InlineData("kustomize: {‸bases: base}", "GOG003")]
    [InlineData("kustomize: {components: ‸c}", "GOG004")]
    public void A_mistake_in_the_Kustomize_part_is_one(string line, string code) => fleet.App("web", line).Says(code);

    [Fact]
    public void Delivery_by_Helm_needs_a_chart() => fleet.App("web", "delivery: ‸helm").Says("GOG052", "'rendered' or 'kustomize'");

    [Theory]
    [InlineData("chart: ‸{repository: https://charts.example, name: web, version: 1.2.3}")]
    [InlineData("chart: ‸{repository: https://charts.example, name: web, version: 1.2.3, produces: {namespaces: [demo]}}")]
    public void Delivery_by_Helm_needs_to_know_what_the_chart_makes(string line) =>
        fleet.App("web", "delivery: helm", line).Says("GOG053", "chart.produces", "Declare it");

    [Fact]
    public void A_mistake_in_what_the_chart_makes_is_one() =>
        fleet
            .App("web", "delivery: helm", "chart: {repository: https://charts.example, name: web, version: 1.2.3, produces: ‸[]}")
            .Says("GOG004");

    [Theory]
    [InlineData("Force=true")]
    [InlineData("Replace=true")]
    public void A_sync_option_that_deletes_is_refused(string option) =>
        fleet
            .App("web", "kustomize: {base: base}", $"argocd: {{syncOptions: [Validate=false, ‸{option}]}}")
            .Says("GOG054", option, "Remove it");

    [Theory]
    [InlineData("ServerSideAply=true", "Did you mean 'ServerSideApply'?")]
    [InlineData("Foo=true", "Name=true or Name=false")]
    [InlineData("ServerSideApply", "Name=true or Name=false")]
    public void A_sync_option_that_nobody_knows_is_told(string option, string part) =>
        fleet.App("web", "kustomize: {base: base}", $"argocd: {{syncOptions: [Validate=false, ‸{option}]}}").Says("GOG437", option, part);

    [Theory]
    [InlineData("parameters: {‸max-replicas: {type: integer}}")]
    [InlineData("parameters: {‸1st: {type: integer}}")]
    [InlineData("parameters: {‸if: {type: integer}}")]
    [InlineData("parameters: {limits: {type: object, properties: {‸a.b: {type: integer}}}}")]
    public void A_parameter_that_no_template_can_read_is_refused(string line) =>
        fleet.App("web", "kustomize: {base: base}", line).Says("GOG438", "letters, digits and '_'");

    [Fact]
    public void Values_without_a_chart_are_a_warning_in_the_app()
    {
        fleet.Write("apps/web/values.yaml", "");
        fleet.App("web", "kustomize: {base: base}", "values: ‸[values.yaml]").Says("GOG059", "\"web\" has no chart", "parameters");
    }

    [Theory]
    [InlineData(BrokenFleet.Shared, "features: [cloud]", "features: [cloud]\n  apps: {web: {values: ‸{a: 1}}}")]
    [InlineData(BrokenFleet.Prod, "web: {}", "web: {values: ‸{a: 1}}")]
    [InlineData(BrokenFleet.Prod, "server: https://prod-2.example", "server: https://prod-2.example, apps: {web: {values: ‸{a: 1}}}")]
    [InlineData(BrokenFleet.Fleet, "limits: {deletions: 60%}", "apps: {web: {values: ‸{a: 1}}}")]
    public void Values_without_a_chart_are_a_warning_wherever_they_are_said(string file, string old, string @new) =>
        fleet.Edit(file, old, @new).Says("GOG059");

    [Fact]
    public void Values_of_a_chart_are_no_mistake()
    {
        fleet.Write("apps/web/values.yaml", "");
        fleet.App("web", Chart, "values: [values.yaml]").Edit(BrokenFleet.Prod, "web: {}", "web: {values: {a: 1}}").SaysNothing();
    }
}
