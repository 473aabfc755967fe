using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.Infrastructure;
using NJsonSchema.Validation;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// The schemas of a description, as judges of values. Each is read when it is first asked for, with those that it refers to.
/// </summary>
internal sealed class ApiSchemas(JsonElement root)
{
    private readonly ConcurrentDictionary<string, Lazy<JsonSchema>> read = new(StringComparer.Ordinal);

    // The library promises nothing to several threads.
    public IReadOnlyList<string> Problems(JsonElement schema, JsonNode? value)
    {
        var judge = read.GetOrAdd(schema.GetRawText(), _ => new Lazy<JsonSchema>(() => Read(new ClosedSchema(root).Of(schema)))).Value;
        lock (judge)
            return
            [
                .. judge.Validate(value?.ToJsonString() ?? "null", SchemaType.OpenApi3).SelectMany(Leaves).Distinct(StringComparer.Ordinal),
            ];
    }

    private static JsonSchema Read(JsonObject schema) =>
        JsonSchemaSerialization
            .FromJsonAsync<JsonSchema>(
                schema.ToJsonString(),
                SchemaType.OpenApi3,
                documentPath: null,
                document => new JsonReferenceResolver(new JsonSchemaAppender(document, new DefaultTypeNameGenerator())),
                JsonSchema.CreateJsonSerializerContractResolver(SchemaType.OpenApi3),
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();

    // Why none of several schemas fits stands below the error that says so.
    private static IEnumerable<string> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Errors: var errors } && errors.Any(pair => pair.Value.Count > 0)
            ? errors.SelectMany(pair => pair.Value).SelectMany(Leaves)
            : [$"{error.Path?.TrimStart('#', '/')}: {error.Kind}"];
}
