using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;
using NJsonSchema;

namespace GitOpsGen.Tests.ArgoCd;

/// <summary>
/// A CRD's schema, as a judge of documents. JSON Schema finds wrong types and missing fields; Kubernetes' schemas do not forbid
/// unknown fields, so a walk of the structure does.
/// </summary>
public sealed class CrdSchema
{
    private readonly JsonObject schema;
    private readonly JsonSchema validator;

    private CrdSchema(JsonObject schema)
    {
        this.schema = schema;
        validator = JsonSchema.FromJsonAsync(schema.ToJsonString()).GetAwaiter().GetResult();
    }

    /// <summary>The served schema of the first version of a CRD file.</summary>
    public static CrdSchema Read(string crdFile)
    {
        var bag = new DiagnosticBag();
        var crd = (YamlMap)YamlReader.ReadAll(crdFile, File.ReadAllText(crdFile), bag, YamlLimits.Generated)![0];
        return new CrdSchema((JsonObject)ToJson(((YamlMap)crd.Map("spec")!.List("versions")[0]).Map("schema")!.Map("openAPIV3Schema")!)!);
    }

    public IEnumerable<string> Errors(YamlMap document)
    {
        var json = ToJson(document)!;
        return validator.Validate(json.ToJsonString()).Select(error => $"{error.Path}: {error.Kind}").Concat(Unknown(json, schema, ""));
    }

    private static IEnumerable<string> Unknown(JsonNode? value, JsonObject schema, string path)
    {
        if (schema["x-kubernetes-preserve-unknown-fields"] is not null)
            yield break;
        if (value is JsonObject map)
        {
            var properties = schema["properties"] as JsonObject;
            var additional = schema["additionalProperties"] as JsonObject;
            foreach (var (key, inner) in map)
            {
                if (path.Length == 0 && key is "apiVersion" or "kind" or "metadata")
                    continue;
                if ((properties?[key] as JsonObject ?? additional) is { } next)
                    foreach (var error in Unknown(inner, next, $"{path}.{key}"))
                        yield return error;
                else
                    yield return $"{path}.{key}: unknown field";
            }
        }
        else if (value is JsonArray list && schema["items"] is JsonObject items)
        {
            foreach (var error in list.SelectMany(item => Unknown(item, items, $"{path}[]")))
                yield return error;
        }
    }

    public static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
            YamlScalar { IsNull: true } => null,
            YamlScalar { IsString: false, Text: "true" or "false" } flag => flag.Text == "true",
            YamlScalar { IsString: false } number
                when long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
            YamlScalar { IsString: false } number
                when double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
            YamlScalar text => text.Text,
            _ => null,
        };
}
