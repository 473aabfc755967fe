using System.Text.Json.Nodes;
using GitOpsGen.Check.Values;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Cli;

/// <summary>Values and parameters without which all renders the same, as <c>explain</c> tells them.</summary>
public sealed class ExplainDeadTests
{
    private const string Note = "says, all renders the same";

    [Theory]
    [InlineData("values.replicas", true)]
    [InlineData("values.text", false)]
    // Read only where the budget is on.
    [InlineData("values.budget", true)]
    // The chart's own default, said again.
    [InlineData("values.webhooks", true)]
    [InlineData("values.sub.enabled", true)]
    [InlineData("values.nobody", true)]
    public async Task A_value_that_does_nothing_is_noted(string path, bool isDead)
    {
        using var fleet = Charted();
        fleet.Write(
            "apps/demo/values.yaml",
            "replicas: 1\ntext: from the app\nbudget: false\nwebhooks: true\nsub: {enabled: true}\nnobody: 1\n"
        );
        var answer = await Gitopsgen.RunInAsync(fleet, "explain", "dev", "demo", path);
        Assert.Equal((0, isDead), (answer.Exit, answer.Output.Contains(Note, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dead_and_live_values_are_told_apart_among_many()
    {
        using var fleet = Charted();
        fleet.Write("apps/demo/values.yaml", "replicas: 2\ntext: from the app\nbudget: false\nwebhooks: true\nnobody: {a: 1, b: 2}\n");
        var values = await JsonAsync(fleet, "explain", "dev", "demo", "values");
        Assert.Equal(
            ["values.budget", "values.nobody.a", "values.nobody.b", "values.webhooks"],
            values.Where(value => (bool?)value!["changesNothing"] == true).Select(value => (string)value!["path"]!)
        );
        Assert.All(values, value => Assert.NotNull(value!["changesNothing"]));
    }

    [Fact]
    public async Task A_line_that_says_what_a_weaker_one_says_already_does_nothing()
    {
        using var fleet = Charted();
        Assert.DoesNotContain(
            Note,
            (await Gitopsgen.RunInAsync(fleet, "explain", "prod", "demo", "values.replicas")).Output,
            StringComparison.Ordinal
        );
        fleet.Write("apps/demo/values.yaml", "replicas: 3\ntext: from the app\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "explain", "prod", "demo", "values.replicas");
        Assert.Contains($"without what environment prod {Note}", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_that_is_not_at_hand_leaves_it_open()
    {
        using var fleet = ChartFleet.Create("helm 4", "repository: https://charts.example, name: demo", "helm");
        var answer = await Gitopsgen.RunInAsync(fleet, "explain", "dev", "demo", "values.text");
        Assert.Contains(
            "cannot be told: the chart https://charts.example/demo 1.2.3 is not at hand",
            answer.Output,
            StringComparison.Ordinal
        );
        Assert.All(await JsonAsync(fleet, "explain", "dev", "demo", "values"), value => Assert.Null(value!["changesNothing"]));
    }

    [Fact]
    public async Task A_chart_that_makes_something_by_chance_leaves_it_open()
    {
        using var fleet = Charted(chart => chart.With("templates/chance.yaml", Random));
        var answer = await Gitopsgen.RunInAsync(fleet, "explain", "dev", "demo", "values.text");
        Assert.Contains("the chart makes something by chance", answer.Output, StringComparison.Ordinal);
    }

    private const string Random = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: chance}\ndata: {word: {{ randAlphaNum 9 | quote }}}\n";

    [Fact]
    public async Task Of_very_many_values_it_is_found_out_on_request()
    {
        using var fleet = Charted();
        fleet.Write("apps/demo/values.yaml", string.Concat(Enumerable.Range(0, 20).Select(number => $"nobody{number}: 1\n")));
        var unasked = await Gitopsgen.RunInAsync(fleet, "explain", "dev", "demo");
        Assert.Contains("these 20 change anything cannot be told: they are more than 16", unasked.Output, StringComparison.Ordinal);
        var asked = await JsonAsync(fleet, "explain", "dev", "demo", "values", "--dead");
        Assert.Equal(20, asked.Count(value => (bool?)value!["changesNothing"] == true));
    }

    [Fact]
    public async Task A_parameter_that_no_template_reads_does_nothing()
    {
        using var fleet = SmallFleet.Create();
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base, templates: [{file: templates/size.yaml, as: resource}]}",
                "parameters:",
                "  size: {type: string, default: tiny}",
                "  colour: {type: string, default: red}"
            )
        );
        fleet.Write("apps/web/templates/size.yaml", SmallFleet.ConfigMap("size", "{{parameters.size}}"));
        var values = await JsonAsync(fleet, "explain", "prod", "web", "parameters");
        Assert.Equal(
            ["parameters.colour"],
            values.Where(value => (bool?)value!["changesNothing"] == true).Select(value => (string)value!["path"]!)
        );
    }

    [Theory]
    [InlineData("prod", "account")]
    [InlineData("dev", "account")]
    public async Task A_parameter_that_only_what_is_put_out_reads_does_something(string environment, string parameter)
    {
        using var fleet = OutputFleet.Create();
        OutputFleet.SetAccount(fleet, "prod", "2");
        var answer = await Gitopsgen.RunInAsync(fleet, "explain", environment, "web", $"parameters.{parameter}");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.DoesNotContain(Note, answer.Output, StringComparison.Ordinal);
    }

    /// <summary>What values name is filled in anew without it.</summary>
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task A_parameter_that_a_value_names_does_something_and_so_does_a_value_that_names_the_cluster(string environment)
    {
        using var fleet = Charted(delivery: "helm");
        fleet.Write(
            "apps/demo/app.yaml",
            fleet.Read("apps/demo/app.yaml") + "  parameters: {region: {type: string, default: eu}, colour: {type: string, default: red}}\n"
        );
        fleet.Write(
            "apps/demo/values.yaml",
            "replicas: 9\ntext: ${{ cluster.name }} ${{ parameters.region }}\nnobody: ${{ cluster.name }}\n"
        );
        var values = await JsonAsync(fleet, "explain", environment, "demo");
        Assert.Equal(
            ["values.nobody", "parameters.colour"],
            values
                .Where(value => (bool?)value!["changesNothing"] == true)
                .Select(value => (string)value!["path"]!)
                .OrderDescending(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_parameter_that_only_a_rule_reads_does_something()
    {
        using var fleet = AgentFleet.Create();
        var values = await JsonAsync(fleet, "explain", "dev", "ama-metrics", "parameters.hpa");
        Assert.All(values, value => Assert.Equal(false, (bool?)value!["changesNothing"]));
        Assert.Contains(values, value => (string)value!["path"]! == "parameters.hpa.cap");
    }

    [Fact]
    public async Task Halves_cost_few_trials()
    {
        var trials = 0;
        var dead = await DeadValues.FindAsync(
            [.. Enumerable.Range(0, 64)],
            without =>
            {
                trials++;
                return Task.FromResult(!without.Contains(17));
            }
        );
        Assert.Equal((63, false, true), (dead.Count, dead.Contains(17), trials <= 13));
    }

    private static TemporaryFolder Charted(Func<DemoChart, DemoChart>? change = null, string delivery = "rendered")
    {
        var fleet = ChartFleet.Create("helm 4", "path: chart", delivery);
        (change ?? (chart => chart))(DemoChart.Unique()).WriteTo(fleet, "apps/demo/chart");
        return fleet;
    }

    private static async Task<JsonArray> JsonAsync(TemporaryFolder fleet, params string[] line)
    {
        var answer = await Gitopsgen.RunInAsync(fleet, [.. line, "--output", "json"]);
        Assert.True(answer.Exit == 0, answer.ToString());
        return JsonNode.Parse(answer.Output)!["values"]!.AsArray();
    }
}
