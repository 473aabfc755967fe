using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GitOpsGen.Files;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// The facts in the form that Kustomize reads as its <c>openapi</c> field: so much of a description as its merge looks at, which spares it
/// the one that it has built in.
/// </summary>
public sealed class MergeSchema
{
    private readonly MergeFacts facts;

    // Units of one app have the same kinds.
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);

    public MergeSchema(MergeFacts facts)
    {
        this.facts = facts;
        Sha256 = Digest.OfText(Of(facts.Kinds.Select(kind => kind.Kind).ToHashSet(StringComparer.Ordinal)));
    }

    public static MergeSchema BuiltIn { get; } = new(MergeFacts.BuiltIn);

    /// <summary>Over all of it: what was found of another one says nothing of this.</summary>
    public string Sha256 { get; }

    /// <summary>Of these kinds only: reading those of all would take an eighth of a small build's time.</summary>
    public string Of(IReadOnlySet<string> kinds) =>
        texts.GetOrAdd(string.Join(' ', kinds.Order(StringComparer.Ordinal)), _ => Write(kinds));

    private string Write(IReadOnlySet<string> kinds)
    {
        var definitions = new JsonObject();
        foreach (var kind in facts.Kinds.Where(kind => kinds.Contains(kind.Kind)))
            definitions[$"{kind.ApiVersion}.{kind.Kind}".Replace('/', '.')] = Kind(kind);
        AddParts(definitions, facts.Kinds.Where(kind => kinds.Contains(kind.Kind)).SelectMany(kind => facts.Of(kind)));
        return new JsonObject { ["definitions"] = definitions }.ToJsonString();
    }

    private void AddParts(JsonObject definitions, IEnumerable<MergeFact> users)
    {
        foreach (
            var name in users.Select(fact => fact.Part).OfType<string>().Where(name => !definitions.ContainsKey(name)).Distinct().ToList()
        )
        {
            definitions[name] = Described(facts.Part(name).Facts);
            AddParts(definitions, facts.Part(name).Facts);
        }
    }

    private JsonObject Kind(MergeKind kind)
    {
        var described = Described(facts.Of(kind));
        described["x-kubernetes-group-version-kind"] = new JsonArray(
            new JsonObject
            {
                ["group"] = kind.Group,
                ["version"] = kind.Version,
                ["kind"] = kind.Kind,
            }
        );
        return described;
    }

    private static JsonObject Described(IEnumerable<MergeFact> facts)
    {
        var top = Map();
        foreach (var fact in facts)
        {
            var fields = fact.Path.Split('.');
            var parent = fields[..^1].Aggregate(top, Below);
            parent["properties"]![fields[^1]] = fact.IsList ? List(fact) : Element(fact.Part);
        }

        return top;
    }

    private static JsonObject Below(JsonObject map, string field)
    {
        var properties = map["properties"]!;
        properties[field] ??= Map();
        return (JsonObject)properties[field]!;
    }

    private static JsonObject Map() => new() { ["type"] = "object", ["properties"] = new JsonObject() };

    private static JsonObject Element(string? part) => part is null ? Map() : new JsonObject { ["$ref"] = $"#/definitions/{part}" };

    private static JsonObject List(MergeFact fact)
    {
        var list = new JsonObject
        {
            ["type"] = "array",
            ["items"] = fact.Keys.IsEmpty ? new JsonObject { ["type"] = "string" } : Element(fact.Part),
            ["x-kubernetes-patch-strategy"] = "merge",
        };
        if (fact.Keys.Length > 0)
            list["x-kubernetes-patch-merge-key"] = fact.Keys[0];
        if (fact.Keys.Length > 1)
            list["x-kubernetes-list-map-keys"] = new JsonArray([.. fact.Keys.Select(key => JsonValue.Create(key))]);
        return list;
    }
}
