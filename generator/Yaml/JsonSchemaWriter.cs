using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Yaml;

/// <summary>
/// Prints a <see cref="Shape"/> as JSON Schema (draft 7, which editors' YAML servers read). A shape that is used in several places is
/// written once.
/// </summary>
public sealed class JsonSchemaWriter
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<Shape, int> uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Shape, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly JsonObject definitions = [];

    private JsonSchemaWriter(Shape shape) => Count(shape);

    /// <summary>The file, with a final newline.</summary>
    public static string Text(string title, Shape shape) => Write(title, shape).ToJsonString(Format) + "\n";

    public static JsonObject Write(string title, Shape shape)
    {
        var writer = new JsonSchemaWriter(shape);
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (key, value) in writer.Body(shape))
            schema[key] = value?.DeepClone();
        if (writer.definitions.Count > 0)
            schema["definitions"] = writer.definitions;
        return schema;
    }

    private static IEnumerable<Shape> Parts(Shape shape) =>
        shape switch
        {
            ListShape list => [list.Item],
            DictionaryShape dictionary => [dictionary.Value],
            EitherShape either => [either.Scalar, either.Other],
            MapShape map => map.Fields.Select(field => field.Shape),
            _ => [],
        };

    private void Count(Shape shape)
    {
        uses[shape] = uses.GetValueOrDefault(shape) + 1;
        if (uses[shape] > 1)
            return;
        foreach (var part in Parts(shape))
            Count(part);
    }

    private JsonObject Body(Shape shape)
    {
        if (uses[shape] < 2 || shape is not (MapShape or EitherShape))
            return Written(shape);
        if (!names.TryGetValue(shape, out var name))
        {
            names[shape] = name = $"d{names.Count + 1}";
            definitions[name] = null;
            definitions[name] = Written(shape);
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    private JsonObject Written(Shape shape)
    {
        var schema = shape switch
        {
            TextShape text => Text(text),
            IntegerShape integer => new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = integer.Minimum,
                ["maximum"] = integer.Maximum,
            },
            NumberShape number => Number(number),
            FlagShape => new JsonObject { ["type"] = "boolean" },
            AnyMapShape => new JsonObject { ["type"] = "object" },
            ListShape list => List(list),
            DictionaryShape dictionary => Dictionary(dictionary),
            EitherShape either => new JsonObject { ["oneOf"] = new JsonArray(Body(either.Scalar), Body(either.Other)) },
            MapShape map => Map(map),
            _ => [],
        };
        if (shape.Description.Length > 0)
            schema["description"] = shape.Description;
        return schema;
    }

    // YAML reads an unquoted 88.5 as a number; where the tool takes it as text, the schema must not complain.
    private static JsonObject Text(TextShape shape)
    {
        var schema = new JsonObject
        {
            ["type"] = shape.Allowed.Count > 0 || shape.IsLabel ? "string" : new JsonArray("string", "number", "boolean"),
        };
        if (shape.IsLabel)
            schema["pattern"] = DnsLabel.Pattern;
        if (shape.Pattern is not null)
            schema["pattern"] = shape.Pattern;
        if (shape.Allowed.Count > 0)
            schema["enum"] = new JsonArray([.. shape.Allowed.Select(value => JsonValue.Create(value))]);
        return schema;
    }

    private JsonObject List(ListShape shape)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Body(shape.Item) };
        if (shape.HasItems)
            schema["minItems"] = 1;
        return schema;
    }

    private JsonObject Dictionary(DictionaryShape shape)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = OrNull(Body(shape.Value)) };
        if (shape.Keys?.Pattern is { } pattern)
            schema["propertyNames"] = new JsonObject { ["pattern"] = pattern };
        return schema;
    }

    private static JsonObject Number(NumberShape shape)
    {
        var schema = new JsonObject { ["type"] = "number" };
        if (shape.Minimum != decimal.MinValue)
            schema["minimum"] = shape.Minimum;
        if (shape.Maximum != decimal.MaxValue)
            schema["maximum"] = shape.Maximum;
        return schema;
    }

    private static JsonObject OrNull(JsonObject schema) =>
        new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private JsonObject Map(MapShape shape)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields)
            properties[field.Name] = field.Required ? Body(field.Shape) : OrNull(Body(field.Shape));
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        var required = shape.Fields.Where(field => field.Required).Select(field => (JsonNode)JsonValue.Create(field.Name)).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        return schema;
    }
}
