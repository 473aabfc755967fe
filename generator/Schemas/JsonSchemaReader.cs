using System.Collections.Frozen;
using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>
/// Reads the JSON Schema of a kind, as the tools make it from an API server's description or from a definition (yannh/kubeconform,
/// scripts/openapi2jsonschema.py): what takes numbers and text is a choice of both there, and an object without fields is one of any.
/// </summary>
public static class JsonSchemaReader
{
    private static readonly ImmutableArray<string> Folders = ["definitions", "$defs"];

    // As in OpenApiDescription, by the kinds: a file of one has no names of definitions any more.
    private static readonly FrozenDictionary<string, (string Within, string Field)> NeverRequired = new Dictionary<
        string,
        (string, string)
    >(StringComparer.Ordinal)
    {
        ["apps/StatefulSet"] = ("spec", "serviceName"),
        ["discovery.k8s.io/EndpointSlice"] = ("", "endpoints"),
        ["networking.k8s.io/NetworkPolicy"] = ("spec", "podSelector"),
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = ("roleRef", "apiGroup"),
        ["rbac.authorization.k8s.io/RoleBinding"] = ("roleRef", "apiGroup"),
        ["scheduling.k8s.io/PriorityClass"] = ("", "value"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null for what is no schema of an object, or leads to other files.</returns>
    public static SingleSchema? Read(YamlMap document, string group, string version, string kind)
    {
        var definitions = Folders
            .SelectMany(folder => document.Map(folder)?.Entries ?? [])
            .Where(entry => entry.Value is YamlMap)
            .DistinctBy(entry => entry.Key.Text)
            .ToDictionary(entry => entry.Key.Text, entry => Plain(SchemaReader.Read((YamlMap)entry.Value)), StringComparer.Ordinal);
        var root = Plain(SchemaReader.Read(document));
        if (root is { Reference: null, Properties.Count: 0 } || !definitions.Values.Append(root).All(one => IsWhole(one, definitions)))
            return null;
        if (!KubernetesApis.Has(group))
            root = root.Reference is null ? ObjectMeta.Complete(root) : root;
        return new SingleSchema(group, version, kind, WithoutStatus(Known($"{group}/{kind}", root)), definitions);
    }

    private static Schema Plain(Schema schema) =>
        (schema.Reference ?? OpenApiSchema.Single(schema)) is { } reference
            ? new Schema { Reference = Local(reference) }
            : Choice(schema) with
            {
                Properties = schema.Properties.ToDictionary(field => field.Key, field => Plain(field.Value), StringComparer.Ordinal),
                Additional = schema.Additional is { } additional ? Plain(additional) : null,
                Items = schema.Items is { } items ? Plain(items) : null,
                PreservesUnknown = schema.PreservesUnknown || (IsAnyObject(schema) && !schema.HasFields),
            };

    // A reference to another file keeps its whole text, and so is none of the definitions.
    private static string Local(string reference) =>
        Folders.Select(folder => $"#/{folder}/").FirstOrDefault(start => reference.StartsWith(start, StringComparison.Ordinal)) is { } start
            ? reference[start.Length..]
            : reference;

    // Nothing but types to choose from.
    private static Schema Choice(Schema schema)
    {
        ImmutableArray<Schema> branches = schema.Logic is not { } logic ? [] : [.. logic.OneOf, .. logic.AnyOf];
        if (branches.IsEmpty || !branches.All(IsType))
            return schema;
        var types = branches.Aggregate(SchemaTypes.None, (all, branch) => all | branch.Types);
        return schema with
        {
            Types = types,
            IsIntOrString = types == (SchemaTypes.String | SchemaTypes.Integer),
            Logic = schema.Logic is { AllOf.IsEmpty: true, Not: null } ? null : schema.Logic! with { OneOf = [], AnyOf = [] },
        };
    }

    private static bool IsType(Schema branch) =>
        branch
            is {
                Types: not SchemaTypes.None,
                Reference: null,
                Properties.Count: 0,
                Required.IsEmpty: true,
                Items: null,
                Additional: null,
                Enum.IsEmpty: true,
                Bounds: null,
                Pattern: null,
                Logic: null,
            };

    private static bool IsAnyObject(Schema schema) => schema.Types is SchemaTypes.None or SchemaTypes.Object && !schema.IsIntOrString;

    private static bool IsWhole(Schema schema, IReadOnlyDictionary<string, Schema> definitions) =>
        schema.Reference is { } reference
            ? definitions.ContainsKey(reference)
            : schema
                .Properties.Values.Append(schema.Additional)
                .Append(schema.Items)
                .OfType<Schema>()
                .All(part => IsWhole(part, definitions));

    private static Schema Known(string kind, Schema root) =>
        !NeverRequired.TryGetValue(kind, out var known) ? root
        : known.Within.Length == 0 ? root with { Required = root.Required.Remove(known.Field) }
        : root.Properties.TryGetValue(known.Within, out var part)
            ? With(root, known.Within, part with { Required = part.Required.Remove(known.Field) })
        : root;

    // Nobody looks at what a manifest says there.
    private static Schema WithoutStatus(Schema root) => root.Properties.ContainsKey("status") ? With(root, "status", Schema.Any) : root;

    private static Schema With(Schema root, string name, Schema field) =>
        root with
        {
            Properties = new Dictionary<string, Schema>(root.Properties, StringComparer.Ordinal) { [name] = field },
        };
}
