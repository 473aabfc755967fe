using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsGen.Engines.Kustomize.Fast;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>
/// Objects of any kind and patches for them, with any of the lists that the facts name and any that they do not, elements in any order,
/// keys that are missing or equal, directives and nulls.
/// </summary>
internal sealed class RandomPatches(Random random)
{
    private static readonly MergeFacts Facts = MergeFacts.BuiltIn;

    private static readonly MergeFact[] Unknown =
    [
        MergeFact.List("spec.unknown", "name"),
        MergeFact.List("spec.template.spec.schedulingGates", "name"),
        MergeFact.List("status.others"),
        MergeFact.Map("spec.embedded", "PodTemplate"),
    ];

    /// <summary>Writes an overlay of so many objects, each with a patch.</summary>
    public void Write(string folder, int objects)
    {
        Directory.CreateDirectory(folder);
        var made = Enumerable.Range(0, objects).Select(Pair).ToList();
        var bases = made.Select(pair => pair.Base.ToJsonString());
        var patches = made.Select(pair => $"- patch: '{pair.Patch.ToJsonString()}'\n");
        File.WriteAllText(Path.Join(folder, "objects.yaml"), string.Join("\n---\n", bases));
        File.WriteAllText(Path.Join(folder, "kustomization.yaml"), $"resources: [objects.yaml]\npatches:\n{string.Concat(patches)}");
    }

    private (JsonObject Base, JsonObject Patch) Pair(int number)
    {
        var kind = Facts.Kinds[random.Next(Facts.Kinds.Length)];
        var facts = Facts.Of(kind).Where(fact => fact.Part is not null || fact.IsList).Concat(Unknown).ToList();
        return (Object(false), Object(true));

        JsonObject Object(bool isPatch)
        {
            var made = Filled(facts, isPatch);
            made["apiVersion"] = kind.ApiVersion;
            made["kind"] = kind.Kind;
            made["metadata"] ??= new JsonObject();
            made["metadata"]!["name"] = string.Create(CultureInfo.InvariantCulture, $"o{number}");
            return made;
        }
    }

    private JsonObject Filled(IEnumerable<MergeFact> facts, bool isPatch)
    {
        var top = new JsonObject();
        foreach (var fact in facts.Where(_ => random.Next(4) > 0))
        {
            var fields = fact.Path.Split('.');
            var parent = fields[..^1].Aggregate(top, Below);
            parent[fields[^1]] =
                fact.IsList ? List(fact, isPatch)
                : fact.Part is null ? null
                : Filled(Facts.Part(fact.Part).Facts, isPatch);
        }

        return top;
    }

    private static JsonObject Below(JsonObject map, string field) => (JsonObject)(map[field] ??= new JsonObject());

    private JsonNode? List(MergeFact fact, bool isPatch)
    {
        if (isPatch && random.Next(12) == 0)
            return null;
        var elements = Enumerable.Range(0, random.Next(4)).Select(_ => fact.Keys.IsEmpty ? Word() : Element(fact, isPatch)).ToList();
        if (isPatch && !fact.Keys.IsEmpty && random.Next(12) == 0)
            elements.Add(new JsonObject { ["$patch"] = "replace" });
        return new JsonArray([.. elements]);
    }

    private JsonNode Element(MergeFact fact, bool isPatch)
    {
        var element = fact.Part is null || random.Next(2) == 0 ? [] : Filled(Facts.Part(fact.Part).Facts, isPatch);
        // Without its first key an element stops the build, whichever way.
        foreach (var key in fact.Keys.Where((_, place) => place == 0 || random.Next(4) > 0))
            element[key] = Word();
        element[$"field-{Word()}"] = random.Next(9);
        if (isPatch && random.Next(8) == 0)
            element["$patch"] = random.Next(2) == 0 ? "delete" : "replace";
        return element;
    }

    private JsonNode Word() => JsonValue.Create($"w{random.Next(4)}");
}
