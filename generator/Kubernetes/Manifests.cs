using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// A set of objects, such as those of one Application: lists taken apart, found by their id. A document without a kind is no object.
/// </summary>
public sealed record Manifests(ImmutableArray<Manifest> Objects)
{
    // What takes more, packed, than a multiple of its text has aliases in it, whose values nodes have only once.
    private const long Room = 4;
    private const long Least = 1 << 12;

    private readonly Lazy<Dictionary<ObjectId, Manifest>> index = new(() => Index(Objects));

    public static Manifests None { get; } = new([]);

    /// <summary>What the objects are made of, where they are packed; else null.</summary>
    internal PackedNodes? Packing { get; private init; }

    /// <summary>Null when the text is not YAML, and the bag says so.</summary>
    public static Manifests? Read(string file, string text, DiagnosticBag diagnostics) =>
        YamlReader.ReadAll(file, text, diagnostics, YamlLimits.Generated) is { } documents ? Of(documents) : null;

    public static Manifests? Read(string file, ReadOnlyMemory<byte> text, DiagnosticBag diagnostics) =>
        Read(file, Encoding.UTF8.GetString(text.Span).TrimStart('\ufeff'), diagnostics);

    /// <summary>Reads some documents of a file; null when one is not YAML, and the bag says so.</summary>
    public static Manifests? Read(string file, IEnumerable<ReadOnlyMemory<byte>> documents, DiagnosticBag diagnostics)
    {
        var all = ImmutableArray.CreateBuilder<Manifest>();
        foreach (var document in documents)
        {
            if (Read(file, document, diagnostics) is not { } read)
                return null;
            all.AddRange(read.Objects);
        }

        return new Manifests(all.ToImmutable());
    }

    public static Manifests Of(IEnumerable<YamlNode> documents) =>
        new([
            .. documents
                .OfType<YamlMap>()
                .SelectMany(ManifestList.Flatten)
                .Where(map => map.Text("kind") is not null)
                .Select(map => new Manifest(map)),
        ]);

    /// <summary>Where two have the id, the first.</summary>
    public Manifest? Find(ObjectId id) => index.Value.GetValueOrDefault(id);

    public IEnumerable<Manifest> In(string space) => Objects.Where(manifest => manifest.Namespace == space);

    public IEnumerable<Manifest> OfKind(params string[] kinds) =>
        Objects.Where(manifest => kinds.Contains(manifest.Kind, StringComparer.Ordinal));

    /// <summary>The first object of that kind and name, whatever its group.</summary>
    public Manifest? Find(string kind, string space, string name) =>
        Objects.FirstOrDefault(manifest => manifest.Kind == kind && manifest.Name == name && manifest.Namespace == space);

    public Manifests With(Manifests others) => new([.. Objects, .. others.Objects]);

    /// <summary>The same in less room, for whoever holds many: what is looked at is made anew each time.</summary>
    /// <param name="size">Of the text that they were read from, in bytes.</param>
    public Manifests Packed(int size)
    {
        var packing = PackedNodes.Of(
            [.. Objects.Select(manifest => manifest.Document)],
            (int)Math.Min(int.MaxValue / 2, Room * (size + Least))
        );
        return packing is null
            ? this
            : new([.. Objects.Zip(packing.Maps(), (manifest, document) => new Manifest(manifest.Id, document))]) { Packing = packing };
    }

    /// <summary>Objects as they were packed, with the ids that their documents say.</summary>
    internal static Manifests Of(PackedNodes packing) =>
        new([.. packing.Maps().Select(document => new Manifest(document))]) { Packing = packing };

    private static Dictionary<ObjectId, Manifest> Index(ImmutableArray<Manifest> objects)
    {
        var all = new Dictionary<ObjectId, Manifest>();
        foreach (var manifest in objects)
            all.TryAdd(manifest.Id, manifest);
        return all;
    }
}
