using System.Text.Json;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using NJsonSchema;
using Xunit;

namespace GitOpsGen.Tests.Cli;

public sealed class SchemaTests
{
    private const string Head = "apiVersion: gitopsgen.io/v1alpha1\n";

    public static TheoryData<string> Names => [.. Shapes.ByName.Keys];

    public static TheoryData<string, string> OwnFiles
    {
        get
        {
            var data = new TheoryData<string, string> { { "fleet", "gitopsgen.yaml" } };
            foreach (var file in Files("apps", "app.yaml"))
                data.Add("app", file);
            foreach (var file in Files("environments", "environment.yaml"))
                data.Add("environment", file);
            foreach (var file in Files("environments", "*.yaml").Where(file => file.Split('/') is [_, _, "releases", _]))
                data.Add("pin", file);
            return data;
        }
    }

    public static TheoryData<string, string> Wrong =>
        new()
        {
            { "fleet", $"{Head}kind: Fleet\nmetadata: {{name: x}}\nspec: {{}}\n" },
            { "fleet", $"{Head}kind: Fleet\nmetadata: {{name: x}}\nspec: {{repository: {{url: y}}, wave: []}}\n" },
            {
                "fleet",
                $"{Head}kind: Fleet\nmetadata: {{name: x}}\nspec: {{repository: {{url: y}}, waves: [{{name: a, percent: 101}}]}}\n"
            },
            { "fleet", $"{Head}kind: Fleet\nmetadata: {{name: x}}\nspec: {{repository: {{url: y}}, limits: {{deletions: a quarter}}}}\n" },
            { "fleet", $"{Head}kind: Fleet\nmetadata: {{name: x}}\nspec: {{repository: {{url: y}}, tools: {{helm: {{vesion: '1'}}}}}}\n" },
            { "app", $"{Head}kind: App\nmetadata: {{name: X}}\nspec: {{version: 1.0.0, namespace: n}}\n" },
            { "app", $"{Head}kind: App\nmetadata: {{name: x}}\nspec: {{version: 1.0.0, namespace: n, delivery: magic}}\n" },
            { "app", $"{Head}kind: App\nmetadata: {{name: x}}\nspec: {{version: 1.0.0, namespace: n, syncWave: first}}\n" },
            {
                "app",
                $"{Head}kind: App\nmetadata: {{name: x}}\nspec: {{version: 1.0.0, namespace: n, parameters: {{a: {{type: "
                    + "object, properties: {b: {typ: string}}}}}\n"
            },
            { "app", $"{Head}kind: App\nmetadata: {{name: x}}\nspec: {{version: 1.0.0, namespace: n, values: [{{fil: v.yaml}}]}}\n" },
            { "environment", $"{Head}kind: Environment\nmetadata: {{name: x}}\nspec: {{clusters: [{{name: a}}]}}\n" },
            { "environment", $"{Head}kind: Environment\nmetadata: {{name: x}}\nspec: {{clusters: [{{name: a, server: http://b}}]}}\n" },
            { "environment", $"{Head}kind: Environment\nmetadata: {{name: x}}\nspec: {{abstract: maybe}}\n" },
            { "environment", $"{Head}kind: Environment\nmetadata: {{name: x}}\nspec: {{apps: {{web: {{sync: sometimes}}}}}}\n" },
            { "environment", "apiVersion: v1\nkind: Environment\nmetadata: {name: x}\nspec: {}\n" },
            { "pin", $"{Head}kind: Pin\nspec: {{}}\n" },
            { "pin", $"{Head}kind: Pin\nspec: {{release: head, hold: because}}\n" },
            { "migration", $"{Head}kind: Migration\nspec: {{outsde: [a]}}\n" },
            { "migration", $"{Head}kind: Migration\nspec: {{decisions: [{{at: a, verdict: move, reason: b}}]}}\n" },
            { "migration", $"{Head}kind: Migration\nspec: {{decisions: [{{at: 'a:1', verdict: review, reason: b}}]}}\n" },
            { "migration", $"{Head}kind: Migration\nspec: {{decisions: [{{at: 'a:1', verdict: move}}]}}\n" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_committed_schema_is_what_the_command_prints(string name)
    {
        var answer = await Gitopsgen.RunAsync("schema", name);
        Assert.Equal(0, answer.Exit);
        Assert.Equal(await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "schemas", $"{name}.json")), answer.Output);
    }

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public async Task The_repositorys_own_files_fit_their_schema(string name, string file)
    {
        var errors = (await SchemaAsync(name)).Validate(YamlJson.Read(await File.ReadAllTextAsync(Path.Join(Repository.Root, file))));
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_file_fits_neither_the_schema_nor_the_tool(string name, string yaml)
    {
        Assert.NotEmpty((await SchemaAsync(name)).Validate(YamlJson.Read(yaml)));
        var diagnostics = new DiagnosticBag();
        Shapes.ByName[name].Check(YamlReader.ReadMap("x", yaml, diagnostics)!, "", diagnostics);
        Assert.NotEmpty(diagnostics.Sorted());
    }

    [Fact]
    public async Task Every_modeline_of_the_repository_names_the_schema_of_its_kind()
    {
        foreach (var (name, file) in OwnFiles.Select(row => row.Data))
        {
            var line = (await File.ReadAllLinesAsync(Path.Join(Repository.Root, file)))[0];
            var schema = line.Split("$schema=");
            Assert.True(schema.Length == 2, $"{file} has no modeline");
            // A frozen copy keeps the line it was cut with, which is right for the head.
            if (file.Contains("/releases/", StringComparison.Ordinal) && name == "app")
                continue;
            Assert.Equal(
                Path.Join(Repository.Root, "docs", "schemas", $"{name}.json"),
                Path.GetFullPath(schema[1], Path.GetDirectoryName(Path.Join(Repository.Root, file))!)
            );
        }
    }

    [Fact]
    public async Task Json_wraps_the_schema_as_every_command_answers()
    {
        using var json = JsonDocument.Parse((await Gitopsgen.RunAsync("schema", "pin", "-o", "json")).Output);
        Assert.Equal("schema", json.RootElement.GetProperty("command").GetString());
        Assert.Equal("object", json.RootElement.GetProperty("schema").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Another_word_is_wrong_usage() => Assert.Equal(2, (await Gitopsgen.RunAsync("schema", "fleets")).Exit);

    private static async Task<JsonSchema> SchemaAsync(string name) =>
        await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "schemas", $"{name}.json")));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Join(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
