using System.Text.Json.Nodes;

namespace GitOpsGen.Yaml;

/// <summary>Prints a <see cref="Shape"/> as JSON Schema (draft 7, which editors' YAML servers read).</summary>
public static class JsonSchemaWriter
{
    public static JsonObject Write(string title, Shape shape)
    {
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = title };
        foreach (var (key, value) in Body(shape)) schema[key] = value?.DeepClone();
        return schema;
    }

    private static JsonObject Body(Shape shape)
    {
        var schema = shape switch
        {
            TextShape text => Text(text),
            IntegerShape integer => new JsonObject { ["type"] = "integer", ["minimum"] = integer.Minimum, ["maximum"] = integer.Maximum },
            NumberShape number => Number(number),
            FlagShape => new JsonObject { ["type"] = "boolean" },
            AnyMapShape => new JsonObject { ["type"] = "object" },
            ListShape list => new JsonObject { ["type"] = "array", ["items"] = Body(list.Item) },
            DictionaryShape dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = OrNull(Body(dictionary.Value)) },
            EitherShape either => new JsonObject { ["oneOf"] = new JsonArray(Body(either.Scalar), Body(either.Other)) },
            MapShape map => Map(map),
            _ => [],
        };
        if (shape.Description.Length > 0) schema["description"] = shape.Description;
        return schema;
    }

    // YAML reads an unquoted 88.5 as a number; where the tool takes it as text, the schema must not complain.
    private static JsonObject Text(TextShape shape)
    {
        var schema = new JsonObject { ["type"] = shape.Allowed.Count > 0 || shape.IsLabel ? "string" : new JsonArray("string", "number", "boolean") };
        if (shape.IsLabel) schema["pattern"] = DnsLabel.Pattern;
        if (shape.Pattern is not null) schema["pattern"] = shape.Pattern;
        if (shape.Allowed.Count > 0) schema["enum"] = new JsonArray([.. shape.Allowed.Select(value => JsonValue.Create(value))]);
        return schema;
    }

    private static JsonObject Number(NumberShape shape)
    {
        var schema = new JsonObject { ["type"] = "number" };
        if (shape.Minimum != decimal.MinValue) schema["minimum"] = shape.Minimum;
        if (shape.Maximum != decimal.MaxValue) schema["maximum"] = shape.Maximum;
        return schema;
    }

    private static JsonObject OrNull(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static JsonObject Map(MapShape shape)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields) properties[field.Name] = field.Required ? Body(field.Shape) : OrNull(Body(field.Shape));
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        var required = shape.Fields.Where(field => field.Required).Select(field => (JsonNode)JsonValue.Create(field.Name)).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        return schema;
    }
}
