using GitOpsGen.Diagnostics;
using GitOpsGen.Schemas;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary>Schemas in the two forms that are on servers: made of Kubernetes' description, and of definitions.</summary>
public static class JsonSchemaReaderTests
{
    private const string Widget = """
        {"type": "object", "required": ["spec"], "properties": {
          "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"},
          "spec": {"type": "object", "additionalProperties": false, "required": ["size"], "properties": {
            "size": {"type": "integer", "minimum": 1},
            "port": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            "cpu": {"oneOf": [{"type": ["string", "null"]}, {"type": ["number", "null"]}]},
            "free": {"type": "object"},
            "labels": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
            "open": {"type": "object", "x-kubernetes-preserve-unknown-fields": true, "properties": {"a": {"type": "string"}}},
            "more": {"$ref": "#/definitions/more"}}},
          "status": {"type": "object", "properties": {}}},
         "definitions": {"more": {"type": "object", "properties": {"b": {"type": "boolean"}}}}}
        """;

    [Theory]
    [InlineData("{size: 1}", "")]
    [InlineData("{size: 1, port: http, cpu: 0.5, free: {a: {b: 1}}, labels: {a: b}, open: {x: 1}, more: {b: true}}", "")]
    [InlineData("{size: 1, port: 80, cpu: 500m}", "")]
    [InlineData("{size: 1, sise: 1}", "sise")]
    [InlineData("{}", "size")]
    [InlineData("{size: a}", "spec.size")]
    [InlineData("{size: 0}", "spec.size")]
    [InlineData("{size: 1, port: 1.5}", "spec.port")]
    [InlineData("{size: 1, labels: {a: 1}}", "spec.labels.a")]
    [InlineData("{size: 1, open: {a: 1}}", "spec.open.a")]
    [InlineData("{size: 1, more: {b: 1}}", "spec.more.b")]
    [InlineData("{size: 1, more: {c: 1}}", "c")]
    public static void A_definition_made_into_JSON_Schema_holds_objects_as_the_server_does(string spec, string wrong) =>
        Assert.Equal(
            wrong,
            Mistakes(
                Widget,
                "example.com",
                "Widget",
                $"apiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: w, labels: {{a: b}}}}\nspec: {spec}\n"
            )
        );

    [Theory]
    [InlineData("metadata: {names: w}\nspec: {size: 1}\nstatus: {x: 1}\n", "names")]
    [InlineData("metadata: {name: w}\nspec: {size: 1}\nspek: 1\n", "spek")]
    public static void Metadata_and_the_root_are_held_too(string rest, string wrong) =>
        Assert.Equal(wrong, Mistakes(Widget, "example.com", "Widget", $"apiVersion: example.com/v1\nkind: Widget\n{rest}"));

    [Fact]
    public static void What_no_server_ever_required_is_not_asked_for() =>
        Assert.Equal(
            "",
            Mistakes(
                """{"type":"object","properties":{"apiVersion":{},"kind":{},"spec":{"required":["serviceName"],"type":"object","properties":{"serviceName":{"type":"string"}}}}}""",
                "apps",
                "StatefulSet",
                "apiVersion: apps/v1\nkind: StatefulSet\nspec: {}\n"
            )
        );

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type": "object"}""")]
    [InlineData("""{"$ref": "_definitions.json#/definitions/io.k8s.api.apps.v1.Deployment"}""")]
    [InlineData("""{"properties": {"spec": {"$ref": "_definitions.json#/definitions/x"}}}""")]
    [InlineData("""{"properties": {"spec": {"items": {"$ref": "#/definitions/x"}}}}""")]
    public static void What_is_no_schema_or_not_all_of_one_is_none(string text) => Assert.Null(Read(text, "apps", "Deployment"));

    private static string Mistakes(string schema, string group, string kind, string manifest)
    {
        var read = Read(schema, group, kind)!;
        var document = YamlReader.ReadMap("m.yaml", manifest, new DiagnosticBag())!;
        var answer = new SchemaAnswer.Known(read.Schema, read.Definitions, read.IsCustom, null);
        return string.Join(
            ' ',
            answer
                .Mistakes(document)
                .Select(mistake =>
                    mistake switch
                    {
                        UnknownField unknown => unknown.Name,
                        MissingField missing => missing.Name,
                        WrongValue wrong => wrong.Path,
                        _ => "?",
                    }
                )
        );
    }

    private static SingleSchema? Read(string text, string group, string kind) =>
        JsonSchemaReader.Read((YamlMap)JsonText.Read("s.json", text)!, group, "v1", kind);
}
