using GitOpsGen.Kubernetes;
using GitOpsGen.Relocate.Outlines;

namespace GitOpsGen.Relocate.Structured;

/// <summary>
/// An object as far as its outline shows it: where its values stand in a text that may be a template and no YAML at all, so that each
/// of them may be there several times, once for each arm of a condition, or not be known. What can be parsed is a <see cref="Manifest"/>.
/// </summary>
/// <param name="Map">Its whole map.</param>
/// <param name="Beside">The value; of what is written once for each arm of a condition, what can be there with it counts.</param>
public sealed record OutlinedObject(Outline Map, Outline Beside)
{
    /// <summary>The nearest one around; null where nothing around looks like an object.</summary>
    public static OutlinedObject? Around(Outline node)
    {
        foreach (var map in node.Upwards())
            if (map.Kind == OutlineKind.Map && IsObject(map))
                return new OutlinedObject(map, node);
        return null;
    }

    /// <summary>A reference has a kind and a name too, but no metadata.</summary>
    public static bool IsObject(Outline map) => map["metadata"] is not null && (map["kind"] is not null || map["apiVersion"] is not null);

    public string Kind => First("kind");

    /// <summary>Its id under one of its names; of what a template leaves open there are <c>*</c>, or nothing.</summary>
    public ObjectId Id(Outline name) => ManifestHeader.Of(First("apiVersion"), Kind, Namespaces.FirstOrDefault()?.Text ?? "", name.Text).Id;

    public IEnumerable<Outline> Names => Map.All("metadata", Beside).SelectMany(metadata => metadata.All("name", Beside));

    /// <summary>Whether it says that it lives in another namespace.</summary>
    public bool IsElsewhere(string from) =>
        Namespaces.Select(node => node.Text).ToList() is { Count: > 0 } all
        && !all.Exists(one => one.Contains(from, StringComparison.Ordinal) || one.Contains('*', StringComparison.Ordinal));

    public IEnumerable<Outline> Namespaces => Map.All("metadata", Beside).SelectMany(metadata => metadata.All("namespace", Beside));

    private string First(string key) => Map.All(key, Beside).FirstOrDefault()?.Text ?? "";
}
