using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using NJsonSchema;
using Xunit;

namespace GitOpsGen.Tests.Yaml;

/// <summary>The schemas that editors use say what the tool says, as a validator of its own reads them.</summary>
public sealed class JsonSchemaTests
{
    public static TheoryData<string> Kinds => [.. Shapes.ByName.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_schema_is_a_JSON_Schema_in_which_every_key_is_described(string kind)
    {
        var text = JsonSchemaWriter.Write(kind, Shapes.ByName[kind]).ToJsonString();
        var schema = await JsonSchema.FromJsonAsync(text, TestContext.Current.CancellationToken);
        Assert.Equal(kind, schema.Title);
        Assert.False(schema.AllowAdditionalProperties);
        Assert.Empty(Undescribed(JsonNode.Parse(text)!, JsonNode.Parse(text)!, "$"));
    }

    [Fact]
    public async Task The_descriptions_of_this_repository_fit_their_schemas()
    {
        var files = Described().ToList();
        Assert.True(files.Count > 10, $"only {files.Count} files");
        foreach (var (kind, file) in files)
        {
            var errors = await ValidateAsync(kind, File.ReadAllText(file));
            Assert.True(errors.Length == 0, $"{file}: {string.Join(", ", errors)}");
        }
    }

    [Theory]
    [InlineData("environment", "metadata: {name: Dev}", "metadata: {name: dev}")]
    [InlineData("environment", "spec: {clutsers: []}", "spec: {clusters: []}")]
    [InlineData("environment", "spec: {features: cloud}", "spec: {features: [cloud]}")]
    [InlineData("environment", "spec: {abstract: maybe}", "spec: {abstract: true}")]
    [InlineData("environment", "spec: {kubernetesVersion: latest}", "spec: {kubernetesVersion: \"1.33\"}")]
    [InlineData("environment", "spec: {clusters: [{name: a}]}", "spec: {clusters: [{name: a, server: https://a.example}]}")]
    [InlineData("environment", "spec: {apps: {web: {sync: sometimes}}}", "spec: {apps: {web: {sync: manual}, other: }}")]
    [InlineData("app", "spec: {version: 1, namespace: demo, syncWave: 5000}", "spec: {version: 1, namespace: demo, syncWave: 500}")]
    [InlineData("app", "spec: {version: 1}", "spec: {version: 1, namespace: demo, values: [a.yaml, {file: b.yaml, when: [x, y]}]}")]
    [InlineData(
        "app",
        "spec: {version: 1, namespace: demo, values: [{when: x}]}",
        "spec: {version: 1, namespace: demo, values: [{file: b.yaml, when: x}]}"
    )]
    [InlineData(
        "app",
        "spec: {version: 1, namespace: demo, parameters: {a: {type: int}}}",
        "spec: {version: 1, namespace: demo, parameters: {a: {type: number, minimum: 0.5, default: 1}}}"
    )]
    [InlineData(
        "app",
        "spec: {version: 1, namespace: demo, parameters: {a: {type: list, items: {}}}}",
        "spec: {version: 1, namespace: demo, parameters: {a: {type: list, items: {type: object, properties: {b: {type: string}}}}}}"
    )]
    [InlineData("fleet", "spec: {}", "spec: {repository: {url: https://git.example}}")]
    [InlineData(
        "fleet",
        "spec: {repository: {url: x}, tools: {helm: []}}",
        "spec: {repository: {url: x}, tools: {helm: {version: \">=3\"}, kustomize: \">=5\"}}"
    )]
    [InlineData(
        "fleet",
        "spec: {repository: {url: x}, waves: [{name: a, percent: 101}]}",
        "spec: {repository: {url: x}, waves: [{name: a, percent: 100}]}"
    )]
    [InlineData(
        "fleet",
        "spec: {repository: {url: x}, limits: {deletions: some}}",
        "spec: {repository: {url: x}, limits: {deletions: 25%}}"
    )]
    [InlineData("pin", "spec: {previous: a}", "spec: {release: a, previous: b}")]
    [InlineData("pin", "spec: {release: a, phase: later}", "spec: {release: a, phase: soak, hold: {reason: rest}}")]
    public async Task Schema_and_tool_agree(string kind, string wrong, string right)
    {
        foreach (var (text, fits) in new[] { (wrong, false), (right, true) })
        {
            var document =
                $"apiVersion: {Shapes.ApiVersion}\nkind: {Shapes.KindOf(Shapes.ByName[kind])}\n{(kind == "pin" || text.StartsWith("metadata", StringComparison.Ordinal) ? "" : "metadata: {name: a}\n")}{(text.StartsWith("spec", StringComparison.Ordinal) ? "" : "spec: {}\n")}{text}\n";
            var diagnostics = new DiagnosticBag();
            Shapes.ByName[kind].Check(YamlReader.ReadMap("f.yaml", document, diagnostics)!, "", diagnostics);
            Assert.Equal((fits, fits), ((await ValidateAsync(kind, document)).Length == 0, !diagnostics.HasErrors));
        }
    }

    private static async Task<string[]> ValidateAsync(string kind, string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(
            JsonSchemaWriter.Write(kind, Shapes.ByName[kind]).ToJsonString(),
            TestContext.Current.CancellationToken
        );
        return
        [
            .. schema
                .Validate(Json(YamlReader.ReadMap("f.yaml", yaml, new DiagnosticBag())!)!.ToJsonString())
                .Select(error => error.ToString()),
        ];
    }

    private static IEnumerable<(string Kind, string File)> Described()
    {
        yield return ("fleet", Path.Join(Repository.Root, "gitopsgen.yaml"));
        foreach (var (kind, folder, name) in new[] { ("app", "apps", "app.yaml"), ("environment", "environments", "environment.yaml") })
        foreach (var file in Directory.EnumerateFiles(Path.Join(Repository.Root, folder), name, SearchOption.AllDirectories))
            yield return (kind, file);
        foreach (
            var folder in Directory
                .EnumerateDirectories(Path.Join(Repository.Root, "environments"))
                .Select(folder => Path.Join(folder, "releases"))
                .Where(Directory.Exists)
        )
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml"))
            yield return ("pin", file);
    }

    private static IEnumerable<string> Undescribed(JsonNode node, JsonNode root, string path)
    {
        if (node is not JsonObject schema)
            yield break;
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            var target = Target(property!["anyOf"]?[0] ?? property, root);
            if (target["description"] is null)
                yield return $"{path}.{name}";
            // Parameters hold parameters.
            if (path.Split('.').Contains(name))
                continue;
            foreach (var inner in Undescribed(target, root, $"{path}.{name}"))
                yield return inner;
        }

        if (schema["items"] is { } items)
            foreach (var inner in Undescribed(Target(items, root), root, $"{path}[]"))
                yield return inner;
    }

    private static JsonNode Target(JsonNode schema, JsonNode root) =>
        schema["$ref"] is { } reference ? root["definitions"]![((string)reference!)["#/definitions/".Length..]]! : schema;

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(Json)]),
            YamlScalar { IsNull: true } => null,
            YamlScalar { IsString: true } text => JsonValue.Create(text.Text),
            YamlScalar { Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
            YamlScalar scalar when long.TryParse(scalar.Text, out var number) => JsonValue.Create(number),
            YamlScalar scalar when double.TryParse(scalar.Text, out var number) => JsonValue.Create(number),
            YamlScalar scalar => JsonValue.Create(scalar.Text),
            _ => null,
        };
}
