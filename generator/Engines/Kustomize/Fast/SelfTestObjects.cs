using System.Text.Json.Nodes;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// An object with every list that the facts name, and a patch for it. Each list has elements that only one side has and elements of both,
/// for keys of two fields also such as agree in one of them only or lack one. What lies below elements is in those of both sides.
/// </summary>
internal sealed class SelfTestObjects(MergeFacts facts)
{
    public JsonObject Base(MergeKind kind, string name) => Object(kind, name, isPatch: false);

    public JsonObject Patch(MergeKind kind, string name) => Object(kind, name, isPatch: true);

    private JsonObject Object(MergeKind kind, string name, bool isPatch)
    {
        var all = Filled(facts.Of(kind), isPatch);
        all["apiVersion"] = kind.ApiVersion;
        all["kind"] = kind.Kind;
        all["metadata"]!["name"] = name;
        return all;
    }

    private JsonObject Filled(IEnumerable<MergeFact> described, bool isPatch)
    {
        var top = new JsonObject();
        foreach (var fact in described)
        {
            var fields = fact.Path.Split('.');
            var parent = fields[..^1].Aggregate(top, Below);
            parent[fields[^1]] = fact.IsList ? List(fact, isPatch) : Below(fact, isPatch);
        }

        return top;
    }

    private static JsonObject Below(JsonObject map, string field)
    {
        map[field] ??= new JsonObject();
        return (JsonObject)map[field]!;
    }

    private JsonObject Below(MergeFact fact, bool isPatch) =>
        fact.Part is null ? Embedded(isPatch) : Filled(facts.Part(fact.Part).Facts, isPatch);

    // Merged by who takes it for the object that it names, replaced by who takes it for a reference.
    private static JsonObject Embedded(bool isPatch) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray("both", Side(isPatch)) },
        };

    private JsonArray List(MergeFact fact, bool isPatch)
    {
        if (fact.Keys.IsEmpty)
            return ["both", Side(isPatch)];
        var elements = new JsonArray(Element(fact, isPatch, "both"), Element(fact, isPatch, Side(isPatch)));
        if (fact.Keys.Length > 1)
        {
            elements.Add(Element(fact with { Part = null }, isPatch, "both", Side(isPatch)));
            elements.Add(Element(fact with { Part = null, Keys = fact.Keys[..1] }, isPatch, "one"));
        }

        return elements;
    }

    private JsonObject Element(MergeFact fact, bool isPatch, params ReadOnlySpan<string> keys)
    {
        var element = fact.Part is null ? [] : Filled(facts.Part(fact.Part).Facts, isPatch);
        for (var key = 0; key < fact.Keys.Length; key++)
            element[fact.Keys[key]] = keys[Math.Min(key, keys.Length - 1)];
        element[$"of-{Side(isPatch)}"] = "1";
        return element;
    }

    private static string Side(bool isPatch) => isPatch ? "patch" : "base";
}
