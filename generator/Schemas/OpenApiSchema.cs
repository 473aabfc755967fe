using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>
/// One schema of an API server's description as a structural one. There defaults are Go's zero values, which nobody fills in, and an object
/// without fields is one of any.
/// </summary>
internal static class OpenApiSchema
{
    // Descriptions of 2 and of 3 say of these types nothing, too little, or each something else.
    private const string Quantity = ".api.resource.Quantity";
    private const string IntOrString = ".util.intstr.IntOrString";

    /// <param name="name">Of the definition; empty within one.</param>
    public static Schema Read(YamlMap node, string name) =>
        name.EndsWith(Quantity, StringComparison.Ordinal)
            ? new Schema { Types = SchemaTypes.String | SchemaTypes.Number, Format = "quantity" }
        : name.EndsWith(IntOrString, StringComparison.Ordinal) ? new Schema { IsIntOrString = true }
        : Plain(SchemaReader.Read(node));

    private static Schema Plain(Schema schema)
    {
        if ((schema.Reference ?? Single(schema)) is { } reference)
            return new Schema { Reference = reference[(reference.LastIndexOf('/') + 1)..] };
        var properties = schema.Properties.ToDictionary(field => field.Key, field => Plain(field.Value), StringComparer.Ordinal);
        return schema with
        {
            Properties = properties,
            Additional = schema.Additional is { } additional ? Plain(additional) : null,
            Items = schema.Items is { } items ? Plain(items) : null,
            PreservesUnknown = schema.PreservesUnknown || (IsAnyObject(schema) && !schema.HasFields),
            Default = null,
            ListKeys = [],
            IsSet = false,
            Logic = null,
        };
    }

    // OpenAPI 3 allows nothing beside a reference, so a default stands beside a list of one.
    internal static string? Single(Schema schema) => schema.Logic?.AllOf is [{ Reference: { } reference }] ? reference : null;

    private static bool IsAnyObject(Schema schema) => schema.Types is SchemaTypes.None or SchemaTypes.Object && !schema.IsIntOrString;
}
