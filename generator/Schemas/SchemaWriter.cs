using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>Writes a schema in the form that <see cref="SchemaReader"/> reads: keys in one order, fields by name.</summary>
public static class SchemaWriter
{
    public static JsonObject Write(Schema schema)
    {
        var json = new JsonObject();
        Set(json, "$ref", schema.Reference);
        Set(json, "type", Types(schema.Types));
        Set(json, "format", schema.Format);
        Flag(json, "nullable", schema.IsNullable);
        Flag(json, "x-kubernetes-int-or-string", schema.IsIntOrString);
        Flag(json, "x-kubernetes-embedded-resource", schema.IsEmbedded);
        Flag(json, "x-kubernetes-preserve-unknown-fields", schema.PreservesUnknown);
        Set(json, "default", schema.Default is { } value ? Value(value) : null);
        Set(json, "enum", schema.Enum.IsEmpty ? null : new JsonArray([.. schema.Enum.Select(Value)]));
        Set(json, "pattern", schema.Pattern?.Text);
        if (schema.Bounds is { } bounds)
            Write(json, bounds);
        if (schema.IsSet)
            json["x-kubernetes-list-type"] = "set";
        Set(json, "x-kubernetes-list-map-keys", Texts(schema.ListKeys));
        Set(json, "required", Texts(schema.Required.Order(StringComparer.Ordinal)));
        if (schema.Logic is { } logic)
            Write(json, logic);
        Set(json, "items", schema.Items is { } items ? Write(items) : null);
        Set(json, "additionalProperties", schema.Additional is { } additional ? Write(additional) : null);
        if (schema.Properties.Count > 0)
            json["properties"] = Properties(schema);
        return json;
    }

    private static JsonObject Properties(Schema schema) =>
        new(
            schema
                .Properties.OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, Write(field.Value)))
        );

    private static void Write(JsonObject json, SchemaBounds bounds)
    {
        Set(json, "minimum", Number(bounds.Minimum));
        Flag(json, "exclusiveMinimum", bounds.IsMinimumExclusive);
        Set(json, "maximum", Number(bounds.Maximum));
        Flag(json, "exclusiveMaximum", bounds.IsMaximumExclusive);
        Set(json, "multipleOf", Number(bounds.MultipleOf));
        Set(json, "minLength", bounds.MinLength);
        Set(json, "maxLength", bounds.MaxLength);
        Set(json, "minItems", bounds.MinItems);
        Set(json, "maxItems", bounds.MaxItems);
        Set(json, "minProperties", bounds.MinProperties);
        Set(json, "maxProperties", bounds.MaxProperties);
    }

    private static void Write(JsonObject json, SchemaLogic logic)
    {
        foreach (var (key, branches) in new[] { ("allOf", logic.AllOf), ("anyOf", logic.AnyOf), ("oneOf", logic.OneOf) })
            if (!branches.IsEmpty)
                json[key] = new JsonArray([.. branches.Select(Write)]);
        Set(json, "not", logic.Not is { } not ? Write(not) : null);
    }

    private static JsonNode? Types(SchemaTypes types)
    {
        var names = System
            .Enum.GetValues<SchemaTypes>()
            .Where(type => type != SchemaTypes.None && types.HasFlag(type))
            .Select(type => (JsonNode)JsonValue.Create(type.ToString().ToLowerInvariant()))
            .ToList();
        return names.Count switch
        {
            0 => null,
            1 => names[0],
            _ => new JsonArray([.. names]),
        };
    }

    private static JsonNode? Value(YamlNode value) =>
        value switch
        {
            YamlScalar scalar => Scalar(scalar),
            YamlList => new JsonArray(),
            _ => new JsonObject(),
        };

    private static JsonNode? Scalar(YamlScalar scalar)
    {
        var read = GoScalar.Of(scalar);
        return read.Kind switch
        {
            ScalarKind.Null => null,
            ScalarKind.Boolean => JsonValue.Create(GoKey.Of(scalar) == "true"),
            ScalarKind.Text => JsonValue.Create(scalar.Text),
            _ => Number(read.Number),
        };
    }

    private static JsonNode? Number(double? number) =>
        number is { } value && double.IsFinite(value)
            ? JsonNode.Parse(value.ToString(double.IsInteger(value) && Math.Abs(value) < 1e19 ? "F0" : "R", CultureInfo.InvariantCulture))
            : null;

    private static JsonArray? Texts(IEnumerable<string> texts) =>
        texts.Any() ? new JsonArray([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]) : null;

    private static void Flag(JsonObject json, string key, bool isSet)
    {
        if (isSet)
            json[key] = true;
    }

    private static void Set(JsonObject json, string key, JsonNode? value)
    {
        if (value is not null)
            json[key] = value;
    }
}
