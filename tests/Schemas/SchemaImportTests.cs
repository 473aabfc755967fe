using System.Text.Json.Nodes;
using GitOpsGen.Tests.Check.Schemas;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary><c>gitopsgen schema import</c> on a small fleet: what it writes, leaves and refuses.</summary>
public sealed class SchemaImportTests : IDisposable
{
    private const string File = "schemas/example.com/widget_v1.json";

    private readonly TemporaryFolder fleet = SmallFleet.Create();

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task A_definition_becomes_a_file_that_a_second_import_leaves()
    {
        var source = Beside("widgets.yaml", SchemaCase.Definition);
        var answer = await ImportAsync(source);
        Assert.Equal(0, answer.Exit);
        Assert.Equal(
            $"new      {File}\nnot served example.com Widget: v1alpha1\n1 kinds in 1 versions imported: 1 files differ.\n",
            answer.Output
        );
        await Snapshot.VerifyAsync(fleet.Read(File), "json");
        var again = await ImportAsync(source);
        Assert.Equal("1 kinds in 1 versions imported: 0 files differ.", again.Output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task A_trial_says_the_same_and_writes_nothing()
    {
        var before = fleet.Snapshot();
        var answer = await ImportAsync(Beside("widgets.yaml", SchemaCase.Definition), "--dry-run", "--output", "json");
        Assert.Equal(before, fleet.Snapshot());
        var json = JsonNode.Parse(answer.Output)!;
        Assert.True(json["dryRun"]!.GetValue<bool>());
        Assert.Equal(File, json["changes"]![0]!["path"]!.GetValue<string>());
        Assert.Equal("v1alpha1", json["kinds"]![0]!["notServed"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_version_that_is_served_no_longer_goes()
    {
        await ImportAsync(
            Beside("old.yaml", SchemaCase.Definition.Replace("v1alpha1, served: false", "v1alpha1, served: true", StringComparison.Ordinal))
        );
        Assert.True(System.IO.File.Exists(fleet.File("schemas/example.com/widget_v1alpha1.json")));
        var answer = await ImportAsync(Beside("new.yaml", SchemaCase.Definition));
        Assert.Contains("gone     schemas/example.com/widget_v1alpha1.json", answer.Output, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(fleet.File("schemas/example.com/widget_v1alpha1.json")));
    }

    [Fact]
    public async Task Releases_add_up_and_what_is_equal_in_them_is_kept_once()
    {
        await ImportAsync(Beside("a/1.35.json", Description("1.35.1", """{"a": {"type": "string"}}""")));
        await ImportAsync(
            Beside("b/1.36.json", Description("unversioned", """{"a": {"type": "string"}, "b": {"type": "string"}}""")),
            "--kubernetes-version",
            "1.36"
        );
        Assert.Contains("\"kubernetes\":\"1.35\"", fleet.Read("schemas/apps/thing_v1.json"), StringComparison.Ordinal);
        Assert.Contains("\"kubernetes\":\"1.36\"", fleet.Read("schemas/apps/thing_v1.json"), StringComparison.Ordinal);
        var definitions = JsonNode.Parse(fleet.Read("schemas/core/definitions.json"))!["definitions"]!;
        Assert.Equal(2, definitions["x.ThingSpec"]!.AsArray().Count);
        Assert.Equal("""["1.35","1.36"]""", definitions["x.ObjectMeta"]![0]!["kubernetes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_chart_is_imported_by_its_definitions_packed_as_well()
    {
        var chart = new DemoChart()
            .With("crds/widgets.yaml", SchemaCase.Definition)
            .With("templates/x.yaml", "{{ kind: CustomResourceDefinition");
        chart.WriteTo(fleet.Beside, "demo");
        Assert.Equal(0, (await ImportAsync(fleet.Beside.File("demo"))).Exit);
        Assert.Contains("\"name\":\"crds/widgets.yaml\"", fleet.Read(File), StringComparison.Ordinal);
        var packed = fleet.Beside.File("demo.tgz");
        await System.IO.File.WriteAllBytesAsync(packed, chart.Pack(), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await ImportAsync(packed)).Exit);
        Assert.Contains("\"name\":\"demo/crds/widgets.yaml\"", fleet.Read(File), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.yaml", "kind: ConfigMap\n", "GOG331")]
    [InlineData("a.yaml", "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1beta1\nmetadata: {name: a}\n", "GOG332")]
    [InlineData(
        "a.yaml",
        "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nspec: {group: a.b, names: {kind: A}}\n",
        "GOG332"
    )]
    [InlineData(
        "a.yaml",
        "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nspec: {group: ../b, names: {kind: A}, versions: [{name: v1, served: true}]}\n",
        "GOG332"
    )]
    [InlineData(
        "a.yaml",
        "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nspec: {group: a.b, names: {kind: A}, versions: [{name: v1/x, served: true}]}\n",
        "GOG332"
    )]
    [InlineData(
        "a.yaml",
        "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nspec: {group: a.b, names: {kind: A}, versions: [{name: v1, served: true}]}\n",
        "GOG332"
    )]
    [InlineData("a.yaml", "kind: CustomResourceDefinition\n  x: [\n", "GOG001")]
    [InlineData("a.json", "{\"openapi\": ", "GOG335")]
    [InlineData("a.json", "{\"openapi\": \"3.0.0\", \"components\": {\"schemas\": {}}}", "GOG333")]
    [InlineData("a.tgz", "no archive", "GOG335")]
    public async Task What_cannot_be_imported_is_told_and_nothing_is_written(string name, string text, string code)
    {
        var before = fleet.Snapshot();
        var answer = await ImportAsync(Beside("widgets.yaml", SchemaCase.Definition), Beside(name, text));
        Assert.Equal(1, answer.Exit);
        Assert.Contains($"error {code}", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, fleet.Snapshot());
    }

    [Fact]
    public async Task What_is_not_there_a_chart_without_definitions_and_a_release_that_is_none_are_told()
    {
        Assert.Contains("GOG335", (await ImportAsync(fleet.File("nowhere"))).Error, StringComparison.Ordinal);
        fleet.Beside.Write("bare/Chart.yaml", "apiVersion: v2\nname: bare\nversion: 1.0.0\n");
        Assert.Contains("GOG331: the chart", (await ImportAsync(fleet.Beside.File("bare"))).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await ImportAsync("x", "--kubernetes-version", "newest")).Exit);
        Assert.Equal(2, (await ImportAsync()).Exit);
    }

    [Fact]
    public async Task Two_definitions_of_one_kind_must_be_equal()
    {
        var one = Beside("one.yaml", SchemaCase.Definition);
        Assert.Equal(0, (await ImportAsync(one, Beside("same.yaml", SchemaCase.Definition))).Exit);
        var other = Beside("other.yaml", SchemaCase.Definition.Replace("maximum: 5", "maximum: 6", StringComparison.Ordinal));
        Assert.Contains("other.yaml(1,1): error GOG334", (await ImportAsync(one, other)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_left_and_told()
    {
        fleet.Write(File, "{}\n");
        Assert.Contains(
            $"{File}(1,1): error GOG330",
            (await ImportAsync(Beside("w.yaml", SchemaCase.Definition))).Error,
            StringComparison.Ordinal
        );
        Assert.Equal("{}\n", fleet.Read(File));
    }

    [Fact]
    public async Task No_link_is_followed_in_and_none_out()
    {
        var elsewhere = fleet.Beside.File("elsewhere");
        Directory.CreateDirectory(elsewhere);
        Directory.CreateSymbolicLink(fleet.File("schemas"), elsewhere);
        Assert.Contains("error GOG012", (await ImportAsync(Beside("w.yaml", SchemaCase.Definition))).Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        var link = fleet.Beside.File("in/link.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        System.IO.File.CreateSymbolicLink(link, fleet.Beside.File("w.yaml"));
        Assert.Contains("error GOG012", (await ImportAsync(fleet.Beside.File("in"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_imported_is_what_a_fleet_and_paths_are_held_to()
    {
        await ImportAsync(Beside("widgets.yaml", SchemaCase.Definition));
        AddWidget();
        var answer = await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "SCH");
        Assert.Contains("error SCH-001", answer.Output, StringComparison.Ordinal);
        Assert.Contains("'spec.sizes'", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_of_the_fleet_file_count_after_the_folder()
    {
        fleet.Write("vendor/widgets.yaml", SchemaCase.Definition);
        AddWidget();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + "  validate: {schemas: [vendor]}\n");
        Assert.Contains("error SCH-001", (await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "SCH")).Output, StringComparison.Ordinal);
        foreach (var place in new[] { "http://example.com/{kind}.json", "../vendor", "vendors" })
        {
            fleet.Write("gitopsgen.yaml", $"{SmallFleet.Fleet}  validate: {{schemas: ['{place}']}}\n");
            Assert.Contains(
                "error GOG336",
                (await Gitopsgen.RunInAsync(fleet, "validate", "--rule", "SCH")).Error,
                StringComparison.Ordinal
            );
        }
    }

    private void AddWidget()
    {
        fleet.Write("apps/web/base/widget.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {sizes: 1}\n");
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, widget.yaml]\n");
    }

    private static string Description(string version, string fields) =>
        """
            {"openapi": "3.0.0", "info": {"version": "VERSION"}, "components": {"schemas": {
              "x.Thing": {"type": "object", "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Thing"}],
                "properties": {"metadata": {"$ref": "#/components/schemas/x.ObjectMeta"}, "spec": {"$ref": "#/components/schemas/x.ThingSpec"}}},
              "x.ObjectMeta": {"type": "object", "properties": {"name": {"type": "string"}}},
              "x.ThingSpec": {"type": "object", "properties": FIELDS}}}}
            """.Replace("VERSION", version, StringComparison.Ordinal).Replace("FIELDS", fields, StringComparison.Ordinal);

    private string Beside(string name, string text)
    {
        fleet.Beside.Write(name, text);
        return fleet.Beside.File(name);
    }

    private Task<Answer> ImportAsync(params string[] words) => Gitopsgen.RunInAsync(fleet, ["schema", "import", .. words]);
}
