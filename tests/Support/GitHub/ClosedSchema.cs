using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// A schema of the description with what it refers to, closed: an object may have the properties that are named and no others. GitHub's
/// description leaves every object open, so that a misspelled property would be found nowhere.
/// </summary>
internal sealed class ClosedSchema(JsonElement root)
{
    private const string Prefix = "#/components/schemas/";

    private readonly JsonObject definitions = [];

    public JsonObject Of(JsonElement schema)
    {
        var closed = Close(schema, isPart: false);
        closed["definitions"] = definitions;
        return closed;
    }

    /// <param name="isPart">Another schema beside this one names properties of the same object.</param>
    private JsonObject Close(JsonElement schema, bool isPart)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return isPart ? Close(root.Follow(schema), isPart) : new JsonObject { ["$ref"] = Define(reference.GetString()!) };
        var hasParts = isPart || schema.TryGetProperty("properties", out _);
        var closed = new JsonObject();
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "properties":
                    closed["properties"] = new JsonObject(
                        keyword
                            .Value.EnumerateObject()
                            .Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Close(property.Value, isPart: false)))
                    );
                    break;
                case "items" or "additionalProperties" when keyword.Value.ValueKind is JsonValueKind.Object:
                    closed[keyword.Name] = Close(keyword.Value, isPart: false);
                    break;
                case "allOf":
                    closed["allOf"] = Parts(keyword.Value, isPart: true);
                    break;
                // The description says oneOf also where several fit.
                case "anyOf" or "oneOf":
                    closed["anyOf"] = Parts(keyword.Value, hasParts);
                    break;
                case "description" or "example" or "examples" or "title" or "default" or "discriminator":
                    break;
                default:
                    closed[keyword.Name] = JsonNode.Parse(keyword.Value.GetRawText());
                    break;
            }
        }

        if (!isPart && (hasParts || closed.ContainsKey("allOf")) && !closed.ContainsKey("additionalProperties"))
            Shut(closed, schema);
        return closed;
    }

    private void Shut(JsonObject closed, JsonElement schema)
    {
        var names = Names(schema).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
            return;
        var properties = closed["properties"] as JsonObject ?? [];
        foreach (var name in names.Where(name => !properties.ContainsKey(name)))
            properties[name] = new JsonObject();
        (closed["properties"], closed["additionalProperties"]) = (properties, false);
    }

    private JsonArray Parts(JsonElement schemas, bool isPart) => new([.. schemas.EnumerateArray().Select(schema => Close(schema, isPart))]);

    // Schemas refer to each other in circles.
    private string Define(string reference)
    {
        var name = reference[Prefix.Length..];
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = null;
            definitions[name] = Close(root.Schema(name), isPart: false);
        }

        return $"#/definitions/{name}";
    }

    private IEnumerable<string> Names(JsonElement schema)
    {
        var whole = root.Follow(schema);
        var own = whole.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => property.Name)
            : [];
        return own.Concat(
            new[] { "allOf", "anyOf", "oneOf" }.SelectMany(word =>
                whole.TryGetProperty(word, out var parts) ? parts.EnumerateArray().SelectMany(Names) : []
            )
        );
    }
}

/// <summary>Places in a description.</summary>
internal static class ApiReferences
{
    public static JsonElement Schema(this JsonElement root, string name) =>
        root.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <summary>What is meant, where something only refers to it.</summary>
    public static JsonElement Follow(this JsonElement root, JsonElement element) =>
        element.TryGetProperty("$ref", out var reference)
            ? root.Follow(reference.GetString()!.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name)))
            : element;
}
