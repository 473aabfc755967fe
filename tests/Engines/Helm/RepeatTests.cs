using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>One object twice in what a chart makes, and what a chart makes in the order of chance.</summary>
public sealed class RepeatTests
{
    private const string Shared = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shared}\ndata: {a: {{ .Values.word | quote }}}\n";

    [Theory]
    [InlineData("rendered")]
    [InlineData("kustomize")]
    [InlineData("helm")]
    public async Task Equal_objects_of_two_aliases_are_one_and_a_note(string delivery)
    {
        using var fleet = Aliased(delivery, "same", "same");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains(
            "apps/demo/app.yaml(8,10): note GOG210: the chart chart makes ConfigMap demo/shared 2 times for dev/demo, always the same",
            ChartFleet.Line(render, "GOG210"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("kustomize")]
    [InlineData("helm")]
    public async Task Different_objects_of_one_name_are_an_error(string delivery)
    {
        using var fleet = Aliased(delivery, "one", "other");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(1, render.Exit);
        Assert.Contains(
            "error GOG211: the chart chart makes ConfigMap demo/shared more than once for dev/demo, with different data.a.",
            ChartFleet.Line(render, "GOG211"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("keys .Values.map | join \",\"", false)]
    [InlineData("values .Values.map | join \",\"", false)]
    [InlineData("keys .Values.map | sortAlpha | join \",\"", true)]
    public async Task An_order_by_chance_is_found_and_its_template_named(string expression, bool isSorted)
    {
        using var fleet = ChartFleet.Create("helm 4", "path: chart");
        DemoChart
            .Unique()
            .With(
                "templates/order.yaml",
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: order}}\ndata: {{all: {{{{ {expression} | quote }}}}}}\n"
            )
            .WriteTo(fleet, "apps/demo/chart");
        fleet.Write("apps/demo/values.yaml", "map: {a: u, b: v, c: w, d: x, e: y, f: z}\n");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(isSorted ? 0 : 1, render.Exit);
        if (!isSorted)
            Assert.Contains(
                $"Its templates take the order of chance with `{expression.Split(' ')[0]}` in templates/order.yaml",
                ChartFleet.Line(render, "GOG077"),
                StringComparison.Ordinal
            );
    }

    private static TemporaryFolder Aliased(string delivery, string first, string second)
    {
        var fleet = ChartFleet.Create("helm 4", "path: chart", delivery);
        DemoChart
            .Unique()
            .With(
                "Chart.yaml",
                "apiVersion: v2\nname: demo\nversion: 1.2.3\ndependencies:\n- {name: part, version: 1.0.0, alias: one}\n"
                    + "- {name: part, version: 1.0.0, alias: two}\n"
            )
            .With("charts/part/Chart.yaml", "apiVersion: v2\nname: part\nversion: 1.0.0\n")
            .With("charts/part/templates/shared.yaml", Shared)
            .WriteTo(fleet, "apps/demo/chart");
        fleet.Write("apps/demo/values.yaml", $"one: {{word: {first}}}\ntwo: {{word: {second}}}\n");
        return fleet;
    }
}
