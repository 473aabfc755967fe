using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>What a patch is meant for, as Kustomize selects it: each pattern by itself, all of them, and the selectors.</summary>
public sealed class PatchTarget(YamlMap target)
{
    private readonly Dictionary<string, Re2Pattern?> patterns = new[] { "group", "version", "kind", "name", "namespace" }
        .Where(key => target.Text(key) is { Length: > 0 })
        .ToDictionary(key => key, key => Re2Pattern.Of(target.Text(key)!), StringComparer.Ordinal);

    /// <summary>Null when nobody but Kustomize can tell.</summary>
    public bool? Matches(IReadOnlyList<ObjectId> objects, Lazy<IReadOnlyList<YamlMap>> manifests) =>
        target["labelSelector"] is null && target["annotationSelector"] is null
            ? Any(objects.Select(Matches))
            : Any(manifests.Value.Select(Matches));

    private bool? Matches(YamlMap manifest)
    {
        var metadata = manifest.Map("metadata");
        return All(
            Matches(Id(manifest)),
            LabelSelector.Selects(target.Text("labelSelector"), metadata?.Map("labels")),
            LabelSelector.Selects(target.Text("annotationSelector"), metadata?.Map("annotations"))
        );
    }

    private bool? Matches(ObjectId id) =>
        All(
            Field("group", id.Group),
            Field("version", id.Version),
            Field("kind", id.Kind),
            Field("name", id.Name),
            Namespace(id.Namespace)
        );

    private bool? Field(string key, string value) => !patterns.TryGetValue(key, out var pattern) ? true : pattern?.Matches(value);

    // Without one an object is in "default", or in none if its kind stands above namespaces, which Kustomize calls by a word of its own.
    private bool? Namespace(string name)
    {
        if (name.Length > 0)
            return Field("namespace", name);
        var (within, above) = (Field("namespace", "default"), Field("namespace", "_non_namespaceable_"));
        return within == above ? within : null;
    }

    private static bool? All(params ReadOnlySpan<bool?> parts) =>
        parts.Contains(false) ? false
        : parts.Contains(null) ? null
        : true;

    private static bool? Any(IEnumerable<bool?> parts)
    {
        bool? found = false;
        foreach (var part in parts)
        {
            if (part == true)
                return true;
            if (part is null)
                found = null;
        }

        return found;
    }

    private static ObjectId Id(YamlMap manifest)
    {
        var version = manifest.Text("apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return new ObjectId(
            slash < 0 ? "" : version[..slash],
            version[(slash + 1)..],
            manifest.Text("kind") ?? "",
            manifest.Map("metadata")?.Text("namespace") ?? "",
            manifest.Map("metadata")?.Text("name") ?? ""
        );
    }
}
