using System.Collections.Frozen;
using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>A kind that an API server describes.</summary>
/// <param name="Definition">The name of its schema among the definitions.</param>
public sealed record DescribedKind(string Group, string Version, string Kind, string Definition);

/// <summary>
/// What an API server says of its kinds: OpenAPI 3 (<c>components.schemas</c>) or 2 (<c>definitions</c>), in the form of structural
/// schemas.
/// </summary>
/// <param name="Release">Null where the document does not say of which Kubernetes it is.</param>
/// <param name="Definitions">What the kinds are made of, by name.</param>
public sealed record OpenApiDescription(
    KubernetesRelease? Release,
    ImmutableArray<DescribedKind> Kinds,
    ImmutableSortedDictionary<string, Schema> Definitions
)
{
    // Lists, options and answers have other metadata, or none: nobody has a manifest of them.
    private const string Metadata = ".ObjectMeta";

    // What descriptions up to some release called required, though the API server fills it in or takes nothing for an answer; a later
    // description calls each optional (Kubernetes 1.31 to 1.36).
    private static readonly FrozenDictionary<string, string> NeverRequired = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["io.k8s.api.apps.v1.StatefulSetSpec"] = "serviceName",
        ["io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern"] = "status",
        ["io.k8s.api.discovery.v1.EndpointSlice"] = "endpoints",
        ["io.k8s.api.networking.v1.NetworkPolicySpec"] = "podSelector",
        ["io.k8s.api.rbac.v1.RoleRef"] = "apiGroup",
        ["io.k8s.api.scheduling.v1.PriorityClass"] = "value",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null for what is no such document.</summary>
    public static OpenApiDescription? Of(YamlMap document)
    {
        var schemas =
            document["swagger"] is not null ? document.Map("definitions")
            : document["openapi"] is not null ? document.Map("components")?.Map("schemas")
            : null;
        if (schemas is null)
            return null;
        var kinds = KindsIn(schemas).DistinctBy(kind => (kind.Group, kind.Version, kind.Kind)).ToImmutableArray();
        return new OpenApiDescription(KubernetesRelease.Of(document.Map("info")?.Text("version")), kinds, Reachable(schemas, kinds));
    }

    private static IEnumerable<DescribedKind> KindsIn(YamlMap schemas) =>
        from entry in schemas.Entries
        let schema = entry.Value as YamlMap
        where schema?.Map("properties")?.Map("metadata") is { } metadata && IsObjectMeta(metadata)
        from one in schema.List("x-kubernetes-group-version-kind").OfType<YamlMap>()
        where one.Text("kind") is not null && one.Text("version") is not null
        select new DescribedKind(one.Text("group") ?? "", one.Text("version")!, one.Text("kind")!, entry.Key.Text);

    private static bool IsObjectMeta(YamlMap metadata) =>
        OpenApiSchema.Read(metadata, "").Reference?.EndsWith(Metadata, StringComparison.Ordinal) == true;

    private static ImmutableSortedDictionary<string, Schema> Reachable(YamlMap schemas, ImmutableArray<DescribedKind> kinds)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, Schema>(StringComparer.Ordinal);
        var roots = kinds.Select(kind => kind.Definition).ToHashSet(StringComparer.Ordinal);
        var left = new Stack<string>(roots);
        while (left.TryPop(out var name))
        {
            if (found.ContainsKey(name) || schemas.Map(name) is not { } node)
                continue;
            var schema = Known(name, OpenApiSchema.Read(node, name));
            found[name] = roots.Contains(name) ? WithoutStatus(schema) : schema;
            foreach (var other in References(found[name]))
                left.Push(other);
        }

        return found.ToImmutable();
    }

    private static Schema Known(string name, Schema schema) =>
        NeverRequired.TryGetValue(name, out var field) ? schema with { Required = schema.Required.Remove(field) } : schema;

    // Nobody looks at what a manifest says there.
    private static Schema WithoutStatus(Schema root)
    {
        if (!root.Properties.ContainsKey("status"))
            return root;
        var fields = new Dictionary<string, Schema>(root.Properties, StringComparer.Ordinal) { ["status"] = Schema.Any };
        return root with { Properties = fields };
    }

    private static IEnumerable<string> References(Schema schema) =>
        schema.Reference is { } reference
            ? [reference]
            : schema.Properties.Values.Append(schema.Additional).Append(schema.Items).OfType<Schema>().SelectMany(References);
}
