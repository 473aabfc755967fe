using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// What a patch is meant for, as Kustomize selects it: each pattern (group, version, kind, name, namespace) by itself, all of them, and the
/// selectors of labels and annotations.
/// </summary>
public sealed class PatchTarget(YamlMap target)
{
    private readonly Dictionary<string, Re2Pattern?> patterns = new[] { "group", "version", "kind", "name", "namespace" }
        .Where(key => target.Text(key) is { Length: > 0 })
        .ToDictionary(key => key, key => Re2Pattern.Of(target.Text(key)!), StringComparer.Ordinal);

    /// <summary>Null when nobody but Kustomize can tell.</summary>
    public bool? Matches(IReadOnlyList<ManifestHeader> objects, Lazy<Manifests> manifests) =>
        target["labelSelector"] is null && target["annotationSelector"] is null
            ? Any(objects.Select(Matches))
            : Any(manifests.Value.Objects.Select(Matches));

    private bool? Matches(Manifest manifest) =>
        All(
            Matches(ManifestHeader.Of(manifest.Document)),
            LabelSelectorText.Selects(target.Text("labelSelector"), manifest.Metadata?.Map("labels")),
            LabelSelectorText.Selects(target.Text("annotationSelector"), manifest.Metadata?.Map("annotations"))
        );

    private bool? Matches(ManifestHeader header) =>
        All(
            Field("group", header.Id.Group),
            Field("version", header.Version),
            Field("kind", header.Id.Kind),
            Field("name", header.Id.Name),
            Namespace(header.Id.Namespace)
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
}
