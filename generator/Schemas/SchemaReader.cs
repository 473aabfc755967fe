using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>
/// Reads a structural schema, as a CustomResourceDefinition has it and as the tool writes it: what says something of values, nothing else.
/// What has another shape than it should says nothing.
/// </summary>
public static class SchemaReader
{
    private static readonly ImmutableHashSet<string> Formats = ["byte", "cidr", "date-time", "int32", "int64", "ipv4", "ipv6", "quantity"];

    public static Schema Read(YamlMap node) =>
        new()
        {
            Reference = node.Text("$ref"),
            Types = TypesOf(node["type"]),
            Format = node.Text("format") is { } format && Formats.Contains(format) ? format : null,
            Properties = Properties(node.Map("properties")),
            Required = Texts(node, "required"),
            Additional = Additional(node["additionalProperties"]),
            Items = node.Map("items") is { } items ? Read(items) : null,
            PreservesUnknown =
                node.Flag("x-kubernetes-preserve-unknown-fields") || node["additionalProperties"] is YamlScalar { Text: "true" },
            IsIntOrString = node.Flag("x-kubernetes-int-or-string"),
            IsEmbedded = node.Flag("x-kubernetes-embedded-resource"),
            IsNullable = node.Flag("nullable"),
            Default = Default(node["default"]),
            Enum = Enum(node.List("enum")),
            ListKeys = Texts(node, "x-kubernetes-list-map-keys"),
            IsSet = node.Text("x-kubernetes-list-type") == "set",
            Bounds = Bounds(node),
            Pattern = node.Text("pattern") is { } pattern ? new SchemaPattern(pattern) : null,
            Logic = Logic(node),
        };

    private static SchemaTypes TypesOf(YamlNode? type) =>
        type switch
        {
            YamlScalar one => TypeOf(one.Text),
            YamlList many => many.Items.OfType<YamlScalar>().Aggregate(SchemaTypes.None, (all, one) => all | TypeOf(one.Text)),
            _ => SchemaTypes.None,
        };

    private static SchemaTypes TypeOf(string name) =>
        name switch
        {
            "object" => SchemaTypes.Object,
            "array" => SchemaTypes.Array,
            "string" => SchemaTypes.String,
            "integer" => SchemaTypes.Integer,
            "number" => SchemaTypes.Number,
            "boolean" => SchemaTypes.Boolean,
            _ => SchemaTypes.None,
        };

    private static IReadOnlyDictionary<string, Schema> Properties(YamlMap? properties)
    {
        var all = new Dictionary<string, Schema>(properties?.Entries.Count ?? 0, StringComparer.Ordinal);
        foreach (var (key, value) in properties?.Entries ?? [])
            all.TryAdd(key.Text, value is YamlMap schema ? Read(schema) : Schema.Any);
        return all;
    }

    private static Schema? Additional(YamlNode? additional) => additional is YamlMap { Entries.Count: > 0 } schema ? Read(schema) : null;

    private static YamlNode? Default(YamlNode? value) =>
        value switch
        {
            YamlScalar { IsNull: false } => value,
            YamlMap map => YamlMap.Empty(map.At),
            YamlList list => new YamlList(list.At, []),
            _ => null,
        };

    // One value that is no scalar, and nobody here can tell whether another is among them.
    private static ImmutableArray<YamlScalar> Enum(IReadOnlyList<YamlNode> values) =>
        values.All(value => value is YamlScalar) ? [.. values.OfType<YamlScalar>()] : [];

    private static ImmutableArray<string> Texts(YamlMap node, string key) => [.. node.Texts(key).Select(text => text.Text)];

    private static SchemaBounds? Bounds(YamlMap node)
    {
        var bounds = new SchemaBounds
        {
            Minimum = Number(node, "minimum"),
            Maximum = Number(node, "maximum"),
            IsMinimumExclusive = node.Flag("exclusiveMinimum"),
            IsMaximumExclusive = node.Flag("exclusiveMaximum"),
            MultipleOf = Number(node, "multipleOf"),
            MinLength = node.Integer("minLength"),
            MaxLength = node.Integer("maxLength"),
            MinItems = node.Integer("minItems"),
            MaxItems = node.Integer("maxItems"),
            MinProperties = node.Integer("minProperties"),
            MaxProperties = node.Integer("maxProperties"),
        };
        return bounds == new SchemaBounds() ? null : bounds;
    }

    private static double? Number(YamlMap node, string key) =>
        double.TryParse(node.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // That a value is a number or text is what int-or-string says already.
    private static SchemaLogic? Logic(YamlMap node)
    {
        var isIntOrString = node.Flag("x-kubernetes-int-or-string");
        var logic = new SchemaLogic
        {
            AllOf = Branches(node, "allOf"),
            AnyOf = isIntOrString ? [] : Branches(node, "anyOf"),
            OneOf = Branches(node, "oneOf"),
            Not = node.Map("not") is { } not ? Read(not) : null,
        };
        return logic.IsEmpty ? null : logic;
    }

    private static ImmutableArray<Schema> Branches(YamlMap node, string key) => [.. node.List(key).OfType<YamlMap>().Select(Read)];
}
