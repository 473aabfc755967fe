using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

/// <summary>What Helm reads as YAML is read here, as the same; the real Helm is asked about each case.</summary>
public sealed class GoFormsTests
{
    private static readonly string[] Taken =
    [
        "c: |\n  \n  # x\n",
        "c: |\n  \n  x\n",
        "c: |\r\n  \r\n  x\r\n",
        "c: |\n  \n  \n  x\nd: e\n",
        "c: |\n  \n  \nd: e\n",
        "c: |\n  \n",
        "c: |+\n  \n  x\n\n",
        "c: |-\n  \n  x\n",
        "c: >\n  \n  x\n  y\n",
        "c: |2\n  \n  # x\n",
        "a:\n  b: |\n    \n    # x\n  c: d\n",
        "a:\n  b: |\n  \n    # x\n  c: d\n",
        "a:\n- b: |\n    \n    x\n  c: |\n    \n    y\n- |\n  \n  z\n",
        "a:\n  - - |\n      \n      x\n    - z\n",
        "? |\n  \n  k\n: v\n",
        "a: |\n  \n  b: |\n    \n    # kept as it is: \"not a quote\n    [\nc: |\n  \n  x\n",
        "a: it's |\n  \n  more\nb: |\n  \n  x\n",
        "a: b\n  'n c\nd: |\n  \n  x\n",
        "a: |#c\n  c\n",
        "a: \"b\"#c\n",
        "a: \"b\\'c\"\n",
        "a: \"b\nc\"\n",
        "a: 'b\n\nc'\n",
        "x:\n  a: \"b\n c\"\n  d: e\n",
        "x:\n  a: \"b\n #c\"\n  d: e\n",
        "a: [\nb,\nc\n]\n",
        "a: {\nb: c,\n# x\n\"d\":\"e\"\n}\nf: g\n",
        "x:\n  a: [b,\n{c: \"d\ne\"},\nf]\n  g: h\n",
        "a: [-, b]\n",
        "a: [\n\tb,\nc\n]\n",
        "a: &x [\nb\n]\nc: *x\n",
    ];

    [Fact]
    public void What_Helm_takes_is_read_as_Helm_reads_it()
    {
        var read = ByHelm(Taken);
        for (var i = 0; i < Taken.Length; i++)
            Assert.True(
                JsonNode.DeepEquals(read[i], Ours(Taken[i])),
                $"{JsonSerializer.Serialize(Taken[i])}: Helm reads {read[i]?.ToJsonString()}, the tool {Ours(Taken[i])?.ToJsonString()}"
            );
    }

    [Theory]
    [InlineData("c: |\n    \n  x\n")]
    [InlineData("a: \"b\n---\nc\"\n")]
    [InlineData("a: [\nb\n")]
    [InlineData("a: \"b\nc\n")]
    [InlineData("a: b: c\nd: |\n  \n  x\n")]
    [InlineData("a: \"b\\yc\"\n")]
    public void What_Helm_refuses_is_refused(string text)
    {
        Assert.Contains("Error", ByHelm([text])[0]!.AsObject().Select(entry => entry.Key));
        Assert.Null(Ours(text));
    }

    [Fact]
    public void Places_are_those_of_the_file()
    {
        var problems = new DiagnosticBag();
        var documents = YamlReader.ReadAll("f.yaml", "a: |\n  \n  x\nb: [\nc, {d: e}]\n", problems);
        var items = ((YamlMap)documents![0]).List("b");
        Assert.Equal(new Position("f.yaml", 5, 1), items[0].At);
        Assert.Equal(new Position("f.yaml", 5, 4), items[1].At);
        Assert.Empty(problems.Sorted());
    }

    [Fact]
    public void A_long_file_of_such_blocks_is_read_in_one_go()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: |\n  \n  # x\n"));
        Assert.Equal(20_000, ((YamlMap)YamlReader.ReadAll("f", text, new DiagnosticBag())![0]).Entries.Count);
    }

    private static JsonNode? Ours(string text)
    {
        var problems = new DiagnosticBag();
        return YamlReader.ReadAll("f", text, problems) is [var document] && !problems.HasErrors ? Json(document) : null;
    }

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(Json)]),
            _ => ((YamlScalar)node).Text,
        };

    private static JsonNode?[] ByHelm(string[] texts)
    {
        using var chart = new TemporaryFolder();
        chart.Write("Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\n");
        for (var i = 0; i < texts.Length; i++)
            chart.Write($"files/{i:000}", texts[i]);
        chart.Write(
            "templates/a.yaml",
            "read:\n{{ range $path, $bytes := .Files.Glob \"files/*\" }}- {{ toString $bytes | fromYaml | toJson | b64enc }}\n{{ end }}"
        );
        var (exit, output, error) = TestTools.Run(TestTools.Helm4, ["template", "r", chart.Path]);
        Assert.True(exit == 0, error);
        return
        [
            .. Encoding
                .UTF8.GetString(output)
                .Split('\n')
                .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(Convert.FromBase64String(line[2..]))),
        ];
    }
}
