using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace GitOpsGen.Schemas;

/// <summary>A definition as it is in some releases.</summary>
public sealed record DefinitionVariant(ImmutableSortedSet<KubernetesRelease> Releases, Schema Schema)
{
    private readonly Lazy<string> text = new(() => SchemaWriter.Write(Schema).ToJsonString());

    /// <summary>What is equal to others exactly when the schema is.</summary>
    public string Text => text.Value;
}

/// <summary>
/// What Kubernetes' own kinds are made of, in each release that was imported: what is equal in several is kept once.
/// </summary>
public sealed class DefinitionSet(ImmutableSortedDictionary<string, ImmutableArray<DefinitionVariant>> definitions)
{
    private readonly ConcurrentDictionary<KubernetesRelease, IReadOnlyDictionary<string, Schema>> byRelease = new();

    public static DefinitionSet Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableArray<DefinitionVariant>>(StringComparer.Ordinal));

    public ImmutableSortedDictionary<string, ImmutableArray<DefinitionVariant>> All => definitions;

    /// <summary>The definitions of one release, by name.</summary>
    public IReadOnlyDictionary<string, Schema> Of(KubernetesRelease release) => byRelease.GetOrAdd(release, Select);

    /// <summary>The same set, in which a release has these definitions, whatever it had under their names.</summary>
    public DefinitionSet With(KubernetesRelease release, IEnumerable<KeyValuePair<string, Schema>> imported)
    {
        var all = definitions.ToBuilder();
        foreach (var (name, schema) in imported)
            all[name] = With(all.GetValueOrDefault(name, []), release, new DefinitionVariant([release], schema));
        return new DefinitionSet(all.ToImmutable());
    }

    private static ImmutableArray<DefinitionVariant> With(
        ImmutableArray<DefinitionVariant> variants,
        KubernetesRelease release,
        DefinitionVariant added
    )
    {
        var others = variants
            .Select(one => one with { Releases = one.Releases.Remove(release) })
            .Where(one => one.Releases.Count > 0)
            .ToList();
        var same = others.FindIndex(one => one.Text == added.Text);
        if (same < 0)
            others.Add(added);
        else
            others[same] = others[same] with { Releases = others[same].Releases.Add(release) };
        return [.. others.OrderBy(one => one.Releases.Min)];
    }

    private IReadOnlyDictionary<string, Schema> Select(KubernetesRelease release)
    {
        var found = new Dictionary<string, Schema>(StringComparer.Ordinal);
        foreach (var (name, variants) in definitions)
            if (variants.FirstOrDefault(variant => variant.Releases.Contains(release)) is { } variant)
                found[name] = variant.Schema;
        return found;
    }
}
