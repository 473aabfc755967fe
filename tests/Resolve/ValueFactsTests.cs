using GitOpsGen.Plan;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Resolve;

/// <summary>Values may name facts of the cluster, of the environment and of the parameters: <c>${{ cluster.name }}</c>.</summary>
public sealed class ValueFactsTests : IDisposable
{
    private const string Chart = "chart: {repository: https://charts.example, name: web, version: 1.0.0, produces: {kinds: [Service]}}";
    private const string Values = "apps/web/values.yaml";

    private readonly BrokenFleet fleet = new();

    public ValueFactsTests() => Delivery("helm");

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("${{ cluster.name }}", "dev-1")]
    [InlineData("${{cluster.server}}", "https://dev-1.example")]
    [InlineData("in ${{ environment.name }} of ${{ environment.class }}", "in dev of dev")]
    [InlineData("v${{ environment.kubernetesVersion }}", "v1.33")]
    [InlineData("${{ parameters.region }}-${{ parameters.size }}", "eu-3")]
    [InlineData("${{ parameters.net.zone }}", "a")]
    public void What_is_named_is_filled_in(string said, string expected)
    {
        fleet.Write(Values, $"key: \"{said}\"\n");
        Assert.Equal(expected, Unit("dev/web").Values.Text("key"));
    }

    /// <summary>Templates of Go, of Grafana, of Kubernetes, of pipelines.</summary>
    [Theory]
    [InlineData("{{ $labels.cluster }} {{ .CommonLabels.cluster }}")]
    [InlineData("it costs ${{ $value }}")]
    [InlineData("${{ .Values.cluster }}")]
    [InlineData("${{ secrets.TOKEN }} ${{ env.HOME }} ${{ github.ref }} ${{ matrix.os }}")]
    [InlineData("${cluster} $cluster $(cluster.name) [[cluster.name]] %(domain)s $1")]
    [InlineData("{{ cluster.name }}")]
    public void What_belongs_to_others_stays(string said)
    {
        fleet.Write(Values, $"key: '{said}'\n");
        Assert.Equal(said, Unit("dev/web").Values.Text("key"));
        Assert.Equal(said, Unit("prod/web").Values.Text("key"));
    }

    [Theory]
    [InlineData("$${{ cluster.name }}", "${{ cluster.name }}")]
    [InlineData("$${{ environment.name }} is ${{ environment.name }}", "${{ environment.name }} is dev")]
    public void A_dollar_more_keeps_the_text_itself(string said, string expected)
    {
        fleet.Write(Values, $"key: '{said}'\n");
        Assert.Equal(expected, Unit("dev/web").Values.Text("key"));
    }

    [Fact]
    public void A_parameter_alone_keeps_its_type_and_a_version_stays_text()
    {
        fleet.Write(Values, "size: ${{ parameters.size }}\non: '${{ parameters.on }}'\nversion: ${{ environment.kubernetesVersion }}\n");
        Assert.Equal("size: 3\non: true\nversion: '1.33'\n", YamlWriter.Write(Unit("dev/web").Values));
    }

    [Theory]
    [InlineData("cluster.nme", "cluster.name")]
    [InlineData("clutser.name", "cluster.name")]
    [InlineData("environment.clas", "environment.class")]
    [InlineData("parameters.regoin", "parameters.region")]
    [InlineData("parameters.net.zon", "parameters.net.zone")]
    public void What_is_nearly_a_fact_is_an_error_at_its_place(string name, string nearest)
    {
        fleet.Write(Values, $"key:\n  inner: ‸'x ${{{{ {name} }}}}'\n").Says("GOG271", name, $"Did you mean '{nearest}'?", "'$${{ ");
    }

    [Theory]
    [InlineData("parameters.net")]
    [InlineData("parameters.list")]
    [InlineData("parameters.unsaid")]
    [InlineData("cluster")]
    [InlineData("cluster.name.x")]
    public void So_is_what_has_no_text(string name) =>
        fleet.Write(Values, $"key: ‸'x ${{{{ {name} }}}}'\n").Says("GOG271", name, "Known: cluster.name, ");

    [Theory]
    [InlineData("‸${{ cluster.name }}: x")]
    [InlineData("a: [{‸'x-${{ environment.name }}': y}]")]
    public void A_key_is_no_place_for_one(string said) => fleet.Write(Values, said + "\n").Says("GOG272");

    [Fact]
    public void Every_layer_may_name_them()
    {
        fleet
            .Write(Values, "app: ${{ environment.name }}\n")
            .Edit(BrokenFleet.Fleet, "  limits:", "  apps: {web: {values: {fleet: \"${{ cluster.name }}\"}}}\n  limits:")
            .Edit(BrokenFleet.Dev, "web: {", "web: {values: {environment: \"${{ cluster.name }}\"}, ")
            .Edit(
                BrokenFleet.Dev,
                "server: https://dev-1.example",
                "server: https://dev-1.example, apps: {web: {values: {cluster: \"${{ cluster.name }}\"}}}"
            );
        var values = Unit("dev/web").Values;
        Assert.Equal(
            ("dev", "dev-1", "dev-1", "dev-1"),
            (values.Text("app"), values.Text("fleet"), values.Text("environment"), values.Text("cluster"))
        );
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("kustomize")]
    public void Where_the_chart_is_inflated_here_each_cluster_gets_its_own(string delivery)
    {
        Delivery(delivery);
        fleet.Write(Values, "name: ${{ cluster.name }}\n");
        Assert.Equal("prod-1", Unit("prod/web/prod-1").Values.Text("name"));
        Assert.Equal("prod-2", Unit("prod/web/prod-2").Values.Text("name"));
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("helm")]
    public void What_all_clusters_share_makes_no_unit_for_each(string delivery)
    {
        Delivery(delivery);
        fleet.Write(Values, "name: ${{ environment.name }} ${{ parameters.region }} $${{ cluster.name }}\n");
        var unit = Unit("prod/web");
        Assert.Equal(("prod eu ${{ cluster.name }}", null), (unit.Values.Text("name"), unit.ClusterValues));
    }

    [Fact]
    public void Argo_CD_fills_in_the_cluster_where_it_inflates_the_chart()
    {
        fleet.Write(
            Values,
            "labels: {cluster: '${{ cluster.name }}', environment: '${{ environment.name }}'}\n"
                + "hosts: [fixed, 'web.${{ cluster.name }}.example']\nalone: {server: '${{ cluster.server }}'}\n"
        );
        var unit = Unit("prod/web");
        Assert.Equal("labels:\n  environment: prod\n", YamlWriter.Write(unit.Values));
        Assert.Equal(
            "labels:\n  cluster: prod-1\n  environment: prod\nhosts:\n- fixed\n- web.prod-1.example\nalone:\n  server: https://prod-1.example\n",
            YamlWriter.Write(unit.ChartValues)
        );
    }

    [Fact]
    public async Task The_ApplicationSet_says_it_and_leaves_other_braces_alone()
    {
        fleet.Write(
            Values,
            "labels: {cluster: '${{ cluster.name }}', environment: '${{ environment.name }}'}\n"
                + "text: '{{ $value }} of ${{ cluster.name }}, $${{ cluster.server }}'\nlist:\n- ${{ cluster.server }}\n- 5\n- '7'\n- true\n- plain {{ $x }}\n"
        );
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains(
            """
                      valuesObject:
                        labels:
                          cluster: '{{.cluster}}'
                        text: '{{`{{`}} $value }} of {{.cluster}}, ${{`{{`}} cluster.server }}'
                        list:
                        - '{{.server}}'
                        - 5
                        - '7'
                        - true
                        - plain {{`{{`}} $x }}

            """.ReplaceLineEndings("\n"),
            fleet.Folder.Read("argocd/apps/prod/web.yaml"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("valuesObject", fleet.Folder.Read("argocd/apps/dev/web.yaml"), StringComparison.Ordinal);
        Assert.Contains("cluster: dev-1", fleet.Folder.Read("environments/dev/web/values.yaml"), StringComparison.Ordinal);
        Assert.EndsWith("labels:\n  environment: prod\n", fleet.Folder.Read("environments/prod/web/values.yaml"), StringComparison.Ordinal);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(fleet.Folder, "render", "--check", "--offline")).Exit);
    }

    [Theory]
    [InlineData(null, "\"${{ cluster.name }} in prod\"")]
    [InlineData("prod-2", "\"prod-2 in prod\"")]
    public async Task Explain_shows_what_it_becomes_and_what_was_written(string? cluster, string expected)
    {
        fleet.Write(Values, "key: ${{ cluster.name }} in ${{ environment.name }}\n");
        string[] which = cluster is null ? [] : ["--cluster", cluster];
        var answer = await Gitopsgen.RunInAsync(fleet.Folder, ["explain", "prod", "web", "values.key", .. which]);
        Assert.Contains($"values.key = {expected}\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("${{ cluster.name }} in ${{ environment.name }}", answer.Output, StringComparison.Ordinal);
        Assert.Contains("at apps/web/values.yaml:1", answer.Output, StringComparison.Ordinal);
    }

    private void Delivery(string delivery)
    {
        fleet.App(
            "web",
            "requires: [config]",
            $"delivery: {delivery}",
            Chart,
            "values: [values.yaml]",
            "parameters:",
            "  region: {type: string, default: eu}",
            "  size: {type: integer, default: 3}",
            "  on: {type: boolean, default: true}",
            "  net: {type: object, properties: {zone: {type: string, default: a}}}",
            "  list: {type: list, default: [a]}",
            "  unsaid: {type: string}"
        );
        fleet.Write(Values, "{}\n");
    }

    private Unit Unit(string name)
    {
        var (plan, diagnostics) = fleet.Plan();
        Assert.Empty(diagnostics);
        return plan.Units.Single(unit => unit.Name == name);
    }
}
