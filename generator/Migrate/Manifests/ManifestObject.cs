using GitOpsGen.Migrate.Outlines;

namespace GitOpsGen.Migrate.Manifests;

/// <summary>The object of a manifest that a value belongs to.</summary>
/// <param name="Map">Its whole map.</param>
/// <param name="Beside">The value; of what is written once for each arm of a condition, what can be there with it counts.</param>
public sealed record ManifestObject(Outline Map, Outline Beside)
{
    /// <summary>The nearest one around; null where nothing around looks like an object.</summary>
    public static ManifestObject? Around(Outline node)
    {
        foreach (var map in node.Upwards())
            if (map.Kind == OutlineKind.Map && IsObject(map))
                return new ManifestObject(map, node);
        return null;
    }

    /// <summary>A reference has a kind and a name too, but no metadata.</summary>
    public static bool IsObject(Outline map) => map["metadata"] is not null && (map["kind"] is not null || map["apiVersion"] is not null);

    public string Kind => Map.All("kind", Beside).FirstOrDefault()?.Text ?? "";

    public IEnumerable<Outline> Names => Map.All("metadata", Beside).SelectMany(metadata => metadata.All("name", Beside));

    /// <summary>Whether it says that it lives in another namespace.</summary>
    public bool IsElsewhere(string from) =>
        Namespaces.Select(node => node.Text).ToList() is { Count: > 0 } all
        && !all.Exists(one => one.Contains(from, StringComparison.Ordinal) || one.Contains('*', StringComparison.Ordinal));

    public IEnumerable<Outline> Namespaces => Map.All("metadata", Beside).SelectMany(metadata => metadata.All("namespace", Beside));
}
