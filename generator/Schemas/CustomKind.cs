using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>What a CustomResourceDefinition (apiextensions.k8s.io/v1) defines.</summary>
/// <param name="Group">Such as <c>monitoring.coreos.com</c>.</param>
public sealed record CustomKind(string Group, string Kind, ImmutableArray<CustomVersion> Versions)
{
    public const string Group1 = "apiextensions.k8s.io";

    public const string DefinitionKind = "CustomResourceDefinition";

    public IEnumerable<string> Served => Versions.Where(version => version.IsServed).Select(version => version.Name);

    public IEnumerable<string> NotServed => Versions.Where(version => !version.IsServed).Select(version => version.Name);

    /// <summary>It claims to be a definition, of whatever version.</summary>
    public static bool IsDefinition(YamlMap document) =>
        document.Text("kind") == DefinitionKind && document.Text("apiVersion")?.StartsWith(Group1 + "/", StringComparison.Ordinal) == true;

    /// <summary>Null for what is no definition of v1, or does not say whose.</summary>
    public static CustomKind? Of(YamlMap document) =>
        IsDefinition(document)
        && document.Text("apiVersion") == Group1 + "/v1"
        && document.Map("spec") is { } spec
        && spec.Text("group") is { } group
        && spec.Map("names")?.Text("kind") is { } kind
            ? new CustomKind(group, kind, [.. spec.List("versions").OfType<YamlMap>().Where(IsNamed).Select(CustomVersion.Of)])
            : null;

    private static bool IsNamed(YamlMap version) => version.Text("name") is not null;
}

/// <summary>One version that a definition names.</summary>
/// <param name="schema">Null where the definition has none.</param>
/// <param name="expressions">How many conditions in CEL the schema has.</param>
public sealed class CustomVersion(string name, bool isServed, Func<Schema>? schema, int expressions)
{
    private const string Validations = "x-kubernetes-validations";

    private readonly Lazy<Schema>? read = schema is null ? null : new(schema);

    public string Name { get; } = name;

    /// <summary>Else the API server knows no object of it.</summary>
    public bool IsServed { get; } = isServed;

    /// <summary>As the definition has it; <see cref="ObjectMeta.Complete"/> adds what the API server does.</summary>
    public Schema? Schema => read?.Value;

    /// <summary>Conditions in CEL (<c>x-kubernetes-validations</c>), which the API server evaluates, and nobody here.</summary>
    public int Expressions { get; } = expressions;

    internal static CustomVersion Of(YamlMap version)
    {
        var schema = version.Map("schema")?.Map("openAPIV3Schema");
        return new(
            version.Text("name")!,
            version.Flag("served"),
            schema is null ? null : () => Read(schema, HasStatus(version)),
            schema is null ? 0 : Count(schema)
        );
    }

    private static int Count(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.Sum(entry =>
                entry is { Key.Text: Validations, Value: YamlList conditions } ? conditions.Items.Count : Count(entry.Value)
            ),
            YamlList list => list.Items.Sum(Count),
            _ => 0,
        };

    private static bool HasStatus(YamlMap version) => version.Map("subresources")?["status"] is not null;

    // What a manifest says of the status is dropped before anybody looks at it, where the status is written apart.
    private static Schema Read(YamlMap schema, bool hasStatus)
    {
        var root = SchemaReader.Read(schema);
        if (!hasStatus)
            return root;
        var fields = new Dictionary<string, Schema>(root.Properties, StringComparer.Ordinal) { ["status"] = Schemas.Schema.Any };
        return root with { Properties = fields };
    }
}
