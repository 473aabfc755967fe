using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Selection;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>The labels of namespaces: what a Namespace says, what Argo CD adds, and the name, which the API server adds to each.</summary>
internal sealed class NamespaceLabels
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    private readonly Dictionary<string, KnownLabels> known = new(StringComparer.Ordinal);

    public NamespaceLabels(Manifests objects)
    {
        foreach (var manifest in objects.Objects.Where(manifest => manifest.GroupKind == "Namespace"))
            if (known.TryAdd(manifest.Name, Named(manifest.Name, PodReader.Known(manifest.Metadata, "labels"))))
                Rendered.TryAdd(manifest.Name, manifest);
        foreach (var application in objects.Objects.Where(manifest => manifest.GroupKind == "argoproj.io/Application"))
            Manage(application);
    }

    /// <summary>The Namespaces that are among the objects.</summary>
    public Dictionary<string, Manifest> Rendered { get; } = new(StringComparer.Ordinal);

    /// <summary>Of a namespace that is not rendered its name alone is known.</summary>
    public KnownLabels Of(string name) =>
        known.TryGetValue(name, out var labels) ? labels : Named(name, new KnownLabels(KnownLabels.None.Pairs, IsComplete: false));

    // Argo CD sets these on the namespace that its Application creates or goes to.
    private void Manage(Manifest application)
    {
        var managed = application.Spec?.Map("syncPolicy")?.Map("managedNamespaceMetadata")?.Map("labels");
        if (managed is null || application.Spec?.Map("destination")?.Text("namespace") is not { Length: > 0 } name)
            return;
        var labels = Of(name);
        known[name] = labels with { Pairs = With(labels.Pairs, LabelSelector.Pairs(managed)) };
    }

    private static KnownLabels Named(string name, KnownLabels labels) => labels with { Pairs = With(labels.Pairs, [new(NameLabel, name)]) };

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> pairs,
        IEnumerable<KeyValuePair<string, string>> more
    )
    {
        var all = pairs.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in more)
            all[key] = value;
        return all;
    }
}
