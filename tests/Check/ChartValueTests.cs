using GitOpsGen.Check.Values;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check;

/// <summary>GOG269: values that a chart would pass over, and all the ways by which a chart may read one after all.</summary>
public sealed class ChartValueTests
{
    private const string Defaults = """
        replicas: 1
        server:
          retention: 10d
          resources: {}
          extraArgs: []
          image: {tag: v1}
        open: {}
        none: null
        """;

    private const string Template = """
        {{ .Values.replicas }} {{ .Values.server.retention }} {{ $.Values.hidden.deep.size }}
        {{- with .Values.taken }}{{ toYaml . }}{{ end }}
        {{ index .Values "in-dex" "key" }} {{ index $root.Values.dotted "a-b" "c" }} {{ get .Values.gotten "x" }}
        {{- range $k, $v := .Values.ranged }}{{ end }}
        """;

    [Theory]
    [InlineData("retentoin: 1d", "retentoin", null)]
    [InlineData("replcias: 2", "replcias", "replicas")]
    [InlineData("server: {retentoin: 1d}", "server.retentoin", "retention")]
    [InlineData("server: {image: {tga: v2}}", "server.image.tga", "tag")]
    [InlineData("hidden: {dep: {size: 1}}", "hidden.dep", "deep")]
    [InlineData("hidden: {deep: {sise: 1}}", "hidden.deep.sise", "size")]
    [InlineData("hiden: {}", "hiden", "hidden")]
    [InlineData("in-dex: {kye: 1}", "in-dex.kye", "key")]
    [InlineData("part: {colour: red}", "part.colour", "color")]
    [InlineData("other: {colour: red}", "other.colour", "color")]
    [InlineData("prat: {color: red}", "prat", "part")]
    public void A_key_that_nothing_reads_is_named_with_the_nearest(string values, string path, string? nearest)
    {
        var found = Assert.Single(UnknownValues.In(Map(values), Chart()));
        Assert.Equal((path, nearest), (found.Path, found.Nearest));
    }

    [Theory]
    [InlineData("replicas: 2")]
    [InlineData("server: {retention: 1d, image: {tag: v2}}")]
    [InlineData("server: {resources: {limits: {cpu: 1}}}")]
    [InlineData("server: {extraArgs: [{any: thing}]}")]
    [InlineData("open: {any: thing}")]
    [InlineData("none: {any: thing}")]
    [InlineData("taken: {any: {deep: thing}}")]
    [InlineData("ranged: {any: thing}")]
    [InlineData("hidden: {deep: {size: 1}}")]
    [InlineData("in-dex: {key: {any: 1}}")]
    [InlineData("dotted: {a-b: {c: 1}}")]
    [InlineData("gotten: {x: 1}")]
    [InlineData("global: {any: thing}")]
    [InlineData("part: {global: {any: thing}, color: red, enabled: true}")]
    [InlineData("other: {color: red}")]
    [InlineData("tags: {any: true}")]
    [InlineData("x-anchors: {any: thing}")]
    [InlineData("fromLibrary: 1")]
    [InlineData("mine: 1\nserver: {retention: '{{ .Values.mine }}'}")]
    public void What_may_be_read_is_known(string values) => Assert.Empty(UnknownValues.In(Map(values), Chart()));

    [Theory]
    [InlineData("{{ toYaml .Values }}")]
    [InlineData("{{ include \"all\" (dict \"values\" $.Values) }}")]
    [InlineData("{{ dig \"a\" \"b\" .Values.AsMap }}")]
    [InlineData("{{ index .Values $name }}")]
    public void A_chart_that_takes_all_values_as_a_whole_knows_every_key(string template) =>
        Assert.Empty(UnknownValues.In(Map("any: thing"), Chart(template)));

    [Fact]
    public async Task It_is_said_at_file_line_and_column_of_a_chart_at_hand()
    {
        using var fleet = ChartFleet.Create("helm 4", "path: chart");
        DemoChart.Unique().WriteTo(fleet, "apps/demo/chart");
        fleet.Write("apps/demo/values.yaml", "replicas: 2\nwebhoks: false\n");
        var answer = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains(
            "apps/demo/values.yaml(2,1): warning GOG269: the chart demo 1.2.3 passes over 'webhoks'",
            answer.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("Did you mean 'webhooks'?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_or_not_a_chart_has_the_same_texts()
    {
        using var folder = new TemporaryFolder();
        var chart = new DemoChart();
        chart.WriteTo(folder, "demo");
        File.WriteAllBytes(folder.File("demo.tgz"), chart.Pack());
        var texts = ChartTexts.Read(folder.File("demo"));
        Assert.Equal(texts, ChartTexts.Read(folder.File("demo.tgz")));
        Assert.Contains("charts/sub/templates/config.yaml", texts.Keys);
        Assert.DoesNotContain(texts.Keys, path => path.StartsWith("crds/", StringComparison.Ordinal));
    }

    private static ChartScope Chart(string template = "") =>
        ChartScope.Of(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Chart.yaml"] = "dependencies: [{name: part, condition: part.enabled}, {name: part, alias: other}, {name: library}]",
                ["values.yaml"] = Defaults,
                ["templates/a.yaml"] = Template + template,
                ["charts/part/Chart.yaml"] = "name: part",
                ["charts/part/values.yaml"] = "color: blue",
                ["charts/part/templates/a.yaml"] = "{{ .Values.color }}",
                ["charts/library/Chart.yaml"] = "type: library",
                ["charts/library/templates/all.yaml"] = "{{ define \"all\" }}{{ .Values.fromLibrary }}{{ toYaml .Values }}{{ end }}",
            }
        );

    private static YamlMap Map(string text) => YamlReader.ReadMap("v.yaml", text, new DiagnosticBag())!;
}
