using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>The manifests of one Application.</summary>
public sealed record Manifests(ImmutableArray<Manifest> Objects)
{
    private readonly Lazy<Dictionary<ObjectKey, Manifest>> index = new(() => Index(Objects));

    public static Manifests None { get; } = new([]);

    /// <summary>Reads what Kustomize wrote; null when it is not YAML, and the bag says so.</summary>
    public static Manifests? Read(string file, string text, DiagnosticBag diagnostics) =>
        YamlReader.ReadAll(file, text, diagnostics, YamlLimits.Generated) is { } documents ? Of(documents) : null;

    public static Manifests Of(IEnumerable<YamlNode> documents) =>
        new([.. documents.OfType<YamlMap>().Where(map => map.Text("kind") is not null).Select(map => new Manifest(map))]);

    public Manifest? Find(ObjectKey key) => index.Value.GetValueOrDefault(key);

    public IEnumerable<Manifest> In(string space) => Objects.Where(manifest => manifest.Namespace == space);

    public IEnumerable<Manifest> OfKind(params string[] kinds) =>
        Objects.Where(manifest => kinds.Contains(manifest.Kind, StringComparer.Ordinal));

    /// <summary>The first object of that kind and name, whatever its group.</summary>
    public Manifest? Find(string kind, string space, string name) =>
        Objects.FirstOrDefault(manifest => manifest.Kind == kind && manifest.Name == name && manifest.Namespace == space);

    public Manifests With(Manifests others) => new([.. Objects, .. others.Objects]);

    private static Dictionary<ObjectKey, Manifest> Index(ImmutableArray<Manifest> objects)
    {
        var all = new Dictionary<ObjectKey, Manifest>();
        foreach (var manifest in objects)
            all.TryAdd(manifest.Key, manifest);
        return all;
    }
}
