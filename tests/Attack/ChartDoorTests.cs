using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Helm's doors: a chart is looked through before Helm sees it.</summary>
public sealed class ChartDoorTests
{
    private const string Address = "http://127.0.0.1:1/a";
    private const string ChartYaml = "apiVersion: v2\nname: demo\nversion: 1.2.3\n";

    public static TheoryData<string> Helms => ChartFleet.Helms;

    [Theory]
    [InlineData("""{"$ref": "%"}""")]
    [InlineData("""{"properties": {"a": {"$ref": "%"}}}""")]
    [InlineData("""{"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"a": {"$dynamicRef": "%"}}}""")]
    [InlineData("""{"$schema": "https://json-schema.org/draft/2019-09/schema", "properties": {"a": {"$recursiveRef": "%"}}}""")]
    [InlineData("""{"$schema": "%"}""")]
    [InlineData("""{"properties": {"a": {"$id": "x", "$schema": "%"}}}""")]
    [InlineData("""{"$schema": "http://json-schema.org.example/draft-07/schema#"}""", "http://json-schema.org.example/draft-07/schema#")]
    [InlineData("""{"$id": "%", "properties": {"a": {"$ref": "b"}}}""", "b")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-04/schema#", "id": "%", "properties": {"a": {"$ref": "b"}}}""", "b")]
    [InlineData("""{"$defs": {"q": {"$id": "%"}}, "$ref": "#/$defs/q"}""")]
    [InlineData("""{"properties": {"a": {"$ref": "file:///etc/passwd"}}}""", "file:///etc/passwd")]
    [InlineData("""{"properties": {"a": {"$ref": "../../other.json"}}}""", "../../other.json")]
    [InlineData("""{"properties": {"a": {"$ref": "//127.0.0.1/a"}}}""", "//127.0.0.1/a")]
    [InlineData("""{"$ref": "HTTP://127.0.0.1:1/a"}""", "HTTP://127.0.0.1:1/a")]
    [InlineData("""{"$ref": "#", "$ref": "%"}""")]
    [InlineData("""{"$ref": "%", "$ref": "#"}""")]
    [InlineData("""{"\u0024ref": "h\u0074tp://127.0.0.1:1/a"}""")]
    [InlineData("\ufeff{\"$ref\": \"%\"}")]
    [InlineData("""{"$ref": "%"} and more""", "(not JSON)")]
    [InlineData("""{"$ref": "%",}""", "(not JSON)")]
    public void A_schema_that_refers_elsewhere_is_named_with_what_it_refers_to(string schema, string reference = Address)
    {
        var json = Encoding.UTF8.GetBytes(schema.Replace("%", Address, StringComparison.Ordinal));
        Assert.Equal([reference], ChartSchema.Outside(json));
    }

    [Theory]
    [InlineData(
        """{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://example.com/x", "$ref": "#/definitions/a", "definitions": {"a": {}}}"""
    )]
    [InlineData(
        """{"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"$ref": {"type": "string"}, "id": {"default": "a:b"}}}"""
    )]
    [InlineData("""{"description": "see https://example.com", "properties": {"url": {"const": "https://example.com"}}}""")]
    public void A_schema_that_stays_by_itself_may_be_there(string schema) =>
        Assert.Empty(ChartSchema.Outside(Encoding.UTF8.GetBytes(schema)));

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Helm_fetches_nothing_for_a_schema(string helm)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var reference = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/a";
        using var fleet = ChartFleet.Create(helm, "path: chart");
        new DemoChart().With("values.schema.json", $$"""{"$ref": "{{reference}}"}""").WriteTo(fleet, "apps/demo/chart");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--offline");
        Assert.Equal(1, render.Exit);
        var line = ChartFleet.Line(render, "GOG234");
        Assert.StartsWith("apps/demo/app.yaml(8,10): error GOG234", line, StringComparison.Ordinal);
        foreach (var word in new[] { "values.schema.json", "chart", reference })
            Assert.Contains(word, line, StringComparison.Ordinal);
        Assert.False(server.Pending());
    }

    [Theory]
    [InlineData("charts/inner/values.schema.json")]
    [InlineData("charts/inner-1.0.0.tgz")]
    [InlineData("charts/outer-1.0.0.tgz")]
    public async Task The_schema_of_a_chart_inside_is_looked_at_too(string path)
    {
        using var fleet = ChartFleet.Create("helm 3", "path: chart");
        new DemoChart().WriteTo(fleet, "apps/demo/chart");
        var schema = $$"""{"$ref": "{{Address}}"}""";
        var inner = Packed(("inner/Chart.yaml", "name: inner\nversion: 1.0.0\n"), ("inner/values.schema.json", schema));
        if (path.EndsWith(".json", StringComparison.Ordinal))
            fleet.Write($"apps/demo/chart/{path}", schema);
        else
            Put(
                fleet,
                $"apps/demo/chart/{path}",
                path.Contains("inner", StringComparison.Ordinal)
                    ? inner
                    : Packed(("outer/Chart.yaml", "name: outer\nversion: 1.0.0\n"u8.ToArray()), ("outer/charts/inner.tgz", inner))
            );
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains(Address, ChartFleet.Line(render, "GOG234"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "demo/secret", "a link")]
    [InlineData(TarEntryType.HardLink, "demo/secret", "a link")]
    [InlineData(TarEntryType.Fifo, "demo/secret", "a link")]
    [InlineData(TarEntryType.RegularFile, "demo/../../outside", "outside of it")]
    [InlineData(TarEntryType.RegularFile, "/etc/outside", "outside of it")]
    [InlineData(TarEntryType.RegularFile, "demo\\..\\..\\outside", "outside of it")]
    public void A_packed_chart_leads_nowhere_else(TarEntryType type, string name, string what)
    {
        var entry = new PaxTarEntry(type, name);
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";
        var finding = Assert.Single(Findings(Packed(new[] { Entry("demo/Chart.yaml", Encoding.UTF8.GetBytes(ChartYaml)), entry })));
        Assert.Equal("GOG235", finding.Code);
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_a_chart_s_folder_is_not_followed()
    {
        using var fleet = ChartFleet.Create("helm 3", "path: chart");
        new DemoChart().WriteTo(fleet, "apps/demo/chart");
        File.CreateSymbolicLink(fleet.File("apps/demo/chart/secret"), "/etc/hostname");
        fleet.Write(
            "apps/demo/chart/templates/leak.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: leak}\ndata: {a: {{ .Files.Get \"secret\" | quote }}}\n"
        );
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.Contains("GOG012", render.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fleet.File("environments/dev/demo")));
    }

    [Fact]
    public async Task A_chart_that_unpacks_to_gigabytes_is_refused_before_Helm()
    {
        using var fleet = ChartFleet.Create("helm 3", "path: demo.tgz");
        Put(fleet, "apps/demo/demo.tgz", Bomb(300));
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.Equal(1, render.Exit);
        Assert.StartsWith("apps/demo/app.yaml(8,10): error GOG236", ChartFleet.Line(render, "GOG236"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_inside_a_chart_inside_is_one_too()
    {
        var finding = Assert.Single(
            Findings(Packed(("demo/Chart.yaml", Encoding.UTF8.GetBytes(ChartYaml)), ("demo/charts/bomb.tgz", Bomb(300))))
        );
        Assert.Equal("GOG236", finding.Code);
    }

    [Fact]
    public void Charts_in_charts_end_somewhere()
    {
        var packed = Packed(("demo/Chart.yaml", ChartYaml));
        for (var depth = 0; depth < 10; depth++)
            packed = Packed(("demo/Chart.yaml", Encoding.UTF8.GetBytes(ChartYaml)), ("demo/charts/next.tgz", packed));
        Assert.Equal("GOG236", Assert.Single(Findings(packed)).Code);
    }

    [Fact]
    public void A_chart_has_no_more_files_than_Helm_should_be_given()
    {
        var finding = Assert.Single(
            Findings(Packed(Enumerable.Range(0, ChartArchive.MostEntries + 1).Select(i => Entry($"demo/{i}", []))))
        );
        Assert.Equal("GOG236", finding.Code);
    }

    [Fact]
    public void A_Chart_yaml_without_end_is_not_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Chart.yaml", ChartYaml + new string('#', 2 << 20));
        Assert.Null(ChartMetadata.Of(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task A_template_looks_no_name_up(string helm)
    {
        using var fleet = ChartFleet.Create(helm, "path: chart");
        DemoChart
            .Unique()
            .With(
                "templates/dns.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: dns, namespace: demo}\ndata: {found: '[{{ getHostByName "
                    + "\"localhost\" }}]'}\n"
            )
            .WriteTo(fleet, "apps/demo/chart");
        var render = await Gitopsgen.RunInAsync(fleet, "render");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains("found: '[]'", ChartFleet.Manifests(fleet), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Diagnostic> Findings(byte[] packed)
    {
        using var folder = new TemporaryFolder();
        Put(folder, "demo.tgz", packed);
        var bag = new DiagnosticBag();
        var isGood = new ChartContents(Position.Start("app.yaml"), "demo", bag).Check(folder.File("demo.tgz"));
        Assert.NotEqual(isGood, bag.HasErrors);
        return bag.Sorted();
    }

    private static void Put(TemporaryFolder folder, string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(path))!);
        File.WriteAllBytes(folder.File(path), content);
    }

    private static byte[] Bomb(int megabytes) =>
        Packed([
            Entry("demo/Chart.yaml", Encoding.UTF8.GetBytes(ChartYaml)),
            new PaxTarEntry(TarEntryType.RegularFile, "demo/zeros") { DataStream = new MemoryStream(new byte[megabytes << 20]) },
        ]);

    private static byte[] Packed(params (string Path, string Text)[] files) =>
        Packed(files.Select(file => Entry(file.Path, Encoding.UTF8.GetBytes(file.Text))));

    private static byte[] Packed(params (string Path, byte[] Content)[] files) =>
        Packed(files.Select(file => Entry(file.Path, file.Content)));

    private static PaxTarEntry Entry(string path, byte[] content) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) };

    private static byte[] Packed(IEnumerable<TarEntry> entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }

        return packed.ToArray();
    }
}
